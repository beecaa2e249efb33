"""The policies of a scenario as decision tables, one for each period in which the same rows are in force."""

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from gtmsim.policies.facts import DecisionPoint, Hit
from gtmsim.policies.points import POINTS, bound
from gtmsim.policies.proof import prove
from gtmsim.policies.reading import Misread, read_table
from gtmsim.policies.table import Table
from gtmsim.scenario.cells import read_literal, write_literal
from gtmsim.scenario.policies import Policy
from gtmsim.scenario.problems import Problem
from gtmsim.scenario.schema import Scenario

REFERRAL = "referral"
NONE = "none"
Path = tuple[str | int, ...]


class Period(NamedTuple):
    """A table from one day on, and the place of each of its rows in the policy."""

    first: datetime.date | None  # None: the start of the run
    table: Table
    places: tuple[int, ...]


def points_of(scenario: Scenario) -> tuple[DecisionPoint, ...]:
    """The decision points with the names of this scenario."""
    market = scenario.market
    names = {
        "channel": (*sorted(market.channels), *([REFERRAL] if market.referrals is not None else []), NONE),
        "segment": tuple(sorted(market.segments)),
        "stage": tuple(stage.name for stage in market.selling.stages) or (NONE,),
    }
    return tuple(bound(point, names) for point in POINTS)


def policy_of(scenario: Scenario, point: DecisionPoint) -> Policy:
    """What a scenario says at a decision point."""
    said: Policy = getattr(scenario.plan.policies, point.name)
    return said


def periods(point: DecisionPoint, policy: Policy, start: datetime.date) -> tuple[list[Period], list[Misread]]:
    """The tables of a policy in order of time, and what is wrong with its cells."""
    hit: Hit = policy.hit  # type: ignore[assignment]  # its words are the declared ones
    unsaid = point.default[0][2]  # an answer that a row leaves out is the one of the point's own table
    rows = [(row.name, row.when, {**unsaid, **row.then}) for row in policy.rows]
    whole, wrong = read_table(point.name, point, hit, rows, read_literal)
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


def policy_problems(scenario: Scenario) -> Iterator[Problem]:
    """All that is wrong with the policies, with the path of the cell or row."""
    for point in points_of(scenario):
        policy = policy_of(scenario, point)
        where: Path = ("plan", "policies", point.name)
        yield from _rows(policy, where)
        found, wrong = periods(point, policy, scenario.run.start)
        for each in wrong:
            known = each.column in {fact.name for fact in point.facts}
            side = "when" if known or each.column in policy.rows[each.row].when else "then"
            path = (*where, "rows", each.row, side)
            path = (*path, each.column) if each.column in getattr(policy.rows[each.row], side) else path
            yield Problem(each.error.code, each.error.what, each.error.hint, path=path)
        for period in found:
            since = f" from {period.first} on" if period.first else ""
            for fault in prove(period.table, write_literal):
                path = (*where, "rows") if fault.row < 0 else (*where, "rows", period.places[fault.row])
                yield Problem(fault.code, fault.what + since, fault.hint, path=path)


def _rows(policy: Policy, where: Path) -> Iterator[Problem]:
    seen: set[str] = set()
    for place, row in enumerate(policy.rows):
        path = (*where, "rows", place)
        if row.name in seen:
            hint = "give each row a name of its own"
            yield Problem("E_NAME", f"two rows are called `{row.name}`", hint, path=(*path, "name"))
        seen.add(row.name)
        if row.starts is not None and row.ends is not None and row.ends <= row.starts:
            what = f"the row ends on {row.ends} and starts on {row.starts}"
            yield Problem("E_RANGE", what, "need starts < ends", path=(*path, "ends"))
