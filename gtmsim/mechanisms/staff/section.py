"""The people of the plan: teams, what they cost and when they work."""

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from gtmsim.mechanisms.internal_promotion.section import Promotes
from gtmsim.mechanisms.management.section import Managers
from gtmsim.mechanisms.recruiting.section import Hiring
from gtmsim.mechanisms.variable_pay.section import AePay, CsmPay, SdrPay
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.numbers import NOTHING
from gtmsim.scenario.language.param import Schedule, Section, choice, lever, param, words
from gtmsim.scenario.resolved.found import Lever, initial_of, on_day_0, steady

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
        Schedule,
        lever(
            "count",
            "people in the team; later ones are new hires",
            ge=0,
            le=2000,
            usual=(1, 400),
            steps=("+1", "-1"),
        ),
    ]
    salary: Annotated[
        Schedule,
        lever(
            "money/year",
            "yearly pay of a person who works full time, with employer's costs unless `payroll_burden` says them; "
            "a rise holds for all of a team",
            ge=0,
            usual=(9_000, 500_000),
        ),
    ] = NOTHING
    fte_per_head: Annotated[
        float,
        param(
            "share",
            "full-time equivalents of each person: the part of a working day that they work and are paid for",
            gt=0,
            le=1,
            usual=(0.2, 1),
        ),
    ] = 1.0
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
    ramp_shape: Annotated[
        str,
        choice("how a new hire's speed grows over the ramp: evenly, or slowly at both ends", "linear", "s_curve"),
    ] = "linear"
    backfill: Annotated[
        bool, words("is a replacement hired for whoever leaves of their own accord, as `market.attrition` says?")
    ] = True
    working_hours: WorkingHours | None = None
    hiring: Hiring | None = None
    managers: Managers | None = None


class Sdr(Team):
    """The sales development team, which qualifies leads."""

    queue_discipline: Annotated[
        str,
        choice(
            "whom to serve first",
            *("first_come", "in_market_first", "newest_first"),
            steps=("first_come", "in_market_first", "newest_first"),
        ),
    ] = "first_come"
    variable_pay: SdrPay | None = None


class Ae(Team):
    """The account executives, who work deals."""

    queue_discipline: Annotated[
        str,
        choice(
            "whom to serve first",
            *("first_come", "late_stage_first", "large_first"),
            steps=("first_come", "late_stage_first", "large_first"),
        ),
    ] = "first_come"
    open_deals: Annotated[
        int | None,
        param(
            "count",
            "deals that are open at a time for each AE at most: beyond that a new opportunity waits; none: no limit",
            ge=1,
            le=10_000,
            usual=(3, 150),
        ),
    ] = None
    promotes: Promotes | None = None
    variable_pay: AePay | None = None


class Csm(Team):
    """The customer success managers, who look after customers."""

    variable_pay: CsmPay | None = None


class Teams(Section):
    """Who is employed. Without a team its work costs nothing and nobody waits for it."""

    sdr: Sdr | None = None
    ae: Ae | None = None
    csm: Csm | None = None


class Headcount(Section):
    """The people of day 0, who know their work; by default as many as the plan says of that day."""

    sdr: Annotated[int | None, param("count", "SDRs found on day 0", ge=0, le=2000, usual=(1, 400))] = None
    ae: Annotated[int | None, param("count", "AEs found on day 0", ge=0, le=2000, usual=(1, 400))] = None
    csm: Annotated[int | None, param("count", "CSMs found on day 0", ge=0, le=2000, usual=(1, 400))] = None


class TeamBefore(Section):
    """How a team worked; how many it was is `run.initial.headcount`."""

    fte_per_head: Annotated[
        float | None,
        param("share", "full-time equivalents of each person until day 0", gt=0, le=1, usual=(0.2, 1)),
    ] = None
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


ALSO = {  # words that people look for, and what says it here
    "ramp_time": "`plan.teams.TEAM.ramp`",
    "ramp_up": "`plan.teams.TEAM.ramp`",
    "heads": "`plan.teams.TEAM.headcount`",
}
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

TEAMS = ("sdr", "ae", "csm")
KINDS: dict[str, type[Team]] = {"sdr": Sdr, "ae": Ae, "csm": Csm}


def found_headcount(scenario: "Scenario", team: str) -> int:
    """People of a team whom day 0 finds; 0 where there was no such team."""
    said = getattr(initial_of(scenario).headcount, team)
    return planned_headcount(scenario.plan, team, scenario.run.start) if said is None else int(said)


def planned_headcount(plan: "Plan", team: str, start: datetime.date) -> int:
    """People of a team on the first day, by the plan."""
    said: Team | None = getattr(plan.teams, team)
    return 0 if said is None else int(on_day_0(said.headcount, start))


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
    pay = steady(on_day_0(ours.salary, scenario.run.start))
    if isinstance(ours, Ae):
        told["promotes"] = None
        told["open_deals"] = None  # what day 0 finds no limit of the plan has kept waiting
    told["variable_pay"] = None
    return ours.model_copy(
        update={"headcount": steady(people), "salary": pay, "backfill": True, "hiring": None, "managers": None, **told}
    )


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
