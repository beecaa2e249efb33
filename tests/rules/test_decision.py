"""A small table by hand: the first row that holds, and what all that hold come to."""

import math

import pytest

from gtmsim.rules.decision import ANY, MAX, MIN, SUM, Grid, accepts, collected, row_holds, row_of

INF = math.inf
# [1, 2] or [5, 5] | anything
# anything          | at most 3
# below 0           | [2, 4]
GRID = Grid(
    low=(1.0, 5.0, -INF, -INF, 2.0),
    high=(2.0, 5.0, 3.0, -5e-324, 4.0),
    first=(0, 2, 2, 2, 3, 4, 5),
    rows=3,
    inputs=2,
)
CASES = [
    ((1.0, 9.0), [0]),
    ((2.0, 3.0), [0, 1]),
    ((5.0, 3.5), [0]),
    ((3.0, 9.0), []),
    ((-1.0, 2.0), [1, 2]),
    ((-1.0, 4.0), [2]),
    ((0.0, 4.0), []),
    ((-INF, -INF), [1]),
]


@pytest.mark.parametrize(("facts", "rows"), CASES)
def test_rows_that_hold(facts, rows):
    assert [row for row in range(3) if row_holds(GRID, row, facts)] == rows
    assert row_of(GRID, facts) == (rows[0] if rows else -1)


def test_a_test_without_intervals_accepts_anything():
    assert accepts(GRID, 1, -INF)
    assert accepts(GRID, 0, 5.0)
    assert not accepts(GRID, 0, 5.5)


def test_an_empty_table_answers_nothing():
    assert row_of(Grid((), (), (0,), 0, 2), (1.0, 2.0)) == -1


@pytest.mark.parametrize(("hit", "expected"), [(ANY, 3.0), (SUM, 8.0), (MIN, 1.0), (MAX, 4.0)])
def test_what_rows_come_to(hit, expected):
    so_far = 3.0
    for value in (4.0, 1.0):
        so_far = collected(hit, so_far, value)
    assert so_far == expected
