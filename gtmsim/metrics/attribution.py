"""Each month's spend and the customers that it won, however late, by the carry-over of spend. Knows no metric."""

from functools import cached_property

import numpy as np

from gtmsim.journal.header import Flags, Ints
from gtmsim.mechanisms.channels.rows import LEAD_FEE
from gtmsim.metrics.given import Given
from gtmsim.metrics.tally import Tally


class Attribution:
    """Spend and wins of each channel by month of spend; the run-off tells who is won in the end."""

    def __init__(self, given: Given, tally: Tally, spend: Ints, touched: Ints, late_fees: Ints) -> None:
        self.given, self.tally = given, tally
        self.spend = spend.copy()  # and lead fees [cents], shape (channels, months)
        # Who comes after the horizon comes of its spend: the fee is paid by its last month.
        self.spend[:, -1:] += np.where(given.spending, late_fees, 0)[:, None]
        self.touched = (
            touched  # leads won in the end, shape (came in the horizon or later, channels, days of the touch)
        )

    @cached_property
    def bought(self) -> Flags:
        """Channels whose leads cost spend or fees within the horizon (rewards are paid for wins, not for leads)."""
        return np.asarray(self.given.spending | self._paying_fees)

    @cached_property
    def wins(self) -> Ints:
        """Wins owed to each month's spend [basis points of a win], shape (channels, months)."""
        total = np.zeros(self.spend.shape)
        for one, paying in enumerate(self._paying_fees.tolist()):
            for late, touched in enumerate(self.touched[:, one]):
                days = np.flatnonzero(touched)
                if len(days):
                    shares = self.given.carry_over.earned(one, paying, bool(late))
                    total[one] += touched.take(days) @ shares.take(days, axis=0)
        return total.astype(np.int64)

    @cached_property
    def _paying_fees(self) -> Flags:
        return np.asarray(self.tally.count(self.given.cut("channel"), LEAD_FEE)[:-1] > 0)
