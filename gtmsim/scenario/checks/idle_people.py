"""Teams, their ramp, hours and hiring where these cannot change anything in a scenario."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from gtmsim.mechanisms.attrition.section import is_refilled
from gtmsim.mechanisms.recruiting.section import recruits
from gtmsim.mechanisms.staff.section import found_headcount
from gtmsim.scenario.checks.said_where import Path, is_changed
from gtmsim.scenario.checks.table_contents import answers, is_as_declared, policy_named
from gtmsim.scenario.language.laws import NOW
from gtmsim.scenario.resolved.dates import DAYS_A_MONTH
from gtmsim.scenario.sections.schema import Scenario

Idle = tuple[Path, bool, str, str]  # a place, is it idle, why, what to do
TEAMS = ("sdr", "ae", "csm")
PLAN: Path = ("plan",)


def idle_people(scenario: Scenario) -> Iterator[Idle]:
    """Teams without work, and what is said of new people or hours that nobody has."""
    market, teams = scenario.market, scenario.plan.teams
    there = [name for name in TEAMS if getattr(teams, name) is not None]
    for name in there:
        team: Any = getattr(teams, name)
        where = (*PLAN, "teams", name)
        why = "new people work at full speed at once: `ramp` is 0"
        for what in ("initial_productivity", "ramp_shape"):
            yield (*where, what), team.ramp == 0.0, why, "say `ramp`"
        rises = any(late > early for early, late in pairwise((found_headcount(scenario, name), *team.headcount.values)))
        whole = is_changed(scenario, (*where, "headcount"))  # a team that is told from its beginning to its end
        opens = rises or _hires_anybody(scenario)
        come = rises or is_refilled(scenario, name) or not is_as_declared(scenario, "hiring")
        slow = is_changed(scenario, (*where, "ramp")) and not whole and not come
        why = "it is about new people, and nobody joins the team in this run"
        yield (*where, "ramp"), slow, why, "let its `headcount` rise, or add `plan.policies.hiring`"
        why = "it is about positions that are opened in the run, and none is: who is there on day 0 is there"
        yield (*where, "hiring"), not opens, why, "let its `headcount` rise, or add `plan.policies.hiring`"
        if getattr(team, "promotes", None) is not None:
            yield from _idle_promotion(scenario, name, opens or is_refilled(scenario, name))
    hours, why = (*PLAN, "working_hours"), "there is no team whose hours these are"
    own = [name for name in there if getattr(teams, name).working_hours is not None]
    yield hours, not there, why, "add a team under `plan.teams`"
    yield hours, bool(there) and own == there, "each team has working hours of its own", "leave one of the two out"
    calls = answers(scenario, "lead_routing", "team", "ae")
    why = "the ae team costs money and has nothing to do: a sale has no stages"
    idle_ae = teams.ae is not None and not market.selling.stages and not calls
    yield (*PLAN, "teams", "ae"), idle_ae, why, "say `market.selling.stages`"
    routed = market.channels or market.referrals is not None
    why = "the sdr team costs money and has nothing to do: no channel brings leads"
    yield (*PLAN, "teams", "sdr"), teams.sdr is not None and not routed, why, "add a channel"
    ways = [way for way in (market.qualification.in_market, market.qualification.out_of_market) if way is not None]
    no_work = teams.sdr is not None and routed and all(way.handling_time == NOW for way in ways)
    why = "the sdr team costs money and has nothing to do: no lead takes any time"
    yield (*PLAN, "teams", "sdr"), bool(no_work), why, "say `handling_time` in `market.qualification`"


def _idle_promotion(scenario: Scenario, name: str, opens: bool) -> Iterator[Idle]:
    """What is said of promotion where no position opens, nobody can have served long enough, or nobody ramps."""
    team: Any = getattr(scenario.plan.teams, name)
    where, said = (*PLAN, "teams", name, "promotes"), team.promotes
    why = "it is about positions that open in the run, and none does"
    yield where, not opens, why, f"let its `headcount` rise, or say `market.attrition.{name}`"
    found = said.from_team in TEAMS and found_headcount(scenario, said.from_team) > 0
    short = said.after > scenario.run.months * DAYS_A_MONTH and (said.tenure_on_day_0 == NOW or not found)
    why = "nobody can have been in that team for so long within this run"
    yield (*where, "after"), short, why, "say `tenure_on_day_0`, or run more months"
    why = "day 0 finds nobody in that team"
    yield (*where, "tenure_on_day_0"), not found, why, "leave it out"
    yield (*where, "ramp_share"), team.ramp == 0.0, "new people work at full speed at once: `ramp` is 0", "say `ramp`"


def idle_hiring(scenario: Scenario) -> Iterator[Idle]:
    """What is said of hiring by a table that hires nobody."""
    where = (*PLAN, "hiring_lag")
    if any(is_refilled(scenario, name) for name in TEAMS):
        return
    hint = "for headcount by dates say `time_to_fill` in `hiring` of the team, or add `plan.policies.hiring`"
    unstated = is_as_declared(scenario, "hiring")
    yield where, unstated, "it is about people that `plan.policies.hiring` hires, and there is no such table", hint
    idle = not unstated and not _hires_anybody(scenario)
    yield where, idle, "no row of `plan.policies.hiring` hires anybody", "let a row answer a `change` above 0"
    there = [name for name in TEAMS if getattr(scenario.plan.teams, name) is not None]
    told = not unstated and all(recruits(scenario, name) for name in there)
    yield where, told and not idle, "each team says in `hiring` how long it takes to fill a position", "leave it out"


def _hires_anybody(scenario: Scenario) -> bool:
    """May a table hire somebody?"""
    if is_as_declared(scenario, "hiring"):
        return False
    policy = policy_named(scenario, "hiring")
    most = [cell for row in policy.rows for cell in [(row.then or {}).get("change", "0")] if not _not_above_0(cell)]
    return policy.hit == "collect count" or bool(most) or policy.default is not None


def _not_above_0(cell: str) -> bool:
    return cell.strip().startswith("-") or cell.strip() in ("0", "0.0")
