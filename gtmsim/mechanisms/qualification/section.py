"""How leads become deals."""

from math import inf
from typing import Annotated, Any

from gtmsim.mechanisms.nurture.section import Nurture
from gtmsim.mechanisms.qualification import rules
from gtmsim.mechanisms.qualification.rules import HandlingInputs
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.laws import NOW
from gtmsim.scenario.language.param import LawSaid, Section, law, param
from gtmsim.scenario.resolved.laws import law_inputs
from gtmsim.scenario.resolved.resolving import Resolving


class Handling(Section):
    """How leads that are in market, or out of it, fare on the way to an opportunity."""

    mql_rate: Annotated[
        float,
        param(
            "share",
            "share that passes marketing's screen (MQL)",
            ge=0,
            le=1,
            reported="First Page Sage, quoted by altiorco: 15 to 30 %",
            usual=(0.01, 1),
        ),
    ] = 1.0
    sql_rate: Annotated[
        float,
        param(
            "share",
            "share of MQLs that qualifies when answered at once (SQL)",
            ge=0,
            le=1,
            reported="Fairview: 13 to 22 %; First Page Sage, quoted by altiorco: 30 to 50 %",
            usual=(0.005, 1),
        ),
    ]
    response_half_life: Annotated[
        float | None,
        param(
            "day",
            "wait that halves the interest above its floor; none: waiting does no harm",
            gt=0,
            reported="Oldroyd 2007: odds fall within minutes",
            usual=(5 / 1440, 90),
        ),
    ] = None
    response_floor: Annotated[
        float, param("share", "interest that no wait takes away", ge=0, le=1, usual=(0.005, 1))
    ] = 0.0
    abandon_after: Annotated[
        LawSaid | None,
        law("day", "wait after which a lead abandons the queue; none: it never does", usual=(1 / 24, 400)),
    ] = None
    handling_time: Annotated[
        LawSaid, law("hour", "handling time: work of one person to qualify a lead", usual=(0.02, 24))
    ] = NOW


class Qualification(Section):
    """From lead to opportunity, for leads in market and for those out of it, who came for a lead magnet."""

    in_market: Handling
    out_of_market: Handling | None = None
    nurture: Nurture | None = None
    fit_noise: Annotated[
        float,
        param(
            "1",
            "standard deviation of the error with which fit is seen while nothing is known",
            ge=0,
            le=100,
            usual=(0, 5),
        ),
    ] = 0.0


MARKET = {
    "qualification": Entry(Qualification, before="content"),
}


def _handling(said: Handling) -> HandlingInputs:
    half_life = inf if said.response_half_life is None else said.response_half_life
    handling = rules.Handling(said.mql_rate, said.sql_rate, half_life, said.response_floor)
    return HandlingInputs(
        handling, None if said.abandon_after is None else law_inputs(said.abandon_after), law_inputs(said.handling_time)
    )


def resolved(at: Resolving) -> dict[str, Any]:
    """How leads of each mode are qualified; those out of market as the others, where nothing else is said."""
    said: Qualification = at.market.qualification
    return {"active": _handling(said.in_market), "passive": _handling(said.out_of_market or said.in_market)}
