"""The ledger: a journal's rows sorted to kinds, deals, customers, tasks and costs, each once. Knows no metric."""

from functools import cached_property, lru_cache

import numpy as np

from gtmsim.engine.journal import Ints, Journal, Kind
from gtmsim.metrics.attribution import Attribution
from gtmsim.metrics.cash import Cash
from gtmsim.metrics.costs import Costs
from gtmsim.metrics.customers import Customers
from gtmsim.metrics.deals import Deals
from gtmsim.metrics.revenue import Revenue
from gtmsim.metrics.rows import Rows
from gtmsim.metrics.tasks import Tasks


class Ledger:
    """What the metrics of one journal share."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.header = journal.header
        self._rows: dict[tuple[tuple[Kind, ...], bool], Rows] = {}

    def rows(self, *kinds: Kind) -> Rows:
        """Rows of these kinds within the horizon."""
        return self._pick(kinds, False)

    def rows_ever(self, *kinds: Kind) -> Rows:
        """Rows of these kinds, the run-off included."""
        return self._pick(kinds, True)

    @cached_property
    def horizon_rows(self) -> int:
        """Rows within the horizon; as months never fall, they come first."""
        return int(np.searchsorted(self.journal.month, self.header.n_months))

    @cached_property
    def deals(self) -> Deals:
        return Deals(self.rows_ever(Kind.OPPORTUNITY), self.rows_ever(Kind.WON, Kind.LOST, Kind.NO_DECISION))

    @cached_property
    def customers(self) -> Customers:
        return Customers(self.journal)

    @cached_property
    def tasks(self) -> Tasks:
        return Tasks(self.rows_ever(Kind.TASK_STARTED, Kind.TASK_ENDED), self.header)

    @cached_property
    def costs(self) -> Costs:
        return Costs(self)

    @cached_property
    def cash(self) -> Cash:
        return Cash(self)

    @cached_property
    def attribution(self) -> Attribution:
        return Attribution(self)

    @cached_property
    def revenue(self) -> Revenue:
        return Revenue(self.customers)

    @cached_property
    def _sorted(self) -> tuple[Ints, Ints]:
        order = np.argsort(self.journal.kind, kind="stable")
        return order, np.searchsorted(self.journal.kind, np.arange(max(Kind) + 2), sorter=order)

    def _pick(self, kinds: tuple[Kind, ...], ever: bool) -> Rows:
        if (kinds, ever) not in self._rows:
            order, starts = self._sorted
            index = np.concatenate([order[starts[kind] : starts[kind + 1]] for kind in kinds])
            if len(kinds) > 1:
                index.sort()
            if not ever:
                index = index[: np.searchsorted(index, self.horizon_rows)]
            self._rows[kinds, ever] = Rows(self.journal, index)
        return self._rows[kinds, ever]


@lru_cache(maxsize=1)
def ledger_of(journal: Journal) -> Ledger:
    """The ledger of a journal; audit and measures of one replication share it."""
    return Ledger(journal)
