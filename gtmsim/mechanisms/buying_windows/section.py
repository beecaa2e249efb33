"""When accounts look for what we sell: buying windows and the time between them."""

import datetime
from typing import Annotated, Any

from gtmsim.mechanisms.buying_windows.rules import NeedInputs
from gtmsim.rules.calendar import DAY
from gtmsim.rules.chance import law_mean
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.param import LawSaid, Schedule, Section, law, lever, param
from gtmsim.scenario.resolved.laws import law_inputs
from gtmsim.scenario.resolved.resolving import Resolving

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
