"""What channels must satisfy that bring leads on dates, by platforms or from a list of accounts."""

import datetime
from collections.abc import Iterator

from gtmsim.scenario.checks.timing import end_of, meant_year
from gtmsim.scenario.language.problems import Problem, nearest
from gtmsim.scenario.sections.market import Market
from gtmsim.scenario.sections.run import Initial
from gtmsim.scenario.sections.schema import Scenario

Path = tuple[str | int, ...]


def account_problems(scenario: Scenario) -> Iterator[Problem]:
    """Errors of channels on dates or platforms, and of what needs a list or windows."""
    market = scenario.market
    yield from _channels(scenario)
    yield from _unused(market)


def _channels(scenario: Scenario) -> Iterator[Problem]:
    market, plan = scenario.market, scenario.plan
    for what, said in (
        ("promo_share", plan.promo_share),
        ("contact_capture_rate", plan.contact_capture_rate),
        ("lead_magnets", plan.lead_magnets),
        ("events", plan.events),
    ):
        for name in said:
            if name not in market.channels:
                hint = nearest(name, market.channels)
                yield Problem("E_UNKNOWN", f"no channel is called `{name}`", hint, path=("plan", what, name))
    for name, channel in market.channels.items():
        where: Path = ("market", "channels", name)
        if channel.skip_stages > len(market.selling.stages):
            got = f"{channel.skip_stages} stages of the {len(market.selling.stages)} that a sale has"
            yield Problem("E_RANGE", got, "lower it", path=(*where, "skip_stages"))
        if channel.lead_magnet_response > 0.0 and market.qualification.out_of_market is None:
            got = f"channel `{name}` brings leads that are out of market, and nothing says how they fare"
            yield Problem(
                "E_MISSING", got, "add `out_of_market:` beside `in_market:`", path=("market", "qualification")
            )
        if name in plan.lead_magnets and channel.lead_magnet_response == 0.0:
            got = f"nothing says what a lead magnet brings in channel `{name}`"
            yield Problem("E_MISSING", got, "say its `lead_magnet_response`", path=("plan", "lead_magnets", name))
        if name in plan.lead_magnets and plan.lead_magnets[name].relevance > 0.0 and market.buying_cycle is None:
            got = "nobody is more in market than others without `market.buying_cycle`"
            yield Problem(
                "E_MISSING", got, "add it or leave this out", path=("plan", "lead_magnets", name, "relevance")
            )
        if name in plan.promo_share and channel.promotion is None:
            got = f"nothing says what advertising does in channel `{name}`"
            yield Problem("E_MISSING", got, "say its `promotion`", path=("plan", "promo_share", name))
        yield from _dated(scenario, name)


def _dated(scenario: Scenario, name: str) -> Iterator[Problem]:
    """A channel brings leads on dates, or every day for spend."""
    channel, plan, where = scenario.market.channels[name], scenario.plan, ("market", "channels", name)
    if not channel.event_based:
        if name in plan.events:
            got = f"leads of channel `{name}` come every day"
            yield Problem("E_CONFLICT", got, "set `event_based: true` in the channel", path=("plan", "events", name))
        return
    usual: tuple[tuple[str, object], ...] = (
        ("half_saturation_spend", None),
        ("hill_exponent", 1.0),
        ("adstock_half_life", 0.0),
        ("organic", 0.0),
        ("seasonality", None),
        ("inflation", 0.0),
        ("learning", None),
        ("content_led", None),
        ("brand_led", None),
        ("promotion", None),
    )
    for key, value in usual:
        if getattr(channel, key) != value:
            got = f"`{key}` says nothing where leads come on dates"
            yield Problem("E_CONFLICT", got, "leave it out", path=(*where, key))
    if name in plan.spend:
        got = f"channel `{name}` costs what its events cost"
        yield Problem("E_CONFLICT", got, "say `plan.events` instead", path=("plan", "spend", name))
    if isinstance(scenario.run.initial, Initial) and name in scenario.run.initial.spend:
        got = f"leads of channel `{name}` come on dates, whatever was spent before"
        yield Problem("E_CONFLICT", got, "leave it out", path=("run", "initial", "spend", name))
    months = scenario.run.months
    start = scenario.run.start
    dates = plan.events[name].dates if name in plan.events else []
    outside: list[datetime.date] = []
    for i, date in enumerate(dates):
        if date in dates[:i]:
            got = f"{date} is there twice, and a channel has one event a day"
            yield Problem("E_CONFLICT", got, "leave one out", path=("plan", "events", name, "dates", i))
        beyond = (date.year - start.year) * 12 + date.month - start.month
        outside += [date] * (not 0 <= beyond < months)
    if outside:
        # A plan may be told for fewer months than it was made for, as a lever's later dates may lie beyond the end.
        run = f"the run (from {start}, months: {months})"
        got = f"dates of channel `{name}` outside {run}: {len(outside)} of {len(dates)}"
        hint = meant_year(outside[0], start, end_of(scenario)) if len(outside) == len(dates) else ""
        hint = hint or "nothing takes place on them"
        yield Problem("W_UNUSED", got, hint, path=("plan", "events", name, "dates"))


def _unused(market: Market) -> Iterator[Problem]:
    listed, needed = market.accounts is not None, market.buying_cycle is not None
    nurture, referrals = market.qualification.nurture, market.referrals
    asked: list[tuple[bool, bool, str, Path]] = [
        *(
            (
                channel.in_market_lift != 1.0,
                needed,
                "market.buying_cycle",
                ("market", "channels", name, "in_market_lift"),
            )
            for name, channel in market.channels.items()
        ),
        *(
            (channel.precision != 0.5, listed, "market.accounts", ("market", "channels", name, "precision"))
            for name, channel in market.channels.items()
        ),
        *(
            (channel.open_channel, listed, "market.accounts", ("market", "channels", name, "open_channel"))
            for name, channel in market.channels.items()
        ),
        *(
            (
                channel.followers_only,
                market.contacts is not None,
                "market.contacts",
                ("market", "channels", name, "followers_only"),
            )
            for name, channel in market.channels.items()
        ),
        (
            nurture is not None and nurture.unprompted_return > 0.0,
            needed,
            "market.buying_cycle",
            ("market", "qualification", "nurture", "unprompted_return"),
        ),
        (
            referrals is not None and referrals.accounts_considered > 1,
            listed,
            "market.accounts",
            ("market", "referrals", "accounts_considered"),
        ),
    ]
    for said, there, what, path in asked:
        if said and not there:
            yield Problem(
                "E_MISSING", f"this says nothing without `{what}`", f"add `{what}` or leave it out", path=path
            )
