"""Rounds and loans that a plan has on dates."""

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from gtmsim.mechanisms.funding import rules
from gtmsim.rules.calendar import DAY
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.param import Section, param
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.resolved.found import initial_of
from gtmsim.scenario.resolved.resolving import Resolving

if TYPE_CHECKING:
    from gtmsim.scenario.sections.schema import Scenario


class Funding(Section):
    """Money that comes in on a date: a round, or a loan where it is to be repaid."""

    dispensable: ClassVar[bool] = True
    date: Annotated[datetime.date, param("date", "day on which the money comes in")]
    amount: Annotated[float, param("money", "what comes in, fees taken off", ge=1, le=1e12, usual=(1e4, 1e9))]
    repaid: Annotated[
        datetime.date | None, param("date", "day on which all of it is repaid: it is a loan then, else a round")
    ] = None
    interest: Annotated[
        float,
        param(
            "1/year",
            "interest on a loan, paid as each month ends",
            ge=0,
            le=1,
            reported="Phoenix Strategy Group 2025, venture debt: 8 to 15 % a year",
            usual=(0.01, 0.25),
        ),
    ] = 0.0


PLAN = {
    "funding": Entry(dict[str, Funding], {}),
}


def end_of(scenario: "Scenario") -> datetime.date:
    """The first day after the horizon."""
    start = scenario.run.start
    month = start.year * 12 + start.month - 1 + scenario.run.months
    return datetime.date(month // 12, month % 12 + 1, 1)


def resolved(at: Resolving) -> dict[str, Any]:
    """All that is said, in the order of the names: how far the run looks gives none another number."""
    end, said = end_of(at.scenario), dict(at.plan.funding)
    return {"funding": tuple(_funding(name, said[name], at.start, end) for name in sorted(said))}


def _funding(name: str, said: Funding, start: datetime.date, end: datetime.date) -> rules.Funding:
    back = said.repaid
    repaid = rules.NEVER if back is None or back >= end else (back - start).days * DAY
    loan = back is not None
    return rules.Funding(name, (said.date - start).days * DAY, round(said.amount * 100), loan, repaid, said.interest)


def problems(scenario: "Scenario") -> Iterator[Problem]:
    """Money that never comes, and loans that are repaid before they come."""
    start, end = scenario.run.start, end_of(scenario)
    if scenario.plan.funding and initial_of(scenario).cash is None:
        got = "nothing says how much cash there is on day 0, so no cash is told with which this could be added up"
        yield Problem("W_UNUSED", got, "say `run.initial.cash`", path=("plan", "funding"))
    for name, said in scenario.plan.funding.items():
        path = ("plan", "funding", name)
        if said.date < start:
            got = f"{said.date} is before the run, which begins on {start}"
            hint = "what came before is part of `run.initial.cash`: leave it out"
            if said.repaid is not None and said.repaid >= start:
                got += ", so its repayment and its interest are not counted either"
                hint = "say it as a loan that comes on the first day, and take it off `run.initial.cash`"
            yield Problem("W_UNUSED", got, hint, path=(*path, "date"))
        elif said.date >= end:
            got = f"{said.date} is never reached: the run ends on {end - datetime.timedelta(days=1)}"
            yield Problem("W_UNUSED", got, "leave it out, or make the run longer", path=(*path, "date"))
        if said.repaid is not None and said.repaid <= said.date:
            got = f"repaid on {said.repaid}, before it comes in on {said.date}"
            yield Problem("E_RANGE", got, "need date < repaid", path=(*path, "repaid"))
        if said.repaid is None and said.interest > 0.0:
            got = "a round that is never repaid bears no interest"
            yield Problem("W_UNUSED", got, "say `repaid`, or leave it out", path=(*path, "interest"))
