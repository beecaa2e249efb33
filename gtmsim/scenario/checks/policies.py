"""What is wrong with the policies of a scenario: cells, hit policies, proofs, totals, currencies, unmet answers."""

import datetime
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from gtmsim.policies.axes import Axis, axes
from gtmsim.policies.cover import Search
from gtmsim.policies.exchange.sheet import LONGEST, MOST_CHARACTERS, MOST_ROWS
from gtmsim.policies.facts import COLLECTS, TOTALS, DecisionPoint, domain
from gtmsim.policies.proof import default_is_idle, prove
from gtmsim.policies.reading import DEFAULT, Misread
from gtmsim.scenario.checks.idle_cells import cell_problems
from gtmsim.scenario.checks.policy_cases import case_problems
from gtmsim.scenario.checks.policy_words import other_words
from gtmsim.scenario.language.cells import write_literal
from gtmsim.scenario.language.currency import currency, is_currency
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.language.quantity import show
from gtmsim.scenario.language.respell_cells import Calendar, cell_hint, column_of
from gtmsim.scenario.resolved.decisions import Path, Period, periods, points_of, policy_of
from gtmsim.scenario.sections.policies import Policy
from gtmsim.scenario.sections.schema import Scenario

MOST_WORK = 1_000_000  # rows x rows x periods: a second or two
LARGEST = 6_000_000  # rows times tests of a policy, for each of its periods: some seconds of proof
OPEN_ENDED = ("score",)  # outputs that may add up to anything
COUNTABLE = ("1", "count")  # units of what a number of rows may be
DOES = {
    "collect sum": "adds numbers up",
    "collect min": "takes the least number",
    "collect max": "takes the greatest number",
    "collect count": "counts rows",
}


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
    if large := _large(policy, scenario.run.start):
        yield large._replace(path=(*where, "rows"))
        return
    yield from _answers(point, policy, where)
    if unfit := _unfit(point, policy.hit):
        yield unfit._replace(path=(*where, "hit"))
        return
    found, wrong = periods(point, policy, scenario.run.start)
    for each in wrong:
        path = _cell(each, point, policy, where)
        calendar = Calendar(scenario.run.start, scenario.run.months)
        hint = other_words(scenario, point, policy, each) or _instead(each, point, policy, path, calendar)
        yield Problem(each.error.code, each.error.what, hint, path=path)
    if wide := _wide(policy, found):
        yield wide._replace(path=(*where, "rows"))
        return
    odd = list(cell_problems(scenario, point, policy, found, where))
    yield from odd
    # A row that answers all may do so because of a cell that tests nothing.
    yield from _faults(found, where, {problem.path[len(where) + 1]: problem.message for problem in odd})
    yield from _sums(found, where)
    if found:
        yield from case_problems(point, policy, found, where)


def _large(policy: Policy, start: datetime.date) -> Problem | None:
    """Why a table is more than can be proven in a moment, if so."""
    rows = len(policy.rows)
    hint = "a decision table is small: split it, or leave rows out"
    if rows > MOST_ROWS:
        return Problem("E_SIZE", f"more than {MOST_ROWS} rows", hint)
    said = [text for row in policy.rows for side in (row.when, row.then or {}) for text in side.values()]
    if sum(map(len, said)) > MOST_CHARACTERS or max(map(len, said), default=0) > LONGEST:
        return Problem("E_SIZE", f"more than {MOST_CHARACTERS:,} characters, or {LONGEST:,} in a cell", hint)
    days = {day for row in policy.rows for day in (row.starts, row.ends) if day is not None and day > start}
    if rows * rows * (1 + len(days)) > MOST_WORK:
        return Problem("E_SIZE", f"{rows} rows that begin and end on {len(days)} days are too many to prove", hint)
    return None


