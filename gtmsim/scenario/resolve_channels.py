"""Channels as numbers: the market's candidates, and the leads a day that our spend draws from them."""

import datetime
from typing import NamedTuple

from gtmsim.rules.calendar import DAY
from gtmsim.rules.chance import EXPONENTIAL, FIXED, LOGNORMAL, Law
from gtmsim.rules.demand import Response, carried_spend, leads_wanted, saturation
from gtmsim.rules.maths import exp
from gtmsim.rules.qualification import LN2
from gtmsim.scenario.dates import by_month, cents_by_day, daily
from gtmsim.scenario.inputs import ChannelInputs
from gtmsim.scenario.market import Channel
from gtmsim.scenario.param import LawSaid, Schedule
from gtmsim.scenario.plan import Bait, Events
from gtmsim.scenario.tables import count_table

SHAPES = {"fixed": FIXED, "exponential": EXPONENTIAL, "lognormal": LOGNORMAL}
DAYS_A_MONTH = 30.4375


def law_inputs(said: LawSaid) -> Law:
    """A law with its shape as a number."""
    return Law(SHAPES[said.shape], said.location, said.sigma)


def cumulative(mix: dict[str, float], names: tuple[str, ...]) -> tuple[float, ...]:
    """Running sums of the shares of `names`; the last is 1 exactly."""
    total, running = 0.0, []
    for name in names:
        total += mix.get(name, 0.0)
        running.append(total)
    last = max(i for i, name in enumerate(names) if mix.get(name, 0.0) > 0.0)
    return tuple(running[:last]) + (1.0,) * (len(names) - last)


class Demand(NamedTuple):
    """What a plan draws from a channel, day by day."""

    response: Response
    daily_spend: tuple[int, ...]  # cents
    initial_stock: float  # cents a day
    season: tuple[float, ...]
    wanted: tuple[float, ...]  # leads a day before the ceiling clips them
    organic: tuple[float, ...]  # share of these that needs no spend


def demand(
    said: Channel, spend: Schedule | None, spent_before: float, start: datetime.date, months: tuple[int, ...]
) -> Demand:
    """The leads a day that spend draws, its carry-over from before day 0 included."""
    days = months[-1] // DAY
    keep = exp(-LN2 / said.carry_over) if said.carry_over > 0.0 else 0.0
    half_spend = 1.0 if said.half_spend is None else said.half_spend * 100.0 / DAYS_A_MONTH
    response = Response(said.ceiling, half_spend, said.shape, keep, said.organic)
    daily_spend = (0,) * days if spend is None else cents_by_day(daily(spend, start, months), months)
    stock = initial_stock = spent_before * 100.0 / DAYS_A_MONTH
    seasons, wanted, organic = [], [], []
    for day in range(days):
        stock = carried_spend(response, stock, float(daily_spend[day]))
        season = 1.0 if said.season is None else said.season[(start + datetime.timedelta(day)).month - 1]
        seasons.append(season)
        wanted.append(leads_wanted(response, stock, season))
        drawn = (1.0 - said.organic) * saturation(response, stock)
        organic.append(said.organic / (said.organic + drawn) if said.organic > 0.0 else 0.0)
    return Demand(response, daily_spend, initial_stock, tuple(seasons), tuple(wanted), tuple(organic))


def met(said: Channel, events: Events | None, start: datetime.date, months: tuple[int, ...]) -> Demand:
    """The leads of a channel that brings them on dates alone, all of them then."""
    days = months[-1] // DAY
    on = {(date - start).days for date in events.dates} if events is not None else set()
    cost = 0 if events is None else round(events.cost * 100)
    season = tuple(1.0 if day in on else 0.0 for day in range(days))
    response = Response(said.ceiling, 1.0, 1.0, 0.0, 1.0)
    wanted = tuple(said.ceiling * share for share in season)
    spend = tuple(cost if day in on else 0 for day in range(days))
    return Demand(response, spend, 0.0, season, wanted, (0.0,) * days)


def channel_inputs(
    name: str,
    said: Channel,
    spend: Schedule | None,
    spent_before: float,
    segments: tuple[str, ...],
    start: datetime.date,
    months: tuple[int, ...],
    visits: float,
    bait: Bait | None,
    events: Events | None,
) -> ChannelInputs:
    """One channel over the days of the horizon; so many visits bring one lead while nobody has been reached."""
    drawn = met(said, events, start, months) if said.on_dates else demand(said, spend, spent_before, start, months)
    first, candidates = count_table(
        said.ceiling * (visits + said.bait), float("inf") if said.dispersion is None else said.dispersion
    )
    days = months[-1] // DAY
    return ChannelInputs(
        name,
        drawn.response,
        first,
        tuple(float(p) for p in candidates),
        law_inputs(said.delay),
        said.active,
        cumulative(said.segments, segments),
        round(said.fee * 100),
        drawn.initial_stock,
        drawn.daily_spend,
        by_month(drawn.daily_spend, months),
        drawn.season,
        tuple(min(wanted, said.ceiling) for wanted in drawn.wanted),
        drawn.organic,
        tuple((day, wanted) for day, wanted in enumerate(drawn.wanted) if wanted > said.ceiling),
        said.lift,
        said.precision,
        said.bait / (visits + said.bait),
        () if said.bait == 0.0 else (0.0,) * days if bait is None else daily(bait.strength, start, months),
        0.0 if bait is None else bait.relevance,
        0 if bait is None else round(bait.cost * 100),
        said.on_dates,
        said.followers,
        said.work,
        said.head_start,
        said.trust,
    )
