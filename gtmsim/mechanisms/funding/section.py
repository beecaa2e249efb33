"""Rounds and loans that a plan has on dates, or keeps ready."""

import calendar
import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from gtmsim.mechanisms.funding import rules
from gtmsim.rules.calendar import DAY, microseconds
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.param import Section, param
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.resolved.found import initial_of
from gtmsim.scenario.resolved.resolving import Resolving

if TYPE_CHECKING:
    from gtmsim.scenario.sections.schema import Scenario

Path = tuple[str | int, ...]


class Funding(Section):
    """Money that comes in on a date or when the cash policy asks for it: a round, or a loan where it is repaid."""

    dispensable: ClassVar[bool] = True
    date: Annotated[
        datetime.date | None,
        param("date", "day on which the money comes in; without one it is kept ready, as `on_call` says"),
    ] = None
    amount: Annotated[float, param("money", "what comes in, fees taken off", ge=1, le=1e12, usual=(1e4, 1e9))]
    on_call: Annotated[
        float | None,
        param(
            "day",
            "kept ready: time from when `plan.policies.cash_policy` asks for it until it comes in, once",
            ge=0,
            le=3650,
            usual=(0, 270),
        ),
    ] = None
    repaid: Annotated[
        datetime.date | None, param("date", "day on which all of it is repaid: it is a loan then, else a round")
    ] = None
    repaid_after: Annotated[
        int | None,
        param(
            "month",
            "calendar months after which all of it is repaid: it is a loan then, as with `repaid`",
            ge=1,
            le=240,
            usual=(3, 84),
        ),
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

    @property
    def is_loan(self) -> bool:
        """Is it repaid?"""
        return self.repaid is not None or self.repaid_after is not None


ALSO = {  # words that people look for, and what says it here
    "funding.*.term": "`plan.funding.NAME.repaid_after`",
    "funding.*.maturity": "`plan.funding.NAME.repaid_after`",
    "funding.*.rate": "`plan.funding.NAME.interest`",
    "funding.*.interest_rate": "`plan.funding.NAME.interest`",
    "loan": "`plan.funding.NAME`, with its `date` and `amount`",
    "loans": "`plan.funding.NAME`, with its `date` and `amount`",
    "credit_line": "`plan.funding.NAME`, with its `date` and `amount`",
    "debt": "`plan.funding.NAME`, with its `date` and `amount`",
    "round": "`plan.funding.NAME`, with its `date` and `amount`",
    "rounds": "`plan.funding.NAME`, with its `date` and `amount`",
    "fundraising": "`plan.funding.NAME`, with its `date` and `amount`",
    "raise": "`plan.funding.NAME`, with its `date` and `amount`",
}
PLAN = {
    "funding": Entry(dict[str, Funding], {}),
}


def end_of(scenario: "Scenario") -> datetime.date:
    """The first day after the horizon."""
    start = scenario.run.start
    month = start.year * 12 + start.month - 1 + scenario.run.months
    return datetime.date(month // 12, month % 12 + 1, 1)


def on_call(scenario: "Scenario") -> tuple[str, ...]:
    """Names of the funding that comes when it is asked for."""
    return tuple(name for name, said in sorted(scenario.plan.funding.items()) if said.date is None)


def resolved(at: Resolving) -> dict[str, Any]:
    """All that is said, in the order of the names: how far the run looks gives none another number."""
    end, said = end_of(at.scenario), dict(at.plan.funding)
    names = sorted(said)
    return {
        "funding": tuple(_funding(name, said[name], at, end) for name in names),
        "on_call": tuple(map(names.index, on_call(at.scenario))),
    }


def _funding(name: str, said: Funding, at: Resolving, end: datetime.date) -> rules.Funding:
    amount = round(said.amount * 100)
    if said.date is None:
        lag, term = microseconds(said.on_call or 0.0), said.repaid_after or 0
        return rules.Funding(name, rules.NEVER, amount, said.is_loan, rules.NEVER, said.interest, lag, term)
    back = repaid_on(said)
    repaid = rules.NEVER if back is None or back >= end else (back - at.start).days * DAY
    return rules.Funding(name, (said.date - at.start).days * DAY, amount, said.is_loan, repaid, said.interest)


def repaid_on(said: Funding) -> datetime.date | None:
    """The day on which money is repaid that comes on one."""
    if said.repaid is not None or said.repaid_after is None or said.date is None:
        return said.repaid
    month = said.date.year * 12 + said.date.month - 1 + said.repaid_after
    last = calendar.monthrange(month // 12, month % 12 + 1)[1]
    return datetime.date(month // 12, month % 12 + 1, min(said.date.day, last))


def problems(scenario: "Scenario") -> Iterator[Problem]:
    """Money that never comes, and loans that are repaid before they come."""
    if scenario.plan.funding and initial_of(scenario).cash is None:
        got = "nothing says how much cash there is on day 0, so no cash is told with which this could be added up"
        yield Problem("W_UNUSED", got, "say `run.initial.cash`", path=("plan", "funding"))
    for name, said in scenario.plan.funding.items():
        path = ("plan", "funding", name)
        yield from _contradictions(said, path)
        if said.date is not None:
            yield from _of_dates(said, said.date, path, scenario)
        if not said.is_loan and said.interest > 0.0:
            got = "a round that is never repaid bears no interest"
            yield Problem("W_UNUSED", got, "say `repaid` or `repaid_after`, or leave it out", path=(*path, "interest"))


def _contradictions(said: Funding, path: Path) -> Iterator[Problem]:
    """Two answers to when money comes or goes, or none."""
    if said.date is None and said.on_call is None:
        got = "nothing says when the money comes in"
        hint = "say `date`, or `on_call: 60 days` for money that `plan.policies.cash_policy` may ask for"
        yield Problem("E_MISSING", got, hint, path=path)
    if said.date is None and path[-1] == "none":
        got = "`raise: none` asks for nothing, so nobody can ask for funding of that name"
        yield Problem("E_VALUE", got, "give it another name", path=path)
    if said.date is not None and said.on_call is not None:
        got = "money that comes on a date waits for nobody to ask for it"
        yield Problem("E_CONFLICT", got, "keep `date` or `on_call`", path=(*path, "on_call"))
    if said.repaid is not None and said.repaid_after is not None:
        got = "`repaid` and `repaid_after` both say when it is repaid"
        yield Problem("E_CONFLICT", got, "keep one of them", path=(*path, "repaid_after"))
    elif said.repaid is not None and said.date is None:
        got = "nobody knows the day on which it comes in, so it cannot be repaid on one"
        yield Problem("E_CONFLICT", got, "say `repaid_after: 24 months` instead", path=(*path, "repaid"))


def _of_dates(said: Funding, date: datetime.date, path: Path, scenario: "Scenario") -> Iterator[Problem]:
    """Money that comes on a day before the run, or after it, or that is repaid before it comes."""
    start, end, back = scenario.run.start, end_of(scenario), repaid_on(said)
    if date < start:
        got = f"{date} is before the run, which begins on {start}"
        hint = "what came before is part of `run.initial.cash`: leave it out"
        if back is not None and back >= start:
            got += ", so its repayment and its interest are not counted either"
            hint = "say it as a loan that comes on the first day, and take it off `run.initial.cash`"
        yield Problem("W_UNUSED", got, hint, path=(*path, "date"))
    elif date >= end:
        got = f"{date} is never reached: the run ends on {end - datetime.timedelta(days=1)}"
        yield Problem("W_UNUSED", got, "leave it out, or make the run longer", path=(*path, "date"))
    if said.repaid is not None and said.repaid <= date:
        got = f"repaid on {said.repaid}, before it comes in on {date}"
        yield Problem("E_RANGE", got, "need date < repaid", path=(*path, "repaid"))
