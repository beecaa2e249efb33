"""The firm as day 0 finds it: what was done until then, as one plan that never changes.

What `run.initial` leaves unsaid is as the plan says of day 0. So that no plan moves the firm that it is tried on, the
levers that a variant changes are frozen at what the file that it goes back to says of day 0, see `frozen.py`.
"""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from gtmsim.mechanisms.community.section import CommunityPlan
from gtmsim.mechanisms.content.section import Publishing
from gtmsim.mechanisms.enrichment.section import Enrichment
from gtmsim.mechanisms.lead_magnets.section import LeadMagnet
from gtmsim.mechanisms.staff.section import TEAMS, Team, found_headcount
from gtmsim.mechanisms.subscription.section import found_terms
from gtmsim.mechanisms.website.section import Website
from gtmsim.scenario.language.numbers import NOTHING, Schedule
from gtmsim.scenario.resolved.found import found_price, initial_of, on_day_0, steady
from gtmsim.scenario.sections.before import SEEN_LATER, Before
from gtmsim.scenario.sections.market import Market
from gtmsim.scenario.sections.plan import Plan
from gtmsim.scenario.sections.policies import Policies, Policy
from gtmsim.scenario.sections.run import Initial
from gtmsim.scenario.sections.schema import Scenario

USUAL: Any = Policies()
NO_BAIT = LeadMagnet(strength=NOTHING)
GROUPS = CommunityPlan(kind="none")


def plan_before(scenario: Scenario) -> Plan:
    """The plan that was followed until day 0: every lever as it was then, and nothing that begins later."""
    plan, start, said = scenario.plan, scenario.run.start, initial_of(scenario).plan

    def was(value: float | None, lever: Schedule) -> Schedule:
        return steady(on_day_0(lever, start) if value is None else value)

    teams = {name: _team(scenario, name) for name in TEAMS}
    site = plan.website
    if site is not None:
        site = Website(
            quality=was(said.website.quality, site.quality),
            case_studies=was(said.website.case_studies, site.case_studies),
        )
    told: dict[str, Any] = {
        "promo_share": {
            name: steady(share) for name, share in _shares(plan.promo_share, said.promo_share, start).items()
        },
        "contact_capture_rate": {
            name: steady(share)
            for name, share in _shares(plan.contact_capture_rate, said.contact_capture_rate, start).items()
        },
        "lead_magnets": dict(_baits(plan, said, start)),
        "price": steady(found_price(scenario)),
        "terms": found_terms(scenario),
        "teams": plan.teams.model_copy(update=teams),
        "working_hours": said.working_hours or plan.working_hours,
        "content": dict(_content(plan, said, start)),
        "website": site,
        "enrichment": _data(plan, said, start),
        "referral_reward": plan.referral_reward if said.referral_reward is None else said.referral_reward,
        "community": _community(plan, said),
        "policies": USUAL.model_copy(
            update={
                name: in_force(getattr(said.policies, name) or getattr(plan.policies, name), start, name)
                for name in SEEN_LATER
            }
        ),
    }
    return Plan().model_copy(update=told)


def same_day_zero(one: Scenario, other: Scenario) -> bool:
    """Do two scenarios describe one firm until day 0, whoever says so: the plan or `run.initial`?"""
    return _until(one, other) == _until(other, one)


def _until(scenario: Scenario, other: Scenario) -> dict[str, Any]:
    """All that was done until day 0, as plain values; what is to come, or was of no effect, is not of it."""
    if not isinstance(scenario.run.initial, Initial):
        return {}
    said, start = plan_before(scenario).model_dump(), scenario.run.start
    both = scenario, other
    found = {name for each in both for name, count in initial_of(each).customers.items() if count}
    said["terms"] = {name: term for name, term in said["terms"].items() if name in found}
    if all(each.market.referrals is None for each in both):
        said["referral_reward"] = 0.0
    for hours in (said["working_hours"], *((team or {}).get("working_hours") for team in said["teams"].values())):
        if hours is not None:
            hours["holidays"] = [day for day in hours["holidays"] if day < start]
    for team in (team for team in said["teams"].values() if team is not None):
        team["working_hours"] = team["working_hours"] or said["working_hours"]
        for later in ("salary", "ramp", "initial_productivity"):  # who is there has been there for long
            team.pop(later)
    for bait in said["lead_magnets"].values():
        bait.pop("cost")
    for section in ("community", "enrichment", "website"):
        if said[section] is not None:
            said[section].pop("cost")
    if said["community"] is not None and said["community"]["kind"] == "none":
        said["community"] = None
    return said


