"""What the decision tables of a scenario answer, and which facts they look at."""

from gtmsim.scenario.sections.plan import Plan
from gtmsim.scenario.sections.policies import Policy
from gtmsim.scenario.sections.schema import Scenario


def policy_named(scenario: Scenario, point: str) -> Policy:
    """The policy of a decision point, by its name."""
    found: Policy = getattr(scenario.plan.policies, point)
    return found


def is_as_declared(scenario: Scenario, point: str) -> bool:
    """Is a decision point left as it is declared?"""
    return bool(policy_named(scenario, point) == getattr(Plan().policies, point))


def answers(scenario: Scenario, point: str, output: str, value: str) -> bool:
    """Does some row of a table answer this?"""
    return any((row.then or {}).get(output) == value for row in policy_named(scenario, point).rows)


def is_looked_at(scenario: Scenario, fact: str) -> bool:
    """Does some table test a fact?"""
    policies = scenario.plan.policies
    return any(
        row.when.get(fact, "-").strip() != "-"
        for point in type(policies).model_fields
        for row in policy_named(scenario, point).rows
    )
