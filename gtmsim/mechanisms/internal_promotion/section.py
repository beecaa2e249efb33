"""From which team people are promoted into another, and after how long."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from gtmsim.mechanisms.internal_promotion.rules import InternalPromotion
from gtmsim.rules.calendar import microseconds
from gtmsim.rules.chance import FIXED, Law
from gtmsim.scenario.language.laws import NOW
from gtmsim.scenario.language.param import LawSaid, Section, choice, law, param
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.resolved.laws import law_inputs
from gtmsim.scenario.resolved.resolving import Resolving

if TYPE_CHECKING:
    from gtmsim.scenario.resolved.inputs import Inputs
    from gtmsim.scenario.sections.plan import Plan
    from gtmsim.scenario.sections.schema import Scenario

TEAMS = ("sdr", "ae", "csm")
NOT = InternalPromotion(-1, 0, 0.0, 0.0, Law(FIXED, 0.0))


class Promotes(Section):
    """Open positions are offered to people of another team first. Off when absent."""

    from_team: Annotated[str, choice("the team whose people are promoted", "sdr", "csm")]
    after: Annotated[
        float,
        param(
            "day",
            "least time in that team after which somebody is promoted",
            ge=1,
            le=3000,
            reported="Bridge Group and TOPO, quoted by others: SDRs stay 14 months in the role",
            usual=(120, 1100),
        ),
    ]
    share: Annotated[
        float,
        param(
            "share",
            "share of open positions that are offered inside first; where nobody has served long enough one is hired",
            gt=0,
            le=1,
            usual=(0.1, 1),
        ),
    ] = 1.0
    ramp_share: Annotated[
        float,
        param("share", "ramp of who is promoted over that of a new hire", ge=0, le=2, usual=(0.3, 1)),
    ] = 1.0
    tenure_on_day_0: Annotated[
        LawSaid,
        law("day", "time that those whom day 0 finds have been in that team by then", usual=(30, 1500)),
    ] = NOW


def promoted_from(plan: "Plan") -> tuple[str, ...]:
    """The teams whose people are promoted into another; both have to be there."""
    said = (_promotes(plan, name) for name in TEAMS)
    return tuple(one.from_team for one in said if one is not None)


def _promotes(plan: "Plan", name: str) -> Promotes | None:
    """How a team promotes; None where it does not, or there is nobody to promote."""
    said: Promotes | None = getattr(getattr(plan.teams, name), "promotes", None)
    return said if said is not None and getattr(plan.teams, said.from_team) is not None else None


def resolved(at: Resolving) -> dict[str, Any]:
    """How each team promotes, in the order of the plan's teams."""
    there = [name for name in TEAMS if getattr(at.plan.teams, name) is not None]
    said = [_promotes(at.plan, name) for name in there]
    if not any(said):
        return {"promotes": ()}
    return {"promotes": tuple(_inputs(at, name, one, there) for name, one in zip(there, said, strict=True))}


def _inputs(at: Resolving, name: str, said: Promotes | None, there: list[str]) -> InternalPromotion:
    if said is None:
        return NOT
    ramp = getattr(at.plan.teams, name).ramp * said.ramp_share
    found = law_inputs(said.tenure_on_day_0)
    return InternalPromotion(there.index(said.from_team), microseconds(said.after), said.share, ramp, found)


def problems(scenario: "Scenario") -> Iterator[Problem]:
    """A team that is not there."""
    for name in TEAMS:
        said: Promotes | None = getattr(getattr(scenario.plan.teams, name), "promotes", None)
        if said is not None and getattr(scenario.plan.teams, said.from_team) is None:
            got, hint = f"there is no {said.from_team} team", f"leave it out, or add `plan.teams.{said.from_team}`"
            yield Problem("W_UNUSED", got, hint, path=("plan", "teams", name, "promotes", "from_team"))


def until_day_0(base: "Inputs", inputs: "Inputs", days: int) -> dict[str, Any]:
    """Nobody is seen to be promoted before day 0, which finds whom it finds."""
    return {"promotes": ()}
