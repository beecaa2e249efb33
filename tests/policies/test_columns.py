"""What the engines evaluate answers as the table does, plain and compiled, also beyond a domain."""

import math
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from policies.tables import ARR, SEGMENT, VALUE, tables

from gtmsim.policies.cells import parse
from gtmsim.policies.columns import columns
from gtmsim.policies.facts import HITS, domain
from gtmsim.policies.spans import after, before
from gtmsim.policies.table import Row, Table, answer
from gtmsim.rules.decision import FIRST, Grid, collected, row_holds, row_of
from gtmsim.scenario.resolved.policies import HIT

INF = math.inf


def edges(table, place):
    """Bounds of the tests of an input, their neighbours and values beyond the domain."""
    fact = table.inputs[place]
    bounds = {bound for row in table.rows for span in row.tests[place] for bound in span} | set(domain(fact))
    near = {near for bound in bounds for near in (bound, after(bound, fact), before(bound, fact))}
    return sorted(near | {-INF, 0.0, INF})


@st.composite
def asked(draw, hit):
    """A table and some cases."""
    table = draw(tables(hit))
    case = st.tuples(*(st.sampled_from(edges(table, place)) for place in range(len(table.inputs))))
    return table, draw(st.lists(case, min_size=1, max_size=10))


def played(hit, grid, values, default, case, holds=row_holds, first=row_of, join=collected):
    """What an engine makes of a case, in the order in which it asks."""
    rows = [first(grid, case)] if hit == FIRST else [row for row in range(grid.rows) if holds(grid, row, case)]
    rows = [row for row in rows if row >= 0]
    found = default if not rows else values[rows[0]]
    for row in rows[1:]:
        found = join(hit, found, values[row])
    return found


@pytest.mark.parametrize("hit", HITS)
@settings(max_examples=50)
@given(data=st.data())
def test_the_columns_answer_as_the_table(hit, data):
    table, cases = data.draw(asked(hit))
    grid, (values,) = columns(table)
    for case in cases:
        found = answer(table, case)
        expected = table.rows[found].values if isinstance(found, int) else found
        default = None if table.unanswered is None else table.unanswered[0]
        assert played(HIT[hit], grid, values, default, case) == (None if expected is None else expected[0])


@cache
def twins() -> list[Any]:
    """The rules as machine code."""
    from gtmsim.engine.compiled.jit import compiled
    from gtmsim.machine.jit import entry

    return [entry(getattr(twin, "py_func", twin)) for twin in map(compiled, (row_holds, row_of, collected))]


@pytest.mark.parametrize("hit", HITS)
@settings(max_examples=20)
@given(data=st.data())
def test_the_compiled_twin_answers_alike(hit, data):
    pytest.importorskip("numba")
    import numpy as np

    table, cases = data.draw(asked(hit))
    grid, (values,) = columns(table)
    arrays = Grid(np.array(grid.low), np.array(grid.high), np.array(grid.first), grid.rows, grid.inputs)
    for case in cases:
        plain = played(HIT[hit], grid, values, 5.0, case)
        assert played(HIT[hit], arrays, values, 5.0, np.array(case), *twins()) == plain


def test_anything_is_no_interval_and_an_edge_is_open():
    rows = (
        Row("small", (parse("SMB", SEGMENT), parse("-", ARR)), (1.0,)),
        Row("rest", (parse("not(SMB)", SEGMENT), parse("[5..7], > 9", ARR)), (2.0,)),
        Row("never", (parse("-", SEGMENT), ()), (3.0,)),
    )
    grid, values = columns(Table("table", "point", "first", (SEGMENT, ARR), (VALUE,), rows))
    assert grid.first == (0, 1, 1, 2, 4, 4, 5)
    assert grid.low == (-INF, 1.0, 5.0, math.nextafter(9.0, INF), INF)
    assert grid.high == (0.0, INF, 7.0, INF, -INF)
    assert values == ((1.0, 2.0, 3.0),)
