"""Who leaves of their own accord, and how soon."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from gtmsim.mechanisms.attrition import rules
from gtmsim.mechanisms.internal_promotion.section import promoted_from
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.param import Section, param
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.resolved.dates import YEAR_DAYS
from gtmsim.scenario.resolved.resolving import Resolving

if TYPE_CHECKING:
    from gtmsim.scenario.resolved.inputs import Inputs
    from gtmsim.scenario.sections.schema import Scenario

TEAMS = ("sdr", "ae", "csm")
MEANING = "voluntary turnover: {} who leave of their own accord in a year, over the mean headcount"
MOST = 5  # a year: nobody stays for three months


class Attrition(Section):
    """How many leave us in a year, of each team. Off when absent."""

    sdr: Annotated[
        float,
        param(
            "1/year",
            MEANING.format("SDRs"),
            ge=0,
            le=MOST,
            reported="Bridge Group 2021-23: SDRs stay 14 to 18 months in the role, promotions included",
            usual=(0.05, 1),
        ),
    ] = 0.0
    ae: Annotated[
        float,
        param(
            "1/year",
            MEANING.format("AEs"),
            ge=0,
            le=MOST,
            reported="Ebsta 2024: 36 % of sellers a year, dismissals included",
            usual=(0.05, 0.6),
        ),
    ] = 0.0
    csm: Annotated[float, param("1/year", MEANING.format("CSMs"), ge=0, le=MOST, usual=(0.05, 0.6))] = 0.0


ALSO = {  # words that people look for, and what says it here
    "turnover": "`market.attrition`, a share per year of each team",
    "staff_turnover": "`market.attrition`, a share per year of each team",
    "employee_turnover": "`market.attrition`, a share per year of each team",
    "employee_attrition": "`market.attrition`, a share per year of each team",
}
MARKET = {
    "attrition": Entry(Attrition | None, None),
}


def attrition_of(scenario: "Scenario", name: str) -> float:
    """How many leave a team in a year, over its headcount; 0 where there is no such team."""
    said: Attrition | None = scenario.market.attrition
    there = getattr(scenario.plan.teams, name) is not None
    return float(getattr(said, name)) if said is not None and there else 0.0


def is_refilled(scenario: "Scenario", name: str) -> bool:
    """Does anybody leave a team of their own accord, or for another, and is replaced?"""
    moves = attrition_of(scenario, name) > 0.0 or name in promoted_from(scenario.plan)
    return moves and bool(getattr(scenario.plan.teams, name).backfill)


def resolved(at: Resolving) -> dict[str, Any]:
    """The hazard of each team, in the order of the plan's teams."""
    said: Attrition | None = at.market.attrition
    there = [name for name in TEAMS if getattr(at.plan.teams, name) is not None]
    rates = [0.0 if said is None else getattr(said, name) / YEAR_DAYS for name in there]
    if not any(rates) and not promoted_from(at.plan):
        return {"attrition": ()}
    filled = [getattr(at.plan.teams, name).backfill for name in there]
    return {"attrition": tuple(map(rules.Attrition, rates, filled))}


def problems(scenario: "Scenario") -> Iterator[Problem]:
    """What would have no effect."""
    said: Attrition | None = scenario.market.attrition
    for name in TEAMS:
        team = getattr(scenario.plan.teams, name)
        rate = 0.0 if said is None else getattr(said, name)
        if rate > 0.0 and team is None:
            got, hint = f"there is no {name} team whom anybody could leave", f"leave it out, or add `plan.teams.{name}`"
            yield Problem("W_UNUSED", got, hint, path=("market", "attrition", name))
        if team is not None and not team.backfill and rate == 0.0 and name not in promoted_from(scenario.plan):
            got, hint = "nobody leaves this team of their own accord", f"say `market.attrition.{name}`, or leave it out"
            yield Problem("W_UNUSED", got, hint, path=("plan", "teams", name, "backfill"))
    if said is not None and not any(getattr(said, name) for name in TEAMS):
        got, hint = "nobody leaves: every rate is 0", "say `ae`, `sdr` or `csm`, or leave the section out"
        yield Problem("W_UNUSED", got, hint, path=("market", "attrition"))


def until_day_0(base: "Inputs", inputs: "Inputs", days: int) -> dict[str, Any]:
    """Nobody is seen to leave before day 0, which finds whom it finds."""
    return {"attrition": ()}
