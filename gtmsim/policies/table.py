"""A decision table in numbers, and what it answers to one case."""

from collections.abc import Sequence
from typing import NamedTuple

from gtmsim.policies.facts import COLLECTS, TOTALS, Fact, Hit, Output, Spans, domain
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
    default: tuple[float, ...] | None = None  # what is answered where no row holds, if that is declared

    @property
    def unanswered(self) -> tuple[float, ...] | None:
        """The answer where no row holds: the declared one, else the total of nothing; None where there is none."""
        return (0.0,) * len(self.outputs) if self.default is None and self.hit in TOTALS else self.default


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
    """The row that answers, or what rows come to under `collect`, or the default; None where nothing answers."""
    rows = firing(table, case)
    if not rows:
        return table.unanswered
    return collected(table, rows) if table.hit in COLLECTS else rows[0]


def collected(table: Table, rows: Sequence[int]) -> tuple[float, ...]:
    """What some rows of a table that collects come to, each output by itself [its unit]."""
    found = table.rows[rows[0]].values
    for row in rows[1:]:  # one by one in order, as the engines do
        found = tuple(_joined(table.hit, *pair) for pair in zip(found, table.rows[row].values, strict=True))
    return found


def _joined(hit: Hit, one: float, other: float) -> float:
    return min(one, other) if hit == "collect min" else max(one, other) if hit == "collect max" else one + other
