"""The policies of a scenario as decision tables, one for each period in which the same rows are in force."""

import datetime
from typing import NamedTuple

from gtmsim.mechanisms.contacts.section import departments
from gtmsim.mechanisms.funding.section import on_call
from gtmsim.policies.facts import COLLECTS, DecisionPoint, Hit
from gtmsim.policies.points import POINTS, bound
from gtmsim.policies.reading import Misread, read_table
from gtmsim.policies.table import Table
from gtmsim.scenario.language.cells import read_literal
from gtmsim.scenario.sections.policies import Policy, PolicyRow
from gtmsim.scenario.sections.schema import Scenario

REFERRAL = "referral"
NONE = "none"
LARGEST = 6_000_000  # rows times tests of a policy, for each of its periods: some seconds of proof
Path = tuple[str | int, ...]


class Period(NamedTuple):
    """A table from one day on, and the place of each of its rows in the policy."""

    first: datetime.date | None  # None: the start of the run
    table: Table
    places: tuple[int, ...]


def points_of(scenario: Scenario) -> tuple[DecisionPoint, ...]:
    """The decision points with the names of this scenario."""
    return tuple(bound(point, names_of(scenario)) for point in POINTS)


def names_of(scenario: Scenario) -> dict[str, tuple[str, ...]]:
    """The categories that a scenario names itself."""
    market = scenario.market
    return {
        "channel": (*sorted(market.channels), *([REFERRAL] if market.referrals is not None else []), NONE),
        "segment": tuple(sorted(market.segments)),
        "stage": tuple(stage.name for stage in market.selling.stages) or (NONE,),
        "department": (*departments(market.contacts), NONE),
        "raise": (NONE, *on_call(scenario)),
    }


def policy_of(scenario: Scenario, point: DecisionPoint) -> Policy:
    """What a scenario says at a decision point."""
    said: Policy = getattr(scenario.plan.policies, point.name)
    return said


def whole_table(point: DecisionPoint, policy: Policy) -> tuple[Table, list[Misread]]:
    """The table of a policy with all of its rows, whatever their days, and what is wrong with its cells."""
    hit: Hit = policy.hit  # type: ignore[assignment]  # its words are the declared ones
    rows = [(row.name, row.when, answers_of(point, policy, row)) for row in policy.rows]
    return read_table(point.name, point, hit, rows, read_literal, default_of(point, policy))


def answers_of(point: DecisionPoint, policy: Policy, row: PolicyRow) -> dict[str, str]:
    """What a row answers; what it leaves out is as in the point's own table."""
    unsaid = point.default[0][2]
    if policy.hit == "collect count":
        return {output.name: "1" for output in point.outputs}
    if policy.hit == "collect sum":  # which each row would add
        unsaid = {name: said for name, said in unsaid.items() if said.startswith("0")}
    elif policy.hit in COLLECTS:  # the usual answer could be the least or the most, and nobody said it
        unsaid = {}
    return {**unsaid, **(row.then or {})}


def default_of(point: DecisionPoint, policy: Policy) -> dict[str, str] | None:
    """What a policy answers where no row holds, if it says so; what it leaves out is as in the point's own table."""
    return None if policy.default is None else {**point.default[0][2], **policy.default}


def periods(point: DecisionPoint, policy: Policy, start: datetime.date) -> tuple[list[Period], list[Misread]]:
    """The tables of a policy in order of time, and what is wrong with its cells."""
    whole, wrong = whole_table(point, policy)
    if wrong:
        return [], wrong
    days = {day for row in policy.rows for day in (row.starts, row.ends) if day is not None and day > start}
    found = []
    for first in (None, *sorted(days)):
        day = first or start
        places = tuple(
            place
            for place, row in enumerate(policy.rows)
            if (row.starts is None or row.starts <= day) and (row.ends is None or day < row.ends)
        )
        found.append(Period(first, whole._replace(rows=tuple(whole.rows[place] for place in places)), places))
    return found, []
