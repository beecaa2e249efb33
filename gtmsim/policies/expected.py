"""Whether a table answers some cases as its author expects: exact over all values that a case leaves open."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from gtmsim.policies.axes import axes
from gtmsim.policies.cover import Box, Classes, Search
from gtmsim.policies.facts import COLLECTS, Spans
from gtmsim.policies.fault import example
from gtmsim.policies.literals import Writer, bare
from gtmsim.policies.simplest import simplest
from gtmsim.policies.table import Row, Table, answer, firing


class Expected(NamedTuple):
    """What a case should be answered with: the rows that should hold, or some values by the places of their outputs."""

    rows: tuple[int, ...] | None
    values: dict[int, float]


class Refuted(NamedTuple):
    """A case that is answered otherwise."""

    rows: tuple[int, ...]  # that answer; none where it is the default
    values: tuple[float, ...]
    said: str  # the case in words


def refuted(
    table: Table, box: Sequence[Spans], expected: Expected, show: Writer = bare, search: Search | None = None
) -> Refuted | None:
    """A case of the box that is not answered as expected; raises WideError where there are too many to look at."""
    last = Row("", tuple(box), (0.0,) * len(table.outputs))
    sides = axes(table._replace(rows=(*table.rows, last)))
    bit = 1 << len(table.rows)
    inside = [{mask & ~bit: index for index, mask in enumerate(side.masks) if mask & bit} for side in sides]
    search = search or Search()
    boxes = _sets(inside, search) if table.hit in COLLECTS else _rows(table, inside, expected, search)
    for found in boxes:
        spans = [side.spans[found[place]] for place, side in enumerate(sides)]
        case = [simplest(each, fact) for each, fact in zip(spans, table.inputs, strict=True)]
        rows, values = _answer(table, case)
        if not _as_expected(table, firing(table, case), rows, values, expected):
            exact = [((value, value),) for value in case]
            return Refuted(rows, values, example(table, exact, show)[1])
    return None


def _rows(table: Table, inside: list[Classes], expected: Expected, search: Search) -> list[Box]:
    """For each row that should not answer, and for none, classes for which it does."""
    if table.hit == "any" and expected.rows is not None:
        return _any(len(table.rows), inside, expected.rows)
    found = []
    for row in range(len(table.rows) + 1):
        is_row = row < len(table.rows)
        if is_row and not _wrong(table, row, expected):
            continue
        classes = [{m: n for m, n in each.items() if not is_row or m >> row & 1} for each in inside]
        if not all(classes):
            continue
        earlier = (1 << row) - 1 if table.hit != "unique" or not is_row else 0
        gap = search.gap(earlier, dict(enumerate(classes)))
        if gap is not None:
            found.append({place: gap.get(place, next(iter(each.values()))) for place, each in enumerate(classes)})
    return found


def _any(count: int, inside: list[Classes], expected: tuple[int, ...]) -> list[Box]:
    """Classes for which a row that should hold does not; where none should, for which some row does."""
    first = {place: next(iter(each.values())) for place, each in enumerate(inside)}
    found = [
        first | {place: index}
        for row in expected
        for place, each in enumerate(inside)
        for mask, index in each.items()
        if not mask >> row & 1
    ]
    for row in range(count) if not expected else ():
        held = [[index for mask, index in each.items() if mask >> row & 1] for each in inside]
        if all(held):
            found.append({place: indices[0] for place, indices in enumerate(held)})
    return found


def _wrong(table: Table, row: int, expected: Expected) -> bool:
    """Whether a case that the row answers is not as expected, or may not be."""
    if expected.rows is not None:
        return expected.rows != (row,)
    return not _equal(table.rows[row].values, expected)


def _sets(inside: list[Classes], search: Search) -> list[Box]:
    """For each set of rows that hold together in the box classes for which they do."""
    boxes: dict[int, Box] = {-1: {}}
    for place, classes in enumerate(inside):
        following: dict[int, Box] = {}
        for rows, box in boxes.items():
            for mask, index in classes.items():
                following.setdefault(rows & mask, box | {place: index})
        search.spend(len(following))
        boxes = following
    return list(boxes.values())


def _answer(table: Table, case: Sequence[float]) -> tuple[tuple[int, ...], tuple[float, ...]]:
    found, rows = answer(table, case), tuple(firing(table, case))
    values = table.rows[found].values if isinstance(found, int) else found or ()
    return (rows if table.hit in COLLECTS else rows[:1]), values


def _as_expected(
    table: Table, hold: Sequence[int], rows: tuple[int, ...], values: tuple[float, ...], expected: Expected
) -> bool:
    if expected.rows is None:
        return bool(values) and _equal(values, expected)
    if table.hit == "any":  # all of whose rows answer alike
        return set(expected.rows) <= set(hold) and bool(expected.rows) == bool(hold)
    return rows == tuple(sorted(expected.rows))


def _equal(values: Sequence[float], expected: Expected) -> bool:
    return all(math.isclose(values[place], value, abs_tol=1e-12) for place, value in expected.values.items())
