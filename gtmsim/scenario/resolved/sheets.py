"""The policies of a scenario as sheets, which are shown, compared and written to files of other programs."""

from gtmsim.policies.exchange.sheet import Case, Sheet
from gtmsim.policies.facts import DecisionPoint
from gtmsim.scenario.resolved.decisions import answers_of, default_of, points_of, policy_of, whole_table
from gtmsim.scenario.sections.schema import Scenario


def stated(scenario: Scenario) -> tuple[DecisionPoint, ...]:
    """The decision points of which a scenario says something itself."""
    said = scenario.plan.policies.model_fields_set
    return tuple(point for point in points_of(scenario) if point.name in said)


def sheet_of(scenario: Scenario, point: DecisionPoint) -> Sheet:
    """The table of a valid scenario at a decision point."""
    policy = policy_of(scenario, point)
    table, _ = whole_table(point, policy)
    default = default_of(point, policy)
    return Sheet(
        table,
        point.meaning,
        tuple((row.starts, row.ends) for row in policy.rows),
        tuple(tuple(row.when.get(fact.name, "-") for fact in table.inputs) for row in policy.rows),
        tuple(tuple(answers_of(point, policy, row)[output.name] for output in table.outputs) for row in policy.rows),
        None if default is None else tuple(default[output.name] for output in table.outputs),
        tuple(Case(dict(case.given), case.expect, case.day) for case in policy.cases),
    )
