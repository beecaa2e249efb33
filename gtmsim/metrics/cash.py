"""Cash, month by month: bills that are paid in, everything else out. Knows no metric."""

from functools import cached_property

import numpy as np

from gtmsim.journal.catalogue import EventKind
from gtmsim.journal.header import Ints
from gtmsim.journal.kinds import BILLED, COLLECTED, FUNDED, NO_CASH, PAID_OUT, REPAID, those
from gtmsim.metrics.tally import Tally

PLANNED = those(lambda kind: kind.money not in (*NO_CASH, "cogs"))  # what it costs to serve is the market's


class Cash:
    """Money paid in and out within the horizon; where nothing is collected, a bill is paid at once."""

    def __init__(self, tally: Tally, collects: bool = False) -> None:
        self._tally, self._collects = tally, collects

    @property
    def sources(self) -> tuple[EventKind, ...]:
        """Kinds of row of which the amounts come in from customers."""
        return COLLECTED if self._collects else BILLED

    @cached_property
    def received(self) -> Ints:
        """What customers paid in each month, less what was paid back [cents]."""
        return self._tally.monthly_amount(*self.sources)

    @cached_property
    def paid(self) -> Ints:
        """What was paid in each month [cents]."""
        return self._tally.monthly_amount(*PAID_OUT)

    @cached_property
    def flows(self) -> Ints:
        """Net cash of each month, but for what comes from investors and banks or goes back [cents], shape (months,)."""
        return np.asarray(self.received - self.paid)

    @cached_property
    def financing(self) -> Ints:
        """What came from investors and banks in each month, less what went back [cents]."""
        return self._tally.monthly_amount(*FUNDED) - self._tally.monthly_amount(*REPAID)

    def balances(self, start: int) -> Ints:
        """Cash at the start and at each month's end [cents], shape (months + 1,)."""
        return start + np.append(0, np.cumsum(self.flows + self.financing))
