"""Proves that every case has exactly the answers that a table's hit policy promises, or shows a case that has not."""

from collections.abc import Iterator
from functools import reduce
from itertools import islice
from operator import and_, or_

from gtmsim.policies import fault
from gtmsim.policies.axes import Axis, axes
from gtmsim.policies.cover import Classes, Search, WideError
from gtmsim.policies.facts import Spans
from gtmsim.policies.fault import Fault
from gtmsim.policies.literals import Writer, bare
from gtmsim.policies.spans import united
from gtmsim.policies.table import Table

SHOWN = 5  # faults of a kind


def prove(table: Table, show: Writer = bare, search: Search | None = None) -> list[Fault]:
    """The faults of a table, at most a few of each kind; none where the table is proven."""
    return _Proof(table, show, search or Search()).faults()


def default_is_idle(table: Table, search: Search | None = None) -> bool:
    """Whether rows answer every case of a table that has a default."""
    return table.default is not None and _Proof(table, bare, search or Search()).answers_all()


class _Proof:
    """One table under proof; a set of rows is an integer with bit r for row r."""

    def __init__(self, table: Table, show: Writer, search: Search) -> None:
        self.table, self.show, self.search = table, show, search
        self.axes = axes(table)
        self.every = (1 << len(table.rows)) - 1
        self.empty = {index for index, row in enumerate(table.rows) if not all(row.tests)}

    def faults(self) -> list[Fault]:
        hit = self.table.hit
        found = [fault.never(self.table, row) for row in sorted(self.empty)[:SHOWN]]
        found += self._overlaps() if hit in ("unique", "any") else []
        try:
            whole = self.table.unanswered is None
            for fault_of_kind in (self._gaps() if whole else (), self._dead() if hit == "first" else ()):
                found.extend(islice(fault_of_kind, SHOWN))
        except WideError:
            found.append(fault.wide(self.search.limit))
        return found

    def answers_all(self) -> bool:
        """Whether some row holds in every case, so that a default is never the answer."""
        masks = {place: _classes(axis.masks, 0) for place, axis in enumerate(self.axes)}
        try:
            return self.search.gap(self.every, masks) is None
        except WideError:
            return False

    def _overlaps(self) -> list[Fault]:
        """Pairs of rows that both answer a case; of `any` those that answer it differently."""
        agree = self.table.hit == "any"
        values = [row.values for row in self.table.rows]
        meets = [self._beside(row) for row in range(len(self.table.rows))]
        pairs = [
            (row, other)
            for row, mask in enumerate(meets)
            for other in range(row + 1, len(meets))
            if mask >> other & 1 and not (agree and values[row] == values[other])
        ]
        more = len(pairs) - SHOWN
        return [
            fault.overlap(self.table, row, other, self._box(1 << row | 1 << other), self.show, more)
            for row, other in pairs[:SHOWN]
        ]

    def _beside(self, row: int) -> int:
        """The rows that answer some case which `row` answers as well."""
        if row in self.empty:
            return 0
        return reduce(and_, (reduce(or_, _with(axis, row)) for axis in self.axes), self.every)

    def _dead(self) -> Iterator[Fault]:
        """Rows all of whose cases belong to earlier rows."""
        useful = 0  # what a dead row answers, earlier ones answer as well
        for row in range(len(self.table.rows)):
            if row in self.empty:
                continue
            earlier = useful & self._beside(row)
            whole = reduce(and_, (reduce(and_, _with(axis, row)) for axis in self.axes), earlier)
            inside = [_classes(axis.masks, 1 << row) for axis in self.axes]
            if whole or self.search.gap(earlier, dict(enumerate(inside))) is None:
                other = (whole & -whole).bit_length() - 1  # the first row that would do alone
                yield fault.covered(self.table, row, other, self._box(1 << row), self.show)
            else:
                useful |= 1 << row

    def _gaps(self) -> Iterator[Fault]:
        masks = [list(axis.masks) for axis in self.axes]
        rows = self.every
        while True:
            found = self.search.gap(rows, {place: _classes(each, 0) for place, each in enumerate(masks)})
            if found is None:
                return
            chosen = _widened(rows, masks, [{found.get(place, 0)} for place in range(len(masks))])
            box = [
                united((span for index in indices for span in axis.spans[index]), fact)
                for indices, axis, fact in zip(chosen, self.axes, self.table.inputs, strict=True)
            ]
            yield fault.gap(self.table, box, self.show)
            gap = rows + 1  # as if a row filled the gap, so that the next one is another
            rows |= gap
            masks = [
                [mask | gap if index in indices else mask for index, mask in enumerate(each)]
                for indices, each in zip(chosen, masks, strict=True)
            ]

    def _box(self, rows: int) -> list[Spans]:
        """The values that all of `rows` accept."""
        return [
            united((span for mask, spans in zip(*axis, strict=True) if mask & rows == rows for span in spans), fact)
            for axis, fact in zip(self.axes, self.table.inputs, strict=True)
        ]


def _with(axis: Axis, row: int) -> list[int]:
    return [mask for mask in axis.masks if mask >> row & 1]


def _classes(masks: list[int] | tuple[int, ...], rows: int) -> Classes:
    """The classes that all of `rows` accept."""
    return {mask: index for index, mask in enumerate(masks) if mask & rows == rows}


def _widened(rows: int, masks: list[list[int]], chosen: list[set[int]]) -> list[set[int]]:
    """A box of classes grown, input after input, as far as no row answers any of it."""
    for place, classes in enumerate(masks):
        others = (
            reduce(or_, (masks[each][index] for index in indices))
            for each, indices in enumerate(chosen)
            if each != place
        )
        beside = reduce(and_, others, rows)
        chosen[place] = {index for index, mask in enumerate(classes) if not mask & beside}
    return chosen
