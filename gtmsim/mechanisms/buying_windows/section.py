"""When accounts look for what we sell: buying windows and the time between them."""

from typing import Annotated

from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.param import LawSaid, Schedule, Section, law, lever, param

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
