"""The ways in: how each channel brings leads, and what leads they are."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from gtmsim.mechanisms.brand.section import BrandLed
from gtmsim.mechanisms.content.section import ContentDependence, ContentLed
from gtmsim.mechanisms.promotion.section import Promotion
from gtmsim.scenario.language.composites import COST_PER_LEAD, LEADS, StandsFor
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.laws import NOW
from gtmsim.scenario.language.param import LawSaid, Schedule, Section, law, lever, mix, param, words

if TYPE_CHECKING:
    from gtmsim.scenario.sections.schema import Scenario

AUCTIONS = "assumption; 12 % a year where prices are bid"
FACTS_ARRIVALS = "Olist 2018, 8,000 leads of its marketing funnel: daily variance / mean 7.6"


class Learning(Section):
    """What is wasted until a team knows a channel."""

    initial_efficiency: Annotated[
        float, param("share", "share of the first spend that works", ge=0, le=1, usual=(0.02, 1))
    ]
    learning_half_spend: Annotated[
        float, param("money", "spend that halves what is wasted", gt=0, le=1e12, usual=(200, 5_000_000))
    ]


class Channel(Section):
    """One way in: how spend becomes leads, and what leads they are."""

    max_leads: Annotated[
        float,
        param(
            "lead/day",
            "leads a day at unlimited spend, the ceiling: the market's candidates",
            gt=0,
            le=1e12,
            usual=(0.01, 1_000),
            stands_for=StandsFor(LEADS),
        ),
    ]
    half_saturation_spend: Annotated[
        float | None,
        param(
            "money/month",
            "half-saturation: steady spend that brings half of them; none where something else fills it",
            gt=0,
            usual=(100, 2_000_000),
            stands_for=StandsFor(COST_PER_LEAD),
        ),
    ] = None
    hill_exponent: Annotated[
        float,
        param(
            "1",
            "Hill exponent of saturation: above 1 small spend is lost",
            ge=0.3,
            le=5,
            reported="Robyn demo: 0.5-3",
            usual=(0.3, 3),
        ),
    ] = 1.0
    adstock_half_life: Annotated[
        float,
        param(
            "day",
            "adstock: half-life of a day's spend, which carries over",
            ge=0,
            le=730,
            reported="Robyn demo: digital 0.3-3 weeks",
            usual=(0.1, 730),
        ),
    ] = 0.0
    organic: Annotated[
        float, param("share", "share of `max_leads` that needs no spend", ge=0, le=1, usual=(0.001, 1))
    ] = 0.0
    seasonality: Annotated[
        list[
            Annotated[
                float,
                param("1", "seasonality: multiplier of the month's leads", ge=0, le=5, usual=(0, 4), twelfths=True),
            ]
        ]
        | None,
        words("twelve multipliers of the leads, January to December"),
    ] = None
    delay: Annotated[LawSaid, law("day", "time from touch to lead", usual=(0.01, 400))] = NOW
    dispersion: Annotated[
        float | None,
        param(
            "1",
            "k of the negative binomial number of candidates a day; none is Poisson",
            gt=0,
            le=1e6,
            reported=FACTS_ARRIVALS,
            usual=(0.1, 1_000),
        ),
    ] = None
    in_market_share: Annotated[
        float,
        param(
            "share",
            "share of leads that are in market (in need); the rest came for a lead magnet",
            ge=0,
            le=1,
            usual=(0.005, 1),
        ),
    ] = 1.0
    segments: Annotated[dict[str, float], mix("share of leads by segment")]
    cost_per_lead: Annotated[
        float,
        param(
            "money",
            "cost per lead (CPL): paid for each one",
            ge=0,
            usual=(1, 5_000),
            stands_for=StandsFor(COST_PER_LEAD),
        ),
    ] = 0.0
    in_market_lift: Annotated[
        float,
        param(
            "1", "how much likelier an account in its buying window comes than another", ge=1, le=1000, usual=(1, 200)
        ),
    ] = 1.0
    precision: Annotated[
        float,
        param(
            "share",
            "share of leads whose fit is above 0, if half of the market's accounts are",
            gt=0,
            lt=1,
            usual=(0.05, 0.99),
        ),
    ] = 0.5
    lead_magnet_response: Annotated[
        float,
        param(
            "1",
            "leads out of market that the strongest lead magnet brings for each lead of the channel's own",
            ge=0,
            le=20,
            usual=(0, 15),
        ),
    ] = 0.0
    event_based: Annotated[
        bool, words("do leads come only on the dates of `plan.events`? `max_leads` is leads of one")
    ] = False
    handling_time_factor: Annotated[
        float,
        param("1", "hours of qualifying one of its leads as a multiple of the usual", ge=0, le=50, usual=(0.05, 10)),
    ] = 1.0
    open_channel: Annotated[
        bool, words("does it reach only accounts that can be reached in public? `addressable_share` says how many can")
    ] = False
    promotion: Promotion | None = None
    skip_stages: Annotated[
        int,
        param(
            "count",
            "stages of the sale that have taken place when the lead comes, as at an event",
            ge=0,
            le=50,
            usual=(0, 6),
        ),
    ] = 0
    followers_only: Annotated[
        bool, words("does it reach only those who follow us? `max_leads` is leads if everybody did")
    ] = False
    trust: Annotated[
        float,
        param(
            "1",
            "logit that every member gains, since they met us or were sent by somebody",
            ge=-10,
            le=10,
            usual=(-3, 3),
        ),
    ] = 0.0
    inflation: Annotated[
        float,
        param("1/year", "growth of the price of what the spend buys", ge=0, le=10, source=AUCTIONS, usual=(0.002, 0.6)),
    ] = 0.0
    learning: Learning | None = None
    content_dependence: ContentDependence | None = None
    content_led: ContentLed | None = None
    via_website: Annotated[bool, words("does it lead to the website?")] = False
    brand_building: Annotated[
        float,
        param(
            "1",
            "goodwill that unlimited spend on the channel would keep up beside its leads",
            ge=0,
            le=10,
            usual=(0, 5),
        ),
    ] = 0.0
    brand_led: BrandLed | None = None


ALSO = {  # words that people look for, and what says it here
    "budget": "`plan.spend.CHANNEL`",
    "marketing_budget": "`plan.spend.CHANNEL`",
    "ad_spend": "`plan.spend.CHANNEL`",
    "cpl": "`market.channels.CHANNEL.cost_per_lead`",
}
MARKET = {
    "channels": Entry(dict[str, Channel], {}),
}

PLAN = {
    "spend": Entry(
        dict[
            str,
            Annotated[
                Schedule,
                lever("money/month", "spend on the channel", ge=0, usual=(50, 1_000_000), steps=("+20%", "-20%")),
            ],
        ],
        {},
        before="price",
    ),
}

INITIAL = {
    "spend": Entry(
        dict[
            str,
            Annotated[
                float,
                param("money/month", "spend before the start, for what it carries over", ge=0, usual=(50, 1_000_000)),
            ],
        ],
        {},
        before="price",
    ),
}


def without_channel(scenario: "Scenario") -> Iterator[tuple[str, str, Any]]:
    """A channel that is off from day 0 on spends nothing: channel, path, and what stands there then."""
    for name in scenario.market.channels:
        if name in scenario.plan.spend:
            yield name, f"plan.spend.{name}", 0
