"""The firm as day 0 finds it: what was done until then, as one plan that never changes.

What `run.initial` leaves unsaid is as the plan says of day 0. So that no plan moves the firm that it is tried on, the
levers that a variant changes are frozen at what the file that it goes back to says of day 0, see `frozen.py`.
"""

import datetime
from typing import Any

from gtmsim.mechanisms import declared
from gtmsim.scenario.language.numbers import Schedule
from gtmsim.scenario.language.section import Section
from gtmsim.scenario.resolved.found import found_price, initial_of, on_day_0, steady
from gtmsim.scenario.sections.before import SEEN_LATER
from gtmsim.scenario.sections.market import Market
from gtmsim.scenario.sections.plan import Plan
from gtmsim.scenario.sections.policies import Policies, Policy
from gtmsim.scenario.sections.run import Initial
from gtmsim.scenario.sections.schema import Scenario

USUAL: Any = Policies()


def plan_before(scenario: Scenario) -> Plan:
    """The plan that was followed until day 0: every lever as it was then, and nothing that begins later."""
    plan, start, said = scenario.plan, scenario.run.start, initial_of(scenario).plan
    policies = {
        name: in_force(getattr(said.policies, name) or getattr(plan.policies, name), start, name) for name in SEEN_LATER
    }
    told = {"price": steady(found_price(scenario)), "policies": USUAL.model_copy(update=policies)}
    for _, plan_of in declared("plan_before", "section"):
        told |= plan_of(scenario)
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
    for asked in ("terms", "collection"):  # of those whom day 0 finds
        said[asked] = {name: told for name, told in said[asked].items() if name in found}
    if all(each.market.referrals is None for each in both):
        said["referral_reward"] = 0.0
    for hours in (said["working_hours"], *((team or {}).get("working_hours") for team in said["teams"].values())):
        if hours is not None:
            hours["holidays"] = [day for day in hours["holidays"] if day < start]
    for team in (team for team in said["teams"].values() if team is not None):
        team["working_hours"] = team["working_hours"] or said["working_hours"]
        for later in ("salary", "ramp", "initial_productivity", "ramp_shape"):  # who is there has been there for long
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
    market, start = scenario.market, scenario.run.start
    parts = {name: part for name in type(market).model_fields if isinstance(part := getattr(market, name), Section)}
    return market.model_copy(update={name: _as_on_day_0(part, start) for name, part in parts.items()})


def _as_on_day_0(section: Section, start: datetime.date) -> Section:
    """A section whose levers never change."""
    levers = {
        name: steady(on_day_0(value, start))
        for name in type(section).model_fields
        if isinstance(value := getattr(section, name), Schedule)
    }
    return section.model_copy(update=levers) if levers else section


def in_force(policy: Policy, start: datetime.date, name: str) -> Policy:
    """The rows of a policy that hold on day 0, without their days; what is usual where none does."""
    rows = [
        row.model_copy(update={"starts": None, "ends": None})
        for row in policy.rows
        if (row.starts is None or row.starts <= start) and (row.ends is None or start < row.ends)
    ]
    usual: Policy = getattr(USUAL, name)
    return policy.model_copy(update={"rows": rows}) if rows else usual
