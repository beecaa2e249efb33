"""The brand: what others say and remember of us."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from gtmsim.mechanisms.brand import rules
from gtmsim.mechanisms.brand.rules import BrandInputs, Builder, arrived, goodwill, lift, reach
from gtmsim.rules.maths import LN2, exp
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.numbers import NOTHING
from gtmsim.scenario.language.param import Schedule, Section, lever, param
from gtmsim.scenario.language.problems import Path, Problem
from gtmsim.scenario.resolved.dates import DAYS_A_MONTH
from gtmsim.scenario.resolved.found import initial_of
from gtmsim.scenario.resolved.resolving import Resolving

if TYPE_CHECKING:
    from gtmsim.scenario.sections.schema import Scenario

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


class BrandPlan(Section):
    """What we do for our name beyond what channels do."""

    spend: Annotated[
        Schedule,
        lever(
            "money/month",
            "spend on the brand, which brings no lead by itself",
            ge=0,
            usual=(100, 5_000_000),
            steps=("+20%", "-20%"),
        ),
    ] = NOTHING


class BrandLed(Section):
    """A channel in which buyers come because they know us, without spend of its own."""

    half_saturation_brand: Annotated[
        float, param("1", "goodwill that brings half of `max_leads` (half-saturation)", gt=0, le=100, usual=(0.05, 10))
    ] = 1.0


class Goodwill(NamedTuple):
    """The brand in one month, as far as it is known before the run."""

    level: float  # 1 is typical
    lift: float  # worth of a unit of carried spend


TYPICAL = Goodwill(1.0, 1.0)

MARKET = {
    "brand": Entry(Brand | None, None),
}

PLAN = {
    "brand": Entry(BrandPlan | None, None, before="policies"),
}

INITIAL = {
    "brand": Entry(
        Annotated[
            float | None,
            param(
                "1",
                "goodwill on day 0; none: what is typical, 1, or 0 where the firm is empty",
                ge=0,
                le=100,
                usual=(0.02, 10),
            ),
        ],
        None,
        before="price",
    ),
    "brand_spend": Entry(
        Annotated[
            float,
            param(
                "money/month", "brand spend before the start, for what is still to show", ge=0, usual=(100, 5_000_000)
            ),
        ],
        0.0,
        before="price",
    ),
}


def brand_inputs(at: Resolving) -> BrandInputs | None:
    """Goodwill over the horizon, as far as spend builds it."""
    said: Brand | None = at.market.brand
    if said is None:
        return None
    brand = rules.Brand(
        exp(-LN2 * DAYS_A_MONTH / said.goodwill_half_life),
        said.word_of_mouth,
        said.detractor_threshold,
        1.0 - exp(-said.crisis_rate / 12.0),
        said.crisis_damage,
        said.spend_efficiency,
        said.trust,
        said.price_premium,
    )
    plan: BrandPlan | None = at.plan.brand
    initial = at.initial
    spend = at.monthly_cents(NOTHING if plan is None else plan.spend)
    flows = [_flow(spend, initial.brand_spend, said.half_saturation_spend, said.max_goodwill)]
    for name, channel in sorted(at.market.channels.items()):
        if channel.brand_building > 0.0 and channel.half_saturation_spend is not None:
            spent = at.monthly_cents(at.plan.spend.get(name, NOTHING))
            flows.append(
                _flow(spent, initial.spend.get(name, 0.0), channel.half_saturation_spend, channel.brand_building)
            )
    keeps_up = [sum(flow[month] for flow in flows) for month in range(len(at.months))]
    before = initial.brand if initial.brand is not None else 0.0 if at.empty else TYPICAL.level
    delay = said.delay / DAYS_A_MONTH
    builders: tuple[Builder, ...] = ()
    if at.shifts:
        builders = tuple(
            Builder(number, channel.brand_building, channel.half_saturation_spend)
            for number, (_, channel) in enumerate(sorted(at.market.channels.items()))
            if channel.brand_building > 0.0 and channel.half_saturation_spend is not None
        )
    shown = shows(len(at.months), delay) if builders else ()
    return BrandInputs(brand, before, delayed(keeps_up, delay), spend, builders, shown)


def _flow(spend: tuple[int, ...], before: float, half_spend: float, most: float) -> list[float]:
    """Goodwill that spend would keep up without delay: of any month before day 0, then of each month."""
    return [most * reach(month, half_spend) for month in (before, *(cents / 100.0 for cents in spend))]


def shows(months: int, delay: float) -> tuple[float, ...]:
    """Share of what an even month has put in that shows in itself and in so many months; the mean delay [month]."""
    ends = [arrived(float(month), delay) for month in range(months + 1)]
    # The second difference of what has arrived.
    return (ends[1], *(ends[k + 1] - 2.0 * ends[k] + ends[k - 1] for k in range(1, months)))


def delayed(keeps_up: list[float], delay: float) -> tuple[float, ...]:
    """What shows in each month of what each has put in, the first entry for ever before; the mean delay [month]."""
    ends = [arrived(float(month), delay) for month in range(len(keeps_up) + 1)]
    shown = shows(len(keeps_up), delay)
    before, within = keeps_up[0], keeps_up[1:]
    found = []
    for month in range(len(within)):
        recent = sum(shown[month - put] * within[put] for put in range(month + 1))
        found.append(recent + (1.0 - (ends[month + 1] - ends[month])) * before)
    return tuple(found)


def expected_goodwill(at: Resolving) -> tuple[Goodwill, ...]:
    """Goodwill of each month, if nobody talked and nothing happened."""
    brand = at.once(brand_inputs)
    if brand is None:
        return ()
    found, level = [], brand.initial
    for built in brand.built:
        found.append(Goodwill(level, lift(brand.brand, level)))
        level = goodwill(brand.brand, level, built, 0.0)
    return tuple(found)


def resolved(at: Resolving) -> dict[str, Any]:
    """What engines read of it."""
    return {"brand": at.once(brand_inputs)}


# What a channel cannot say that fills by itself where we are known.
FILLED_OTHERWISE = (
    *("half_saturation_spend", "adstock_half_life", "brand_building", "content_led", "event_based", "inflation"),
    *("learning", "promotion"),
)


def problems(scenario: "Scenario") -> Iterator[Problem]:
    """What does not go together."""
    yield from _channels(scenario)
    initial = initial_of(scenario)
    said: list[Path] = []
    if scenario.plan.brand is not None:
        said.append(("plan", "brand"))
    said += [("run", "initial", "brand")] if initial.brand is not None else []
    said += [("run", "initial", "brand_spend")] if initial.brand_spend else []
    if scenario.market.brand is None:
        for path in said:
            yield Problem("E_MISSING", "the market knows no brand", "add `brand:` to `market`", path=path)


def _channels(scenario: "Scenario") -> Iterator[Problem]:
    market, before = scenario.market, initial_of(scenario).spend
    for name, channel in market.channels.items():
        where: Path = ("market", "channels", name)
        if market.brand is None:
            for what in ("brand_building", "brand_led"):
                if getattr(channel, what):
                    got = "the market knows no brand"
                    yield Problem("E_MISSING", got, "add `brand:` to `market`", path=(*where, what))
        if channel.brand_led is None:
            if channel.brand_building and channel.half_saturation_spend is None:
                got = f"nobody buys leads of `{name}`, and `brand_building` is about what is spent there"
                yield Problem("E_GRAPH", got, "leave `brand_building` out", path=(*where, "brand_building"))
            continue
        for what in FILLED_OTHERWISE:
            if getattr(channel, what):
                got = f"the brand leads `{name}`, which has no spend of its own"
                yield Problem("E_GRAPH", got, f"leave `{what}` out, or `brand_led`", path=(*where, what))
        for path, spend in (
            (("plan", "spend", name), scenario.plan.spend),
            (("run", "initial", "spend", name), before),
        ):
            if name in spend:
                got = f"the brand leads `{name}`: money moves it through `plan.brand.spend` alone"
                yield Problem("E_GRAPH", got, "leave it out", path=path)
