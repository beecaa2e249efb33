"""How many days a year people are absent, and how long at a time."""

from collections.abc import Iterator
from math import log1p
from typing import TYPE_CHECKING, Annotated, Any

from gtmsim.mechanisms.absence import rules
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.param import Section, param
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.resolved.dates import YEAR_DAYS
from gtmsim.scenario.resolved.resolving import Resolving

if TYPE_CHECKING:
    from gtmsim.scenario.resolved.inputs import Inputs
    from gtmsim.scenario.sections.schema import Scenario

TEAMS = ("sdr", "ae", "csm")
WORKING_DAYS = YEAR_DAYS * 5.0 / 7.0  # in a year of five days a week
HOLIDAYS = (
    "EU: four weeks, 20 days, at least (2003/88/EC); Germany: 30 in most collective agreements (WSI); "
    "USA, private industry: 5 to 14 after a year for 63 % (BLS 2024)"
)
AT_ONCE = 1e12  # hazard at which a spell lasts for its first day alone


class Absence(Section):
    """How much people of all teams are absent. Off when absent."""

    holidays: Annotated[
        float,
        param(
            "count",
            "working days a year, of five a week, for which each person is on holiday",
            ge=0,
            le=60,
            reported=HOLIDAYS,
            usual=(8, 40),
            counts="day",
        ),
    ] = 0.0
    holiday_spell: Annotated[
        int, param("day", "length of one holiday, weekends included", ge=1, le=60, usual=(1, 31))
    ] = 7
    sick_days: Annotated[
        float,
        param(
            "count",
            "working days a year, of five a week, for which each person is sick",
            ge=0,
            le=60,
            reported="Destatis 2022, employees in Germany: 15, of notes of more than three days, so there are more",
            usual=(2, 25),
            counts="day",
        ),
    ] = 0.0
    sick_spell: Annotated[
        float,
        param("day", "mean length of one sickness, weekends included; geometric", ge=1, le=60, usual=(2, 20)),
    ] = 7.0


MARKET = {
    "absence": Entry(Absence | None, None),
}


def resolved(at: Resolving) -> dict[str, Any]:
    """Spells that come to the days a year which are said, in the long run."""
    said: Absence | None = at.market.absence
    if said is None or said.holidays + said.sick_days == 0.0:
        return {"absence": None}
    share = (said.holidays + said.sick_days) / WORKING_DAYS
    holidays, sicknesses = said.holidays / said.holiday_spell, said.sick_days / said.sick_spell
    spells = (holidays + sicknesses) / WORKING_DAYS / (1.0 - share)  # for each day of presence
    return {
        "absence": rules.Absence(
            hazard(1.0 / spells), sicknesses / (holidays + sicknesses), int(said.holiday_spell), hazard(said.sick_spell)
        )
    }


def hazard(days: float) -> float:
    """Hazard a day after the first at which something lasts for so many whole days on average."""
    return log1p(1.0 / (days - 1.0)) if days > 1.0 else AT_ONCE


def problems(scenario: "Scenario") -> Iterator[Problem]:
    """What would have no effect."""
    said: Absence | None = scenario.market.absence
    if said is None:
        return
    path = ("market", "absence")
    if said.holiday_spell % 1:
        got, hint = "a holiday is of whole days", f"write {int(said.holiday_spell + 0.5)} days"
        yield Problem("E_RANGE", got, hint, path=(*path, "holiday_spell"))
    if said.holidays + said.sick_days == 0.0:
        yield Problem("W_UNUSED", "nobody is absent", "say `holidays` or `sick_days`, or leave it out", path=path)
    elif all(getattr(scenario.plan.teams, name) is None for name in TEAMS):
        yield Problem("W_UNUSED", "there is no team", "add one under `plan.teams`, or leave it out", path=path)
    else:
        for days, spell in (("holidays", "holiday_spell"), ("sick_days", "sick_spell")):
            if getattr(said, days) == 0.0 and getattr(said, spell) != Absence.model_fields[spell].default:
                hint = f"say `{days}`, or leave it out"
                yield Problem("W_UNUSED", f"`{days}` is 0", hint, path=(*path, spell))


def until_day_0(base: "Inputs", inputs: "Inputs", days: int) -> dict[str, Any]:
    """Day 0 finds what a firm of people who are there would have."""
    return {"absence": None}