def market_before(scenario: Scenario) -> Market:
    """The market as it is on day 0, as if it had always been so."""
    market, start, told = scenario.market, scenario.run.start, dict[str, Any]()
    if market.buying_cycle is not None:
        share = steady(on_day_0(market.buying_cycle.category_share, start))
        told["buying_cycle"] = market.buying_cycle.model_copy(update={"category_share": share})
    if market.condition is not None:
        outlook = steady(on_day_0(market.condition.outlook, start))
        told["condition"] = market.condition.model_copy(update={"outlook": outlook})
    return market.model_copy(update=told)


def _team(scenario: Scenario, name: str) -> Team | None:
    """A team as it was; None where there was nobody, so that nobody waited for it."""
    ours: Any = getattr(scenario.plan.teams, name)
    said: Any = getattr(initial_of(scenario).plan.teams, name)
    people = found_headcount(scenario, name)
    if not people:
        return None
    kind = type(scenario.plan.teams).model_fields[name].annotation
    ours = ours or _kind(kind)(headcount=steady(people))
    told = {key: value for key, value in dict(said).items() if value is not None}
    found: Team = ours.model_copy(update={"headcount": steady(people), **told})
    return found


def _kind(optional: Any) -> Any:
    """The section of a team that need not be there."""
    return next(kind for kind in optional.__args__ if kind is not type(None))


def _shares(ours: Mapping[str, Schedule], said: Mapping[str, float], start: datetime.date) -> dict[str, float]:
    return {**{name: on_day_0(lever, start) for name, lever in ours.items()}, **said}


def _baits(plan: Plan, said: Before, start: datetime.date) -> Iterator[tuple[str, LeadMagnet]]:
    for name in sorted({*plan.lead_magnets, *said.lead_magnets}):
        ours, was = plan.lead_magnets.get(name, NO_BAIT), said.lead_magnets.get(name)
        strength = on_day_0(ours.strength, start) if was is None or was.strength is None else was.strength
        relevance = ours.relevance if was is None or was.relevance is None else was.relevance
        yield name, NO_BAIT.model_copy(update={"strength": steady(strength), "relevance": relevance})


def _content(plan: Plan, said: Before, start: datetime.date) -> Iterator[tuple[str, Publishing]]:
    for name in sorted({*plan.content, *said.content}):
        ours, was = plan.content.get(name, Publishing()), said.content.get(name)
        team = on_day_0(ours.team_cost, start) if was is None or was.team_cost is None else was.team_cost
        yield name, Publishing(team_cost=steady(team))


def _data(plan: Plan, said: Before, start: datetime.date) -> Enrichment | None:
    known = said.enrichment.completeness
    if known is None and plan.enrichment is not None:
        known = on_day_0(plan.enrichment.completeness, start)
    return None if known is None else Enrichment(completeness=steady(known))


def _community(plan: Plan, said: Before) -> CommunityPlan | None:
    if said.community is not None:
        return GROUPS.model_copy(update=dict(said.community))
    return None if plan.community is None else plan.community.model_copy(update={"cost": NOTHING})


def in_force(policy: Policy, start: datetime.date, name: str) -> Policy:
    """The rows of a policy that hold on day 0, without their days; what is usual where none does."""
    rows = [
        row.model_copy(update={"starts": None, "ends": None})
        for row in policy.rows
        if (row.starts is None or row.starts <= start) and (row.ends is None or start < row.ends)
    ]
    usual: Policy = getattr(USUAL, name)
    return policy.model_copy(update={"rows": rows}) if rows else usual
