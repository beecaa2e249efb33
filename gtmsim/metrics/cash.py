"""Cash, month by month: invoices in, everything else out. Knows no metric."""

from functools import cached_property

import numpy as np

from gtmsim.journal.header import Ints
from gtmsim.journal.kinds import booked_as, those
from gtmsim.metrics.tally import Tally

IN = booked_as("receipt")  # credits are negative
OUT = those(lambda kind: kind.money not in (None, "receipt"))
PLANNED = those(lambda kind: kind.money not in (None, "receipt", "cogs"))  # what it costs to serve is the market's


class Cash:
    """Money paid in and out within the horizon; an invoice is paid at once."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally

    @cached_property
    def flows(self) -> Ints:
        """Net cash of each month [cents], shape (months,)."""
        return np.asarray(self._tally.monthly_amount(*IN) - self._tally.monthly_amount(*OUT))

    def balances(self, start: int) -> Ints:
        """Cash at the start and at each month's end [cents], shape (months + 1,)."""
        return start + np.append(0, np.cumsum(self.flows))
