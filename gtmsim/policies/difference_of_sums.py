"""Where two tables answer differently of which one or both collect: by the sets of rows that fire together."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from gtmsim.policies.axes import axes
from gtmsim.policies.cover import WideError
from gtmsim.policies.facts import COLLECTS, TOTALS, Spans
from gtmsim.policies.fault import example
from gtmsim.policies.literals import Writer
from gtmsim.policies.side_by_side import Region, Sets, Values, about, beside, inputs_of
from gtmsim.policies.simplest import simplest
from gtmsim.policies.table import Table, answer, firing

MOST_SETS = 20_000  # sets of rows that are told apart
MOST_TRIED = 5_000_000  # ways to put them together: some seconds


def by_sets(one: Table, other: Table, show: Writer) -> Iterator[Region]:
    """A region for each pair of sets of rows that fire together, where what they answer differs.

    Rows that both tables add are left out of the sets: they add the same.
    """
    ours, theirs = _unlike(one, other)
    inputs = inputs_of(one, other)
    left = one._replace(rows=tuple(one.rows[row] for row in ours))
    right = other._replace(rows=tuple(other.rows[row] for row in theirs))
    both = beside(left, right, inputs)
    seen: set[Sets] = set()
    for box in _sets(both):
        values = [simplest(spans, fact) for fact, spans in zip(inputs, box, strict=True)]
        case = dict(zip(inputs, values, strict=True))
        at, there = ([case[fact] for fact in table.inputs] for table in (one, other))
        fires = _chosen(one, left, ours, at), _chosen(other, right, theirs, there)
        answers = _answered(one, at), _answered(other, there)
        if fires in seen or None in answers or _answered(left, at) == _answered(right, there):
            continue
        seen.add(fires)
        if answers[0] is not None and answers[1] is not None and answers[0] != answers[1]:
            exact = [((value, value),) for value in values]
            whole = one._replace(inputs=inputs)
            rows = _chosen(one, one, range(len(one.rows)), at), _chosen(other, other, range(len(other.rows)), there)
            yield Region(rows, (answers[0], answers[1]), *example(whole, exact, show))


def _unlike(one: Table, other: Table) -> Sets:
    """The rows of each table that the other one has not; all of them unless both add up, with no other default."""
    if one.hit != other.hit or one.hit not in TOTALS or one.default is not None or other.default is not None:
        return tuple(range(len(one.rows))), tuple(range(len(other.rows)))
    inputs = inputs_of(one, other)
    meanings = [[(about(row, table, inputs), row.values) for row in table.rows] for table in (one, other)]
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
    sides, tried = axes(table), 0
    for side in sides:
        following: dict[int, tuple[int, ...]] = {}
        for rows, box in boxes.items():
            for index, mask in enumerate(side.masks):
                following.setdefault(rows & mask, (*box, index))
            tried += len(side.masks)
            if len(following) > MOST_SETS or tried > MOST_TRIED:
                yield from (list(row.tests) for row in table.rows)
                raise WideError
        boxes = following
    for box in boxes.values():
        yield [side.spans[index] for side, index in zip(sides, box, strict=True)]


def _chosen(whole: Table, part: Table, rows: Sequence[int], case: Sequence[float]) -> tuple[int, ...]:
    """The rows of `part` that answer a case, by their places in the whole table."""
    fires = tuple(rows[row] for row in firing(part, case))
    return fires if whole.hit in COLLECTS else fires[:1]


def _answered(table: Table, case: Sequence[float]) -> Values | None:
    found = answer(table, case)
    return table.rows[found].values if isinstance(found, int) else found
