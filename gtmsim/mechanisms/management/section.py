"""How many people a manager has, and what managers cost."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from gtmsim.mechanisms.management.rules import Management
from gtmsim.scenario.language.param import Schedule, Section, lever, param
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.resolved.dates import salaries_of
from gtmsim.scenario.resolved.resolving import Resolving

if TYPE_CHECKING:
    from gtmsim.scenario.resolved.inputs import Inputs
    from gtmsim.scenario.sections.schema import Scenario

TEAMS = ("sdr", "ae", "csm")
NOT = Management(0, ())


class Managers(Section):
    """Managers of a team: one for every so many people, or a part of them. Off when absent."""

    span: Annotated[
        int,
        param(
            "count",
            "people for each manager at most (span of control)",
            ge=1,
            le=1000,
            reported="Harvard Business Review, quoted by Commodore Partners: 8 sellers in firms that perform best",
            usual=(3, 15),
        ),
    ]
    salary: Annotated[
        Schedule,
        lever(
            "money/year",
            "yearly pay of a manager who works full time, as `salary` of the team",
            ge=12,
            usual=(12_000, 800_000),
        ),
    ]


def resolved(at: Resolving) -> dict[str, Any]:
    """The managers of each team, in the order of the plan's teams."""
    said = [team.managers for name in TEAMS if (team := getattr(at.plan.teams, name)) is not None]
    if not any(said):
        return {"management": ()}
    told = (NOT if one is None else Management(one.span, salaries_of(at.daily(one.salary), at.months)) for one in said)
    return {"management": tuple(told)}


def problems(scenario: "Scenario") -> Iterator[Problem]:
    """Managers of nobody."""
    for name in TEAMS:
        team = getattr(scenario.plan.teams, name)
        if team is not None and team.managers is not None and not max(team.headcount.values):
            got, hint = "there is nobody to manage: the headcount is 0", "say `headcount`, or leave it out"
            yield Problem("W_UNUSED", got, hint, path=("plan", "teams", name, "managers"))


def until_day_0(base: "Inputs", inputs: "Inputs", days: int) -> dict[str, Any]:
    """Nobody is paid before day 0."""
    return {"management": ()}
