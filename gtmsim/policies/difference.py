"""Where two tables of one decision answer differently: exact over all values, with the simplest case of each region.

The tables are laid side by side, so that a class of values is one that no test of either tells apart. A region is a
pair of rows that both answer it; where a table collects, it is a pair of sets of rows.
"""

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import and_, or_
from typing import NamedTuple

from gtmsim.policies.axes import Axis, axes
from gtmsim.policies.cover import Box, Classes, Search, WideError
from gtmsim.policies.difference_of_sums import by_sets
from gtmsim.policies.facts import COLLECTS, Spans, domain
from gtmsim.policies.fault import example
from gtmsim.policies.literals import Writer, bare
from gtmsim.policies.side_by_side import Region, beside, inputs_of
from gtmsim.policies.spans import united
from gtmsim.policies.table import Row, Table

SHOWN = 10  # regions of a pair of tables
STATES = 60_000  # of the search for regions: some seconds, or a second where they are large


class Regions(NamedTuple):
    """The first regions, the number of the others, and whether all were looked for."""

    shown: tuple[Region, ...]
    more: int
    whole: bool


def difference(one: Table, other: Table, show: Writer = bare, search: Search | None = None) -> Regions:
    """The regions in which two tables of the same facts and outputs differ."""
    if _alike(one, other):
        return Regions((), 0, True)
    collect = one.hit in COLLECTS or other.hit in COLLECTS
    regions = by_sets(one, other, show) if collect else _by_rows(one, other, show, search or Search(STATES))
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
    return (one.hit, one.inputs, ours, one.default) == (other.hit, other.inputs, theirs, other.default)


def _by_rows(one: Table, other: Table, show: Writer, search: Search) -> Iterator[Region]:
    """A region for each pair of rows that both answer some case, with different values; a default is a last row."""
    counts = len(one.rows), len(other.rows)
    one, other = _with_default(one), _with_default(other)
    both, first = beside(one, other, inputs_of(one, other)), len(one.rows)
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
                rows = tuple((each,) if each < count else () for each, count in zip((row, place), counts, strict=True))
                yield Region((rows[0], rows[1]), (ours.values, theirs.values), *example(both, box, show))


def _with_default(table: Table) -> Table:
    """A table whose default is a last row, which answers where no other one holds."""
    if table.default is None:
        return table
    last = Row("", tuple((domain(fact),) for fact in table.inputs), table.default)
    return table._replace(hit="first", rows=(*table.rows, last))


def _before(table: Table, row: int) -> int:
    """The rows that answer in place of `row` wherever they hold; under `any` they answer alike."""
    return (1 << row) - 1 if table.hit in ("first", "any") else 0


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
