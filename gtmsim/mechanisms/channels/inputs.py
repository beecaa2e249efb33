"""Channels as numbers: the leads a day that our spend draws from the market."""

import datetime
from typing import Any, NamedTuple

from gtmsim.mechanisms.accounts.section import visits_per_lead
from gtmsim.mechanisms.brand.section import TYPICAL, brand_inputs, expected_goodwill
from gtmsim.mechanisms.channels.rules import (
    ChannelInputs,
    Response,
    carried_spend,
    leads_wanted,
    organic_share,
    saturation,
    working_spend,
)
from gtmsim.mechanisms.channels.section import Channel
from gtmsim.mechanisms.content.inputs import Material, kept, material
from gtmsim.mechanisms.promotion.section import bans_of, pull_of
from gtmsim.rules.calendar import DAY
from gtmsim.rules.maths import LN2, exp, log, power
from gtmsim.scenario.resolved.dates import DAYS_A_MONTH, YEAR_DAYS, by_month
from gtmsim.scenario.resolved.laws import cumulative, law_inputs
from gtmsim.scenario.resolved.resolving import Resolving
from gtmsim.scenario.resolved.tables import count_table

YEAR = 12  # months
LEAST, LEAST_SHARE = 0.01, 1e-4  # leads after the horizon that are not worth waiting for; as a share of the others


class Demand(NamedTuple):
    """What a plan draws from a channel, day by day."""

    response: Response
    daily_spend: tuple[int, ...]  # cents
    working: tuple[float, ...]  # cents
    practised: int  # cents
    initial_stock: float  # cents a day
    season: tuple[float, ...]
    wanted: tuple[float, ...]  # leads a day before the ceiling clips them
    organic: tuple[float, ...]  # share of these that needs no spend
    last_stock: float  # cents a day


def _by_spend(at: Resolving, name: str) -> Demand:
    """The leads a day that spend, content and the brand draw, with what carries over from before day 0."""
    said: Channel = at.market.channels[name]
    spend, spent_before = at.plan.spend.get(name), at.initial.spend.get(name, 0.0)
    pull, brand = pull_of(at, name), at.once(expected_goodwill)
    response = _response(said)
    daily_spend = (0,) * at.days if spend is None else at.daily_cents(spend)
    # Whoever has spent something until day 0 has done so for a year at least.
    before = practised = round(spent_before * 100.0 * YEAR)
    a_day = spent_before * 100.0 / DAYS_A_MONTH
    stock = initial_stock = working_spend(response, a_day, float(practised), 0)
    seasons = _seasons(at, said)
    if pull:
        seasons = [season * pulled for season, pulled in zip(seasons, pull, strict=True)]
    working, wanted, organic = [], [], []
    of_day = [brand[m] if brand else TYPICAL for m in range(len(at.months) - 1) for _ in range(*_days_of(at.months, m))]
    for day, now in enumerate(of_day):
        working.append(working_spend(response, float(daily_spend[day]), float(before), day))
        before += daily_spend[day]
        stock = carried_spend(response, stock, working[day])
        works = stock * now.lift if said.brand_led is None else now.level
        wanted.append(leads_wanted(response, works, seasons[day]))
        organic.append(organic_share(response, works) if said.brand_led is None else 1.0)
    return Demand(
        response,
        daily_spend,
        tuple(working),
        practised,
        initial_stock,
        tuple(seasons),
        tuple(wanted),
        tuple(organic),
        stock,
    )


def _response(said: Channel) -> Response:
    """How a channel answers to spend; one that content fills needs none, and its seasons say how far it is filled."""
    keep = exp(-LN2 / said.adstock_half_life) if said.adstock_half_life > 0.0 else 0.0
    if said.brand_led is not None:
        # It answers to goodwill as others do to spend.
        return Response(said.max_leads, said.brand_led.half_saturation_brand, said.hill_exponent, keep, said.organic)
    if said.half_saturation_spend is None:
        return Response(said.max_leads, 1.0, said.hill_exponent, keep, 1.0)
    half = said.half_saturation_spend * 100.0 / DAYS_A_MONTH
    found = Response(
        said.max_leads, half, said.hill_exponent, keep, said.organic, log(1.0 + said.inflation) / YEAR_DAYS
    )
    if said.learning is None:
        return found
    return found._replace(
        beginner=said.learning.initial_efficiency, half_learnt=said.learning.learning_half_spend * 100.0
    )


def _seasons(at: Resolving, said: Channel) -> list[float]:
    """What each day's leads are multiplied with: the calendar, content, the website, and what views draw."""
    found, plan = [], at.once(material)
    library = said.content_led
    views = None
    if library is not None:
        views = _response(said)._replace(half_spend=library.half_saturation_views, organic=said.organic)
    stock = plan.views_before
    for day in range(at.days):
        season = 1.0 if said.seasonality is None else said.seasonality[(at.start + datetime.timedelta(day)).month - 1]
        season *= kept(said, plan, day)
        if views is not None:
            stock = carried_spend(views, stock, plan.views[day])
            season *= views.organic + (1.0 - views.organic) * saturation(views, stock)
        found.append(season)
    return found


