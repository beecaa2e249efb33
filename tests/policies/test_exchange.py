"""What is written to a file is read back as the same table: tests, values, names and days."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from policies.sheets import sheets
from policies.tables import FACTS, KNOWN, SIGNED, VALUE

from gtmsim.policies.cells import parse
from gtmsim.policies.exchange.dmn import read_dmn
from gtmsim.policies.exchange.dmn_writing import plain as positional
from gtmsim.policies.exchange.dmn_writing import write_dmn
from gtmsim.policies.exchange.markdown import write_markdown
from gtmsim.policies.exchange.sheet import Case, SaidTable, Sheet
from gtmsim.policies.exchange.spreadsheet import read_csv
from gtmsim.policies.exchange.spreadsheet_writing import write_csv
from gtmsim.policies.facts import DecisionPoint, Output
from gtmsim.policies.literals import bare, plain
from gtmsim.policies.points import POINTS, bound
from gtmsim.policies.reading import read_table, value_of
from gtmsim.policies.table import Table
from gtmsim.scenario.language.cells import read_literal, unit_literal, write_literal

PLAY = Output("play", "category", "", 0.0, 2.0, ("let go", "try", "a, b"), "what to do")
POINT = DecisionPoint("odd", (*FACTS, KNOWN, SIGNED), (VALUE, PLAY), (), "first", "Is | this * a [question]?")
NAMES = {
    "channel": ("ads", "web site", "a, b", "none"),
    "segment": ("SMB", "大客户"),
    "stage": ("demo",),
    "department": ("it", "none"),
}


def within(fact):
    """A fact or output whose numbers a firm could mean."""
    return fact if fact.kind == "category" else fact._replace(low=max(fact.low, -1e5), high=min(fact.high, 1e5))


REAL = [
    point._replace(facts=tuple(map(within, point.facts)), outputs=tuple(map(within, point.outputs)))
    for point in (bound(point, NAMES) for point in POINTS)
]


def table_of(said: SaidTable, point: DecisionPoint, read) -> Table:
    """What the model makes of a file's words."""
    rows = [
        (row.name.text, {k: v.text for k, v in row.when.items()}, {k: v.text for k, v in row.then.items()})
        for row in said.rows
    ]
    if said.hit.text == "collect count":
        rows = [(name, when, dict.fromkeys((output.name for output in point.outputs), "1")) for name, when, _ in rows]
    default = None if said.default is None else {name: cell.text for name, cell in said.default.items()}
    table, wrong = read_table(point.name, point, said.hit.text, rows, read, default)
    assert not wrong, wrong
    return table


def days_of(said: SaidTable) -> tuple:
    def day(cell):
        return None if cell is None else datetime.date.fromisoformat(cell.text)

    return tuple((day(row.starts), day(row.ends)) for row in said.rows)


def case_of(case, point: DecisionPoint, read):
    """What a case of a file means."""
    expect = case.expect
    if isinstance(expect, dict):
        expect = {name: cell.text for name, cell in expect.items()}
    else:
        expect = [cell.text for cell in expect]
    on = None if case.day is None else datetime.date.fromisoformat(case.day.text)
    return meant(Case({name: cell.text for name, cell in case.given.items()}, expect, on), point, read)


def meant(case: Case, point: DecisionPoint, read):
    facts, outputs = ({each.name: each for each in side} for side in (point.facts, point.outputs))
    given = {name: parse(text, facts[name], read) for name, text in case.given.items()}
    if isinstance(case.expect, dict):
        return given, {name: value_of(text, outputs[name], read) for name, text in case.expect.items()}, case.day
    return given, [case.expect] if isinstance(case.expect, str) else case.expect, case.day


def unchanged(sheet: Sheet, point: DecisionPoint, write, read, others=()) -> None:
    """Both ways through a file lose nothing."""
    csv = read_csv(write_csv([*others, sheet], write).encode(), point)
    dmn = read_dmn(write_dmn([sheet, *others]).encode(), point, write)
    for said in (csv, dmn):
        assert table_of(said, point, read) == sheet.table
        assert days_of(said) == sheet.days
    assert [case_of(case, point, read) for case in csv.cases] == [meant(case, point, read) for case in sheet.cases]


@settings(max_examples=90)
@given(sheets(POINT, bare))
def test_a_table_survives_files(sheet):
    unchanged(sheet, POINT, bare, plain)


@settings(max_examples=90)
@given(st.sampled_from(REAL).flatmap(lambda point: st.tuples(st.just(point), sheets(point, write_literal))))
def test_a_table_of_quantities_survives_files(pair):
    point, sheet = pair
    unchanged(sheet, point, unit_literal, read_literal)


@given(sheets(REAL[0], write_literal), sheets(REAL[7], write_literal))
def test_a_file_may_hold_several_tables(score, discount):
    for point, one, other in ((REAL[0], score, discount), (REAL[7], discount, score)):
        unchanged(one, point, unit_literal, read_literal, [other])


@pytest.mark.parametrize("delimiter", [";", "\t"])
@pytest.mark.parametrize("breaks", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_spreadsheets_save_in_many_ways(delimiter, breaks, mark):
    lines = [
        "lead_score,first,,,,",
        "name,segment,fit,score,,",
        'big,"SMB, ""大客户""",">= 1",5%,,',
        ",,,,,",
        ",,,,,",
        "",
    ]
    lines[2] = 'big,"SMB, ""大客户""",>= 1,5,,'
    expected = table_of(read_csv("\n".join(lines).encode(), REAL[0]), REAL[0], read_literal)
    assert expected.rows[0].tests == (((0.0, 1.0),), ((1.0, 1e5),))
    changed = [line.replace('"SMB, ""大客户"""', "\0").replace(",", delimiter) for line in lines]
    text = breaks.join(changed).replace("\0", '"SMB, ""大客户"""')
    said = read_csv((mark + text).encode(), REAL[0])
    assert table_of(said, REAL[0], read_literal) == expected
    assert said.rows[0].name[1:] == (3, 1)


@given(st.floats(-1e300, 1e300).map(lambda value: value + 0.0))
def test_feel_numbers_have_no_exponent_and_lose_nothing(value):
    text = positional(value, VALUE)
    assert float(text) == value
    assert "e" not in text.lower()


@given(sheets(POINT, bare))
def test_markdown_has_one_cell_for_each_column(sheet):
    lines = write_markdown([sheet]).splitlines()
    body = [line for line in lines if line.startswith("|")]
    columns = 1 + len(sheet.table.inputs) + len(sheet.table.outputs) + (2 if sheet.dated else 0)
    assert len(body) == 2 + len(sheet.table.rows) + (sheet.default is not None)
    assert {line.replace("\\|", "").count("|") for line in body} == {columns + 1}


def test_a_spreadsheet_takes_no_cell_for_a_formula():
    row = POINT._replace(facts=(), outputs=(VALUE,))
    for name, written in (("@SUM(A1)", "'@SUM(A1)"), ("+1", "'+1"), ("-x", "'-x"), ("'@x", "''@x"), ("it's", "it's")):
        said = read_csv(f"odd,first\nname,value\n{written},-5\n".encode(), row)
        assert said.rows[0].name.text == name
        table = table_of(said, row, plain)
        sheet = Sheet(table, "", ((None, None),), ((),), (("-5",),))
        assert write_csv([sheet], bare).splitlines()[2] == f"{written},-5"
