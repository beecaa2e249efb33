"""What others say and remember of us: the brand, and groups in which customers talk."""

from typing import Annotated

from gtmsim.scenario.language.param import Section, param

GOODWILL = "assumption; form: Nerlove and Arrow 1962"
BRAND_DELAY = "assumption; effects of a brand are said to take six months at least to show"


class Brand(Section):
    """Goodwill: 1 is typical of the category. It builds up late and wears off slowly. Off when absent."""

    goodwill_half_life: Annotated[
        float,
        param(
            "day",
            "time in which goodwill halves when nothing keeps it up",
            gt=0,
            le=7305,
            source=GOODWILL,
            usual=(14, 1_500),
        ),
    ] = 365.25
    delay: Annotated[
        float,
        param("day", "mean time until spend shows in goodwill", ge=0, le=1461, source=BRAND_DELAY, usual=(1, 800)),
    ] = 182.625
    half_saturation_spend: Annotated[
        float,
        param(
            "money/month",
            "steady brand spend that keeps up half of `max_goodwill` (half-saturation)",
            gt=0,
            usual=(200, 5_000_000),
        ),
    ]
    max_goodwill: Annotated[
        float, param("1", "goodwill that unlimited brand spend would keep up", ge=0, le=10, usual=(0, 6))
    ] = 2.0
    word_of_mouth: Annotated[
        float,
        param("1", "goodwill that 100 customers keep up by what they say, if fully covered", ge=0, le=10, usual=(0, 3)),
    ] = 0.0
    detractor_threshold: Annotated[
        float, param("share", "CSM coverage below which customers speak badly of us", ge=0, lt=1, usual=(0.005, 0.95))
    ] = 0.5
    crisis_rate: Annotated[float, param("1/year", "hazard of a brand crisis", ge=0, le=12, usual=(0.002, 3))] = 0.0
    crisis_damage: Annotated[
        float, param("share", "share of the goodwill that a brand crisis takes", ge=0, le=1, usual=(0.005, 0.9))
    ] = 0.3
    spend_efficiency: Annotated[
        float,
        param(
            "1", "how much more spend on channels works for each unit of goodwill, up to 2", ge=0, le=5, usual=(0, 1.5)
        ),
    ] = 0.15
    trust: Annotated[
        float,
        param("1", "logit that every member has for each unit of ln((1 + goodwill) / 2)", ge=0, le=10, usual=(0, 3)),
    ] = 0.5
    price_premium: Annotated[
        float,
        param(
            "share",
            "part of the price that a great name makes buyers overlook, at most",
            ge=0,
            le=0.5,
            usual=(0.002, 0.4),
        ),
    ] = 0.08


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
