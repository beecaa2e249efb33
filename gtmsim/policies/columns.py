"""A table as the columns that the engines evaluate."""

import math
from itertools import accumulate
from typing import NamedTuple

from gtmsim.policies.facts import Fact, Spans, domain
from gtmsim.policies.table import Table
from gtmsim.rules.decision import Grid


class Columns(NamedTuple):
    """What an engine holds of a table; tuples, of which it makes arrays."""

    grid: Grid
    values: tuple[tuple[float, ...], ...]  # for each output one value a row [its unit]


def columns(table: Table) -> Columns:
    """The tests and the values of a table."""
    values = tuple(tuple(row.values[place] for row in table.rows) for place in range(len(table.outputs)))
    return Columns(grid(table), values)


def grid(table: Table) -> Grid:
    """The tests of a table laid end to end."""
    tests = [_opened(test, fact) for row in table.rows for test, fact in zip(row.tests, table.inputs, strict=True)]
    first = (0, *accumulate(len(test) for test in tests))
    low, high = (tuple(span[end] for test in tests for span in test) for end in (0, 1))
    return Grid(low, high, first, len(table.rows), len(table.inputs))


def _opened(test: Spans, fact: Fact) -> Spans:
    """A test without its domain: none where anything will do, and a fact beyond its domain counts as at the edge."""
    if test == (domain(fact),):
        return ()
    if not test:
        return ((math.inf, -math.inf),)  # never, where no interval would mean anything
    least, most = domain(fact)
    return tuple((-math.inf if low == least else low, math.inf if high == most else high) for low, high in test)
