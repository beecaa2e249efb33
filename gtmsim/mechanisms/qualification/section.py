"""How leads become deals."""

from typing import Annotated

from gtmsim.mechanisms.nurture.section import Nurture
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.laws import NOW
from gtmsim.scenario.language.param import LawSaid, Section, law, param


class Handling(Section):
    """How leads that are in market, or out of it, fare on the way to an opportunity."""

    mql_rate: Annotated[
        float,
        param(
            "share",
            "share that passes marketing's screen (MQL)",
            ge=0,
            le=1,
            reported="First Page Sage: 15-40 %",
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
            reported="13-40 % by definition",
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
