"""The ledger: a journal's rows sorted to kinds, deals, customers, tasks and costs, each once. Knows no metric."""

import threading
from functools import cached_property

from gtmsim.engine.journal import Journal, Kind
from gtmsim.metrics.accounts import Accounts
from gtmsim.metrics.attribution import Attribution
from gtmsim.metrics.cash import Cash
from gtmsim.metrics.costs import Costs
from gtmsim.metrics.customers import Customers
from gtmsim.metrics.deals import Deals
from gtmsim.metrics.given import given_by
from gtmsim.metrics.paths import Paths
from gtmsim.metrics.revenue import Revenue
from gtmsim.metrics.rows import Rows
from gtmsim.metrics.tally import Tally
from gtmsim.metrics.tasks import Tasks, Turns
from gtmsim.metrics.waits import Waits


class Ledger:
    """What the metrics of one journal share."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.header = journal.header
        self.given = given_by(journal.header)
        self._rows: dict[tuple[tuple[Kind, ...], bool], Rows] = {}

    def rows(self, *kinds: Kind) -> Rows:
        """Rows of these kinds within the horizon, in order of happening."""
        return self._pick(kinds, False)

    def rows_ever(self, *kinds: Kind) -> Rows:
        """Rows of these kinds, the run-off included, in order of happening."""
        return self._pick(kinds, True)

    @cached_property
    def horizon_rows(self) -> int:
        """Rows within the horizon; as months never fall, they come first."""
        return int(self.journal.closings[-1])

    @cached_property
    def accounts(self) -> Accounts:
        return Accounts(self.journal)

    @cached_property
    def tally(self) -> Tally:
        return Tally(self.journal)

    @cached_property
    def deals(self) -> Deals:
        closed = self.rows_ever(Kind.WON, Kind.LOST, Kind.NO_DECISION)
        return Deals(self.rows_ever(Kind.OPPORTUNITY), closed)

    @cached_property
    def waits(self) -> Waits:
        return Waits(self.accounts)

    @cached_property
    def customers(self) -> Customers:
        return Customers(self.accounts, self.given.calendar)

    @cached_property
    def turns(self) -> Turns:
        return Turns(self.rows_ever(Kind.TASK_STARTED, Kind.TASK_ENDED))

    @cached_property
    def tasks(self) -> Tasks:
        return Tasks(self.turns, self.header)

    @cached_property
    def costs(self) -> Costs:
        return Costs(self.tally, self.tasks, self.rows(Kind.SALARY))

    @cached_property
    def cash(self) -> Cash:
        return Cash(self.tally)

    @cached_property
    def attribution(self) -> Attribution:
        return Attribution(self.given, self.tally, self.accounts, self.rows(Kind.SPENT, Kind.FEE))

    @cached_property
    def paths(self) -> Paths:
        return Paths(self.customers, self.given.every)

    @cached_property
    def revenue(self) -> Revenue:
        return Revenue(self.customers, self.given.every)

    def _pick(self, kinds: tuple[Kind, ...], ever: bool) -> Rows:
        if (kinds, ever) not in self._rows:
            index = self.journal.where(*kinds)
            self._rows[kinds, ever] = Rows(
                self.journal, index if ever else index[: index.searchsorted(self.horizon_rows)]
            )
        return self._rows[kinds, ever]


_mine = threading.local()


def ledger_of(journal: Journal) -> Ledger:
    """The ledger of a journal; audit and measures of one replication, which one thread works out, share it."""
    ledger: Ledger | None = getattr(_mine, "ledger", None)
    if ledger is None or ledger.journal is not journal:
        _mine.ledger = ledger = Ledger(journal)
    return ledger
