"""Rows as a user writes them become a table; each fault names its row and its column."""

from policies.tables import ARR, IDLE, SEGMENT, VALUE

from gtmsim.policies.facts import DecisionPoint, Output
from gtmsim.policies.proof import prove
from gtmsim.policies.reading import read_table
from gtmsim.policies.table import answer

TEAM = Output("team", "category", "", 0, 1, ("field", "inside"), "who sells")
CALLS = Output("calls", "whole", "count", 0, 10, (), "calls a week")
POINT = DecisionPoint(
    "routing",
    (SEGMENT, ARR, IDLE),
    (TEAM, CALLS),
    (
        ("key accounts", {"segment": "KA"}, {"team": "field", "calls": "2"}),
        ("large", {"segment": "not(KA)", "arr": ">= 5000"}, {"team": "field", "calls": "1"}),
        ("others", {"segment": "not(KA)", "arr": "< 5000"}, {"team": "inside", "calls": "5"}),
    ),
    "unique",
    "Who calls a lead.",
)


def test_the_rows_of_a_point_are_a_proven_table():
    table, wrong = read_table("routing", POINT, POINT.hit, POINT.default)
    assert not wrong
    assert prove(table) == []
    assert table.inputs == (SEGMENT, ARR)  # nobody asks for days
    assert [row.values for row in table.rows] == [(0.0, 2.0), (0.0, 1.0), (1.0, 5.0)]
    assert answer(table, (0.0, 4999.99)) == 2


def test_each_fault_has_its_place():
    then = {"team": "inside", "calls": "5"}
    rows = [
        ("a", {"segmnt": "KA"}, then),
        ("b", {"segment": "KAM", "arr": "> x"}, then),
        ("c", {"segment": "KA"}, {"team": "field", "calls": "1.5", "colour": "red"}),
        ("d", {}, {"calls": "11"}),
        ("e", {}, then),
    ]
    table, wrong = read_table("routing", POINT, "first", rows)
    assert [row.name for row in table.rows] == ["e"]
    assert [(each.row, each.column, each.error.code, each.error.what, each.error.hint) for each in wrong] == [
        (0, "segmnt", "E_FACT", "`segmnt` is not a fact of this decision", "did you mean `segment`?"),
        (1, "segment", "E_FACT", "segment is never `KAM`", "did you mean `KA`?"),
        (1, "arr", "E_UNIT", "`x` is no number; arr is a number in money", "write for example `5`"),
        (2, "colour", "E_FACT", "`colour` is not an output of this decision", "known here: `team`, `calls`"),
        (2, "calls", "E_RANGE", "`1.5` is not whole", "calls is a whole number"),
        (3, "team", "E_MISSING", "the row says nothing of team", "team: who sells"),
        (3, "calls", "E_RANGE", "calls is never `11`", "it lies in 0 to 10 count"),
    ]


def test_a_sum_adds_the_rows_that_fire():
    point = POINT._replace(outputs=(VALUE,))
    rows = [("base", {}, {"value": "0.1"}), ("ka", {"segment": "KA"}, {"value": "0.2"})]
    table, wrong = read_table("score", point, "collect sum", rows)
    assert not wrong
    assert answer(table, (2.0,)) == (0.1 + 0.2,)
    assert answer(table, (0.0,)) == (0.1,)
