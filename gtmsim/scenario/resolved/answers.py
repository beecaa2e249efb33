"""What a decision table may answer at all: its rows without the question which of them holds."""

from collections.abc import Iterator

from gtmsim.policies.facts import Spans
from gtmsim.policies.points import NUMBER
from gtmsim.scenario.resolved.decisions import periods, points_of, policy_of
from gtmsim.scenario.sections.schema import Scenario

OLDEST = 240  # months of a run-off
MONTH = 30.4375  # days
Answer = tuple[dict[str, Spans], dict[str, float]]  # tests by fact, values by output


def answers(scenario: Scenario, name: str) -> Iterator[Answer]:
    """Each row of a policy that is in force at some time, and what it answers where no row holds."""
    for _, rows in answers_in_time(scenario, name):
        yield from rows


def answers_in_time(scenario: Scenario, name: str) -> Iterator[tuple[float, list[Answer]]]:
    """The rows of a policy that are in force together, with the months for which they are."""
    point, run = points_of(scenario)[NUMBER[name]], scenario.run
    found, _ = periods(point, policy_of(scenario, point), run.start)
    outputs = [output.name for output in point.outputs]
    whole = float(run.months + (OLDEST if run.run_off else 0))
    begins = [0.0 if each.first is None else (each.first - run.start).days / MONTH for each in found]
    for each, first, last in zip(found, begins, [*begins[1:], whole], strict=True):
        facts = [fact.name for fact in each.table.inputs]
        rows: list[Answer] = [
            (dict(zip(facts, row.tests, strict=True)), dict(zip(outputs, row.values, strict=True)))
            for row in each.table.rows
        ]
        if each.table.default is not None:
            rows.append(({}, dict(zip(outputs, each.table.default, strict=True))))
        yield max(0.0, min(last, whole) - first), rows
