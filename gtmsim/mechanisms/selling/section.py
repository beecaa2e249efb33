"""The stages of a sale."""

from math import inf
from typing import Annotated, Any

from gtmsim.mechanisms.buying_windows.section import need_inputs
from gtmsim.mechanisms.selling.rules import StageInputs
from gtmsim.mechanisms.touch.section import Touches
from gtmsim.scenario.language.composites import SALES_CYCLE, WIN_RATE, StandsFor
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.laws import NOW
from gtmsim.scenario.language.param import LawSaid, Section, label, law, param
from gtmsim.scenario.resolved.laws import law_inputs
from gtmsim.scenario.resolved.resolving import Resolving


class Stage(Section):
    """One task of the sale, and the time the buyer takes after it."""

    name: Annotated[str, label("name of the stage")]
    selling_time: Annotated[
        LawSaid, law("hour", "work of one person, before the segment's effort", usual=(0.05, 100))
    ] = NOW
    buyer_delay: Annotated[
        LawSaid,
        law(
            "day",
            "time the buyer thinks before the next step",
            usual=(1 / 48, 150),
            stands_for=StandsFor(SALES_CYCLE),
        ),
    ] = NOW
    conversion: Annotated[
        float,
        param(
            "share",
            "share of buyers that goes on",
            ge=0,
            le=1,
            usual=(0.05, 1),
            stands_for=StandsFor(WIN_RATE),
        ),
    ] = 1.0


class Selling(Section):
    """From opportunity to the committee's table."""

    stages: list[Stage] = []
    buying_window: Annotated[
        LawSaid | None,
        law(
            "day",
            "time until the buying window closes (no decision); none: never",
            reported="HBR 2022: no decision 40-60 %",
            usual=(5, 800),
        ),
    ] = None
    responsiveness_half_life: Annotated[
        float | None,
        param(
            "day",
            "waiting for us that halves the buyer's sense of being attended to; none: waiting does no harm",
            gt=0,
            usual=(0.1, 200),
        ),
    ] = None
    effort_return: Annotated[
        float,
        param(
            "1",
            "logit that every member gains for each doubling of the effort in all stages",
            ge=0,
            le=10,
            usual=(0, 2),
        ),
    ] = 0.0
    touches: Touches = Touches()


ALSO = {  # words that people look for, and what says it here
    "win_rate": "`market.selling.stages.NAME.conversion`",
    "close_rate": "`market.selling.stages.NAME.conversion`",
    "conversion_rate": "`market.selling.stages.NAME.conversion`",
    "sales_cycle": "`market.selling.stages.NAME.buyer_delay`",
    "cycle_length": "`market.selling.stages.NAME.buyer_delay`",
    "cycle_time": "`market.selling.stages.NAME.buyer_delay`",
}
MARKET = {
    "selling": Entry(Selling, Selling(), before="content"),
}

INITIAL = {
    "pipeline": Entry(
        dict[
            str,
            Annotated[
                int,
                param(
                    "count",
                    "open deals of the segment, stage drawn from equilibrium",
                    ge=0,
                    le=1_000_000,
                    usual=(1, 20_000),
                ),
            ],
        ],
        {},
        before="spend",
    ),
}


def resolved(at: Resolving) -> dict[str, Any]:
    """The stages of the sale, and how long a buyer looks for something."""
    said: Selling = at.market.selling
    need, window = at.once(need_inputs), None if said.buying_window is None else law_inputs(said.buying_window)
    stages = tuple(
        StageInputs(each.name, law_inputs(each.selling_time), law_inputs(each.buyer_delay), each.conversion)
        for each in said.stages
    )
    return {
        "stages": stages,
        "window": window if need is None else need.window,
        "attention": inf if said.responsiveness_half_life is None else said.responsiveness_half_life,
        "effort_return": said.effort_return,
    }
