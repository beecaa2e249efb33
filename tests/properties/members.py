"""What a community of customers adds to the hours that they need and to what buyers think, anew from the journal."""

import math
from typing import Any

from properties.library import asked
from properties.told import DAY, Row, Told

from gtmsim.journal.kinds import Kind


def groups_of(told: Told) -> Any:
    """What the plan says of its groups; None where it runs none."""
    plan = told.plan.community
    return None if plan is None or plan.kind == "none" else plan


def count_of(told: Told, members: int) -> int:
    """How many groups so many members make."""
    plan = groups_of(told)
    most = {"one_group": max(1, members), "one_to_one": 1, "groups": plan.group_size}[plan.kind]
    return math.ceil(members / most)


def members_in(told: Told, month: int) -> int:
    """Members when a month begins."""
    return next(row.level for row in told.of(Kind.COMMUNITY_SIZE) if row.sub == month)


def hours_needed(told: Told, customers: list[Row], month: int) -> float | None:
    """CSM hours that customers need, each told by the row that entitles it; None where rows do not say them."""
    left = asked(told, told.midnight(month)) if month < told.run.months else 1.0
    hours = [told.segment(row).csm_hours * left * told.answers(row)["csm_effort"] for row in customers]
    plan, total = groups_of(told), math.fsum(hours)
    if plan is None or month >= told.run.months:
        return total
    members = members_in(told, month)
    saved = told.market.community.peer_support if members > count_of(told, members) else 0.0
    if saved and plan.invited_share < 1.0:
        return None  # nobody says in which segments the members are
    return total * (1.0 - saved) + plan.csm_hours * members


def came_before_committee(told: Told, life: list[Row]) -> int:
    """When a deal came before its committee, which on day 0 may have been before."""
    quoted = next((row for row in life if row.kind == Kind.QUOTED), None)
    return 0 if quoted is None else quoted.time + round(told.answers(quoted)["approval"] * DAY)


def month_of(told: Told, time: int) -> int:
    """Month of the horizon in which an instant lies, the last for all after it."""
    return max(m for m in range(told.run.months) if told.midnight(m) * DAY <= time)


def shown(told: Told, life: list[Row]) -> tuple[float, float]:
    """What the community adds to the logit of a deal's committee, and to the logarithm of the price that it weighs."""
    plan, said = groups_of(told), told.market.community
    if plan is None:
        return 0.0, 0.0
    heard = next((row for row in life if row.kind == Kind.PRICE_LEAK_HEARD and row.sub == 0), None)
    if heard is not None:
        return 0.0, -said.rumour_discount * math.log(1.0 - heard.number)
    members = members_in(told, month_of(told, came_before_committee(told, life)))
    others = members / count_of(told, members) - 1.0 if members else 0.0
    alone = said.one_to_one_trust if plan.kind == "one_to_one" else 0.0
    return alone + said.trust * others / (others + said.half_saturation_members), 0.0
