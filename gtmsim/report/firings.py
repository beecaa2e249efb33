"""Decision tables in the report: what each scenario says at a point, and how often each row fired."""

from collections.abc import Sequence
from typing import NamedTuple

from gtmsim.policies.points import POINTS
from gtmsim.report.decided import answers, conditions, policy_rows, stated_points
from gtmsim.report.numbers import compact
from gtmsim.study.results import Results

TABLES = "plan.policies."
NO_ROW = "no row"


class Line(NamedTuple):
    """A row of a table."""

    name: str
    when: str
    then: str
    firings: str  # in a replication
    share: str  # of the firings of the table
    never: bool  # it did not fire in any replication


class Stated(NamedTuple):
    """A decision point in one scenario."""

    scenario: str
    hit: str
    lines: list[Line]


class Point(NamedTuple):
    """A decision point for which some scenario states a table."""

    name: str
    question: str
    tables: list[Stated]


def in_table(path: str) -> bool:
    """Whether a parameter is a part of a decision table, which is shown as a table."""
    return path.startswith(TABLES)


def policies(told: Sequence[tuple[str, Results]]) -> list[Point]:
    """The decision points that some scenario states, with the tables of all scenarios."""
    stated = {point for _, results in told for point in stated_points(results.scenario)}
    return [
        Point(point.name, point.meaning, [_stated(name, results, point.name) for name, results in told])
        for point in POINTS
        if point.name in stated
    ]


def _stated(name: str, results: Results, point: str) -> Stated:
    fired = results.firings.get(point, {})
    total = sum(fired.values())
    rows = policy_rows(results.scenario, point)
    lines = [_line(row.name, conditions(row), answers(row), fired.get(row.name, 0.0), total) for row in rows]
    policy = getattr(results.scenario.plan.policies, point)
    if fired.get("") or policy.default is not None:
        then = "0" if policy.default is None else ", ".join(f"{key} {value}" for key, value in policy.default.items())
        lines.append(_line(NO_ROW, "otherwise", then, fired.get("", 0.0), total))
    return Stated(name, policy.hit, lines)


def _line(name: str, when: str, then: str, count: float, total: float) -> Line:
    return Line(name, when, then, compact(count), f"{count / total:.1%}" if total else "", count == 0.0)
