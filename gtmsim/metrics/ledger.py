"""The ledger: a journal's rows sorted to kinds, deals, customers, tasks and costs, each once. Knows no metric."""

import threading
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from gtmsim.journal.header import Floats, Ints
from gtmsim.journal.journal import Journal
from gtmsim.machine import cache
from gtmsim.mechanisms.channels.rows import CHANNEL_SPEND, LEAD_FEE
from gtmsim.mechanisms.payment_fees.rows import PAYMENT_FEE
from gtmsim.mechanisms.selling.rows import LOST, NO_DECISION, OPPORTUNITY, STAGE_PASSED, WON
from gtmsim.mechanisms.staff.rows import EMPLOYEE_LEFT, TASK_ENDED, TASK_STARTED
from gtmsim.metrics.accounts import Accounts
from gtmsim.metrics.attribution import Attribution
from gtmsim.metrics.cash import Cash
from gtmsim.metrics.costs import Costs
from gtmsim.metrics.customers import Customers
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.deals import Deals
from gtmsim.metrics.earning import BILLING, Earning
from gtmsim.metrics.firings import Counts, counts_of, told
from gtmsim.metrics.given import given_by
from gtmsim.metrics.hours import Hours, hours_of
from gtmsim.metrics.modes import modes_of
from gtmsim.metrics.receivables import BILL_AGES, OWING, owed_by_age
from gtmsim.metrics.revenue import Revenue
from gtmsim.metrics.rows import Rows
from gtmsim.metrics.selling import Selling, selling_of, staged_by
from gtmsim.metrics.service import Service, service_of
from gtmsim.metrics.serving import Serving, sums_by_month
from gtmsim.metrics.signs import PRICES, TO_TEAMS
from gtmsim.metrics.slotted import Slotted, by_slot
from gtmsim.metrics.spending import late_fees, paid_to, spent_by, touched_on
from gtmsim.metrics.statements import Statements
from gtmsim.metrics.tally import Tally, cells_of, monthly_of
from gtmsim.metrics.tasks import Tasks, Turns
from gtmsim.metrics.values import Sums
from gtmsim.metrics.waits import queued_by, waits_of

if TYPE_CHECKING:
    from gtmsim.metrics.compiled.reading import Reading


