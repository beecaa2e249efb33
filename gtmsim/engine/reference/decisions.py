"""Decision tables answer: which row holds today for these facts, and what it says."""

from typing import TYPE_CHECKING, NamedTuple

from gtmsim.rules.decision import FIRST, collected, row_holds, row_of
from gtmsim.scenario.resolved.inputs import PolicyInputs, TableInputs

if TYPE_CHECKING:
    pass

Facts = tuple[float, ...]  # in the order in which the decision point declares them
NO_ROW = -1


class Decision(NamedTuple):
    """What a table answered."""

    by: tuple[int, int]  # decision point, row of its policy
    values: tuple[float, ...]
    also: tuple[int, ...] = ()  # further rows that hold, of a table that asks all of them


class Told(NamedTuple):
    """The facts of one decision, kept for a story."""

    at: int  # row of the journal that says the decision
    point: int
    facts: dict[int, float]  # by their positions in the decision point; those that the table looked at
    values: tuple[float, ...]


class Policies:
    """The tables of a scenario."""

    def __init__(self, policies: tuple[PolicyInputs, ...]) -> None:
        self.policies = policies
        self.fixed = [_fixed(number, policy) for number, policy in enumerate(policies)]  # what asks for no fact

    def decide(self, point: int, day: int, facts: Facts) -> tuple[Decision, TableInputs | None]:
        """The answer for the facts of somebody, and the table that was asked unless its answer is always the same."""
        fixed = self.fixed[point]
        if fixed is not None:
            return fixed, None
        policy = self.policies[point]
        table = policy.tables[policy.daily[day]]
        return answer(point, table, tuple(facts[fact] for fact in table.facts)), table


def _fixed(point: int, policy: PolicyInputs) -> Decision | None:
    table = policy.tables[0]
    if len(policy.tables) > 1 or table.facts or table.hit != FIRST or not table.places:
        return None
    return answer(point, table, ())


def answer(point: int, table: TableInputs, case: Facts) -> Decision:
    """What the table says of one case."""
    if table.hit == FIRST:
        rows = [row for row in (row_of(table.grid, case),) if row >= 0]
    else:
        rows = [row for row in range(table.grid.rows) if row_holds(table.grid, row, case)]
    if not rows:
        return Decision((point, NO_ROW), table.default)
    found = tuple(values[rows[0]] for values in table.values)
    for row in rows[1:]:
        found = tuple(
            collected(table.hit, so_far, values[row]) for so_far, values in zip(found, table.values, strict=True)
        )
    places = tuple(table.places[row] for row in rows)
    return Decision((point, places[0]), found, places[1:])
