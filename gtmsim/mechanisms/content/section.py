"""Content: what the market makes of it, and what the plan publishes."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from gtmsim.mechanisms.website.section import SEEN
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.numbers import NOTHING, Schedule
from gtmsim.scenario.language.param import Section, lever, param
from gtmsim.scenario.resolved.found import Lever, initial_of, on_day_0, steady

if TYPE_CHECKING:
    from gtmsim.scenario.sections.plan import Plan
    from gtmsim.scenario.sections.schema import Scenario

FADES = "assumption; 95 % of the views of a hot topic are short-lived, 40 % of an article's, 10 % of an answer's"


class ContentDependence(Section):
    """How much a channel depends on content."""

    base_share: Annotated[
        float,
        param(
            "share",
            "share of the channel's leads that needs no content",
            ge=0,
            le=1,
            source="assumption; online 40 %",
            usual=(0.005, 1),
        ),
    ]


class ContentLed(Section):
    """A channel that content fills, not spend: whoever looks at our content may become a lead."""

    half_saturation_views: Annotated[
        float,
        param(
            "1/day",
            "views a day, of all content, that bring half of `max_leads` (half-saturation)",
            gt=0,
            usual=(1, 1_000_000),
        ),
    ]


class ContentKind(Section):
    """One kind of content: how it is looked at, what it is good for."""

    views: Annotated[float, param("1/day", "views of a new asset a day", ge=0, le=1e9, usual=(0.01, 20_000))] = 0.0
    burst_share: Annotated[
        float, param("share", "share of these views that belong to the burst", source=FADES, usual=(0.005, 1))
    ] = 0.4
    burst_decay_time: Annotated[
        float, param("day", "time in which the burst falls to 37 %", gt=0, le=3650, usual=(0.1, 90))
    ] = 5.0
    tail_start: Annotated[
        float, param("day", "age at which the tail begins to fall", gt=0, le=36500, usual=(2, 1_500))
    ] = 120.0
    tail_exponent: Annotated[
        float, param("1", "exponent by which the tail falls, as a power of age", ge=0, le=10, usual=(0, 3))
    ] = 0.7
    target_assets: Annotated[
        float,
        param(
            "1", "assets that make the kind complete; 0: nobody looks for it", ge=0, le=1e6, source=SEEN, usual=(0, 500)
        ),
    ] = 0.0
    buyer_weight: Annotated[float, param("1", "weight among what buyers look for", ge=0, le=100, usual=(0, 20))] = 1.0
    persuasion_rate: Annotated[float, param("share", "share of its readers that it convinces", usual=(0.005, 1))] = 0.0
    ad_recognition: Annotated[
        float,
        param("share", "share of its readers who see an advertisement in it and are not convinced", usual=(0.005, 1)),
    ] = 0.0
    support_weight: Annotated[
        float, param("1", "weight among what customers look up themselves", ge=0, le=100, usual=(0, 20))
    ] = 0.0
    views_without_team: Annotated[
        float, param("share", "share of the views that it gets where nobody makes it as a profession", usual=(0.005, 1))
    ] = 1.0


class Content(Section):
    """What content does. Off when absent."""

    kinds: dict[str, ContentKind]
    evidence: Annotated[
        float, param("1", "evidence that complete and convincing content adds", ge=0, le=10, usual=(0, 3))
    ] = 0.0
    deflection: Annotated[
        float,
        param(
            "share",
            "deflection: share of the customers' CSM hours that complete content saves",
            ge=0,
            le=0.9,
            usual=(0.005, 0.8),
        ),
    ] = 0.0


class Publishing(Section):
    """What we do for one kind of content."""

    publish: Annotated[
        Schedule,
        lever(
            "1/month",
            "assets published a month, evenly",
            ge=0,
            le=1e6,
            usual=(0.02, 300),
            steps=("+20%", "-20%"),
            along=("team_cost",),
        ),
    ] = NOTHING
    cost: Annotated[float, param("money", "cost of an asset", ge=0, le=1e9, usual=(10, 100_000))] = 0.0
    team_cost: Annotated[
        Schedule,
        lever(
            "money/month", "cost of people who make it as a profession; 0: there are none", ge=0, usual=(300, 300_000)
        ),
    ] = NOTHING


class ContentBefore(Section):
    """What was done for one kind of content."""

    team_cost: Annotated[
        float | None,
        param(
            "money/month",
            "cost of people who made it as a profession; 0: there were none",
            ge=0,
            usual=(100, 2_000_000),
        ),
    ] = None


MARKET = {
    "content": Entry(Content | None, None),
}

PLAN = {
    "content": Entry(dict[str, Publishing], {}, before="policies"),
}

INITIAL = {
    "content": Entry(
        dict[
            str,
            Annotated[
                float,
                param("1", "assets of the kind, published evenly over two years", ge=0, le=1e6, usual=(0.5, 5_000)),
            ],
        ],
        {},
        before="price",
    ),
}

BEFORE = {
    "content": Entry(dict[str, ContentBefore], {}, before="policies"),
}


def plan_before(scenario: "Scenario") -> dict[str, Any]:
    """Who made content until day 0; what there is of it is said in `run.initial`."""
    plan: dict[str, Publishing] = scenario.plan.content
    said: dict[str, ContentBefore] = initial_of(scenario).plan.content
    found = {}
    for name in sorted({*plan, *said}):
        ours, was = plan.get(name, Publishing()), said.get(name, ContentBefore())
        team = on_day_0(ours.team_cost, scenario.run.start) if was.team_cost is None else was.team_cost
        found[name] = Publishing(team_cost=steady(team))
    return {"content": found}


def seen_on_day_0(plan: "Plan", scenario: "Scenario") -> Iterator[Lever]:
    """Who made content."""
    said: Content | None = scenario.market.content
    for name in sorted(said.kinds) if said is not None else ():
        ours: Publishing | None = plan.content.get(name)
        team = 0.0 if ours is None else on_day_0(ours.team_cost, scenario.run.start)
        yield ("plan", "content", name, "team_cost"), team, ("content", name)
