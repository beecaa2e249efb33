"""Two tables of one decision laid side by side, and the regions in which they differ."""

from collections.abc import Sequence
from typing import NamedTuple

from gtmsim.policies.facts import Fact, Spans, domain
from gtmsim.policies.fault import Case
from gtmsim.policies.table import Row, Table

Sets = tuple[tuple[int, ...], tuple[int, ...]]  # of each table some rows
Values = tuple[float, ...]


class Region(NamedTuple):
    """Cases that two tables answer differently, by the same rows."""

    rows: Sets  # those that answer, in the example where a table collects; none for a default
    answers: tuple[Values, Values]  # in the example, of each output [its unit]
    case: Case  # the example: fact -> number or name of the category
    said: str


def beside(one: Table, other: Table, inputs: Sequence[Fact]) -> Table:
    """The rows of both about the same inputs, those of the second table last."""
    rows = [row._replace(tests=about(row, table, inputs)) for table in (one, other) for row in table.rows]
    return one._replace(inputs=tuple(inputs), rows=tuple(rows))


def about(row: Row, table: Table, inputs: Sequence[Fact]) -> tuple[Spans, ...]:
    """What a row says of some inputs; of those that its table has not, anything."""
    tests = dict(zip(table.inputs, row.tests, strict=True))
    return tuple(tests.get(fact, (domain(fact),)) for fact in inputs)


def inputs_of(one: Table, other: Table) -> tuple[Fact, ...]:
    """The inputs of either table."""
    return tuple(dict.fromkeys((*one.inputs, *other.inputs)))
