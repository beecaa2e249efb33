"""A decision table in numbers, and what it answers to one case."""

from collections.abc import Sequence
from typing import NamedTuple

from gtmsim.policies.facts import Fact, Hit, Output, Spans, domain
from gtmsim.policies.spans import holds


class Row(NamedTuple):
    """A rule of a table: it fires where every test holds."""

    name: str
    tests: tuple[Spans, ...]  # one for each input
    values: tuple[float, ...]  # one for each output [its unit]; of a category its index


class Table(NamedTuple):
    """What is decided at one point."""

    name: str
    point: str
    hit: Hit
    inputs: tuple[Fact, ...]
    outputs: tuple[Output, ...]
    rows: tuple[Row, ...]


def firing(table: Table, case: Sequence[float]) -> list[int]:
    """Indices of all rows that answer a case; beyond its domain a fact counts as at the edge."""
    edges = [domain(fact) for fact in table.inputs]
    inside = [min(max(value, low), high) for value, (low, high) in zip(case, edges, strict=True)]
    return [
        index
        for index, row in enumerate(table.rows)
        if all(holds(test, value) for test, value in zip(row.tests, inside, strict=True))
    ]


def answer(table: Table, case: Sequence[float]) -> int | tuple[float, ...] | None:
    """The row that answers, None where none does; under `collect sum` the sum of each output [its unit]."""
    rows = firing(table, case)
    if table.hit != "collect sum":
        return rows[0] if rows else None
    sums = [0.0] * len(table.outputs)
    for row in rows:  # one by one in order, as the engines add
        sums = [total + value for total, value in zip(sums, table.rows[row].values, strict=True)]
    return tuple(sums)
