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
from gtmsim.policies.facts import COLLECTS, HITS, domain
from gtmsim.policies.spans import after, before, holds
from gtmsim.policies.table import Row, Table, answer, firing

WHOLE = {0.1: 1.0, 0.2: 2.0, 1.0: 1.0, -3.0: -3.0, 7.0: 7.0}  # sums of these are exact in any order


def exact(table):
    rows = tuple(row._replace(values=(WHOLE[row.values[0]],)) for row in table.rows)
    return table._replace(rows=rows, default=table.default and (WHOLE[table.default[0]],))


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


def said(table, case):
    """The rows that answer a case as a region names them, and the answer; None where nothing answers."""
    found, rows = answer(table, asked(table, case)), firing(table, asked(table, case))
    if found is None:
        return None
    values = table.rows[found].values if isinstance(found, int) else found
    return tuple(rows) if table.hit in COLLECTS else tuple(rows[:1]), values


def shows_what_is_said(region, one, other):
    for table, rows, values in zip((one, other), region.rows, region.answers, strict=True):
        assert said(table, dict(zip(table.inputs, numbers(table, region.case), strict=True))) == (rows, values)
    assert region.answers[0] != region.answers[1]


@given(tables("first", 5), st.sampled_from(["first", "any"]), st.data())
def test_rows_that_answer_differently(one, hit, data):
    other = data.draw(tables(hit, 5))
    if hit == "any":  # whose rows agree
        other = other._replace(rows=tuple(row._replace(values=(7.0,)) for row in other.rows))
    found = difference(one, other)
    expected = set()
    for case in cases(one, other):
        ours, theirs = said(one, case), said(other, case)
        if None not in (ours, theirs) and ours[1] != theirs[1]:
            expected.add((ours[0], theirs[0]))
    assert found.whole
    assert len(found.shown) + found.more == len(expected)
    for region in found.shown:
        assert region.rows in expected
        shows_what_is_said(region, one, other)


@given(st.sampled_from(COLLECTS), st.sampled_from(["first", *COLLECTS]), st.booleans(), st.data())
def test_tables_of_which_one_collects(hit, beside, alike, data):
    one = exact(data.draw(tables(hit, 5)))
    other = exact(data.draw(tables(beside, 5)))
    if alike:  # rows that both have
        other = other._replace(hit=hit, inputs=one.inputs, rows=one.rows[1:])
    found = difference(one, other)
    differ = False
    for case in cases(one, other):
        ours, theirs = said(one, case), said(other, case)
        differ |= None not in (ours, theirs) and ours[1] != theirs[1]
    assert bool(found.shown) == differ
    for region in found.shown:
        shows_what_is_said(region, one, other)


@given(st.sampled_from(HITS).flatmap(tables))
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
