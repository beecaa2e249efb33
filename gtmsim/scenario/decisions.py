"""The policies of a scenario as decision tables, one for each period in which the same rows are in force."""

import datetime
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from gtmsim.policies.axes import Axis, axes
from gtmsim.policies.facts import DecisionPoint, Hit, domain
from gtmsim.policies.points import POINTS, bound
from gtmsim.policies.proof import prove
from gtmsim.policies.reading import Misread, read_table
from gtmsim.policies.table import Table
from gtmsim.scenario.accounts import departments
from gtmsim.scenario.cells import read_literal, write_literal
from gtmsim.scenario.policies import Policy, PolicyRow
from gtmsim.scenario.problems import Problem
from gtmsim.scenario.quantity import currency, is_currency, show
from gtmsim.scenario.schema import Scenario

REFERRAL = "referral"
OPEN_ENDED = ("score",)  # outputs that may add up to anything
NONE = "none"
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
        "department": (*departments(market.people), NONE),
    }


def policy_of(scenario: Scenario, point: DecisionPoint) -> Policy:
    """What a scenario says at a decision point."""
    said: Policy = getattr(scenario.plan.policies, point.name)
    return said


def whole_table(point: DecisionPoint, policy: Policy) -> tuple[Table, list[Misread]]:
    """The table of a policy with all of its rows, whatever their days, and what is wrong with its cells."""
    hit: Hit = policy.hit  # type: ignore[assignment]  # its words are the declared ones
    rows = [(row.name, row.when, answers_of(point, policy, row)) for row in policy.rows]
    return read_table(point.name, point, hit, rows, read_literal)


def answers_of(point: DecisionPoint, policy: Policy, row: PolicyRow) -> dict[str, str]:
    """What a row answers; what it leaves out is as in the point's own table."""
    unsaid = point.default[0][2]
    if policy.hit == "collect sum":  # which each row would add
        unsaid = {name: said for name, said in unsaid.items() if said.startswith("0")}
    return {**unsaid, **row.then}


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


def policy_problems(scenario: Scenario) -> Iterator[Problem]:
    """All that is wrong with the policies, with the path of the cell or row."""
    for point in points_of(scenario):
        yield from problems_of(scenario, point, policy_of(scenario, point), ("plan", "policies", point.name))


def problems_of(scenario: Scenario, point: DecisionPoint, policy: Policy, where: Path) -> Iterator[Problem]:
    """What is wrong with one policy, which stands at the path `where`."""
    yield from _rows(policy, where)
    yield from _currencies(scenario.market.currency, point, policy, where)
    if not policy.rows:
        hint = "write a row, or leave the decision point out"
        yield Problem("E_MISSING", "the table has no row", hint, path=(*where, "rows"))
        return
    words = [output.name for output in point.outputs if output.kind == "category"]
    if policy.hit == "collect sum" and words:
        what = f"`collect sum` adds numbers up, and {words[0]} is a word"
        yield Problem("E_CHOICE", what, "write `first`", path=(*where, "hit"))
        return
    found, wrong = periods(point, policy, scenario.run.start)
    for each in wrong:
        known = each.column in {fact.name for fact in point.facts}
        side = "when" if known or each.column in policy.rows[each.row].when else "then"
        path = (*where, "rows", each.row, side)
        path = (*path, each.column) if each.column in getattr(policy.rows[each.row], side) else path
        yield Problem(each.error.code, each.error.what, each.error.hint, path=path)
    yield from _faults(found, where)
    yield from _sums(found, where)


def _faults(found: list[Period], where: Path) -> Iterator[Problem]:
    """What the proofs of a policy's tables say, each thing once."""
    said: set[tuple[str, int, str]] = set()
    dead = Counter[int]()
    in_force = Counter(place for period in found for place in period.places)
    for number, period in enumerate(found):
        when = _when(found, number)
        if not period.places and period.table.hit != "collect sum":
            hint = "let the dates of the rows follow one another"
            yield Problem("E_GAP", f"no row is in force{when}", hint, path=(*where, "rows"))
            continue
        for fault in prove(period.table, write_literal):
            place = period.places[fault.row] if fault.row >= 0 else -1
            path = (*where, "rows") if place < 0 else (*where, "rows", place)
            known = (fault.code, place, fault.hint if fault.code == "E_GAP" else fault.what)
            if fault.code == "E_DEAD":
                dead[place] += 1
                if dead[place] == in_force[place]:  # otherwise it fires at another time
                    yield Problem(fault.code, fault.what, fault.hint, path=path)
            elif known not in said:
                said.add(known)
                yield Problem(fault.code, fault.what + when, fault.hint, path=path)


