"""When accounts look for what we sell: buying windows and the time between them."""

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from gtmsim.mechanisms.buying_windows.rules import NeedInputs
from gtmsim.rules.calendar import DAY
from gtmsim.rules.chance import law_mean
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.param import LawSaid, Schedule, Section, law, lever, param
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.resolved.laws import law_inputs
from gtmsim.scenario.resolved.resolving import Resolving

if TYPE_CHECKING:
    from gtmsim.scenario.resolved.inputs import Inputs
    from gtmsim.scenario.sections.schema import Scenario

ALWAYS = Schedule((None,), (1.0,), False)
WINDOWS = "assumption; an account buys in our category about every 5 years, and looks for 3 months"


class BuyingCycle(Section):
    """When accounts look for what we sell: buying windows and the time between them. Off when absent."""

    time_between: Annotated[
        LawSaid, law("day", "time from the end of one buying window to the next", source=WINDOWS, usual=(30, 5_500))
    ]
    buying_window: Annotated[LawSaid, law("day", "how long a buying window is open", source=WINDOWS, usual=(3, 550))]
    category_share: Annotated[
        Schedule,
        lever(
            "share",
            "share of the windows opening then that are for our category, as it grows or fades; before day 0 the first",
            ge=0,
            le=1,
            usual=(0.005, 1),
        ),
    ] = ALWAYS
    first_half: Annotated[
        float,
        param("share", "share of the windows opening from January to June that are for our category", usual=(0.005, 1)),
    ] = 1.0
    second_half: Annotated[
        float,
        param(
            "share", "share of the windows opening from July to December that are for our category", usual=(0.005, 1)
        ),
    ] = 1.0


MARKET = {
    "buying_cycle": Entry(BuyingCycle | None, None, before="channels"),
}


def need_inputs(at: Resolving) -> NeedInputs | None:
    """Windows and gaps, and how much of the time a window is open."""
    said: BuyingCycle | None = at.market.buying_cycle
    if said is None:
        return None
    gap, window = law_inputs(said.time_between), law_inputs(said.buying_window)
    open_share = law_mean(window) / (law_mean(window) + law_mean(gap))
    shares = at.daily(said.category_share)
    turn = (at.start - datetime.date(at.start.year, 1, 1)).days * DAY
    return NeedInputs(
        gap, window, open_share, (said.first_half, said.second_half), turn, shares if min(shares) < 1.0 else ()
    )


def open_for_us(need: NeedInputs) -> float:
    """Share of an account's time in which a window of our category is open, while every window is for it."""
    return need.open * 0.5 * (need.halves[0] + need.halves[1])


def resolved(at: Resolving) -> dict[str, Any]:
    """What engines read of it."""
    return {"need": at.once(need_inputs)}


SHORTEST = 1.0  # day


def problems(scenario: "Scenario") -> Iterator[Problem]:
    """What contradicts, and windows that never help."""
    market = scenario.market
    need: BuyingCycle | None = market.buying_cycle
    if need is None:
        return
    if market.accounts is None:
        got = "buying windows are those of listed accounts, and there is no list"
        yield Problem("E_MISSING", got, "add `market.accounts`", path=("market", "buying_cycle"))
    if market.selling.buying_window is not None:
        got = "`market.buying_cycle` says already when a buying window closes"
        yield Problem("E_CONFLICT", got, "leave one of the two out", path=("market", "selling", "buying_window"))
    for name, each in (("time_between", need.time_between), ("buying_window", need.buying_window)):
        if each.location < SHORTEST:
            got = f"{each.location:g} days are less than {SHORTEST:g}"
            yield Problem("E_RANGE", got, "make it longer", path=("market", "buying_cycle", name))
    if need.first_half == 0.0 and need.second_half == 0.0:
        got = "no window is ever for our category"
        yield Problem("E_RANGE", got, "give one half-year a share", path=("market", "buying_cycle", "first_half"))
    if max(need.category_share.values) == 0.0:
        got = "no window is ever for our category"
        yield Problem("E_RANGE", got, "give some time a share", path=("market", "buying_cycle", "category_share"))


def until_day_0(base: "Inputs", inputs: "Inputs", days: int) -> dict[str, Any]:
    """As it is afterwards."""
    return {"need": inputs.need}
