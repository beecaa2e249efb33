"""The brand as numbers: what spend will have built in each month is known before the run, talk and scandals are not."""

from gtmsim.mechanisms.brand.rules import Brand, BrandInputs, arrived, goodwill, lift, reach
from gtmsim.rules.maths import LN2, exp
from gtmsim.scenario.language.numbers import NOTHING
from gtmsim.scenario.language.param import Schedule
from gtmsim.scenario.resolved.channels import DAYS_A_MONTH, Goodwill
from gtmsim.scenario.resolved.dates import by_month, cents_by_day, daily
from gtmsim.scenario.sections.run import Initial
from gtmsim.scenario.sections.schema import Scenario

TYPICAL = 1.0


def brand_inputs(scenario: Scenario, months: tuple[int, ...]) -> BrandInputs | None:
    """Goodwill over the horizon, whose month boundaries are `months` [microseconds]."""
    said = scenario.market.brand
    if said is None:
        return None
    known = isinstance(scenario.run.initial, Initial)
    initial = scenario.run.initial if isinstance(scenario.run.initial, Initial) else Initial()
    brand = Brand(
        exp(-LN2 * DAYS_A_MONTH / said.goodwill_half_life),
        said.word_of_mouth,
        said.detractor_threshold,
        1.0 - exp(-said.crisis_rate / 12.0),
        said.crisis_damage,
        said.spend_efficiency,
        said.trust,
        said.price_premium,
    )
    plan = scenario.plan.brand
    spend = _cents(scenario, NOTHING if plan is None else plan.spend, months)
    flows = [_flow(spend, initial.brand_spend, said.half_saturation_spend, said.max_goodwill)]
    for name, channel in sorted(scenario.market.channels.items()):
        if channel.brand_building > 0.0 and channel.half_saturation_spend is not None:
            spent = _cents(scenario, scenario.plan.spend.get(name, NOTHING), months)
            flows.append(
                _flow(spent, initial.spend.get(name, 0.0), channel.half_saturation_spend, channel.brand_building)
            )
    keeps_up = [sum(flow[month] for flow in flows) for month in range(len(months))]
    before = initial.brand if initial.brand is not None else TYPICAL if known else 0.0
    return BrandInputs(brand, before, delayed(keeps_up, said.delay / DAYS_A_MONTH), spend)


def _cents(scenario: Scenario, spend: Schedule, months: tuple[int, ...]) -> tuple[int, ...]:
    """Spend of each month [cents]."""
    return by_month(cents_by_day(daily(spend, scenario.run.start, months), months), months)


def _flow(spend: tuple[int, ...], before: float, half_spend: float, most: float) -> list[float]:
    """Goodwill that spend would keep up without delay: of any month before day 0, then of each month."""
    return [most * reach(month, half_spend) for month in (before, *(cents / 100.0 for cents in spend))]


def delayed(keeps_up: list[float], delay: float) -> tuple[float, ...]:
    """What shows in each month of what each has put in, the first entry for ever before; the mean delay [month]."""
    ends = [arrived(float(month), delay) for month in range(len(keeps_up) + 1)]
    # What an even month has put in shows in a month so many later by the second difference of what has arrived.
    shows = [ends[1], *(ends[k + 1] - 2.0 * ends[k] + ends[k - 1] for k in range(1, len(keeps_up)))]
    before, within = keeps_up[0], keeps_up[1:]
    found = []
    for month in range(len(within)):
        recent = sum(shows[month - put] * within[put] for put in range(month + 1))
        found.append(recent + (1.0 - (ends[month + 1] - ends[month])) * before)
    return tuple(found)


def expected_goodwill(brand: BrandInputs | None) -> tuple[Goodwill, ...]:
    """Goodwill of each month, if nobody talked and nothing happened."""
    if brand is None:
        return ()
    found, level = [], brand.initial
    for built in brand.built:
        found.append(Goodwill(level, lift(brand.brand, level)))
        level = goodwill(brand.brand, level, built, 0.0)
    return tuple(found)
