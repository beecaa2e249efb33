"""Customers about to leave who may be kept."""

from typing import Annotated, Any

from gtmsim.mechanisms.save_offers.rules import SavingInputs
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.param import Section, param
from gtmsim.scenario.resolved.resolving import Resolving


class SaveOffer(Section):
    """A customer about to leave may be kept. Off when absent."""

    chance: Annotated[
        float,
        param(
            "share",
            "chance that an attempt without a discount keeps it",
            ge=0,
            le=1,
            source="assumption; 40 %",
            usual=(0.005, 0.9),
        ),
    ]
    discount_sensitivity: Annotated[
        float, param("1", "logit of keeping it for a discount of 100 %", ge=0, le=100, usual=(0, 30))
    ] = 0.0
    csm_hours: Annotated[
        float, param("hour", "CSM hours of an attempt, lacking in the month after", ge=0, le=500, usual=(0.05, 60))
    ] = 0.0


MARKET = {
    "save_offer": Entry(SaveOffer | None, None, before="content"),
}


def resolved(at: Resolving) -> dict[str, Any]:
    """What an attempt to keep a customer does."""
    said: SaveOffer | None = at.market.save_offer
    saving = None if said is None else SavingInputs(said.chance, said.discount_sensitivity, said.csm_hours)
    return {"saving": saving}
