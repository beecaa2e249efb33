"""The regions in which two tables differ agree with asking every case; each example differs as it says."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st
from policies.tables import ARR, SEGMENT, VALUE, tables

from gtmsim.policies import difference_of_sums
from gtmsim.policies.cells import parse
from gtmsim.policies.changed import CellChange, changes
from gtmsim.policies.cover import Search
from gtmsim.policies.difference import difference
from gtmsim.policies.exchange.sheet import Sheet
from gtmsim.policies.facts import domain
from gtmsim.policies.spans import after, before, holds
from gtmsim.policies.table import Row, Table, answer, firing

WHOLE = {0.1: 1.0, 0.2: 2.0, -3.0: -3.0, 7.0: 7.0}  # sums of these are exact in any order


def exact(table):
    rows = tuple(row._replace(values=(WHOLE[row.values[0]],)) for row in table.rows)
    return table._replace(rows=rows)


def cases(one, other):
    """One case of each kind that the tests of two tables tell apart, as facts with values."""
    facts = list(dict.fromkeys((*one.inputs, *other.inputs)))
    chosen = []
    for fact in facts:
        tests = [row.tests[t.inputs.index(fact)] for t in (one, other) if fact in t.inputs for row in t.rows]
        low, high = domain(fact)
        bounds = {bound for test in tests for span in test for bound in span} | {low, high}
        near = {n for b in bounds for n in (b, after(b, fact), before(b, fact)) if low <= n <= high}
        near |= set(range(len(fact.values)))
        chosen.append({tuple(holds(test, value) for test in tests): value for value in near}.values())
    return [dict(zip(facts, case, strict=True)) for case in product(*chosen)]


def asked(table, case):
    return [case[fact] for fact in table.inputs]


def numbers(table, case):
    """An example as a region shows it, in numbers."""
    return [fact.values.index(case[fact.name]) if fact.kind == "category" else case[fact.name] for fact in table.inputs]


@given(tables("first", 5), st.data())
def test_rows_that_answer_differently(one, data):
    other = data.draw(tables("first", 5))
    found = difference(one, other)
    expected = set()
    for case in cases(one, other):
        rows = answer(one, asked(one, case)), answer(other, asked(other, case))
        if None not in rows and one.rows[rows[0]].values != other.rows[rows[1]].values:
            expected.add(((rows[0],), (rows[1],)))
    assert found.whole
    assert len(found.shown) + found.more == len(expected)
    for region in found.shown:
        assert region.rows in expected
        assert answer(one, numbers(one, region.case)) == region.rows[0][0]
        assert answer(other, numbers(other, region.case)) == region.rows[1][0]
        assert region.answers[0] != region.answers[1]


@given(tables("collect sum", 5), st.data())
def test_sums_that_differ(one, data):
    one, other = exact(one), exact(data.draw(tables("collect sum", 5)))
    found = difference(one, other)
    differ = any(answer(one, asked(one, case)) != answer(other, asked(other, case)) for case in cases(one, other))
    assert bool(found.shown) == differ
    for region in found.shown:
        ours, theirs = numbers(one, region.case), numbers(other, region.case)
        assert (answer(one, ours), answer(other, theirs)) == region.answers
        assert (tuple(firing(one, ours)), tuple(firing(other, theirs))) == region.rows
        assert region.answers[0] != region.answers[1]


@given(tables("first", 4), st.data())
def test_a_table_that_adds_up_beside_one_that_does_not(one, data):
    one, other = exact(one), exact(data.draw(tables("collect sum", 4)))
    found = difference(one, other)
    expected = False
    for case in cases(one, other):
        row = answer(one, asked(one, case))
        expected |= row is not None and one.rows[row].values != answer(other, asked(other, case))
    assert bool(found.shown) == expected


@given(st.sampled_from(["first", "collect sum"]).flatmap(tables))
def test_a_table_does_not_differ_from_itself(table):
    assert difference(table, table) == ((), 0, True)


def table(hit, *rows):
    made = [
        Row(name, (parse(segment, SEGMENT), parse(arr, ARR)), (float(value),)) for name, segment, arr, value in rows
    ]
    return Table("table", "point", hit, (SEGMENT, ARR), (VALUE,), tuple(made))


ONE = table("first", ("big", "KA", ">= 1000", 5), ("rest", "-", "-", 1))
OTHER = table("first", ("big", "KA, MM", ">= 500", 5), ("rest", "-", "-", 1))


def test_the_example_is_the_one_that_a_person_would_choose():
    found = difference(ONE, OTHER)
    assert [(region.rows, region.said) for region in found.shown] == [(((1,), (0,)), "segment MM, arr 500")]
    assert found.shown[0].case == {"segment": "MM", "arr": 500.0}
    assert found.shown[0].answers == ((1.0,), (5.0,))


def test_too_wide_is_said():
    assert difference(ONE, OTHER, search=Search(limit=0)) == ((), 0, False)


def test_too_many_sets_is_said(monkeypatch):
    monkeypatch.setattr(difference_of_sums, "MOST_SETS", 1)
    found = difference(ONE._replace(hit="collect sum"), OTHER)
    assert not found.whole
    assert found.shown[0].answers == ((6.0,), (5.0,))  # yet some examples are found


def sheet(table, *days):
    tests = tuple(("x",) * len(table.inputs) for _ in table.rows)
    answers = tuple(tuple(map(str, row.values)) for row in table.rows)
    return Sheet(table, "", days or ((None, None),) * len(table.rows), tests, answers)


def test_rows_are_the_same_by_name():
    other = table("unique", ("rest", "-", "-", 2), ("big", "KA", ">= 1000", 5), ("new", "KA", "-", 5))
    found = changes(sheet(ONE), sheet(other))
    assert found.hit == CellChange("hit", "first", "unique")
    assert (found.gone, found.new, found.moved) == ((), ("new",), True)
    assert [(row.name, row.cells) for row in found.rows] == [("rest", (CellChange("value", "1.0", "2.0"),))]
    assert changes(sheet(other), sheet(ONE)).gone == ("new",)


def test_an_input_that_one_table_has_not_is_anything():
    narrow = ONE._replace(inputs=(ARR,), rows=tuple(row._replace(tests=row.tests[1:]) for row in ONE.rows))
    found = changes(sheet(ONE), sheet(narrow))
    assert [(row.name, row.cells) for row in found.rows] == [("big", (CellChange("segment", "x", "-"),))]