def _wide(policy: Policy, found: list[Period]) -> Problem | None:
    """Why tables test more than can be proven in a moment, if so."""
    tests = [sum(len(test) for row in table.rows for test in row.tests) for _, table, _ in found]
    size = sum(len(table.rows) * count for (_, table, _), count in zip(found, tests, strict=True))
    if size <= (LARGEST // 4 if policy.hit in TOTALS else LARGEST):  # what rows add up to is looked at too
        return None
    periods = f" in {len(found):,} periods" if len(found) > 1 else ""
    what = f"{len(policy.rows):,} rows with {tests[0]:,} tests{periods} are too many to prove"
    return Problem("E_WIDE", what, "split the table, or test fewer values and dates")


def _cell(each: Misread, point: DecisionPoint, policy: Policy, where: Path) -> Path:
    """The path of a cell that was misread, or of the row that should have it."""
    if each.row == DEFAULT:
        said: Mapping[str, str] = policy.default or {}
        path: Path = (*where, "default")
    else:
        row = policy.rows[each.row]
        known = each.column in {fact.name for fact in point.facts}
        side = "when" if known or each.column in row.when else "then"
        said, path = (row.when if side == "when" else row.then or {}), (*where, "rows", each.row, side)
    return (*path, each.column) if each.column in said else path


def _instead(each: Misread, point: DecisionPoint, policy: Policy, path: Path, calendar: Calendar) -> str:
    """What to write in a cell that was misread."""
    side = path[-2]
    row = policy.rows[each.row] if each.row != DEFAULT else None
    said = policy.default if row is None else row.when if side == "when" else row.then
    column = column_of(point, each.column)
    if column is None or path[-1] != each.column or not said or each.column not in said:
        return each.error.hint
    return cell_hint(said[each.column], column, each.error, calendar)


def _answers(point: DecisionPoint, policy: Policy, where: Path) -> Iterator[Problem]:
    """Rows without an answer, and answers that nobody reads."""
    for place, row in enumerate(policy.rows):
        path = (*where, "rows", place)
        if policy.hit != "collect count" and row.then is None:
            hint = f"say what the row answers: {', '.join(output.name for output in point.outputs)}"
            yield Problem("E_MISSING", "is missing", hint, path=(*path, "then"))
        elif policy.hit == "collect count" and row.then:
            hint = "remove it, or write `collect sum` to add up what rows answer"
            what = "`collect count` counts the rows that hold; what they answer is not read"
            yield Problem("E_CONFLICT", what, hint, path=(*path, "then"))


def _unfit(point: DecisionPoint, hit: str) -> Problem | None:
    """Why rows cannot be collected into the answers of a decision point, if so."""
    words = [output.name for output in point.outputs if output.kind == "category"]
    if hit not in COLLECTS:
        return None
    if words:
        return Problem("E_CHOICE", f"`{hit}` {DOES[hit]}, and {words[0]} is a word", "write `first`")
    if hit == "collect count" and len(point.outputs) > 1:
        what = f"`{hit}` answers one number, and {point.name} has {len(point.outputs)} answers"
        return Problem("E_CHOICE", what, "write `collect sum`, with 1 in each row for the answer that is meant")
    if hit == "collect count" and point.outputs[0].unit not in COUNTABLE:
        what = f"`{hit}` answers a number of rows, and {point.outputs[0].name} is in {point.outputs[0].unit}"
        return Problem("E_CHOICE", what, "write `collect sum`, and in each row what it adds")
    return None


def _faults(found: list[Period], where: Path, odd: Mapping[str | int, str]) -> Iterator[Problem]:
    """What the proofs of a policy's tables say, each thing once."""
    said: set[tuple[str, int, str]] = set()
    dead = Counter[int]()
    idle = 0  # periods in which the default never answers
    in_force = Counter(place for period in found for place in period.places)
    search = Search()
    for number, period in enumerate(found):
        search.visited = 0  # each table may be as wide as any, all of them together only so much work
        when = _when(found, number)
        if not period.places and period.table.unanswered is None:
            hint = "let the dates of the rows follow one another"
            yield Problem("E_GAP", f"no row is in force{when}", hint, path=(*where, "rows"))
            continue
        idle += default_is_idle(period.table)
        for fault in prove(period.table, write_literal, search):
            place = period.places[fault.row] if fault.row >= 0 else -1
            path = (*where, "rows") if place < 0 else (*where, "rows", place)
            known = (fault.code, place, fault.hint if fault.code == "E_GAP" else fault.what)
            if fault.code == "E_DEAD":
                dead[place] += 1
                if dead[place] == in_force[place]:  # otherwise it fires at another time
                    why = odd.get(period.places[fault.other], "") if fault.other >= 0 else ""
                    what = f"{fault.what} ({why})" if why else fault.what
                    yield Problem(fault.code, what, fault.hint, path=path)
            elif known not in said:
                said.add(known)
                yield Problem(fault.code, fault.what + when, fault.hint, path=path)
    if found and idle == len(found):
        what = "the default never answers: rows answer every case"
        yield Problem("W_UNUSED", what, "remove it, or the rows that it should answer for", path=(*where, "default"))


def _when(found: list[Period], number: int) -> str:
    """The time in which a table holds, in words; nothing where it is the only one."""
    first = found[number].first
    since = "" if first is None else f" from {first} on"
    return since if number + 1 == len(found) else f"{since} until {found[number + 1].first}"


def _sums(found: list[Period], where: Path) -> Iterator[Problem]:
    """Answers that rows could add up to and that mean nothing."""
    for number, period in enumerate(found):
        table = period.table
        if table.hit not in TOTALS:
            continue
        every = [domain(fact) for fact in table.inputs]
        sure = [all(test == (whole,) for test, whole in zip(row.tests, every, strict=True)) for row in table.rows]
        for place, output in enumerate(table.outputs):
            values = [row.values[place] for row in table.rows]
            for sign, edge in ((-1.0, output.low), (1.0, output.high)):
                if sum(max(0.0, sign * value) for value in values) <= sign * edge:
                    continue
                some = table.default is not None  # which answers where no row holds
                whole = sign * sum(values) if values or not some else -math.inf
                most = min((_sum(axis, values, sure, sign, some) for axis in axes(table)), default=whole)
                if output.name not in OPEN_ENDED and most > sign * edge:
                    low, high = write_literal(output.low, output), write_literal(output.high, output)
                    what = f"{output.name} may add up to {write_literal(sign * most, output)}{_when(found, number)}"
                    hint = (
                        f"it lies in {low} to {high}: a row without `when` holds always, others may exclude each other"
                    )
                    yield Problem("E_RANGE", what, hint, path=(*where, "rows"))


def _sum(axis: Axis, values: list[float], sure: list[bool], sign: float, some: bool) -> float:
    """The most, or with sign -1 the least negated, to which rows add up that this fact lets hold together.

    With `some` at least one row holds."""
    most = -math.inf
    for mask in axis.masks:
        rows = [row for row in range(len(values)) if mask >> row & 1]
        added = [sign * values[row] for row in rows if sure[row] or sign * values[row] > 0.0]
        if some and rows and not added:
            added = [max(sign * values[row] for row in rows)]
        most = max(most, -math.inf if some and not rows else sum(added))
    return most


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
    for said, path in _said(policies["nurture"], (*where, "nurture")):
        if said.get("action") == "nurture" and market.qualification.nurture is None:
            hint = "add `nurture: {response_rate: 30%}` to `market.qualification`"
            yield Problem("E_MISSING", "nothing says how many nurtured leads answer", hint, path=(*path, "action"))
    for said, path in _said(policies["save_play"], (*where, "save_play")):
        if said.get("play") == "try" and market.save_offer is None:
            hint = "add `save_offer: {chance: 40%}` to `market`"
            yield Problem("E_MISSING", "nothing says how many customers can be kept", hint, path=(*path, "play"))
    ways = market.selling.touches
    alike = ways.message == ways.phone == ways.face_to_face
    for said, path in _said(policies["touch"], (*where, "touch")) if alike else ():
        if said.get("medium", "phone") != "phone":
            what = "all ways to talk to a buyer are alike, so this changes nothing"
            yield Problem("W_UNUSED", what, "say what each does in `market.selling.touches`", path=(*path, "medium"))


def _said(policy: Policy, where: Path) -> Iterator[tuple[Mapping[str, str], Path]]:
    """What rows and the default answer, with the path of each."""
    for place, row in enumerate(policy.rows):
        yield row.then or {}, (*where, "rows", place, "then")
    if policy.default is not None:
        yield policy.default, (*where, "default")


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
