"""The proof agrees with asking every case: each bound, its neighbours and every category, input by input."""

import re
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from policies.tables import ARR, FACTS, IDLE, MONTH, SEATS, SEGMENT, SHARE, VALUE, tables

from gtmsim.policies.cells import parse
from gtmsim.policies.cover import Search
from gtmsim.policies.facts import HITS, TOTALS, domain
from gtmsim.policies.proof import SHOWN, default_is_idle, prove
from gtmsim.policies.spans import after, before, holds
from gtmsim.policies.table import Row, Table, firing


def table_of(hit, inputs, *rows):
    """A table of cells as a user writes them."""
    made = [
        Row(f"r{index + 1}", tuple(parse(text, fact) for text, fact in zip(row, inputs, strict=True)), ())
        for index, row in enumerate(rows)
    ]
    return Table("table", "point", hit, inputs, (), tuple(made))


def values(table, place):
    """One value of each kind that the tests of an input tell apart."""
    fact = table.inputs[place]
    low, high = domain(fact)
    bounds = {bound for row in table.rows for span in row.tests[place] for bound in span} | {low, high}
    near = {
        near for bound in bounds for near in (bound, after(bound, fact), before(bound, fact)) if low <= near <= high
    }
    near |= set(range(len(fact.values)))
    return {tuple(holds(row.tests[place], value) for row in table.rows): value for value in near}.values()


def every_answer(table):
    """The rows that fire, case by case."""
    return [firing(table, case) for case in product(*(values(table, place) for place in range(len(table.inputs))))]


def vector(table, case):
    """A case as a fault shows it, in numbers."""
    return [fact.values.index(case[fact.name]) if fact.kind == "category" else case[fact.name] for fact in table.inputs]


def of_kind(faults, code):
    return [fault for fault in faults if fault.code == code]


def filled(table, gaps):
    """The table with the rows that the hints ask for."""
    rows = []
    for fault in gaps:
        asked = dict(re.findall(r"(\w+) `([^`]*)`", fault.hint))
        rows.append(Row("new", tuple(parse(asked.get(fact.name, "-"), fact) for fact in table.inputs), (0.0,)))
    return table._replace(rows=(*table.rows, *rows))


@given(tables("unique", 5))
def test_unique_is_complete_and_disjoint(table):
    answers = every_answer(table)
    faults = prove(table)
    pairs = sorted({pair for rows in answers for pair in combinations(rows, 2)})
    assert [(fault.row, fault.other) for fault in of_kind(faults, "E_OVERLAP")] == pairs[:SHOWN]
    for fault in of_kind(faults, "E_OVERLAP"):
        assert {fault.row, fault.other} <= set(firing(table, vector(table, fault.case)))
    assert bool(of_kind(faults, "E_GAP")) == ([] in answers and table.default is None)
    assert not of_kind(faults, "E_DEAD") + of_kind(faults, "E_WIDE")


@given(tables("first", 6))
def test_first_is_complete_and_every_row_fires(table):
    answers = every_answer(table)
    faults = prove(table)
    dead = sorted(set(range(len(table.rows))) - {rows[0] for rows in answers if rows})
    assert [fault.row for fault in of_kind(faults, "E_DEAD")] == dead[:SHOWN]
    for fault in of_kind(faults, "E_DEAD"):
        fires = firing(table, vector(table, fault.case))
        assert fires[0] < fault.row
        assert fault.row in fires
        if fault.other >= 0:
            assert all(fault.other in rows for rows in answers if fault.row in rows)
    assert bool(of_kind(faults, "E_GAP")) == ([] in answers and table.default is None)
    assert not of_kind(faults, "E_OVERLAP") + of_kind(faults, "E_WIDE")


@given(tables("any", 5))
def test_any_is_complete_and_rows_that_overlap_agree(table):
    answers = every_answer(table)
    faults = prove(table)
    values = [row.values for row in table.rows]
    pairs = sorted({(a, b) for rows in answers for a, b in combinations(rows, 2) if values[a] != values[b]})
    assert [(fault.row, fault.other) for fault in of_kind(faults, "E_OVERLAP")] == pairs[:SHOWN]
    assert bool(of_kind(faults, "E_GAP")) == ([] in answers and table.default is None)
    assert not of_kind(faults, "E_DEAD")


