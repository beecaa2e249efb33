"""Channels as numbers: the market's candidates, and the leads a day that our spend draws from them."""

import datetime
from typing import NamedTuple

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
from gtmsim.mechanisms.events.section import Events
from gtmsim.mechanisms.lead_magnets.section import LeadMagnet
from gtmsim.mechanisms.promotion.rules import advertised, ban_chance
from gtmsim.mechanisms.promotion.section import Promotion
from gtmsim.rules.calendar import DAY
from gtmsim.rules.chance import EXPONENTIAL, FIXED, LOGNORMAL, Law
from gtmsim.rules.maths import LN2, exp, log, power
from gtmsim.scenario.language.param import LawSaid, Schedule
from gtmsim.scenario.resolved.content import Material, kept
from gtmsim.scenario.resolved.dates import by_month, cents_by_day, daily
from gtmsim.scenario.resolved.tables import count_table

SHAPES = {"fixed": FIXED, "exponential": EXPONENTIAL, "lognormal": LOGNORMAL}
DAYS_A_MONTH = 30.4375
YEAR = 12  # months
YEAR_DAYS = 365.25
LEAST, LEAST_SHARE = 0.01, 1e-4  # leads after the horizon that are not worth waiting for; as a share of the others


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
    working: tuple[float, ...]  # cents
    practised: int  # cents
    initial_stock: float  # cents a day
    season: tuple[float, ...]
    wanted: tuple[float, ...]  # leads a day before the ceiling clips them
    organic: tuple[float, ...]  # share of these that needs no spend
    last_stock: float  # cents a day


class Goodwill(NamedTuple):
    """The brand in one month, as far as it is known before the run."""

    level: float  # 1 is typical
    lift: float  # worth of a unit of carried spend


TYPICAL = Goodwill(1.0, 1.0)


def demand(
    said: Channel,
    spend: Schedule | None,
    spent_before: float,
    start: datetime.date,
    months: tuple[int, ...],
    plan: Material,
    pull: tuple[float, ...] = (),
    brand: tuple[Goodwill, ...] = (),
) -> Demand:
    """The leads a day that spend, content and each month's `brand` draw, with what carries over from before day 0."""
    days = months[-1] // DAY
    response = _response(said)
    daily_spend = (0,) * days if spend is None else cents_by_day(daily(spend, start, months), months)
    # Whoever has spent something until day 0 has done so for a year at least.
    before = practised = round(spent_before * 100.0 * YEAR)
    a_day = spent_before * 100.0 / DAYS_A_MONTH
    stock = initial_stock = working_spend(response, a_day, float(practised), 0)
    seasons = _seasons(said, start, days, plan)
    if pull:
        seasons = [season * pulled for season, pulled in zip(seasons, pull, strict=True)]
    working, wanted, organic = [], [], []
    of_day = [brand[m] if brand else TYPICAL for m in range(len(months) - 1) for _ in range(*_days_of(months, m))]
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


def _seasons(said: Channel, start: datetime.date, days: int, plan: Material) -> list[float]:
    """What each day's leads are multiplied with: the calendar, content, the website, and what views draw."""
    found = []
    library = said.content_led
    views = None
    if library is not None:
        views = _response(said)._replace(half_spend=library.half_saturation_views, organic=said.organic)
    stock = plan.views_before
    for day in range(days):
        season = 1.0 if said.seasonality is None else said.seasonality[(start + datetime.timedelta(day)).month - 1]
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


def met(
    said: Channel,
    events: Events | None,
    start: datetime.date,
    months: tuple[int, ...],
    plan: Material,
    pull: tuple[float, ...] = (),
) -> Demand:
    """The leads of a channel that brings them on dates alone, all of them then."""
    days = months[-1] // DAY
    on = {(date - start).days for date in events.dates} if events is not None else set()
    cost = 0 if events is None else round(events.cost * 100)
    by_day = pull or (1.0,) * days
    season = tuple(kept(said, plan, day) * by_day[day] if day in on else 0.0 for day in range(days))
    response = Response(said.max_leads, 1.0, 1.0, 0.0, 1.0)
    wanted = tuple(said.max_leads * share for share in season)
    spend = tuple(cost if day in on else 0 for day in range(days))
    working = tuple(float(cents) for cents in spend)
    return Demand(response, spend, working, 0, 0.0, season, wanted, (0.0,) * days, 0.0)


