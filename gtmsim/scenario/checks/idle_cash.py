"""What is said of cash, and of funding that is kept ready, where it cannot change anything in a scenario."""

from collections.abc import Iterator
from itertools import pairwise

from gtmsim.mechanisms.attrition.section import is_refilled
from gtmsim.mechanisms.funding.section import on_call
from gtmsim.mechanisms.staff.section import found_headcount
from gtmsim.scenario.checks.idle_people import PLAN, TEAMS, Idle
from gtmsim.scenario.checks.table_contents import answers, is_as_declared, policy_named
from gtmsim.scenario.sections.schema import Scenario


def idle_cash(scenario: Scenario) -> Iterator[Idle]:
    """Funding that nobody asks for, and cuts and freezes of what is not there."""
    plan, table = scenario.plan, (*PLAN, "policies", "cash_policy")
    for name in on_call(scenario):
        why = "nobody asks for it: no row of `plan.policies.cash_policy` answers `raise` with it"
        asked = answers(scenario, "cash_policy", "raise", name) or _by_default(scenario, "raise") == name
        remedy = f"let a row answer `raise: {name}`, or say the `date` on which it comes"
        yield (*PLAN, "funding", name, "on_call"), not asked, why, remedy
    spends = any(any(spend.values) for spend in plan.spend.values())
    grows = any(
        late > early
        for name in TEAMS
        if (team := getattr(plan.teams, name)) is not None
        for early, late in pairwise((found_headcount(scenario, name), *team.headcount.values))
    )
    hires = grows or any(is_refilled(scenario, name) for name in TEAMS) or not is_as_declared(scenario, "hiring")
    for number, row in enumerate(policy_named(scenario, "cash_policy").rows):
        then, where = row.then or {}, (*table, "rows", number, "then")
        cuts = "spend" in then and then["spend"].strip() not in ("100%", "1")
        why = "no channel has any spend that could be cut or raised"
        yield (*where, "spend"), cuts and not spends, why, "say `plan.spend`, or leave it out"
        why = "nobody is hired in this run anyhow, and nobody who leaves is replaced"
        remedy = "let the `headcount` of a team rise, say `market.attrition`, or leave it out"
        yield (*where, "hiring"), then.get("hiring") == "freeze" and not hires, why, remedy


def _by_default(scenario: Scenario, output: str) -> str | None:
    return (policy_named(scenario, "cash_policy").default or {}).get(output)
