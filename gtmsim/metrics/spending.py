"""Money of channels and teams by month, and the wins of each day's touches. Knows no metric."""

import numpy as np

from gtmsim.journal.header import Ints
from gtmsim.mechanisms.channels.rows import FIRST_TOUCH, LEAD
from gtmsim.mechanisms.selling.rows import WON
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
    """Leads that are won in the end: those that came in the horizon and later ones, by channel and day of their touch.

    Who was touched before day 0 is owed to nothing that was spent since.
    """
    won = accounts.where(WON)
    began = accounts.beginning(won)
    mine = np.flatnonzero((began.kind == LEAD.number) & (began.channel >= 0))
    leads, header = began.at(mine), began.journal.header
    days = max(1, header.daily_spend.shape[1]) + header.late_days
    found = np.zeros((2, len(header.channels), days), np.int64)
    day = (leads.time - touched_before(accounts, won[mine])) // DAY
    known = (day >= 0) & (day < days)
    np.add.at(found, ((~leads.within)[known].astype(np.int64), leads.channel[known], day[known]), 1)
    return found


def touched_before(accounts: Accounts, places: Ints) -> Ints:
    """How long before it came the lead was touched to whose account each row belongs [microseconds]."""
    marked = accounts.where(FIRST_TOUCH)
    said = accounts.rows.at(marked)
    last = np.searchsorted(marked, places) - 1
    known = last >= 0
    same = np.zeros(len(places), np.bool_)
    same[known] = said.entity[last[known]] == accounts.rows.at(places[known]).entity
    found = np.zeros(len(places), np.int64)
    found[same] = (said.value[last[same]] * DAY + 0.5).astype(np.int64)
    return found


def late_fees(rows: Rows) -> Ints:
    """Fees of leads that came after the horizon [cents], by channel."""
    late = rows.at(np.flatnonzero(~rows.within))
    return np.asarray(sums(late.channel.astype(np.int64), late.amount, len(rows.journal.header.channels)))


def _by_month(rows: Rows, line: Ints, lines: int) -> Ints:
    n_months = rows.journal.header.n_months
    total = sums(line * n_months + rows.month, rows.amount, lines * n_months)
    return np.asarray(total).reshape(-1, n_months)