def pull_of(
    said: Channel, ads: Schedule | None, capture: Schedule | None, start: datetime.date, months: tuple[int, ...]
) -> tuple[float, ...]:
    """What advertising posts and the way to us make of each day's leads; empty where nothing is said of either."""
    found = (1.0,) * (months[-1] // DAY)
    if said.promotion is not None and ads is not None:
        found = tuple(advertised(said.promotion.max_lift, share) for share in daily(ads, start, months))
    if capture is not None:
        found = tuple(pulled * share for pulled, share in zip(found, daily(capture, start, months), strict=True))
    return found if ads is not None or capture is not None else ()


def _bans(said: Promotion | None, advertising: tuple[float, ...], days: int) -> tuple[tuple[float, ...], int]:
    """Chance of a ban on each day, and the days that it takes."""
    if said is None or said.ban_rate == 0.0:
        return (), 0
    hazard = said.ban_rate / YEAR_DAYS
    shares = advertising or (0.0,) * days
    return tuple(ban_chance(hazard, said.steepness, share - said.promo_limit) for share in shares), round(
        said.ban_duration
    )


def _after(
    said: Channel, drawn: Demand, start: datetime.date, days: int, end: int, left_open: bool
) -> tuple[float, ...]:
    """Season of each day after the horizon on which carried spend still brings leads that are worth a look.

    Where the run decides what is spent it may have twice as much as the plan.
    """
    response, stock = drawn.response, drawn.last_stock
    if said.half_saturation_spend is None or response.keep == 0.0 or not any(drawn.daily_spend):
        return ()
    if left_open:
        stock = 2.0 * max(stock, *drawn.working)
    worth = max(LEAST, LEAST_SHARE * sum(drawn.wanted))
    last = drawn.season[-1]
    if said.seasonality is not None:
        at_last = said.seasonality[(start + datetime.timedelta(days - 1)).month - 1]
        last = last / at_last if at_last > 0.0 else 1.0
    fades = 1.0 - power(response.keep, min(1.0, response.shape))
    found: list[float] = []
    for day in range(days, end):
        stock = carried_spend(response, stock, 0.0)
        left = response.ceiling * (1.0 - response.organic) * saturation(response, stock) * max(1.0, last) / fades
        if left < worth:
            break
        month = (start + datetime.timedelta(day)).month - 1
        found.append(last if said.seasonality is None else last * said.seasonality[month])
    return tuple(found)


def _days_of(months: tuple[int, ...], month: int) -> tuple[int, int]:
    return months[month] // DAY, months[month + 1] // DAY


def channel_inputs(
    name: str,
    said: Channel,
    spend: Schedule | None,
    spent_before: float,
    segments: tuple[str, ...],
    start: datetime.date,
    months: tuple[int, ...],
    plan: Material,
    visits: float,
    bait: LeadMagnet | None,
    events: Events | None,
    ads: Schedule | None,
    capture: Schedule | None,
    brand: tuple[Goodwill, ...],
    end: int,
    left_open: bool,
) -> ChannelInputs:
    """One channel over the days of the horizon; so many visits bring one lead while nobody has been reached.

    The last day that is looked at is the one before `end`; `left_open` says that the run decides what is spent.
    """
    advertising = () if ads is None else daily(ads, start, months)
    pull = pull_of(said, ads, capture, start, months)
    if said.event_based:
        drawn = met(said, events, start, months, plan, pull)
    else:
        drawn = demand(said, spend, spent_before, start, months, plan, pull, brand)
    first, candidates = count_table(
        said.max_leads * (visits + said.lead_magnet_response),
        float("inf") if said.dispersion is None else said.dispersion,
    )
    days = months[-1] // DAY
    return ChannelInputs(
        name,
        drawn.response,
        first,
        tuple(float(p) for p in candidates),
        law_inputs(said.delay),
        said.in_market_share,
        cumulative(said.segments, segments),
        round(said.cost_per_lead * 100),
        drawn.initial_stock,
        drawn.daily_spend,
        by_month(drawn.daily_spend, months),
        drawn.season,
        tuple(min(wanted, said.max_leads) for wanted in drawn.wanted),
        drawn.organic,
        tuple((day, wanted) for day, wanted in enumerate(drawn.wanted) if wanted > said.max_leads),
        drawn.working,
        drawn.practised,
        said.in_market_lift,
        said.precision,
        said.lead_magnet_response / (visits + said.lead_magnet_response),
        ()
        if said.lead_magnet_response == 0.0
        else (0.0,) * days
        if bait is None
        else daily(bait.strength, start, months),
        0.0 if bait is None else bait.relevance,
        0 if bait is None else round(bait.cost * 100),
        said.event_based,
        said.followers_only,
        said.handling_time_factor,
        said.skip_stages,
        said.trust,
        said.open_channel,
        *_bans(said.promotion, advertising, days),
        said.brand_led is not None,
        drawn.last_stock,
        _after(said, drawn, start, days, end, left_open),
    )
