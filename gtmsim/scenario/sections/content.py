"""Content and website: what the market makes of them, and what the plan publishes."""

from typing import Annotated

from gtmsim.scenario.language.numbers import Schedule
from gtmsim.scenario.language.param import Section, lever, param

FADES = "assumption; 95 % of the views of a hot topic are short-lived, 40 % of an article's, 10 % of an answer's"
SEEN = "assumption; three cases are what buyers look for"
NONE = Schedule((None,), (0.0,), False)


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


class Learning(Section):
    """What is wasted until a team knows a channel."""

    initial_efficiency: Annotated[
        float, param("share", "share of the first spend that works", ge=0, le=1, usual=(0.02, 1))
    ]
    learning_half_spend: Annotated[
        float, param("money", "spend that halves what is wasted", gt=0, le=1e12, usual=(200, 5_000_000))
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


class WebsiteEffects(Section):
    """What a website makes of visits. Off when absent."""

    min_capture_rate: Annotated[
        float, param("share", "share of the leads that the worst site still captures", usual=(0.005, 1))
    ] = 0.3
    capture_without_cases: Annotated[
        float, param("share", "share of the rest that a site without any case captures", usual=(0.005, 1))
    ] = 0.6
    target_cases: Annotated[
        float, param("1", "cases that visitors look for", gt=0, le=1e6, source=SEEN, usual=(0.5, 100))
    ] = 3.0


class Publishing(Section):
    """What we do for one kind of content."""

    publish: Annotated[
        Schedule, lever("1/month", "assets published a month, evenly", ge=0, le=1e6, usual=(0.02, 300))
    ] = NONE
    cost: Annotated[float, param("money", "cost of an asset", ge=0, le=1e9, usual=(10, 100_000))] = 0.0
    team_cost: Annotated[
        Schedule,
        lever(
            "money/month", "cost of people who make it as a profession; 0: there are none", ge=0, usual=(300, 300_000)
        ),
    ] = NONE


class Website(Section):
    """Our website."""

    quality: Annotated[Schedule, lever("share", "quality of the site", ge=0, le=1, usual=(0.02, 1))]
    case_studies: Annotated[Schedule, lever("1", "case studies on the site", ge=0, le=1e6, usual=(0, 300))] = NONE
    cost: Annotated[Schedule, lever("money/month", "cost of the site", ge=0, usual=(20, 200_000))] = NONE
