"""The plan: what we decide."""

import datetime
from typing import Annotated

from gtmsim.scenario.language.param import Schedule, Section, choice, lever, param, words
from gtmsim.scenario.sections.content import Publishing, Website
from gtmsim.scenario.sections.policies import Policies

LIST = Schedule((None,), (1.0,), False)
NOTHING = Schedule((None,), (0.0,), False)
TOGETHER = "assumption; talks of practitioners: private one-to-one contact, not groups"
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class WorkingHours(Section):
    """When people work."""

    days: Annotated[list[Annotated[str, choice("a working day", *WEEK)]], words("working days of the week")] = list(
        WEEK[:5]
    )
    opens: Annotated[float, param("clock", "start of the working day", ge=0, lt=24, usual=(5, 13))] = 9.0
    closes: Annotated[float, param("clock", "end of the working day", gt=0, le=24, usual=(12, 23))] = 17.0
    holidays: Annotated[list[Annotated[datetime.date, param("date", "a day off")]], words("days off")] = []


class Team(Section):
    """People who do one kind of work."""

    headcount: Annotated[
        Schedule, lever("count", "people in the team; later ones are new hires", ge=0, le=2000, usual=(1, 400))
    ]
    salary: Annotated[float, param("money/year", "loaded yearly cost of a person", ge=0, usual=(6_000, 500_000))] = 0.0
    selling_time_share: Annotated[
        float, param("share", "share of working time spent on this work", gt=0, le=1, usual=(0.15, 1))
    ] = 1.0
    ramp: Annotated[
        float,
        param(
            "day",
            "time until a new hire works at full speed",
            ge=0,
            le=1000,
            reported="Bridge Group 2024: AE 5 months, SDR 3",
            usual=(2, 500),
        ),
    ] = 0.0
    initial_productivity: Annotated[
        float, param("share", "speed of a new hire on the first day", gt=0, le=1, usual=(0.02, 1))
    ] = 0.25
    working_hours: WorkingHours | None = None


class Sdr(Team):
    """The sales development team, which qualifies leads."""

    queue_discipline: Annotated[str, choice("whom to serve first", "first_come", "in_market_first", "newest_first")] = (
        "first_come"
    )


class Ae(Team):
    """The account executives, who work deals."""

    queue_discipline: Annotated[str, choice("whom to serve first", "first_come", "late_stage_first", "large_first")] = (
        "first_come"
    )


class Teams(Section):
    """Who is employed. Without a team its work costs nothing and nobody waits for it."""

    sdr: Sdr | None = None
    ae: Ae | None = None
    csm: Team | None = None


class Evidence(Section):
    """The programme of evidence (cases, trials, security papers) that convinces committees."""

    level: Annotated[Schedule, lever("1", "evidence as a multiple of what is typical", ge=0, le=10, usual=(0.1, 4))] = (
        LIST
    )
    cost: Annotated[Schedule, lever("money/month", "cost of the programme", ge=0, usual=(50, 300_000))] = NOTHING


class LeadMagnet(Section):
    """A lead magnet, given for a contact: a report, a course, a gift."""

    strength: Annotated[
        Schedule, lever("share", "how much it draws, as a share of the strongest", ge=0, le=1, usual=(0.005, 1))
    ]
    relevance: Annotated[
        float,
        param(
            "1",
            "how much likelier somebody in need takes it than others do, less 1; 0 is a gift",
            ge=0,
            le=100,
            usual=(0, 20),
        ),
    ] = 0.0
    cost: Annotated[float, param("money", "cost of giving it once", ge=0, usual=(0.05, 2_000))] = 0.0


class Events(Section):
    """Days on which we meet people: fairs that we attend or host."""

    dates: Annotated[list[Annotated[datetime.date, param("date", "day of an event")]], words("days of the events")]
    cost: Annotated[float, param("money", "cost of one event", ge=0, usual=(100, 500_000))] = 0.0


class Enrichment(Section):
    """Enrichment: what we learn of a lead before anybody decides about it. Off when absent."""

    completeness: Annotated[
        Schedule,
        lever("share", "what is known of a lead as a share of what there is to know", ge=0, le=1, usual=(0.005, 1)),
    ]
    cost: Annotated[Schedule, lever("money", "cost of knowing that of one lead", ge=0, usual=(0.01, 200))] = NOTHING


class BrandPlan(Section):
    """What we do for our name beyond what channels do."""

    spend: Annotated[
        Schedule,
        lever("money/month", "spend on the brand, which brings no lead by itself", ge=0, usual=(100, 5_000_000)),
    ] = NOTHING


class CommunityPlan(Section):
    """Chat groups that we run for our customers and show to buyers. Off when absent."""

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


class Plan(Section):
    """What we decide: each lever a number or a dated schedule."""

    spend: dict[
        str, Annotated[Schedule, lever("money/month", "spend on the channel", ge=0, usual=(50, 1_000_000))]
    ] = {}
    promo_share: dict[
        str,
        Annotated[
            Schedule, lever("share", "share of the channel's posts that advertise", ge=0, le=1, usual=(0.005, 1))
        ],
    ] = {}
    contact_capture_rate: dict[
        str,
        Annotated[
            Schedule,
            lever(
                "share",
                "share of those who would leave their contact that find a way to: page, form, message",
                ge=0,
                le=1,
                usual=(0.005, 1),
            ),
        ],
    ] = {}
    lead_magnets: dict[str, LeadMagnet] = {}
    events: dict[str, Events] = {}
    price: Annotated[
        Schedule, lever("share", "price of new contracts relative to list", gt=0, le=10, usual=(0.5, 2))
    ] = LIST
    renewal_price_increase: Annotated[
        Schedule, lever("share", "price rise per contract year", per="year", ge=0, le=1, usual=(0.002, 0.25))
    ] = NOTHING
    terms: dict[
        str, Annotated[int, param("month", "length of the segment's contracts", ge=1, le=36, usual=(1, 36))]
    ] = {}
    teams: Teams = Teams()
    working_hours: WorkingHours = WorkingHours()
    evidence: Evidence = Evidence()
    content: dict[str, Publishing] = {}
    website: Website | None = None
    enrichment: Enrichment | None = None
    brand: BrandPlan | None = None
    commission: Annotated[
        float, param("share", "commission on a win, of the first year's value", ge=0, le=1, usual=(0.005, 0.3))
    ] = 0.0
    overhead: Annotated[
        Schedule, lever("money/month", "tools and overhead of sales and marketing", ge=0, usual=(50, 2_000_000))
    ] = NOTHING
    other_opex: Annotated[
        Schedule,
        lever(
            "money/month",
            "the rest of the firm: product, administration; no cost of acquisition",
            ge=0,
            usual=(200, 20_000_000),
        ),
    ] = NOTHING
    referral_reward: Annotated[
        float, param("money", "paid to a customer whose referral is won", ge=0, usual=(5, 20_000))
    ] = 0.0
    hiring_lag: Annotated[
        float, param("day", "time from the decision to hire to the first day of work", ge=0, le=1000, usual=(3, 300))
    ] = 60.0
    community: CommunityPlan | None = None
    policies: Policies = Policies()
