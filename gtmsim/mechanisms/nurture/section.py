"""Leads that are written to again."""

from typing import Annotated

from gtmsim.scenario.language.param import Section, param

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
