"""The market as a list of accounts: who they are, and how many."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from gtmsim.mechanisms.accounts.rules import AccountsInputs, visit_weight
from gtmsim.mechanisms.buying_windows.section import need_inputs, open_for_us
from gtmsim.rules.calendar import microseconds
from gtmsim.rules.maths import normal_quantile
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.param import Section, param
from gtmsim.scenario.language.problems import Path, Problem, nearest
from gtmsim.scenario.resolved.found import initial_of
from gtmsim.scenario.resolved.laws import cumulative
from gtmsim.scenario.resolved.resolving import Resolving

if TYPE_CHECKING:
    from gtmsim.mechanisms.channels.section import Channel
    from gtmsim.scenario.resolved.inputs import Inputs
    from gtmsim.scenario.sections.schema import Scenario


class Industry(Section):
    """What accounts of one industry have in common."""

    share: Annotated[float, param("share", "share of the accounts", gt=0, usual=(0.005, 1))]
    fit: Annotated[
        float, param("1", "how much better our offer fits them, in standard deviations", ge=-5, le=5, usual=(-2, 2))
    ] = 0.0


class Accounts(Section):
    """A finite list of accounts, each of which is in one hand at a time. Off when absent."""

    number: dict[
        str,
        Annotated[
            int, param("count", "accounts of the segment in the market", ge=1, le=10_000_000, usual=(20, 2_000_000))
        ],
    ]
    buyer_share: Annotated[
        float,
        param(
            "share", "share of accounts that could ever buy; the rest advise, invest or compete", gt=0, usual=(0.02, 1)
        ),
    ] = 1.0
    industries: dict[str, Industry] = {}
    addressable_share: Annotated[
        float,
        param(
            "share",
            "share of accounts whom public channels reach; the rest is reached by those who know or visit them",
            source="assumption; practitioners say that placement is worth little in closed circles",
            usual=(0.02, 1),
        ),
    ] = 1.0
    cool_down: Annotated[
        float,
        param(
            "day",
            "time after a lost deal or customer in which the account does not come again",
            ge=0,
            le=3650,
            usual=(3, 1_100),
        ),
    ] = 0.0


MARKET = {
    "accounts": Entry(Accounts | None, None, before="channels"),
}


def accounts_inputs(at: Resolving) -> AccountsInputs | None:
    """How many accounts each segment has, and what they are."""
    said: Accounts | None = at.market.accounts
    if said is None:
        return None
    names = tuple(sorted(said.industries))
    shares = {name: said.industries[name].share for name in names}
    return AccountsInputs(
        tuple(said.number[name] for name in at.segments),
        said.buyer_share,
        said.addressable_share,
        cumulative(shares, names) if names else (1.0,),
        tuple(said.industries[name].fit for name in names) or (0.0,),
        microseconds(said.cool_down),
    )


def visits_per_lead(at: Resolving, said: "Channel") -> float:
    """Visits of the market's accounts that bring one lead at full reach, while none of them is in a hand [1]."""
    accounts, need = at.once(accounts_inputs), at.once(need_inputs)
    if accounts is None:
        return 1.0
    needing = accounts.buyers
    if need is not None:
        needing *= open_for_us(need)
    fitting, before = 0.0, 0.0
    for total, shift in zip(accounts.industries, accounts.fits, strict=True):
        fitting += (total - before) * _share_below(shift)
        before = total
    weight = 0.0
    for needs, share in ((True, needing), (False, 1.0 - needing)):
        for fits, part in ((True, fitting), (False, 1.0 - fitting)):
            weight += share * part * visit_weight(said.in_market_lift, said.precision, needs, fits)
    return 1.0 / weight


def _share_below(x: float) -> float:
    """Share of a standard normal below `x`, by halving."""
    low, high = 0.0, 1.0
    for _ in range(52):
        middle = 0.5 * (low + high)
        if normal_quantile(middle) < x:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


def resolved(at: Resolving) -> dict[str, Any]:
    """What engines read of it."""
    return {"accounts": at.once(accounts_inputs)}


def until_day_0(base: "Inputs", inputs: "Inputs", days: int) -> dict[str, Any]:
    """As it is afterwards."""
    return {"accounts": inputs.accounts}


LISTED: Path = ("market", "accounts")


def problems(scenario: "Scenario") -> Iterator[Problem]:
    """Errors of the list."""
    market, initial = scenario.market, initial_of(scenario)
    said: Accounts | None = market.accounts
    if said is None:
        return
    for name in said.number:
        if name not in market.segments:
            hint = nearest(name, market.segments)
            yield Problem("E_UNKNOWN", f"no segment is called `{name}`", hint, path=(*LISTED, "number", name))
    for name in market.segments:
        if name not in said.number:
            got = f"nothing says how many accounts of segment `{name}` there are"
            yield Problem("E_MISSING", got, "add it", path=(*LISTED, "number"))
        else:
            found = initial.customers.get(name, 0) + initial.pipeline.get(name, 0)
            if found > said.number[name]:
                got = f"{said.number[name]:,} accounts are fewer than the {found:,} customers and deals on day 0"
                yield Problem("E_RANGE", got, "list more accounts", path=(*LISTED, "number", name))
    if said.addressable_share < 1.0 and not any(channel.open_channel for channel in market.channels.values()):
        got = "no channel is an `open_channel`, so all of them reach everybody"
        yield Problem(
            "W_UNUSED", got, "say `open_channel: true` of one or leave this out", path=(*LISTED, "addressable_share")
        )
    shares = sum(industry.share for industry in said.industries.values())
    if said.industries and abs(shares - 1.0) > 1e-6:
        got = f"the shares of the industries add up to {shares:.4g}"
        yield Problem("E_SUM", got, "they have to add up to 100 %", path=(*LISTED, "industries"))
    others = market.buying_cycle is not None or said.buyer_share < 1.0
    if others and market.channels and market.qualification.out_of_market is None:
        got = "accounts that are out of market leave leads too, and nothing says how they fare"
        yield Problem("E_MISSING", got, "add `out_of_market:` beside `in_market:`", path=("market", "qualification"))
