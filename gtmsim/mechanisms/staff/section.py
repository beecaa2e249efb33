"""The people of the plan: teams, what they cost and when they work."""

import datetime
import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

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
from gtmsim.rules.calendar import DAY, HOUR, WorkingTime, microseconds, worked_before
from gtmsim.rules.money import part, share_of
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.param import Schedule, Section, choice, lever, param, words
from gtmsim.scenario.resolved.dates import steps_of
from gtmsim.scenario.resolved.found import Lever, initial_of, on_day_0, steady
from gtmsim.scenario.resolved.resolving import Resolving

if TYPE_CHECKING:
    from gtmsim.scenario.sections.plan import Plan
    from gtmsim.scenario.sections.schema import Scenario

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class WorkingHours(Section):
    """When people work."""

    days: Annotated[list[Annotated[str, choice("a working day", *WEEK)]], words("working days of the week")] = list(
        WEEK[:5]
    )
    opens: Annotated[float, param("clock", "start of the working day", ge=0, lt=24, usual=(5, 13))] = 9.0
    closes: Annotated[float, param("clock", "end of the working day", gt=0, le=24, usual=(12, 23))] = 17.0
    holidays: Annotated[list[Annotated[datetime.date, param("date", "a day off")]], words("days off")] = []


class Team(Section):
    """People who do one kind of work."""

    headcount: Annotated[
        Schedule, lever("count", "people in the team; later ones are new hires", ge=0, le=2000, usual=(1, 400))
    ]
    salary: Annotated[float, param("money/year", "loaded yearly cost of a person", ge=0, usual=(6_000, 500_000))] = 0.0
    selling_time_share: Annotated[
        float, param("share", "share of working time spent on this work", gt=0, le=1, usual=(0.15, 1))
    ] = 1.0
    ramp: Annotated[
        float,
        param(
            "day",
            "time until a new hire works at full speed",
            ge=0,
            le=1000,
            reported="Bridge Group 2024: AE 5 months, SDR 3",
            usual=(2, 500),
        ),
    ] = 0.0
    initial_productivity: Annotated[
        float, param("share", "speed of a new hire on the first day", gt=0, le=1, usual=(0.02, 1))
    ] = 0.25
    backfill: Annotated[
        bool, words("is a replacement hired for whoever leaves of their own accord, as `market.attrition` says?")
    ] = True
    working_hours: WorkingHours | None = None


class Sdr(Team):
    """The sales development team, which qualifies leads."""

    queue_discipline: Annotated[str, choice("whom to serve first", "first_come", "in_market_first", "newest_first")] = (
        "first_come"
    )


class Ae(Team):
    """The account executives, who work deals."""

    queue_discipline: Annotated[str, choice("whom to serve first", "first_come", "late_stage_first", "large_first")] = (
        "first_come"
    )


class Teams(Section):
    """Who is employed. Without a team its work costs nothing and nobody waits for it."""

    sdr: Sdr | None = None
    ae: Ae | None = None
    csm: Team | None = None


class Headcount(Section):
    """The people of day 0, who know their work; by default as many as the plan says of that day."""

    sdr: Annotated[int | None, param("count", "SDRs found on day 0", ge=0, le=2000, usual=(1, 400))] = None
    ae: Annotated[int | None, param("count", "AEs found on day 0", ge=0, le=2000, usual=(1, 400))] = None
    csm: Annotated[int | None, param("count", "CSMs found on day 0", ge=0, le=2000, usual=(1, 400))] = None


class TeamBefore(Section):
    """How a team worked; how many it was is `run.initial.headcount`."""

    selling_time_share: Annotated[
        float | None, param("share", "share of working time spent on this work until day 0", gt=0, le=1, usual=(0.1, 1))
    ] = None
    working_hours: WorkingHours | None = None


class SdrBefore(TeamBefore):
    """How the sales development team worked."""

    queue_discipline: Annotated[
        str | None, choice("whom it served first until day 0", "first_come", "in_market_first", "newest_first")
    ] = None


class AeBefore(TeamBefore):
    """How the account executives worked."""

    queue_discipline: Annotated[
        str | None, choice("whom they served first until day 0", "first_come", "late_stage_first", "large_first")
    ] = None


class TeamsBefore(Section):
    """How the teams worked."""

    sdr: SdrBefore = SdrBefore()
    ae: AeBefore = AeBefore()
    csm: TeamBefore = TeamBefore()


PLAN = {
    "teams": Entry(Teams, Teams(), before="evidence"),
    "working_hours": Entry(WorkingHours, WorkingHours(), before="evidence"),
    "hiring_lag": Entry(
        Annotated[
            float,
            param("day", "time from the decision to hire to the first day of work", ge=0, le=1000, usual=(3, 300)),
        ],
        60.0,
        before="community",
    ),
}

