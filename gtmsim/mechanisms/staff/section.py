"""The people of the plan: teams, what they cost and when they work."""

import datetime
from typing import Annotated

from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.param import Schedule, Section, choice, lever, param, words

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
