"""The cases that stand beside a decision table, tried in every period: each must be answered as it expects."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from gtmsim.policies.cells import parse
from gtmsim.policies.cover import Search, WideError
from gtmsim.policies.expected import Expected, Refuted, refuted
from gtmsim.policies.facts import DecisionPoint, Spans, domain
from gtmsim.policies.literals import CellError
from gtmsim.policies.reading import value_of
from gtmsim.policies.table import Table
from gtmsim.scenario.checks.case_marks import CASE
from gtmsim.scenario.language.cells import read_literal, write_literal
from gtmsim.scenario.language.problems import Problem, nearest
from gtmsim.scenario.language.quantity import show
from gtmsim.scenario.language.respell_cells import cell_hint
from gtmsim.scenario.resolved.decisions import Path, Period
from gtmsim.scenario.sections.policies import Policy, PolicyCase

MOST_CASES = 500


class _Wrong(NamedTuple):
    """What cannot be read in a case, and where below it."""

    error: CellError
    at: tuple[str | int, ...]


def case_problems(point: DecisionPoint, policy: Policy, found: list[Period], where: Path) -> Iterator[Problem]:
    """The cases that are answered otherwise, or that say what nobody knows."""
    if len(policy.cases) > MOST_CASES:
        yield Problem("E_SIZE", f"more than {MOST_CASES} cases", "leave some out", path=(*where, "cases"))
        return
    search = Search(20_000)
    for place, case in enumerate(policy.cases):
        path = (*where, "cases", place)
        wrong: list[_Wrong] = []
        given, expected = _given(point, case, wrong), _expected(point, policy, case, wrong)
        for each in wrong:
            yield Problem(each.error.code, each.error.what, _instead(each, point, case), path=(*path, *each.at))
        if not wrong:
            try:
                yield from _tried(point, policy, case, (given, expected), (found, path), search)
            except WideError:
                what = "the case leaves too much open to try it"
                yield Problem("E_WIDE", what, "say more facts under `given`", path=path)
                return


def _instead(each: _Wrong, point: DecisionPoint, case: PolicyCase) -> str:
    """What to write for something of a case that cannot be read."""
    side, *name = each.at
    columns = {one.name: one for one in (point.facts if side == "given" else point.outputs)}
    said = case.given if side == "given" else case.expect
    if not name or not isinstance(said, dict) or name[0] not in columns:
        return each.error.hint
    return cell_hint(said[name[0]], columns[name[0]], each.error)


def _tried(
    point: DecisionPoint,
    policy: Policy,
    case: PolicyCase,
    said: tuple[Mapping[str, Spans], Expected],
    within: tuple[list[Period], Path],
    search: Search,
) -> Iterator[Problem]:
    """The first period in which the case is answered otherwise."""
    (given, expected), (found, path) = said, within
    for number, period in enumerate(found):
        following = found[number + 1].first if number + 1 < len(found) else None
        if case.day is not None and not _holds_on(case, period, following):
            continue
        box = [given.get(fact.name, (domain(fact),)) for fact in period.table.inputs]
        rows = expected.rows
        if rows is not None:
            if any(row not in period.places for row in rows):
                name = next(policy.rows[row].name for row in rows if row not in period.places)
                since = f" from {period.first} on" if period.first else ""
                what = f"expects row `{name}`, which is not in force{since}"
                yield Problem(CASE, what, "say the `day`, or mend the case", path=path)
                return
            rows = tuple(sorted(period.places.index(row) for row in rows))
        other = refuted(period.table, box, Expected(rows, expected.values), write_literal, search)
        if other is not None:
            what = f"expects {_wanted(point, policy, expected)}, and {_got(period.table, other)}"
            yield Problem(CASE, what, "mend the table or the case", path=path)
            return


def _holds_on(case: PolicyCase, period: Period, following: object) -> bool:
    begun = period.first is None or (case.day is not None and period.first <= case.day)
    return begun and (following is None or case.day is None or case.day < following)  # type: ignore[operator]


def _given(point: DecisionPoint, case: PolicyCase, wrong: list[_Wrong]) -> dict[str, Spans]:
    facts = {fact.name: fact for fact in point.facts}
    found = {}
    for name, text in case.given.items():
        try:
            if name not in facts:
                raise CellError("E_FACT", f"{show(name)} is not a fact of this decision", nearest(name, facts))
            found[name] = parse(text, facts[name], read_literal)
        except CellError as error:
            wrong.append(_Wrong(error, ("given", name)))
    return found


def _expected(point: DecisionPoint, policy: Policy, case: PolicyCase, wrong: list[_Wrong]) -> Expected:
    """Rows by their places in the policy, or values by the places of the outputs."""
    if not isinstance(case.expect, dict):
        listed = isinstance(case.expect, list)
        names = [row.name for row in policy.rows]
        for place, name in enumerate(case.expect if listed else [case.expect]):
            if name not in names:
                error = CellError("E_FACT", f"no row is called {show(name)}", nearest(name, names))
                wrong.append(_Wrong(error, ("expect", place) if listed else ("expect",)))
        known = case.expect if listed else [case.expect]
        return Expected(tuple(names.index(name) for name in known if name in names), {})
    outputs = {output.name: place for place, output in enumerate(point.outputs)}
    values = {}
    for name, text in case.expect.items():
        try:
            if name not in outputs:
                raise CellError("E_FACT", f"{show(name)} is not an answer of this decision", nearest(name, outputs))
            values[outputs[name]] = value_of(text, point.outputs[outputs[name]], read_literal)
        except CellError as error:
            wrong.append(_Wrong(error, ("expect", name)))
    if not case.expect:
        wrong.append(_Wrong(CellError("E_MISSING", "the case expects nothing", "name a row or an answer"), ("expect",)))
    return Expected(None, values)


def _wanted(point: DecisionPoint, policy: Policy, expected: Expected) -> str:
    if expected.rows is None:
        return _values(point.outputs, expected.values)
    names = ", ".join(f"`{policy.rows[row].name}`" for row in expected.rows)
    return f"row {names}" if len(expected.rows) == 1 else f"rows {names}" if names else "no row"


def _got(table: Table, other: Refuted) -> str:
    values = dict(enumerate(other.values))
    names = ", ".join(f"`{table.rows[row].name}`" for row in other.rows)
    by = (
        "no row holds for"
        if not names
        else f"row{'s' * (len(other.rows) > 1)} {names} answer{'s' * (len(other.rows) == 1)}"
    )
    return f"{by} {other.said}" + (f": {_values(table.outputs, values)}" if values else "")


def _values(outputs: tuple, values: Mapping[int, float]) -> str:  # type: ignore[type-arg]
    said = []
    for place, value in values.items():
        output = outputs[place]
        text = output.values[int(value)] if output.kind == "category" else write_literal(value, output)
        said.append(f"{output.name} {text}")
    return ", ".join(said)