@given(st.sampled_from(["collect min", "collect max"]).flatmap(tables))
def test_the_least_and_the_most_of_nothing_must_be_declared(table):
    faults = prove(table)
    assert bool(of_kind(faults, "E_GAP")) == ([] in every_answer(table) and table.default is None)
    assert len(of_kind(faults, "E_GAP")) == len(faults)


@given(st.sampled_from(HITS).flatmap(lambda hit: tables(hit, defaults=(True,))))
def test_a_default_is_idle_where_rows_answer_every_case(table):
    assert default_is_idle(table) == ([] not in every_answer(table))
    assert not default_is_idle(table._replace(default=None))


@given(tables("first", 6, defaults=(False,)))
def test_the_rows_that_hints_ask_for_fill_the_gaps_and_nothing_else(table):
    gaps = of_kind(prove(table), "E_GAP")
    for fault in gaps:
        assert firing(table, vector(table, fault.case)) == []
    whole = filled(table, gaps)
    new = set(range(len(table.rows), len(whole.rows)))
    assert all(len(rows) == 1 for rows in every_answer(whole) if new & set(rows))
    if len(gaps) < SHOWN:
        assert not of_kind(prove(whole), "E_GAP")


@given(st.sampled_from(TOTALS).flatmap(tables))
def test_a_total_promises_nothing(table):
    assert prove(table) == []


# hit, inputs, rows, code, rows of the fault, its case, what, hint
WORDS = [
    ("unique", (SEGMENT, ARR), [("SMB", "-"), ("not(SMB)", ">= 500")], "E_GAP", (-1, -1), {"segment": "MM", "arr": 0.0},
     "no row answers segment MM, arr 0", "add a row for segment `not(SMB)`, arr `< 500`"),
    ("unique", (SHARE,), [("<= 0.3",), ("> 0.35",)], "E_GAP", (-1, -1), {"share": 0.31},
     "no row answers share 0.31", "add a row for share `(0.3..0.35]`"),
    ("unique", (IDLE,), [("< 45",), ("> 45",)], "E_GAP", (-1, -1), {"idle": 45.0},
     "no row answers idle 45", "add a row for idle `45`"),
    ("unique", (IDLE,), [], "E_GAP", (-1, -1), {"idle": 0.0}, "no row answers idle 0", "add a row for anything"),
    ("unique", (SEATS,), [("<= 5",), (">= 5",)], "E_OVERLAP", (0, 1), {"seats": 5.0},
     "row 1 `r1` and row 2 `r2` both answer seats 5",
     "let them exclude each other, or write `hit: first` if the earlier row is meant"),
    ("first", (SEATS,), [("> 5",), ("[10..20]",), ("-",)], "E_DEAD", (1, 0), {"seats": 10.0},
     "row 2 `r2` never fires: row 1 `r1` answers all of it, such as seats 10", "remove the row, or move it up"),
    ("first", (MONTH,), [("<= 6",), (">= 7",), ("-",)], "E_DEAD", (2, -1), {"month": 1.0},
     "row 3 `r3` never fires: earlier rows together answer all of it, such as month 1",
     "remove the row, or move it up"),
]  # fmt: skip


def test_rows_of_any_that_disagree_say_in_what():
    table = table_of("any", (SEATS,), ("<= 5",), (">= 5",))
    rows = [row._replace(values=(value,)) for row, value in zip(table.rows, (1.0, 2.0), strict=True)]
    (fault,) = prove(table._replace(outputs=(VALUE,), rows=tuple(rows)))
    assert (fault.code, fault.what, fault.hint) == (
        "E_OVERLAP",
        "row 1 `r1` and row 2 `r2` both answer seats 5, and differently: value 1 and 2",
        "let them answer alike, or write `hit: first` if the earlier row is meant",
    )
    assert prove(table._replace(outputs=(VALUE,), rows=(rows[0], rows[1]._replace(values=(1.0,))))) == []


