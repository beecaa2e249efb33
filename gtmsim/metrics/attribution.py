"""Each month's spend and the customers that it won, however late, by the carry-over of spend. Knows no metric."""

from functools import cached_property

import numpy as np

from gtmsim.engine.journal import Flags, Ints, Kind
from gtmsim.metrics.given import Given
from gtmsim.metrics.tally import Tally


class Attribution:
    """Spend and wins of each channel by month of spend; the run-off tells who is won in the end."""

    def __init__(self, given: Given, tally: Tally, spend: Ints, touched: Ints) -> None:
        self.given, self.tally = given, tally
        self.spend = spend  # and lead fees [cents], shape (channels, months)
        self.touched = touched  # leads won in the end, shape (channels, days)

    @cached_property
    def bought(self) -> Flags:
        """Channels whose leads cost spend or fees within the horizon (rewards are paid for wins, not for leads)."""
        return np.asarray(self.given.spending | self._paying_fees)

    @cached_property
    def wins(self) -> Ints:
        """Wins owed to each month's spend [basis points of a win], shape (channels, months)."""
        total = np.zeros(self.spend.shape)
        for one, (touched, paying) in enumerate(zip(self.touched, self._paying_fees.tolist(), strict=True)):
            days = np.flatnonzero(touched)
            if len(days):
                total[one] = touched.take(days) @ self.given.carry_over.earned(one, paying).take(days, axis=0)
        return total.astype(np.int64)

    @cached_property
    def _paying_fees(self) -> Flags:
        return np.asarray(self.tally.count(self.given.cut("channel"), Kind.FEE)[:-1] > 0)
