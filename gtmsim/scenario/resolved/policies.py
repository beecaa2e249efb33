"""Decision tables as the columns that engines evaluate, and which of them holds on which day."""

from gtmsim.policies.columns import columns
from gtmsim.policies.facts import DecisionPoint, Hit
from gtmsim.rules.decision import ANY, FIRST, MAX, MIN, SUM
from gtmsim.scenario.resolved.decisions import Period, periods, points_of, policy_of
from gtmsim.scenario.resolved.inputs import PolicyInputs, TableInputs
from gtmsim.scenario.sections.schema import Scenario

HIT: dict[Hit, int] = {
    "unique": FIRST,
    "first": FIRST,
    "any": ANY,
    "collect sum": SUM,
    "collect count": SUM,
    "collect min": MIN,
    "collect max": MAX,
}


def policy_inputs(scenario: Scenario, days: int) -> tuple[PolicyInputs, ...]:
    """The policies of a scenario over so many days."""
    return tuple(_policy(scenario, point, days) for point in points_of(scenario))


def _policy(scenario: Scenario, point: DecisionPoint, days: int) -> PolicyInputs:
    policy, start = policy_of(scenario, point), scenario.run.start
    found, _ = periods(point, policy, start)
    first = [0 if period.first is None else min(days, (period.first - start).days) for period in found]
    daily: list[int] = []
    for number, until in enumerate([*first[1:], days]):
        daily += [number] * (until - len(daily))
    tables = tuple(_table(point, period) for period in found)
    return PolicyInputs(point.name, tuple(row.name for row in policy.rows), tables, tuple(daily))


def _table(point: DecisionPoint, period: Period) -> TableInputs:
    table = period.table
    facts = tuple(point.facts.index(fact) for fact in table.inputs)
    grid, values = columns(table)
    default = table.unanswered or (0.0,) * len(table.outputs)  # a proven table without one answers every case
    return TableInputs(HIT[table.hit], facts, grid, values, period.places, default)
