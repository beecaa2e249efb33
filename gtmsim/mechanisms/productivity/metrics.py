"""How unlike people's output is."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from gtmsim.journal.header import Ints
from gtmsim.mechanisms.productivity.rows import PRODUCTIVITY
from gtmsim.mechanisms.staff.rows import TASK_ENDED
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.identities import demand, identity
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import Undefined, Value, Values, metric, nothing, ratios

FIFTH = 0.2
ALIKE = "people of a team are equally quick in this scenario"
BY_TEAM = Undefined("by team alone: what people do is not the same work in another team")


@metric("share", "pipeline", by=("team",))
def top_fifth_output(ledger: Ledger, cut: Cut) -> Values:
    """Share of a team's finished tasks that its busiest fifth of people did; 20 % where all do as many."""
    if not len(ledger.rows(PRODUCTIVITY)):
        return nothing(ALIKE, cut)
    n_teams, done = len(ledger.header.teams), ledger.rows(TASK_ENDED)
    top, total = np.zeros(n_teams), np.zeros(n_teams)
    for team in range(n_teams):
        each = tasks_of_each(done.int_value[done.team == team])
        top[team], total[team] = of_the_first(each, FIFTH), each.sum()
    found: list[Value] = list(ratios(top, total))
    return [value for dim in cut.dims for value in ((*found, BY_TEAM) if dim else (BY_TEAM,))]


def tasks_of_each(persons: Ints) -> NDArray[Any]:
    """How many tasks each person of a team did who did any, the most first."""
    counts = np.bincount(persons) if len(persons) else np.zeros(0, np.int64)
    return np.sort(counts[counts > 0])[::-1]


def of_the_first(counts: NDArray[Any], share: float) -> float:
    """What the first of some people did, as far as this share of them goes; of a part of a person that part."""
    reach = share * len(counts)
    whole = int(reach)
    rest = (reach - whole) * float(counts[whole]) if whole < len(counts) else 0.0
    return float(counts[:whole].sum()) + rest


@identity
def people_do_something(ledger: Ledger) -> None:
    """Everybody's productivity is above 0."""
    told = ledger.rows_ever(PRODUCTIVITY)
    demand(told, "a productivity is above 0", told.value > 0.0, "above 0", told.value)
