"""Each month's spend and the customers that it won, however late, by the carry-over of spend. Knows no metric."""

from functools import cached_property

import numpy as np

from gtmsim.engine.journal import Flags, Ints, Kind
from gtmsim.metrics.accounts import Accounts
from gtmsim.metrics.cut import cut_by, sums
from gtmsim.metrics.given import Given
from gtmsim.metrics.months import DAY
from gtmsim.metrics.rows import Rows
from gtmsim.metrics.tally import Tally


class Attribution:
    """Spend and wins of each channel by month of spend; the run-off tells who is won in the end."""

    def __init__(self, given: Given, tally: Tally, accounts: Accounts, spent: Rows) -> None:
        self.given, self.tally, self.accounts, self.spent = given, tally, accounts, spent
        self.header = given.header

    @cached_property
    def bought(self) -> Flags:
        """Channels whose leads cost spend or fees within the horizon (rewards are paid for wins, not for leads)."""
        return np.asarray(self.given.planned.any(axis=1) | self._paying_fees)

    @cached_property
    def spend(self) -> Ints:
        """Spend and lead fees [cents], shape (channels, months)."""
        rows = self.spent
        cells = rows.channel.astype(np.int64) * self.header.n_months + rows.month
        total = sums(cells, rows.amount, len(self.header.channels) * self.header.n_months)
        return np.asarray(total).reshape(-1, self.header.n_months)

    @cached_property
    def wins(self) -> Ints:
        """Wins owed to each month's spend [basis points of a win], shape (channels, months)."""
        leads = self._won_leads
        channel = leads.channel.astype(np.int64)
        # Nobody is touched before day 0: a lead that came sooner than its channel's delay was touched then.
        touched = np.maximum(leads.time - self.header.delay[channel], 0) // DAY
        total = np.zeros((len(self.header.channels), self.header.n_months), np.int64)
        for one, paying in enumerate(self._paying_fees.tolist()):
            days = touched[channel == one]
            if len(days):
                total[one] = self.given.carry_over.earned(one, paying).take(days, axis=0).sum(axis=0)
        return total

    @cached_property
    def _won_leads(self) -> Rows:
        """The leads of the horizon that were won, with which their accounts began."""
        began = self.accounts.beginning(self.accounts.where(Kind.WON))
        return began.at(np.flatnonzero((began.kind == Kind.LEAD) & began.within))

    @cached_property
    def _paying_fees(self) -> Flags:
        return np.asarray(self.tally.count(cut_by(self.header, "channel"), Kind.FEE)[:-1] > 0)
