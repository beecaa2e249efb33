"""Customers that left and may come back."""

from typing import Annotated, Any

from gtmsim.mechanisms.win_back.rules import ReturnInputs
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.laws import NOW
from gtmsim.scenario.language.param import LawSaid, Section, law, param
from gtmsim.scenario.resolved.laws import law_inputs
from gtmsim.scenario.resolved.resolving import Resolving


class WinBack(Section):
    """Win-back: customers that left may come back. Off when absent."""

    chance: Annotated[
        float,
        param(
            "share",
            "chance that a lost customer returns, fully covered",
            ge=0,
            le=1,
            usual=(0.002, 0.5),
        ),
    ]
    delay: Annotated[LawSaid, law("day", "time until it returns", usual=(1, 1_100))] = NOW
    mrr_share: Annotated[
        float, param("share", "MRR on return as a share of what it was", gt=0, le=5, usual=(0.2, 2))
    ] = 1.0


MARKET = {
    "win_back": Entry(WinBack | None, None, before="save_offer"),
}


def resolved(at: Resolving) -> dict[str, Any]:
    """Who comes back, and when."""
    said: WinBack | None = at.market.win_back
    return {"returns": None if said is None else ReturnInputs(said.chance, law_inputs(said.delay), said.mrr_share)}