@pytest.mark.parametrize(("hit", "inputs", "rows", "code", "at", "case", "what", "hint"), WORDS)
def test_a_fault_shows_the_simplest_case(hit, inputs, rows, code, at, case, what, hint):
    (fault,) = prove(table_of(hit, inputs, *rows))
    assert fault == (code, *at, case, what, hint)


@pytest.mark.parametrize("hit", HITS)
def test_a_test_that_accepts_nothing_is_a_dead_row(hit):
    table = table_of(hit, (SEATS, MONTH), ("-", "-"))
    table = table._replace(rows=(*table.rows, Row("never", (((0.0, 1.0),), ()), ())))
    (fault,) = prove(table)
    assert (fault.code, fault.row, fault.what) == (
        "E_DEAD", 1, "row 2 `never` never fires: it accepts no value of month",
    )  # fmt: skip


def test_more_overlaps_than_are_shown_are_counted():
    faults = prove(table_of("unique", (SEATS,), *[("-",)] * 5))
    assert len(faults) == SHOWN
    assert faults[-1].hint.endswith("(5 more pairs overlap)")


def test_a_table_without_inputs_has_one_case():
    assert prove(table_of("unique", (), ())) == []
    assert [fault.what for fault in prove(table_of("unique", ()))] == ["no row answers the only case"]
    assert [fault.code for fault in prove(table_of("first", (), (), ()))] == ["E_DEAD"]


def many(tested, inputs=FACTS):
    """Two hundred rows, each of which tests a few of eight inputs, and a last one for anything else."""
    rows = []
    for index in range(199):
        cells = {(index * 3 + step * 5) % 8: index + step for step in range(tested)}
        rows.append([_cell(inputs[place], cells.get(place)) for place in range(8)])
    return table_of("first", inputs, *rows, ["-"] * 8)


def _cell(fact, turn):
    if turn is None:
        return "-"
    if fact.kind == "category":
        return f'"{fact.values[turn % len(fact.values)]}"'
    low, high = (1, 12) if fact is MONTH else (0, 1) if fact is SHARE else (0, 1000)
    share = (turn * 37 % 100) / 100
    return f"[{low + (high - low) * share * 0.9:.0f}..{high}]" if fact is not SHARE else f">= {share}"


@pytest.mark.parametrize("tested", [1, 2, 3, 5, 8])
def test_large_tables_need_few_states(tested):
    search = Search()
    faults = prove(many(tested), search=search)
    assert not of_kind(faults, "E_WIDE") + of_kind(faults, "E_GAP")
    assert search.visited < 200


def test_a_full_grid_of_rows_is_proven():
    inputs = (SEGMENT, ARR, SHARE, SEATS)
    cells = (("SMB", "MM", "KA", "none"), ("< 5", "[5..50)", ">= 50"), ("< 0.5", ">= 0.5"), ("0", "[1..9]", "> 9"))
    rows = list(product(*cells))
    search = Search()
    assert prove(table_of("unique", inputs, *rows), search=search) == []
    assert search.visited < 200
    (fault,) = prove(table_of("unique", inputs, *rows[:40], *rows[41:]))
    assert fault.hint == f"add a row for segment `{rows[40][0]}`, arr `{rows[40][1]}`, share `{rows[40][2]}`, " + (
        f"seats `{'>= 10' if rows[40][3] == '> 9' else rows[40][3]}`"
    )


def test_a_table_that_is_too_wide_says_so():
    rows = list(product(("SMB", "not(SMB)"), ("< 5", ">= 5"), ("< 0.5", ">= 0.5")))
    fault = prove(table_of("unique", (SEGMENT, ARR, SHARE), *rows), search=Search(limit=3))[-1]
    assert (fault.code, fault.what) == ("E_WIDE", "the table is too wide to prove: 3 states were not enough")
