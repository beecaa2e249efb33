"""Groups in which customers talk: what they do for us, and what they tell each other."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from gtmsim.mechanisms.community.rules import CommunityInputs, shown_trust
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.numbers import NOTHING
from gtmsim.scenario.language.param import Schedule, Section, choice, lever, param
from gtmsim.scenario.language.problems import Path, Problem
from gtmsim.scenario.resolved.found import Lever, initial_of
from gtmsim.scenario.resolved.resolving import Resolving

if TYPE_CHECKING:
    from gtmsim.scenario.sections.plan import Plan
    from gtmsim.scenario.sections.schema import Scenario

TOGETHER = "assumption; talks of practitioners: private one-to-one contact, not groups"


class Community(Section):
    """What customers in groups do for us and for each other, and what they tell each other. Off when absent."""

    trust: Annotated[
        float,
        param(
            "1",
            "logit that a committee's members gain at most when they are shown customers in a group",
            ge=0,
            le=10,
            usual=(0, 3),
        ),
    ] = 0.4
    half_saturation_members: Annotated[
        float, param("count", "other members of a group that bring half of it", gt=0, le=1e6, usual=(1, 1_000))
    ] = 10.0
    one_to_one_trust: Annotated[
        float,
        param("1", "logit that a committee's members gain when each is nurtured alone", ge=0, le=10, usual=(0, 3)),
    ] = 0.2
    peer_support: Annotated[
        float,
        param(
            "share",
            "share of a member's CSM hours that other members of its group save",
            ge=0,
            le=1,
            usual=(0.005, 0.8),
        ),
    ] = 0.1
    price_leak_rate: Annotated[
        float,
        param(
            "1",
            "hazard a month, for each pair of a group's members and each unit of CV, that prices leak",
            ge=0,
            le=1,
            usual=(0, 0.02),
        ),
    ] = 1e-4
    leak_memory: Annotated[int, param("month", "how long a leak is remembered", ge=1, le=36, usual=(1, 36))] = 12
    concession: Annotated[
        float,
        param(
            "share",
            "share of its gap to the lowest price that a member gets at its renewal",
            ge=0,
            le=1,
            usual=(0.005, 1),
        ),
    ] = 0.5
    churn_on_gap: Annotated[
        float, param("1", "logit of churn of a member for a gap of 100 %", ge=0, le=100, usual=(0, 30))
    ] = 4.0
    rumour_discount: Annotated[
        float,
        param(
            "share", "share of the gap that a buyer who has heard of it adds to the price", ge=0, le=1, usual=(0.005, 1)
        ),
    ] = 0.5


class CommunityPlan(Section):
    """Chat groups that we run for our customers and show to buyers. Off when absent."""

    dispensable: ClassVar[bool] = True
    kind: Annotated[
        str, choice("who is in a group with whom", "none", "one_group", "groups", "one_to_one", source=TOGETHER)
    ]
    group_size: Annotated[
        int | None,
        param("count", "members of a group at most, where there are several", ge=2, le=1e6, usual=(2, 1_000)),
    ] = None
    invited_share: Annotated[
        float, param("share", "share of the customers that is invited", ge=0, le=1, usual=(0.005, 1))
    ] = 1.0
    cost: Annotated[Schedule, lever("money/month", "cost of running it", ge=0, usual=(20, 200_000))] = NOTHING
    csm_hours: Annotated[
        float, param("hour", "CSM hours for each member and month", per="month", ge=0, le=500, usual=(0.005, 20))
    ] = 0.0


class CommunityBefore(Section):
    """The chat groups that were run."""

    kind: Annotated[
        str, choice("who was in a group with whom until day 0", "none", "one_group", "groups", "one_to_one")
    ]
    group_size: Annotated[
        int | None, param("count", "members of a group at most until day 0", ge=2, le=1e6, usual=(2, 2_000))
    ] = None
    invited_share: Annotated[
        float, param("share", "share of the customers that was invited", ge=0, le=1, usual=(0.01, 1))
    ] = 1.0
    csm_hours: Annotated[
        float,
        param("hour", "CSM hours for each member and month until day 0", per="month", ge=0, le=500, usual=(0.01, 20)),
    ] = 0.0


MARKET = {
    "community": Entry(Community | None, None),
}

PLAN = {
    "community": Entry(CommunityPlan | None, None, before="policies"),
}

BEFORE = {
    "community": Entry(CommunityBefore | None, None, before="policies"),
}

NOBODY, ALONE = "none", "one_to_one"


def community_inputs(at: Resolving) -> CommunityInputs | None:
    """The groups that the plan runs; None where it runs none."""
    said: Community | None = at.market.community
    plan: CommunityPlan | None = at.plan.community
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
        cost=at.monthly_cents(plan.cost),
    )


def gained_at_most(scenario: "Scenario") -> float:
    """Logit that a committee's members gain at most from the community [1]."""
    said: Community | None = scenario.market.community
    plan: CommunityPlan | None = scenario.plan.community
    if said is None or plan is None or plan.kind == NOBODY:
        return 0.0
    if plan.kind == ALONE:
        return said.one_to_one_trust
    return (
        said.trust
        if plan.group_size is None
        else shown_trust(said.trust, said.half_saturation_members, plan.group_size - 1.0)
    )


def resolved(at: Resolving) -> dict[str, Any]:
    """What engines read of it."""
    return {"community": community_inputs(at)}


def problems(scenario: "Scenario") -> Iterator[Problem]:
    """What is missing, and what would have no effect."""
    plan, market = scenario.plan.community, scenario.market
    if plan is None or plan.kind == "none":
        return
    where: Path = ("plan", "community")
    if market.community is None:
        got = "the plan runs a community, and nothing says what its members do"
        yield Problem("E_MISSING", got, "add `market.community`", path=(*where, "kind"))
    if plan.kind == "groups" and plan.group_size is None:
        yield Problem("E_MISSING", "groups of what size?", "say `group_size`", path=where)
    if plan.kind != "groups" and plan.group_size is not None:
        got = f"the size of a group means nothing where the community is `{plan.kind}`"
        yield Problem("W_UNUSED", got, "leave it out, or run `groups`", path=(*where, "group_size"))
    if plan.csm_hours > 0.0 and market.coverage_effects is None:
        got = "hours for members are missed by nobody where nothing depends on coverage"
        yield Problem("W_UNUSED", got, "say `market.coverage_effects`", path=(*where, "csm_hours"))


def plan_before(scenario: "Scenario") -> dict[str, Any]:
    """The groups that were run until day 0."""
    said: CommunityBefore | None = initial_of(scenario).plan.community
    ours: CommunityPlan | None = scenario.plan.community
    if said is not None:
        return {"community": CommunityPlan(kind="none").model_copy(update=dict(said))}
    return {"community": None if ours is None else ours.model_copy(update={"cost": NOTHING})}


def seen_on_day_0(plan: "Plan", scenario: "Scenario") -> Iterator[Lever]:
    """The groups that were run."""
    if scenario.market.community is not None:
        ours: CommunityPlan = plan.community or CommunityPlan(kind=NOBODY)
        told = {name: getattr(ours, name) for name in CommunityBefore.model_fields}
        said = CommunityBefore(kind=NOBODY).model_copy(update=told)
        yield ("plan", "community"), said, ("community",)