def kept_share(said: Channel, plan: Material) -> float:
    """Share of a channel's leads that content and website let it keep before day 0, as they are then [1]."""
    share = kept(said, plan, 0)
    if said.content_led is None:
        return share
    views = _response(said)._replace(half_spend=said.content_led.half_saturation_views, organic=said.organic)
    return share * (views.organic + (1.0 - views.organic) * saturation(views, plan.views_before))


def _on_dates(at: Resolving, name: str) -> Demand:
    """The leads of a channel that brings them on dates alone, all of them then."""
    said: Channel = at.market.channels[name]
    events, plan = at.plan.events.get(name), at.once(material)
    on = {(date - at.start).days for date in events.dates} if events is not None else set()
    cost = 0 if events is None else round(events.cost * 100)
    by_day = pull_of(at, name) or (1.0,) * at.days
    season = tuple(kept(said, plan, day) * by_day[day] if day in on else 0.0 for day in range(at.days))
    response = Response(said.max_leads, 1.0, 1.0, 0.0, 1.0)
    wanted = tuple(said.max_leads * share for share in season)
    spend = tuple(cost if day in on else 0 for day in range(at.days))
    working = tuple(float(cents) for cents in spend)
    return Demand(response, spend, working, 0, 0.0, season, wanted, (0.0,) * at.days, 0.0)


def demand(at: Resolving, name: str) -> Demand:
    """What the plan draws from a channel."""
    return _on_dates(at, name) if at.market.channels[name].event_based else _by_spend(at, name)


def _after(at: Resolving, said: Channel, drawn: Demand) -> tuple[float, ...]:
    """Season of each day after the horizon on which carried spend still brings leads that are worth a look.

    Where the run decides what is spent it may have twice as much as the plan.
    """
    response, stock, start, days = drawn.response, drawn.last_stock, at.start, at.days
    if said.half_saturation_spend is None or response.keep == 0.0 or not any(drawn.daily_spend):
        return ()
    if at.shifts or at.once(brand_inputs) is not None:
        stock = 2.0 * max(stock, *drawn.working)
    worth = max(LEAST, LEAST_SHARE * sum(drawn.wanted))
    last = drawn.season[-1]
    if said.seasonality is not None:
        at_last = said.seasonality[(start + datetime.timedelta(days - 1)).month - 1]
        last = last / at_last if at_last > 0.0 else 1.0
    fades = 1.0 - power(response.keep, min(1.0, response.shape))
    found: list[float] = []
    for day in range(days, at.all_months[-1] // DAY):
        stock = carried_spend(response, stock, 0.0)
        left = response.ceiling * (1.0 - response.organic) * saturation(response, stock) * max(1.0, last) / fades
        if left < worth:
            break
        month = (start + datetime.timedelta(day)).month - 1
        found.append(last if said.seasonality is None else last * said.seasonality[month])
    return tuple(found)


def _days_of(months: tuple[int, ...], month: int) -> tuple[int, int]:
    return months[month] // DAY, months[month + 1] // DAY


def channel_inputs(at: Resolving, name: str) -> ChannelInputs:
    """One channel over the days of the horizon."""
    said: Channel = at.market.channels[name]
    bait, drawn, visits = at.plan.lead_magnets.get(name), demand(at, name), visits_per_lead(at, said)
    first, candidates = count_table(
        said.max_leads * (visits + said.lead_magnet_response),
        float("inf") if said.dispersion is None else said.dispersion,
    )
    return ChannelInputs(
        name,
        drawn.response,
        first,
        tuple(float(p) for p in candidates),
        law_inputs(said.delay),
        said.in_market_share,
        cumulative(said.segments, at.segments),
        round(said.cost_per_lead * 100),
        drawn.initial_stock,
        drawn.daily_spend,
        by_month(drawn.daily_spend, at.months),
        drawn.season,
        tuple(min(wanted, said.max_leads) for wanted in drawn.wanted),
        drawn.organic,
        tuple((day, wanted) for day, wanted in enumerate(drawn.wanted) if wanted > said.max_leads),
        drawn.working,
        drawn.practised,
        said.in_market_lift,
        said.precision,
        said.lead_magnet_response / (visits + said.lead_magnet_response),
        () if said.lead_magnet_response == 0.0 else (0.0,) * at.days if bait is None else at.daily(bait.strength),
        0.0 if bait is None else bait.relevance,
        0 if bait is None else round(bait.cost * 100),
        said.event_based,
        said.followers_only,
        said.handling_time_factor,
        said.skip_stages,
        said.trust,
        said.open_channel,
        *bans_of(at, name),
        said.brand_led is not None,
        drawn.last_stock,
        _after(at, said, drawn),
    )


def resolved(at: Resolving) -> dict[str, Any]:
    """What engines read of the channels."""
    channels = tuple(channel_inputs(at, name) for name in sorted(at.market.channels))
    return {"channels": channels, "shifts": at.shifts, "budgets": at.decides("budget")}
