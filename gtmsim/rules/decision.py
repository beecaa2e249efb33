"""How a decision table answers: its tests laid end to end as columns of intervals."""

from typing import NamedTuple

from gtmsim.rules.rule import Floats, Ints, rule

FIRST = 0  # hit policies: the first row that holds, or the only one
ANY = 1  # any of the rows that hold: they answer alike
SUM = 2  # what all rows that hold say is added up; so is what a count counts, 1 for each row
MIN = 3
MAX = 4


class Grid(NamedTuple):
    """The tests of a table; the test of row r and input i is any of the intervals from entry r * inputs + i on."""

    low: Floats  # closed bounds of all intervals [unit of the input]
    high: Floats
    first: Ints  # where the intervals of each test begin, and one more entry: where the last ones end
    rows: int
    inputs: int


@rule
def accepts(grid: Grid, test: int, value: float) -> bool:
    """Whether a value lies in one of a test's intervals; a test without intervals accepts anything."""
    begin = grid.first[test]
    end = grid.first[test + 1]
    for each in range(begin, end):
        if grid.low[each] <= value <= grid.high[each]:
            return True
    return begin == end


@rule
def row_holds(grid: Grid, row: int, facts: Floats) -> bool:
    """Whether every test of a row holds."""
    column = 0
    while column < grid.inputs and accepts(grid, row * grid.inputs + column, facts[column]):
        column += 1
    return column == grid.inputs


@rule
def row_of(grid: Grid, facts: Floats) -> int:
    """Index of the first row whose tests all hold, -1 where there is none [1]."""
    for row in range(grid.rows):
        if row_holds(grid, row, facts):
            return row
    return -1


@rule
def collected(hit: int, so_far: float, value: float) -> float:
    """The answer with one more row that holds, whose value is `value` [unit of the value]."""
    if hit == SUM:
        return so_far + value
    if (hit == MIN and value < so_far) or (hit == MAX and value > so_far):
        return value
    return so_far
