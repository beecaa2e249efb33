"""Cash, month by month: invoices in, everything else out. Knows no metric."""

from functools import cached_property

import numpy as np

from gtmsim.engine.journal import Ints, Kind
from gtmsim.metrics.tally import Tally

IN = (Kind.INVOICED, Kind.CREDITED)  # credits are negative
OUT = (
    Kind.SERVED,
    Kind.SPENT,
    Kind.FEE,
    Kind.SALARY,
    Kind.COMMISSION,
    Kind.REWARD,
    Kind.PROGRAMME,
    Kind.OVERHEAD,
    Kind.OTHER,
    Kind.EXPENSE,
    Kind.BRANDING,
    Kind.DATA,
    Kind.HOSTED,
)


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
