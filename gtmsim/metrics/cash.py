"""Cash, month by month: bills that are paid in, everything else out. Knows no metric."""

from functools import cached_property

import numpy as np

from gtmsim.journal.catalogue import EventKind
from gtmsim.journal.header import Ints
from gtmsim.journal.kinds import booked_as, those
from gtmsim.mechanisms.collection.rows import PAID, PAID_BACK
from gtmsim.mechanisms.contracts.rows import SETUP_FEE
from gtmsim.mechanisms.funding.rows import BORROWED, RAISED, REPAID
from gtmsim.metrics.tally import Tally

BILLED = booked_as("receipt")  # credits are negative
COLLECTED = (PAID, PAID_BACK, SETUP_FEE)  # a fee is paid with the signature, whatever the terms of bills
COMES, GOES = (RAISED, BORROWED), (REPAID,)  # money of investors and banks
NO_CASH = (None, "receipt", "bad_debt")  # what is no cost, and a cost for which nothing is paid
OUT = those(lambda kind: kind.money not in NO_CASH)
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
        return self._tally.monthly_amount(*OUT)

    @cached_property
    def flows(self) -> Ints:
        """Net cash of each month, but for what comes from investors and banks or goes back [cents], shape (months,)."""
        return np.asarray(self.received - self.paid)

    @cached_property
    def financing(self) -> Ints:
        """What came from investors and banks in each month, less what went back [cents]."""
        return self._tally.monthly_amount(*COMES) - self._tally.monthly_amount(*GOES)

    def balances(self, start: int) -> Ints:
        """Cash at the start and at each month's end [cents], shape (months + 1,)."""
        return start + np.append(0, np.cumsum(self.flows + self.financing))
