"""Money of channels and teams by month, and the wins of each day's touches. Knows no metric."""

import numpy as np

from gtmsim.engine.journal import Ints, Kind
from gtmsim.metrics.accounts import Accounts
from gtmsim.metrics.cut import sums
from gtmsim.metrics.months import DAY
from gtmsim.metrics.rows import Rows


def spent_by(rows: Rows) -> Ints:
    """Amounts of each channel in each month [cents]; every row has a channel and is within the horizon."""
    return _by_month(rows, rows.channel.astype(np.int64), len(rows.journal.header.channels))


def paid_to(rows: Rows) -> Ints:
    """Amounts of each team in each month [cents]; every row is within the horizon."""
    mine = rows.at(np.flatnonzero(rows.team >= 0))
    return _by_month(mine, mine.team.astype(np.int64), len(rows.journal.header.teams))


def touched_on(accounts: Accounts) -> Ints:
    """Leads of the horizon that are won in the end, by channel and the day of their touch."""
    began = accounts.beginning(accounts.where(Kind.WON))
    leads = began.at(np.flatnonzero((began.kind == Kind.LEAD) & began.within & (began.channel >= 0)))
    header = leads.journal.header
    # Nobody is touched before day 0: a lead that came sooner than its channel's delay was touched then.
    day = np.maximum(leads.time - header.delay[leads.channel], 0) // DAY
    found = np.zeros((len(header.channels), max(1, header.daily_spend.shape[1])), np.int64)
    np.add.at(found, (leads.channel, day), 1)
    return found


def _by_month(rows: Rows, line: Ints, lines: int) -> Ints:
    n_months = rows.journal.header.n_months
    total = sums(line * n_months + rows.month, rows.amount, lines * n_months)
    return np.asarray(total).reshape(-1, n_months)