INITIAL = {
    "headcount": Entry(Headcount, Headcount(), before="plan"),
}

BEFORE = {
    "teams": Entry(TeamsBefore, TeamsBefore(), before="referral_reward"),
    "working_hours": Entry(WorkingHours | None, None, before="referral_reward"),
}

ORDERS = {
    "first_come": FIRST_COME,
    "in_market_first": ACTIVE_FIRST,
    "late_stage_first": LATE_FIRST,
    "large_first": LARGE_FIRST,
    "newest_first": NEWEST_FIRST,
}
TEAMS = ("sdr", "ae", "csm")
KINDS: dict[str, type[Team]] = {"sdr": Sdr, "ae": Ae, "csm": Team}


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
                speed(team.selling_time_share, team.ramp, team.initial_productivity, days) if effective else 1.0
            )
    return total


def _pay(team: Team, staff: tuple[Person, ...], month: int, first: int, last: int) -> int:
    salary = part(int(team.salary * 100.0 + 0.5), month % 12, 12)
    spans = (_overlap(person, first, last) for person in staff)
    return sum(share_of(salary, (b - a) // DAY, (last - first) // DAY) for a, b in spans if a < b)


def team_inputs(at: Resolving, name: str, team: Team) -> TeamInputs:
    """One team over the months of the horizon, and its calendar to the end of the run-off."""
    staff = persons(team, at.start, at.months, found_headcount(at.scenario, name))
    working = working_time(team.working_hours or at.plan.working_hours, at.start, at.all_months[-1] // DAY + 1)
    spans = list(itertools.pairwise(at.months))
    return TeamInputs(
        name,
        staff,
        working,
        team.selling_time_share,
        team.ramp,
        team.initial_productivity,
        ORDERS[getattr(team, "queue_discipline", "first_come")],
        int(team.salary * 100.0 + 0.5),
        tuple(_pay(team, staff, m, a, b) for m, (a, b) in enumerate(spans)),
        tuple(_hours(team, staff, working, a, b, False) for a, b in spans),
        tuple(_hours(team, staff, working, a, b, True) for a, b in spans),
    )


def found_headcount(scenario: "Scenario", team: str) -> int:
    """People of a team whom day 0 finds; 0 where there was no such team."""
    said = getattr(initial_of(scenario).headcount, team)
    return planned_headcount(scenario.plan, team, scenario.run.start) if said is None else int(said)


def planned_headcount(plan: "Plan", team: str, start: datetime.date) -> int:
    """People of a team on the first day, by the plan."""
    said: Team | None = getattr(plan.teams, team)
    return 0 if said is None else int(on_day_0(said.headcount, start))


def working_time(said: WorkingHours, start: datetime.date, days: int, first: int = 0) -> WorkingTime:
    """The calendar of people over `days` days from the day `first`, day 0 being the start."""
    opens, closes = int(said.opens * HOUR + 0.5), int(said.closes * HOUR + 0.5)
    weekdays = {WEEK.index(day) for day in said.days}
    off = {(holiday - start).days for holiday in said.holidays}
    before = [0]
    for day in range(first, first + days):
        works = (start.weekday() + day) % 7 in weekdays and day not in off
        before.append(before[-1] + (closes - opens if works else 0))
    return WorkingTime(opens, closes, tuple(before), first)


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


def plan_before(scenario: "Scenario") -> dict[str, Any]:
    """The teams as they were until day 0."""
    said: WorkingHours | None = initial_of(scenario).plan.working_hours
    teams = {name: _team_before(scenario, name) for name in TEAMS}
    return {
        "teams": scenario.plan.teams.model_copy(update=teams),
        "working_hours": said or scenario.plan.working_hours,
    }


def _team_before(scenario: "Scenario", name: str) -> Team | None:
    """A team as it was; None where there was nobody, so that nobody waited for it."""
    people = found_headcount(scenario, name)
    if not people:
        return None
    ours: Team = getattr(scenario.plan.teams, name) or KINDS[name](headcount=steady(people))
    told = {
        key: value for key, value in dict(getattr(initial_of(scenario).plan.teams, name)).items() if value is not None
    }
    return ours.model_copy(update={"headcount": steady(people), "backfill": True, **told})


def seen_on_day_0(plan: "Plan", scenario: "Scenario") -> Iterator[Lever]:
    """Who worked, and how."""
    yield ("plan", "working_hours"), plan.working_hours, ("working_hours",)
    for team in TEAMS:
        said: Any = getattr(plan.teams, team)
        yield ("headcount", team), planned_headcount(plan, team, scenario.run.start), ("teams", team, "headcount")
        for name in TeamBefore.model_fields | {"queue_discipline": None}:
            value = getattr(said, name, None)
            if value is not None:
                yield ("plan", "teams", team, name), value, ("teams", team, name)
