"""What a market of listed accounts and buying windows must satisfy beyond each of its values."""

from collections.abc import Iterator

from gtmsim.scenario.market import Market
from gtmsim.scenario.problems import Problem, nearest
from gtmsim.scenario.run import Initial
from gtmsim.scenario.schema import Scenario

Path = tuple[str | int, ...]
LIST: Path = ("market", "accounts")
SHORTEST = 1.0  # day


def account_problems(scenario: Scenario) -> Iterator[Problem]:
    """Errors of the list, of the windows, and of what needs either."""
    market = scenario.market
    if market.accounts is not None:
        yield from _listed(scenario)
    yield from _windows(market)
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
    shares = sum(industry.share for industry in said.industries.values())
    if said.industries and abs(shares - 1.0) > 1e-6:
        got = f"the shares of the industries add up to {shares:.4g}"
        yield Problem("E_SUM", got, "they have to add up to 100 %", path=(*LIST, "industries"))
    passive = market.need is not None or said.buyers < 1.0
    if passive and market.channels and market.qualification.passive is None:
        got = "accounts that are not in need leave passive leads, and nothing says how they fare"
        yield Problem("E_MISSING", got, "add `passive:` beside `active:`", path=("market", "qualification"))


def _windows(market: Market) -> Iterator[Problem]:
    need = market.need
    if need is None:
        return
    if market.accounts is None:
        got = "buying windows are those of listed accounts, and there is no list"
        yield Problem("E_MISSING", got, "add `market.accounts`", path=("market", "need"))
    if market.selling.window is not None:
        got = "`market.need` says already when a buying window closes"
        yield Problem("E_CONFLICT", got, "leave one of the two out", path=("market", "selling", "window"))
    for name, law in (("gap", need.gap), ("window", need.window)):
        if law.location < SHORTEST:
            got = f"{law.location:g} days are less than {SHORTEST:g}"
            yield Problem("E_RANGE", got, "make it longer", path=("market", "need", name))
    if need.first_half == 0.0 and need.second_half == 0.0:
        got = "no window is ever for our category"
        yield Problem("E_RANGE", got, "give one half-year a share", path=("market", "need", "first_half"))


def _unused(market: Market) -> Iterator[Problem]:
    listed, needed = market.accounts is not None, market.need is not None
    nurture, referrals = market.qualification.nurture, market.referrals
    asked: list[tuple[bool, bool, str, Path]] = [
        *(
            (channel.lift != 1.0, needed, "market.need", ("market", "channels", name, "lift"))
            for name, channel in market.channels.items()
        ),
        *(
            (channel.precision != 0.5, listed, "market.accounts", ("market", "channels", name, "precision"))
            for name, channel in market.channels.items()
        ),
        (
            nurture is not None and nurture.alone > 0.0,
            needed,
            "market.need",
            ("market", "qualification", "nurture", "alone"),
        ),
        (
            referrals is not None and referrals.knows > 1,
            listed,
            "market.accounts",
            ("market", "referrals", "knows"),
        ),
    ]
    for said, there, what, path in asked:
        if said and not there:
            yield Problem(
                "E_MISSING", f"this says nothing without `{what}`", f"add `{what}` or leave it out", path=path
            )
