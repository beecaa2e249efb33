"""What a market of listed accounts and buying windows must satisfy beyond each of its values."""

import datetime
from collections.abc import Iterator

from gtmsim.mechanisms.contacts.section import INFLUENCE
from gtmsim.scenario.checks.timing import end_of, meant_year
from gtmsim.scenario.language.problems import Problem, nearest
from gtmsim.scenario.sections.market import Market
from gtmsim.scenario.sections.run import Initial
from gtmsim.scenario.sections.schema import Scenario

Path = tuple[str | int, ...]
LIST: Path = ("market", "accounts")
POSTS: Path = ("market", "contacts", "personas")
SHORTEST = 1.0  # day
MOST_POSTS = 100
NONE = "none"


def account_problems(scenario: Scenario) -> Iterator[Problem]:
    """Errors of the list, of the windows, and of what needs either."""
    market = scenario.market
    if market.accounts is not None:
        yield from _listed(scenario)
    yield from _windows(market)
    if market.contacts is not None and market.buying_cycle is None:
        got = "contacts search while a window is open, and nothing says when windows are"
        yield Problem("E_MISSING", got, "add `market.buying_cycle`", path=("market", "contacts"))
    yield from _posts(market)
    yield from _channels(scenario)
    yield from _unused(market)


def _listed(scenario: Scenario) -> Iterator[Problem]:
    market, initial = scenario.market, scenario.run.initial
    said = market.accounts
    assert said is not None
    for name in said.number:
        if name not in market.segments:
            hint = nearest(name, market.segments)
            yield Problem("E_UNKNOWN", f"no segment is called `{name}`", hint, path=(*LIST, "number", name))
    for name in market.segments:
        if name not in said.number:
            got = f"nothing says how many accounts of segment `{name}` there are"
            yield Problem("E_MISSING", got, "add it", path=(*LIST, "number"))
        elif isinstance(initial, Initial):
            found = initial.customers.get(name, 0) + initial.pipeline.get(name, 0)
            if found > said.number[name]:
                got = f"{said.number[name]:,} accounts are fewer than the {found:,} customers and deals on day 0"
                yield Problem("E_RANGE", got, "list more accounts", path=(*LIST, "number", name))
    if said.addressable_share < 1.0 and not any(channel.open_channel for channel in market.channels.values()):
        got = "no channel is an `open_channel`, so all of them reach everybody"
        yield Problem(
            "W_UNUSED", got, "say `open_channel: true` of one or leave this out", path=(*LIST, "addressable_share")
        )
    shares = sum(industry.share for industry in said.industries.values())
    if said.industries and abs(shares - 1.0) > 1e-6:
        got = f"the shares of the industries add up to {shares:.4g}"
        yield Problem("E_SUM", got, "they have to add up to 100 %", path=(*LIST, "industries"))
    others = market.buying_cycle is not None or said.buyer_share < 1.0
    if others and market.channels and market.qualification.out_of_market is None:
        got = "accounts that are out of market leave leads too, and nothing says how they fare"
        yield Problem("E_MISSING", got, "add `out_of_market:` beside `in_market:`", path=("market", "qualification"))


def _windows(market: Market) -> Iterator[Problem]:
    need = market.buying_cycle
    if need is None:
        return
    if market.accounts is None:
        got = "buying windows are those of listed accounts, and there is no list"
        yield Problem("E_MISSING", got, "add `market.accounts`", path=("market", "buying_cycle"))
    if market.selling.buying_window is not None:
        got = "`market.buying_cycle` says already when a buying window closes"
        yield Problem("E_CONFLICT", got, "leave one of the two out", path=("market", "selling", "buying_window"))
    for name, law in (("time_between", need.time_between), ("buying_window", need.buying_window)):
        if law.location < SHORTEST:
            got = f"{law.location:g} days are less than {SHORTEST:g}"
            yield Problem("E_RANGE", got, "make it longer", path=("market", "buying_cycle", name))
    if need.first_half == 0.0 and need.second_half == 0.0:
        got = "no window is ever for our category"
        yield Problem("E_RANGE", got, "give one half-year a share", path=("market", "buying_cycle", "first_half"))
    if max(need.category_share.values) == 0.0:
        got = "no window is ever for our category"
        yield Problem("E_RANGE", got, "give some time a share", path=("market", "buying_cycle", "category_share"))


def _posts(market: Market) -> Iterator[Problem]:
    posts = {} if market.contacts is None else market.contacts.personas
    roles = {role for committee in market.committees.values() for role in committee.roles}
    shares = sum(post.share for post in posts.values())
    if posts and abs(shares - 1.0) > 1e-6:
        got = f"the shares of the personas add up to {shares:.4g}"
        yield Problem("E_SUM", got, "they have to add up to 100 %", path=POSTS)
    if len(posts) > MOST_POSTS:
        yield Problem("E_RANGE", f"{len(posts)} personas; {MOST_POSTS} are the most", "put some together", path=POSTS)
    for name, post in posts.items():
        if post.department == NONE:
            got = f"`{NONE}` is the department of whom nobody knows"
            yield Problem("E_NAME", got, "choose another name", path=(*POSTS, name, "department"))
        if post.committee_role is not None and post.committee_role not in roles:
            hint = nearest(post.committee_role, roles)
            yield Problem(
                "E_UNKNOWN",
                f"no committee has a role `{post.committee_role}`",
                hint,
                path=(*POSTS, name, "committee_role"),
            )
        if post.committee_role is None and post.influence != INFLUENCE:
            got = "who sits in no committee has no vote to gain it"
            yield Problem(
                "E_MISSING", got, "say the `committee_role` or leave this out", path=(*POSTS, name, "influence")
            )


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
