"""Where two tables of one decision answer differently: exact over all values, with the simplest case of each region.

The tables are laid side by side, so that a class of values is one that no test of either tells apart. A region is a
pair of rows that both answer it; where a table adds up, it is a pair of sets of rows.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any, NamedTuple

from gtmsim.policies.axes import Axis, axes
from gtmsim.policies.cover import Box, Classes, Search, WideError
from gtmsim.policies.facts import Fact, Spans, domain
from gtmsim.policies.fault import Case, example
from gtmsim.policies.literals import Writer, bare
from gtmsim.policies.simplest import simplest
from gtmsim.policies.spans import united
from gtmsim.policies.table import Row, Table, answer, firing

SHOWN = 10  # regions of a pair of tables
MOST_SETS = 20_000  # sets of rows that are told apart
STATES = 60_000  # of the search for regions: some seconds

Sets = tuple[tuple[int, ...], tuple[int, ...]]  # of each table some rows
Values = tuple[float, ...]


class Region(NamedTuple):
    """Cases that two tables answer differently, by the same rows."""

    rows: Sets  # those that answer, in the example where a table adds up
    answers: tuple[Values, Values]  # in the example, of each output [its unit]
    case: Case  # the example: fact -> number or name of the category
    said: str


class Regions(NamedTuple):
    """The first regions, the number of the others, and whether all were looked for."""

    shown: tuple[Region, ...]
    more: int
    whole: bool


def difference(one: Table, other: Table, show: Writer = bare, search: Search | None = None) -> Regions:
    """The regions in which two tables of the same facts and outputs differ."""
    if _alike(one, other):
        return Regions((), 0, True)
    adding = "collect sum" in (one.hit, other.hit)
    regions = _by_sets(one, other, show) if adding else _by_rows(one, other, show, search or Search(STATES))
    shown: list[Region] = []
    more = 0
    try:
        for region in regions:
            if len(shown) < SHOWN:
                shown.append(region)
            else:
                more += 1
    except WideError:
        return Regions(tuple(shown), more, False)
    return Regions(tuple(shown), more, True)


def _alike(one: Table, other: Table) -> bool:
    """Whether both say the same, whatever they call it."""
    ours, theirs = ([(row.tests, row.values) for row in table.rows] for table in (one, other))
    return (one.hit, one.inputs, ours) == (other.hit, other.inputs, theirs)


def _beside(one: Table, other: Table, inputs: Sequence[Fact]) -> Table:
    """The rows of both, about the same inputs."""
    rows = [
        row._replace(tests=_about(row, table, inputs)) for table in (one, other) for row in table.rows
    ]  # those of the second table come after those of the first
    return one._replace(inputs=tuple(inputs), rows=tuple(rows))


def _about(row: Row, table: Table, inputs: Sequence[Fact]) -> tuple[Spans, ...]:
    tests = dict(zip(table.inputs, row.tests, strict=True))
    return tuple(tests.get(fact, (domain(fact),)) for fact in inputs)


def _inputs(one: Table, other: Table) -> tuple[Fact, ...]:
    return tuple(dict.fromkeys((*one.inputs, *other.inputs)))


def _by_rows(one: Table, other: Table, show: Writer, search: Search) -> Iterator[Region]:
    """A region for each pair of rows that both answer some case, with different values."""
    both, first = _beside(one, other, _inputs(one, other)), len(one.rows)
    sides = axes(both)
    for row, ours in enumerate(one.rows):
        meets = reduce(and_, (reduce(or_, (m for m in side.masks if m >> row & 1), 0) for side in sides), -1)
        for place, theirs in enumerate(other.rows):
            if ours.values == theirs.values or not meets >> first + place & 1:
                continue
            pair = 1 << row | 1 << first + place
            earlier = _before(one, row) | _before(other, place) << first
            inside = [{mask: n for n, mask in enumerate(side.masks) if mask & pair == pair} for side in sides]
            gap = search.gap(earlier, dict(enumerate(inside)))
            if gap is not None:
                box = _widened(earlier, inside, gap, sides, both)
                yield Region(((row,), (place,)), (ours.values, theirs.values), *example(both, box, show))


def _before(table: Table, row: int) -> int:
    """The rows that answer in place of `row` wherever they hold."""
    return (1 << row) - 1 if table.hit == "first" else 0


def _widened(rows: int, inside: list[Classes], gap: Box, sides: Sequence[Axis], table: Table) -> list[Spans]:
    """The gap grown, input after input, as far as none of `rows` answers any of it."""
    chosen = [{gap[place]} if place in gap else set(classes.values()) for place, classes in enumerate(inside)]
    for place, classes in enumerate(inside):
        others = (
            reduce(or_, (sides[each].masks[index] for index in indices))
            for each, indices in enumerate(chosen)
            if each != place
        )
        beside = reduce(and_, others, rows)
        chosen[place] = {index for mask, index in classes.items() if not mask & beside}
    return [
        united((span for index in indices for span in side.spans[index]), fact)
        for indices, side, fact in zip(chosen, sides, table.inputs, strict=True)
    ]


def _by_sets(one: Table, other: Table, show: Writer) -> Iterator[Region]:
    """A region for each pair of sets of rows that fire together, where what they answer differs.

    Rows that both tables add are left out of the sets: they add the same.
    """
    ours, theirs = _unlike(one, other)
    inputs = _inputs(one, other)
    left = one._replace(rows=tuple(one.rows[row] for row in ours))
    right = other._replace(rows=tuple(other.rows[row] for row in theirs))
    both = _beside(left, right, inputs)
    seen: set[Sets] = set()
    for box in _sets(both):
        values = [simplest(spans, fact) for fact, spans in zip(inputs, box, strict=True)]
        case = dict(zip(inputs, values, strict=True))
        at, beside = ([case[fact] for fact in table.inputs] for table in (one, other))
        fires = _chosen(one, left, ours, at), _chosen(other, right, theirs, beside)
        answers = _answered(one, at), _answered(other, beside)
        if fires in seen or None in answers or _answered(left, at) == _answered(right, beside):
            continue
        seen.add(fires)
        if answers[0] is not None and answers[1] is not None and answers[0] != answers[1]:
            exact = [((value, value),) for value in values]
            whole = one._replace(inputs=inputs)
            rows = _chosen(one, one, range(len(one.rows)), at), _chosen(other, other, range(len(other.rows)), beside)
            yield Region(rows, (answers[0], answers[1]), *example(whole, exact, show))


def _unlike(one: Table, other: Table) -> Sets:
    """The rows of each table that the other one has not; all of them unless both add up."""
    if one.hit != other.hit:
        return tuple(range(len(one.rows))), tuple(range(len(other.rows)))
    inputs = _inputs(one, other)
    meanings = [[(_about(row, table, inputs), row.values) for row in table.rows] for table in (one, other)]
    alike = Counter(meanings[0]) & Counter(meanings[1])
    return _without(meanings[0], alike), _without(meanings[1], alike)


def _without(meanings: list[tuple[tuple[Spans, ...], Values]], alike: Counter[Any]) -> tuple[int, ...]:
    left, kept = Counter(alike), []
    for row, meaning in enumerate(meanings):
        if left[meaning] > 0:
            left[meaning] -= 1
        else:
            kept.append(row)
    return tuple(kept)


def _sets(table: Table) -> Iterator[list[Spans]]:
    """For each set of rows that fire together some values for which they do.

    Where there are too many, only the values of each row; then it raises WideError.
    """
    boxes: dict[int, tuple[int, ...]] = {(1 << len(table.rows)) - 1: ()}
    sides = axes(table)
    for side in sides:
        following: dict[int, tuple[int, ...]] = {}
        for rows, box in boxes.items():
            for index, mask in enumerate(side.masks):
                following.setdefault(rows & mask, (*box, index))
        if len(following) > MOST_SETS:
            yield from (list(row.tests) for row in table.rows)
            raise WideError
        boxes = following
    for box in boxes.values():
        yield [side.spans[index] for side, index in zip(sides, box, strict=True)]


def _chosen(whole: Table, part: Table, rows: Sequence[int], case: Sequence[float]) -> tuple[int, ...]:
    """The rows of `part` that answer a case, by their places in the whole table."""
    fires = tuple(rows[row] for row in firing(part, case))
    return fires if whole.hit == "collect sum" else fires[:1]


def _answered(table: Table, case: Sequence[float]) -> Values | None:
    found = answer(table, case)
    return table.rows[found].values if isinstance(found, int) else found