def _when(found: list[Period], number: int) -> str:
    """The time in which a table holds, in words; nothing where it is the only one."""
    first = found[number].first
    since = "" if first is None else f" from {first} on"
    return since if number + 1 == len(found) else f"{since} until {found[number + 1].first}"


def _sums(found: list[Period], where: Path) -> Iterator[Problem]:
    """Answers that rows could add up to and that mean nothing."""
    for number, period in enumerate(found):
        table = period.table
        if table.hit != "collect sum":
            continue
        every = [domain(fact) for fact in table.inputs]
        sure = [all(test == (whole,) for test, whole in zip(row.tests, every, strict=True)) for row in table.rows]
        for place, output in enumerate(table.outputs):
            values = [row.values[place] for row in table.rows]
            for sign, edge in ((-1.0, output.low), (1.0, output.high)):
                most = min((_sum(axis, values, sure, sign) for axis in axes(table)), default=sign * sum(values))
                if output.name not in OPEN_ENDED and most > sign * edge:
                    low, high = write_literal(output.low, output), write_literal(output.high, output)
                    what = f"{output.name} may add up to {write_literal(sign * most, output)}{_when(found, number)}"
                    hint = (
                        f"it lies in {low} to {high}: a row without `when` holds always, others may exclude each other"
                    )
                    yield Problem("E_RANGE", what, hint, path=(*where, "rows"))


def _sum(axis: Axis, values: list[float], sure: list[bool], sign: float) -> float:
    """The most, or with sign -1 the least negated, to which rows add up that this fact lets hold together."""
    added = [sign * value if sure[row] else max(0.0, sign * value) for row, value in enumerate(values)]
    return max(sum(value for row, value in enumerate(added) if mask >> row & 1) for mask in axis.masks)


def _currencies(code: str, point: DecisionPoint, policy: Policy, where: Path) -> Iterator[Problem]:
    """Amounts in cells that name another currency than the scenario's."""
    money = [fact.name for fact in point.facts if fact.unit.startswith("money")]
    for place, row in enumerate(policy.rows):
        for name in money:
            for said in re.split(r"[<>=\[\](),]|\.\.", row.when.get(name, "")):
                word = currency(said)
                if word and not is_currency(word, code):
                    what = f"{show(said.strip())} is not in the scenario's currency, {code or 'none'}"
                    path = (*where, "rows", place, "when", name)
                    yield Problem("E_UNIT", what, "amounts are never converted", path=path)


def unmet(scenario: Scenario) -> Iterator[Problem]:
    """Answers for which the market says nothing."""
    market, policies = scenario.market, vars(scenario.plan.policies)
    where: Path = ("plan", "policies")
    for place, row in enumerate(policies["nurture"].rows):
        if row.then.get("then") == "nurture" and market.qualification.nurture is None:
            hint = "add `nurture: {answers: 30%}` to `market.qualification`"
            path = (*where, "nurture", "rows", place, "then", "then")
            yield Problem("E_MISSING", "nothing says how many nurtured leads answer", hint, path=path)
    for place, row in enumerate(policies["save_play"].rows):
        if row.then.get("play") == "try" and market.saving is None:
            hint = "add `saving: {chance: 40%}` to `market`"
            path = (*where, "save_play", "rows", place, "then", "play")
            yield Problem("E_MISSING", "nothing says how many customers can be kept", hint, path=path)
    ways = market.selling.touches
    for place, row in enumerate(policies["touch"].rows if ways.message == ways.phone == ways.face_to_face else ()):
        if row.then.get("by", "phone") != "phone":
            path = (*where, "touch", "rows", place, "then", "by")
            what = "all ways to talk to a buyer are alike, so this changes nothing"
            yield Problem("W_UNUSED", what, "say what each does in `market.selling.touches`", path=path)


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
