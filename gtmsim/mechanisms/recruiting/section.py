"""How long it takes to fill a position, and how often an offer is declined."""

from typing import TYPE_CHECKING, Annotated, Any

from gtmsim.mechanisms.recruiting.rules import Recruiting
from gtmsim.rules.calendar import microseconds
from gtmsim.rules.chance import FIXED, Law
from gtmsim.scenario.language.param import LawSaid, Section, law, param
from gtmsim.scenario.resolved.laws import law_inputs
from gtmsim.scenario.resolved.resolving import Resolving

if TYPE_CHECKING:
    from gtmsim.scenario.resolved.inputs import Inputs
    from gtmsim.scenario.sections.schema import Scenario

TEAMS = ("sdr", "ae", "csm")
NOT = Recruiting(False, Law(FIXED, 0.0), 1.0, 0)


class Hiring(Section):
    """How positions are filled that the plan or a policy opens. Off when absent."""

    time_to_fill: Annotated[
        LawSaid,
        law(
            "day",
            "time from the opening of a position, or from a declined offer, until the next offer is answered",
            usual=(5, 200),
        ),
    ]
    offer_acceptance_rate: Annotated[
        float, param("share", "share of offers that are accepted", gt=0, le=1, usual=(0.4, 1))
    ] = 1.0
    notice_period: Annotated[
        float, param("day", "time from the accepted offer to the first day of work", ge=0, le=1000, usual=(5, 100))
    ] = 0.0


def recruits(scenario: "Scenario", name: str) -> bool:
    """Does a team say how long it takes to fill a position?"""
    team = getattr(scenario.plan.teams, name)
    return team is not None and team.hiring is not None


def resolved(at: Resolving) -> dict[str, Any]:
    """How each team hires, in the order of the plan's teams."""
    said = [team.hiring for name in TEAMS if (team := getattr(at.plan.teams, name)) is not None]
    if not any(said):
        return {"recruiting": ()}
    return {"recruiting": tuple(NOT if each is None else _inputs(each) for each in said)}


def _inputs(said: Hiring) -> Recruiting:
    law_of_time = law_inputs(said.time_to_fill)
    return Recruiting(True, law_of_time, said.offer_acceptance_rate, microseconds(said.notice_period))


def until_day_0(base: "Inputs", inputs: "Inputs", days: int) -> dict[str, Any]:
    """No position is opened before day 0, which finds whom it finds."""
    return {"recruiting": ()}


ALSO = {  # words that people look for, and what says it here
    "time_to_hire": "`plan.teams.TEAM.hiring.time_to_fill`",
    "offer_acceptance": "`plan.teams.TEAM.hiring.offer_acceptance_rate`",
}