class Ledger:
    """What the metrics of one journal share; a reading has their tables already."""

    def __init__(self, journal: Journal, compiled: bool = False) -> None:
        self.journal = journal
        self.header = journal.header
        self.given = given_by(journal.header)
        self._rows: dict[tuple[tuple[int, ...], bool], Rows] = {}
        self.reading: Reading | None = None
        if compiled:
            # numba is imported where something is to be read by compiled loops and not before.
            from gtmsim.metrics.compiled.reading import reading_of

            self.reading = reading_of(journal, self.given)

    def rows(self, *kinds: int) -> Rows:
        """Rows of these kinds within the horizon, in order of happening."""
        return self._pick(kinds, False)

    def rows_ever(self, *kinds: int) -> Rows:
        """Rows of these kinds, the run-off included, in order of happening."""
        return self._pick(kinds, True)

    def by(self, cut: Cut, numbers: Any) -> Any:
        """The numbers of some slots among those of all."""
        return numbers[self.given.places(cut)]

    @cached_property
    def horizon_rows(self) -> int:
        """Rows within the horizon; as months never fall, they come first."""
        return int(self.journal.closings[-1])

    @cached_property
    def accounts(self) -> Accounts:
        return Accounts(self.journal)

    @cached_property
    def customers(self) -> Customers:
        return Customers(self.accounts, self.given)

    @cached_property
    def turns(self) -> Turns:
        return Turns(self.rows_ever(TASK_STARTED, TASK_ENDED))

    @cached_property
    def tasks(self) -> Tasks:
        return Tasks(self.turns, self.rows_ever(EMPLOYEE_LEFT), self.given)

    @cached_property
    def tally(self) -> Tally:
        if self.reading:
            return Tally(self.given, self.reading.counts, self.reading.amounts, self.reading.monthly)
        counts, amounts = map(by_slot, cells_of(self.journal))
        return Tally(self.given, counts, amounts, monthly_of(self.journal))

    @cached_property
    def waits(self) -> Slotted:
        """Time waited [microseconds], and leads that were served."""
        return Slotted(self.given, self.reading.waited if self.reading else by_slot(waits_of(self.accounts)))

    @cached_property
    def queued(self) -> Floats:
        """What work that was begun had waited [days], and how much that was, shape (2, teams)."""
        return self.reading.queued if self.reading else queued_by(self.rows(TASK_STARTED))

    @cached_property
    def staged(self) -> Ints:
        """Deals that were through with each stage and the committee, and that went on, shape (2, stages + 1)."""
        if self.reading:
            return self.reading.staged
        return staged_by(self.rows(STAGE_PASSED, WON, LOST, NO_DECISION), len(self.header.stages))

    @cached_property
    def modes(self) -> Slotted:
        """Active leads, and wins and losses by the mode in which their lead came."""
        return Slotted(self.given, self.reading.modes if self.reading else by_slot(modes_of(self.accounts)))

    @cached_property
    def hours(self) -> Hours:
        return self.reading.hours if self.reading else hours_of(self.tasks)

    @cached_property
    def selling(self) -> Selling:
        if self.reading:
            return self.reading.selling
        outcomes = self.rows_ever(WON, LOST, NO_DECISION)
        deals = Deals(self.rows_ever(OPPORTUNITY), outcomes, self.rows_ever(*PRICES))
        return selling_of(deals, self.given.every, self.header.n_months, self.header.horizon)

    @cached_property
    def service(self) -> Service:
        if self.reading:
            return self.reading.service
        return service_of(self.customers, self.given.every, self.given.worths)

    @cached_property
    def spend(self) -> Ints:
        """Spend and lead fees [cents], shape (channels, months)."""
        return self.reading.spent.sum(axis=0) if self.reading else spent_by(self.rows(CHANNEL_SPEND, LEAD_FEE))

    @cached_property
    def pay(self) -> Ints:
        """What people cost: salaries, managers and tools [cents], shape (teams, months)."""
        return self.reading.pay if self.reading else paid_to(self.rows(*TO_TEAMS))

    @cached_property
    def touched(self) -> Ints:
        """Leads won in the end, shape (came in the horizon or later, channels, days of the touch)."""
        return self.reading.touched if self.reading else touched_on(self.accounts)

    @cached_property
    def late_fees(self) -> Ints:
        """Fees of leads that came after the horizon [cents], by channel."""
        return self.reading.late_fees if self.reading else late_fees(self.rows_ever(LEAD_FEE))

    @property
    def firings(self) -> Counts:
        """Of each row of each decision table."""
        return told(self.header.rows, self.reading.firings) if self.reading else counts_of(self.journal)

    @cached_property
    def costs(self) -> Costs:
        return Costs(self.given, self.tally, self.hours, self.pay)

    @cached_property
    def cash(self) -> Cash:
        return Cash(self.tally, self.header.collects)

    @cached_property
    def statements(self) -> Statements:
        earned = self.reading.earned if self.reading else self.earning.earned
        return Statements(self.given, self.tally, self.pay, earned, self.cash, self.owed)

    @cached_property
    def owed(self) -> Ints:
        """Receivables on day 0 and at each month's end [cents], shape (BILL_AGES, months + 1)."""
        if self.reading:
            return self.reading.owed
        if not self.header.collects:
            return np.zeros((BILL_AGES, self.header.n_months + 1), np.int64)
        rows = np.flatnonzero(OWING.take(self.journal.kind[: self.horizon_rows]))
        return owed_by_age(self.given, Rows(self.journal, rows))

    @cached_property
    def earning(self) -> Earning:
        """What is billed and served within the horizon."""
        rows = np.flatnonzero(BILLING.take(self.journal.kind[: self.horizon_rows]))
        return Earning(self.given, Rows(self.journal, rows))

    @cached_property
    def attribution(self) -> Attribution:
        return Attribution(self.given, self.tally, self.spend, self.touched, self.late_fees)

    @cached_property
    def serving(self) -> Serving:
        fees, received = self.tally.monthly_amount(PAYMENT_FEE).sum(), self.cash.received.sum()
        return Serving(self.given, self.service, self.pay, int(fees), int(received))

    @cached_property
    def months(self) -> list[Sums]:
        """Sums of every slot by month of service."""
        return sums_by_month(self.given, self.serving, self.costs)

    @cached_property
    def revenue(self) -> Revenue:
        return Revenue(self.given, self.service)

    def _pick(self, kinds: tuple[int, ...], ever: bool) -> Rows:
        if (kinds, ever) not in self._rows:
            index = self.journal.where(*kinds)
            if not ever and len(index):
                index = index[: index.searchsorted(self.horizon_rows)]
            self._rows[kinds, ever] = Rows(self.journal, index)
        return self._rows[kinds, ever]


_mine = threading.local()


def ledger_of(journal: Journal) -> Ledger:
    """The ledger of a journal; audit and measures of one replication, which one thread works out, share it.

    Who has the compiled engine in hand has paid for a compiler: then loops read the journal.
    """
    ledger: Ledger | None = getattr(_mine, "ledger", None)
    if ledger is None or ledger.journal is not journal:
        _mine.ledger = ledger = Ledger(journal, cache.loaded() and cache.compiling())
    return ledger
