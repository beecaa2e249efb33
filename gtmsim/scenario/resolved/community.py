"""A community as numbers: what the market says of groups, under the groups that the plan runs."""

import datetime

from gtmsim.mechanisms.community.rules import CommunityInputs, shown_trust
from gtmsim.scenario.resolved.dates import by_month, cents_by_day, daily
from gtmsim.scenario.sections.schema import Scenario

NOBODY, ALONE = "none", "one_to_one"


def community_inputs(scenario: Scenario, start: datetime.date, months: tuple[int, ...]) -> CommunityInputs | None:
    """The groups that the plan runs; None where it runs none."""
    said, plan = scenario.market.community, scenario.plan.community
    if said is None or plan is None or plan.kind == NOBODY:
        return None
    alone = plan.kind == ALONE
    return CommunityInputs(
        most=1 if alone else (plan.group_size or 0) if plan.kind == "groups" else 0,
        share=plan.invited_share,
        trust=said.trust,
        half_members=said.half_saturation_members,
        attention=said.one_to_one_trust if alone else 0.0,
        self_help=said.peer_support,
        leak=said.price_leak_rate,
        memory=said.leak_memory,
        concession=said.concession,
        anger=said.churn_on_gap,
        hearsay=said.rumour_discount,
        hours=plan.csm_hours,
        cost=by_month(cents_by_day(daily(plan.cost, start, months), months), months),
    )


def gained_at_most(scenario: Scenario) -> float:
    """Logit that a committee's members gain at most from the community [1]."""
    said, plan = scenario.market.community, scenario.plan.community
    if said is None or plan is None or plan.kind == NOBODY:
        return 0.0
    if plan.kind == ALONE:
        return said.one_to_one_trust
    return (
        said.trust
        if plan.group_size is None
        else shown_trust(said.trust, said.half_saturation_members, plan.group_size - 1.0)
    )
