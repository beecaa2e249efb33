"""Decision tables that nobody asks, or whose answers nobody reads."""

from collections.abc import Iterator

from gtmsim.scenario.checks.idle_people import PLAN, TEAMS, Idle
from gtmsim.scenario.checks.table_contents import is_as_declared, is_looked_at
from gtmsim.scenario.sections.schema import Scenario


def idle_tables(scenario: Scenario) -> Iterator[Idle]:
    """Decision tables that nobody asks, or whose answers nobody reads."""
    market, plan = scenario.market, scenario.plan
    teams = any(getattr(plan.teams, name) is not None for name in TEAMS)
    hours = any(segment.csm_hours > 0.0 for segment in market.segments.values())
    asked = {
        "lead_score": (is_looked_at(scenario, "score"), "no other table looks at `score`", "let one test it"),
        "hiring": (teams, "there is no team", "add one under `plan.teams`"),
        "budget": (bool(market.channels), "there is no channel", "add one under `market.channels`"),
        "entitlement": (
            market.coverage_effects is not None and hours,
            "no customer misses the hours of a CSM team",
            "say `market.coverage_effects` and the segments' `csm_hours`",
        ),
        "escalation": (len(market.selling.stages) > 1, "a deal goes on to no further stage", "say `stages`"),
        "touch": (bool(market.selling.stages), "a sale has no stages", "say `market.selling.stages`"),
    }
    for name, (is_asked, why, remedy) in asked.items():
        stated = not is_as_declared(scenario, name)
        yield (*PLAN, "policies", name), stated and not is_asked, f"what it answers changes nothing: {why}", remedy
