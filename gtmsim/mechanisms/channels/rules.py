"""Spend becomes leads: carry-over, saturation, and the thinning of the market's candidates."""

from typing import NamedTuple

from gtmsim.rules.calendar import DAY
from gtmsim.rules.maths import LN2, exp, power
from gtmsim.rules.rule import rule


class Response(NamedTuple):
    """How one channel answers to spend."""

    ceiling: float  # lead/day
    half_spend: float  # cents/day
    shape: float  # 1
    keep: float  # share of the carried spend that the next day still has
    organic: float  # share of the ceiling that needs no spend
    inflation: float = 0.0  # logarithm of the growth of prices [1/day]
    beginner: float = 1.0  # share of the spend that works while nothing has been learned
    half_learnt: float = 1.0  # cents of spend that halve what is wasted


@rule
def working_spend(response: Response, spend: float, before: float, day: int) -> float:
    """What a day's spend is worth at the prices of day 0 and in hands that know the channel [cents].

    `before` [cents] is all that was spent on the channel until yesterday: what is wasted halves with `half_learnt`.
    """
    worth = spend
    if response.inflation != 0.0:
        worth *= exp(-response.inflation * day)
    if response.beginner < 1.0:
        worth *= 1.0 - (1.0 - response.beginner) * exp(-LN2 * before / response.half_learnt)
    return worth


@rule
def carried_spend(response: Response, before: float, spend: float) -> float:
    """Spend that works today [cents/day]: geometric adstock, scaled so that steady spend carries itself."""
    return response.keep * before + (1.0 - response.keep) * spend


@rule
def saturation(response: Response, carried: float) -> float:
    """Hill curve of the carried spend [1]: one half at `half_spend`."""
    if carried <= 0.0:
        return 0.0
    return 1.0 / (1.0 + power(response.half_spend / carried, response.shape))


@rule
def leads_wanted(response: Response, carried: float, season: float) -> float:
    """Expected leads of a day [lead/day], before the ceiling clips them."""
    return response.ceiling * (response.organic + (1.0 - response.organic) * saturation(response, carried)) * season


@rule
def organic_share(response: Response, carried: float) -> float:
    """Share of a day's leads [1] that needs no spend."""
    if response.organic <= 0.0:
        return 0.0
    return response.organic / (response.organic + (1.0 - response.organic) * saturation(response, carried))


@rule
def touches(rate: float, ceiling: float, u: float) -> bool:
    """Does a candidate of the market become a lead at this rate [lead/day]?"""
    return u * ceiling < rate


@rule
def touch_time(day: int, u: float) -> int:
    """When in its day a candidate would be touched [microseconds]."""
    return day * DAY + int(u * 86_400_000_000.0)


@rule
def shifted_spend(planned: int, factor: float) -> int:
    """Spend of a day [cents] under a factor on the plan, halves upwards."""
    return int(planned * factor + 0.5)


@rule
def cost_per(spent: int, opportunities: int) -> float:
    """Spend [cents] for each deal that was opened, as if there were one where there is none [currency]."""
    return spent / (max(1, opportunities) * 100.0)
