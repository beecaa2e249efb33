"""Cash, month by month: invoices in, everything else out. Knows no metric."""

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from gtmsim.engine.journal import Ints, Kind
from gtmsim.metrics.cut import sums

if TYPE_CHECKING:
    from gtmsim.metrics.ledger import Ledger

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
)


class Cash:
    """Money paid in and out within the horizon; an invoice is paid at once."""

    def __init__(self, ledger: "Ledger") -> None:
        self.n_months = ledger.header.n_months
        self._paid_in, self._paid_out = ledger.rows(*IN), ledger.rows(*OUT)

    @cached_property
    def flows(self) -> Ints:
        """Net cash of each month [cents], shape (months,)."""
        paid_in = sums(self._paid_in.month, self._paid_in.amount, self.n_months)
        return np.asarray(paid_in - sums(self._paid_out.month, self._paid_out.amount, self.n_months))

    def balances(self, start: int) -> Ints:
        """Cash at the start and at each month's end [cents], shape (months + 1,)."""
        return start + np.append(0, np.cumsum(self.flows))
