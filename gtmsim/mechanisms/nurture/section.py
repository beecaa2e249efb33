"""Leads that are written to again."""

from typing import Annotated, Any

from gtmsim.scenario.language.param import Section, param
from gtmsim.scenario.resolved.resolving import Resolving

NURTURED = "assumption; 30 % of accounts whose window opens, 5 % of the others"


class Nurture(Section):
    """Leads that abandoned the queue or did not qualify may be written to again. Off when absent."""

    response_rate: Annotated[
        float,
        param(
            "share",
            "share of nurtured leads that answer and are leads again",
            ge=0,
            le=1,
            source=NURTURED,
            usual=(0.002, 0.7),
        ),
    ]
    unprompted_return: Annotated[
        float,
        param(
            "share",
            "share of forgotten leads that come back when their window opens",
            ge=0,
            le=1,
            source=NURTURED,
            usual=(0.002, 0.7),
        ),
    ] = 0.0


def resolved(at: Resolving) -> dict[str, Any]:
    """Who answers, and who comes back unasked."""
    said: Nurture | None = at.market.qualification.nurture
    return {
        "answers": 0.0 if said is None else said.response_rate,
        "alone": 0.0 if said is None else said.unprompted_return,
    }
