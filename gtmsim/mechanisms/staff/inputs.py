"""What the teams of the plan come to: who is employed when, their hours and their pay."""

import datetime
import itertools
from typing import Any

from gtmsim.mechanisms.productivity.section import spread_of
from gtmsim.mechanisms.staff.rules import (
    ACTIVE_FIRST,
    FIRST_COME,
    LARGE_FIRST,
    LATE_FIRST,
    NEWEST_FIRST,
    Person,
    TeamInputs,
    speed,
)
from gtmsim.mechanisms.staff.section import TEAMS, WEEK, Team, WorkingHours, found_headcount
from gtmsim.rules.calendar import DAY, HOUR, WorkingTime, microseconds, worked_before
from gtmsim.rules.money import part, share_of
from gtmsim.scenario.resolved.dates import salaries_of, steps_of
from gtmsim.scenario.resolved.resolving import Resolving

ORDERS = {
    "first_come": FIRST_COME,
    "in_market_first": ACTIVE_FIRST,
    "late_stage_first": LATE_FIRST,
    "large_first": LARGE_FIRST,
    "newest_first": NEWEST_FIRST,
}


def persons(team: Team, start: datetime.date, months: tuple[int, ...], found: int) -> tuple[Person, ...]:
    """Who is employed when: the highest numbers leave first, and whoever day 0 has not found is a new hire."""
    everyone = [Person(0, -1, False) for _ in range(found)]
    present = list(range(found))
    for day, count in steps_of(team.headcount, start, months):
        while len(present) > int(count):
            leaver = present.pop()
            everyone[leaver] = everyone[leaver]._replace(end=day * DAY)
        while len(present) < int(count):
            present.append(len(everyone))
            everyone.append(Person(day * DAY, -1, True))
    return tuple(everyone)


def _overlap(person: Person, first: int, last: int) -> tuple[int, int]:
    """The part of [first, last) in which the person is employed; empty when the ends meet or cross."""
    return max(first, person.start), min(last, person.end if person.end >= 0 else last)


def is_s_curve(team: Team) -> bool:
    """Does a team's speed grow slowly at both ends of the ramp?"""
    return team.ramp_shape == "s_curve"


def _hours(
    team: Team, staff: tuple[Person, ...], working: WorkingTime, first: int, last: int, effective: bool
) -> float:
    total = 0.0
    for person in staff:
        a, b = _overlap(person, first, last)
        if a < b:
            worked = (worked_before(working, b) - worked_before(working, a)) / HOUR
            days = (a - person.start) / DAY if person.hired else team.ramp
            total += worked * (
                speed(team.selling_time_share, team.ramp, team.initial_productivity, days, is_s_curve(team))
                if effective
                else 1.0
            )
    return total


def _pay(salaries: tuple[int, ...], staff: tuple[Person, ...], month: int, first: int, last: int) -> int:
    salary = part(salaries[month], month % 12, 12)
    spans = (_overlap(person, first, last) for person in staff)
    return sum(share_of(salary, (b - a) // DAY, (last - first) // DAY) for a, b in spans if a < b)


def team_inputs(at: Resolving, name: str, team: Team) -> TeamInputs:
    """One team over the months of the horizon, and its calendar to the end of the run-off."""
    staff = persons(team, at.start, at.months, found_headcount(at.scenario, name))
    hours = hours_of_team(team, at.plan.working_hours)
    working = working_time(hours, at.start, at.all_months[-1] // DAY + 1)
    spans = list(itertools.pairwise(at.months))
    salaries = salaries_of(tuple(full * team.fte_per_head for full in at.daily(team.salary)), at.months)
    return TeamInputs(
        name,
        staff,
        working,
        team.selling_time_share,
        team.ramp,
        team.initial_productivity,
        ORDERS[getattr(team, "queue_discipline", "first_come")],
        salaries,
        tuple(_pay(salaries, staff, m, a, b) for m, (a, b) in enumerate(spans)),
        tuple(_hours(team, staff, working, a, b, False) for a, b in spans),
        tuple(_hours(team, staff, working, a, b, True) for a, b in spans),
        spread_of(at.market, name),
        getattr(team, "open_deals", None) or 0,
        is_s_curve(team),
        team.fte_per_head,
    )


def hours_of_team(team: Team, firm: WorkingHours) -> WorkingHours:
    """When people of a team work: who works part time works the first part of each working day."""
    said = team.working_hours or firm
    if team.fte_per_head == 1.0:
        return said
    return said.model_copy(update={"closes": said.opens + (said.closes - said.opens) * team.fte_per_head})


def working_time(said: WorkingHours, start: datetime.date, days: int, first: int = 0) -> WorkingTime:
    """The calendar of people over `days` days from the day `first`, day 0 being the start."""
    opens, closes = int(said.opens * HOUR + 0.5), int(said.closes * HOUR + 0.5)
    week = [closes - opens if day in said.days else 0 for day in WEEK]
    today = start.weekday()
    worked = [week[(today + day) % 7] for day in range(first, first + days)]
    for holiday in said.holidays:
        if 0 <= (day := (holiday - start).days - first) < days:
            worked[day] = 0
    return WorkingTime(opens, closes, tuple(itertools.accumulate(worked, initial=0)), first)


def resolved(at: Resolving) -> dict[str, Any]:
    """The teams, the position of each kind, and who is hired how."""
    said = {name: team for name in TEAMS if (team := getattr(at.plan.teams, name)) is not None}
    teams = tuple(team_inputs(at, name, team) for name, team in said.items())
    places = {name: list(said).index(name) if name in said else -1 for name in TEAMS}
    return {
        "teams": teams,
        **places,
        "hires": at.decides("hiring"),
        "hiring_lag": microseconds(at.plan.hiring_lag),
    }
