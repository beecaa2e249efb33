"""Spend becomes leads: carry-over, saturation, and the thinning of the market's candidates."""

from typing import NamedTuple

from gtmsim.rules.calendar import DAY
from gtmsim.rules.chance import Law
from gtmsim.rules.keys import name_key
from gtmsim.rules.maths import LN2, exp, power
from gtmsim.rules.rule import Key, rule


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


class ChannelInputs(NamedTuple):
    """One channel."""

    name: str
    response: Response
    first: int  # fewest candidates of a day in the table
    candidates: tuple[float, ...]  # cumulative law of a day's candidates
    delay: Law  # day
    active: float
    segments: tuple[float, ...]  # cumulative mix
    fee: int  # cents a lead
    initial_stock: float  # cents a day
    daily_spend: tuple[int, ...]  # cents, per day of the horizon
    monthly_spend: tuple[int, ...]  # cents, per month
    season: tuple[float, ...]  # of each day: the calendar, content, the website, and what views of content draw
    daily_rate: tuple[float, ...]  # leads a day, clipped
    daily_organic: tuple[float, ...]  # share of these that needs no spend
    clipped: tuple[tuple[int, float], ...]  # (day, wanted leads a day)
    working: tuple[float, ...]  # what each day's spend is worth [cents]
    practised: int  # spent on the channel before day 0 [cents]
    lift: float
    precision: float
    bait: float  # share of candidates whom only a bait draws
    strength: tuple[float, ...]  # of the bait, on each day; none where there is no bait
    relevance: float
    bait_cost: int  # cents
    on_dates: bool
    followers: bool
    work: float
    head_start: int
    trust: float
    public: bool
    bans: tuple[float, ...]  # chance of a ban on each day; none where nobody bans
    banned: int  # days
    brand_led: bool  # goodwill brings the leads: `half_spend` of the response is goodwill, and nothing is carried
    last_stock: float  # carried spend on the last day of the horizon, where the plan alone decides [cents a day]
    after: tuple[float, ...]  # season of each later day on which spend of the horizon still brings leads

    @property
    def key(self) -> Key:
        """Names the luck of its candidates."""
        return Key(name_key("channel", self.name))

    @property
    def wanted(self) -> tuple[float, ...]:
        """Leads a day before the ceiling clips them."""
        clipped = dict(self.clipped)
        return tuple(clipped.get(day, rate) for day, rate in enumerate(self.daily_rate)) if clipped else self.daily_rate

    @property
    def spends(self) -> bool:
        """Does any money go into it?"""
        return any(self.daily_spend)


INPUTS = {
    "channels": tuple[ChannelInputs, ...],
    "shifts": bool,  # may the spend of a month be another than the plan's?
    "budgets": bool,  # is it reviewed channel by channel?
}


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
