"""What the engines evaluate answers as the table does, plain and compiled, also beyond a domain."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from policies.tables import ARR, SEGMENT, VALUE, tables

from gtmsim.policies.cells import parse
from gtmsim.policies.columns import columns
from gtmsim.policies.facts import domain
from gtmsim.policies.spans import after, before
from gtmsim.policies.table import Row, Table, answer
from gtmsim.rules.decision import Grid, row_of, sum_of

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


@given(asked("first"))
def test_the_first_row(pair):
    table, cases = pair
    for case in cases:
        found = answer(table, case)
        assert row_of(columns(table).grid, case) == (-1 if found is None else found)


@given(asked("collect sum"))
def test_the_sum(pair):
    table, cases = pair
    grid, values = columns(table)
    for case in cases:
        assert answer(table, case) == (sum_of(grid, values[0], case),)


@settings(max_examples=50)
@given(asked("collect sum"))
def test_the_compiled_twin_answers_alike(pair):
    pytest.importorskip("numba")
    import numpy as np

    from gtmsim.engine.compiled.jit import compiled

    table, cases = pair
    grid, values = columns(table)
    arrays = Grid(np.array(grid.low), np.array(grid.high), np.array(grid.first), grid.rows, grid.inputs)
    for case in cases:
        facts = np.array(case)
        assert compiled(row_of)(arrays, facts) == row_of(grid, case)
        assert compiled(sum_of)(arrays, np.array(values[0]), facts) == sum_of(grid, values[0], case)


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
