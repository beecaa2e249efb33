"""Workbooks: what a cell holds is read, never what it only shows; what could mislead is refused by its place."""

import datetime
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from policies.sheets import sheets
from policies.test_exchange import REAL, case_of, days_of, meant, table_of

from gtmsim.policies.exchange.sheet import UnreadableError
from gtmsim.policies.exchange.workbook import read_xlsx
from gtmsim.policies.exchange.workbook_writing import write_xlsx
from gtmsim.policies.points import NUMBER, POINTS, bound
from gtmsim.scenario.language.cells import read_literal, write_literal

openpyxl = pytest.importorskip("openpyxl")
DISCOUNT = bound(
    POINTS[NUMBER["discount"]], {"channel": ("ads", "none"), "segment": ("KA", "MM", "SMB"), "stage": ("demo",)}
)
HEAD = ["name", "segment", "contract_value", "age", "discount", "approval", "ends"]


def book(*lines, formats=(), change=None, **others) -> bytes:
    """A workbook with these lines in its first sheet; formats are (cell, number format)."""
    whole = openpyxl.Workbook()
    page = whole.active
    for line in lines:
        page.append(line)
    for cell, looks in formats:
        page[cell].number_format = looks
    for name, rows in others.items():
        other = whole.create_sheet(name)
        for line in rows:
            other.append(line)
    if change:
        change(whole, page)
    packed = io.BytesIO()
    whole.save(packed)
    return packed.getvalue()


def said(content: bytes):
    found = read_xlsx(content, DISCOUNT)
    return [
        (row.name.text, {k: v.text for k, v in row.when.items()}, {k: v.text for k, v in row.then.items()})
        for row in found.rows
    ]


def refused(content: bytes) -> str:
    with pytest.raises(UnreadableError) as error:
        read_xlsx(content, DISCOUNT)
    fault = error.value.faults[0]
    return f"{fault.line}:{fault.col} {fault.code} {fault.what}; {fault.hint}"


@settings(max_examples=40)
@given(st.sampled_from(REAL).flatmap(lambda point: st.tuples(st.just(point), sheets(point, write_literal))))
def test_a_table_survives_a_workbook(pair):
    point, sheet = pair
    content = write_xlsx([sheet], write_literal, read_literal)
    found = read_xlsx(content, point)
    assert table_of(found, point, read_literal) == sheet.table
    assert days_of(found) == sheet.days
    for ours, theirs in zip(found.cases, sheet.cases, strict=True):
        assert case_of(ours, point, read_literal) == meant(theirs, point, read_literal)
    assert write_xlsx([sheet], write_literal, read_literal) == content


def test_numbers_are_numbers_and_percentages_percentages():
    content = book(
        ["discount", "first"],
        HEAD,
        ["big", "KA", ">= 40k", None, 0.15, "4 days", datetime.date(2026, 7, 1)],
        ["one", None, 20000, "> 30 days", 0.07, None, None],
        ["rest", "-", "-", "-", 0, None, None],
        formats=[("E3", "0%"), ("E4", "0.00%"), ("G3", "dd.mm.yyyy"), ("C4", '#,##0 "50%"')],
    )
    assert said(content) == [
        (
            "big",
            {"segment": "KA", "contract_value": ">= 40k", "age": "-"},
            {"discount": "15%", "approval": "4 days"},
        ),
        ("one", {"segment": "-", "contract_value": "20000", "age": "> 30 days"}, {"discount": "7%"}),
        ("rest", {"segment": "-", "contract_value": "-", "age": "-"}, {"discount": "0"}),
    ]
    assert read_xlsx(content, DISCOUNT).rows[0].ends.text == "2026-07-01"
    assert read_xlsx(content, DISCOUNT).hit.text == "first"


@pytest.mark.parametrize(
    ("cell", "expected"), [(">= 1,5", ">= 1.5"), (">= 1.234,50", ">= 1234.50"), (">= 2.25", ">= 2.25")]
)
def test_texts_have_a_country(cell, expected):
    assert said(book(["name", "contract_value", "discount"], ["a", cell, 0.1]))[0][1]["contract_value"] == expected


def merged(cells):
    return lambda whole, page: page.merge_cells(cells)


def hidden(rows=(), columns=()):
    def change(whole, page):
        for row in rows:
            page.row_dimensions[row].hidden = True
        for column in columns:
            page.column_dimensions[column].hidden = True

    return change


TABLE = (["discount", "first"], ["name", "segment", "discount"], ["a", "KA", 0.1], ["b", "-", 0])


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (book(*TABLE[:3], ["b", "-", "=1+1"]), "4:3 E_XLSX `=1+1` is a formula; paste its value in its place"),
        (book(*TABLE, change=merged("B3:B4")), "3:2 E_XLSX the cells `B3:B4` are merged; split them and say the value"),
        (book(*TABLE, change=hidden(rows=[4])), "4:1 E_XLSX line 4 is hidden; show it or delete it"),
        (book(*TABLE, change=hidden(columns=["B"])), "1:2 E_XLSX column 2 is hidden"),
        (
            book(*TABLE[:3], ["b", "-", datetime.time(1, 30)]),
            "4:3 E_XLSX `0.0625` is shown as a time; give the cell the format `Text`",
        ),
        (book(*TABLE[:3], ["b", "-", "#REF!"]), "4:3 E_XLSX `#REF!` is a spreadsheet's error; mend the cell"),
        (book(["name", "contract_value", "discount"], ["a", "20.000", 0.1]), "2:2 E_CELL `20.000` may be 20 or 20000"),
        (book(["a note"], Sheet2=[["another"]]), "1:1 E_XLSX none of the sheets `Sheet`, `Sheet2` names a decision"),
        (book(["effort", "first"], ["name", "effort"], ["a", 1]), "1:1 E_CSV no table for `discount`; the file has"),
        (book(*TABLE, [], ["c", "-", 0.2]), "6:1 E_CSV `c` begins a table and names no decision point"),
        (book([]), "1:1 E_CSV the file says nothing"),
        (b"PK\x03\x04", "1:1 E_XLSX not readable as a workbook"),
        (b"", "1:1 E_XLSX not readable as a workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "1:1 E_XLSX an old workbook (.xls), or one with a password"),
    ],
)
def test_what_could_mislead_is_refused(content, text):
    assert refused(content).startswith(text)


def test_a_merged_title_is_only_a_title():
    assert len(said(book(["discount"], *TABLE[1:], change=merged("A1:C1")))) == 2


def test_a_sheet_is_called_as_its_decision():
    content = book(["What we do", 5], [], ["and why"], Discount=TABLE[1:], effort=[["name", "effort"], ["x", 1]])
    assert [name for name, *_ in said(content)] == ["a", "b"]


def rezipped(content: bytes, part: str, change) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            new.writestr(each, change(old.read(each)) if each == part else old.read(each))
    return packed.getvalue()


def test_a_bomb_is_not_set_off():
    content = book(*TABLE)
    bomb = rezipped(content, "xl/worksheets/sheet1.xml", lambda text: text + b" " * 2**26)
    assert len(bomb) < 2**20
    assert "E_SIZE more than 2 MB when unpacked" in refused(bomb)
    entities = b'<!DOCTYPE a [<!ENTITY b "c">]>'
    assert "E_XML" in refused(rezipped(content, "xl/workbook.xml", lambda text: entities + text))
    far = rezipped(content, "xl/worksheets/sheet1.xml", lambda text: text.replace(b'r="C4"', b'r="XFD1048576"'))
    assert "E_SIZE a cell in column 16,384" in refused(far)


PARTS = ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "[Content_Types].xml"]
ODD = [b"", b"<", b'"', b"9" * 30, b"&", b"-1", b"A0", b"\xff"]


@settings(max_examples=150)
@given(
    st.sampled_from(["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "[Content_Types].xml"]), st.data()
)
def test_a_damaged_workbook_is_read_or_refused(part, data):
    def damaged(text):
        for _ in range(data.draw(st.integers(1, 3))):
            at, length = data.draw(st.integers(0, len(text))), data.draw(st.integers(0, 30))
            odd = data.draw(st.sampled_from(ODD))
            text = text[:at] + odd + text[at + length :]
        return text

    try:
        read_xlsx(rezipped(WHOLE, part, damaged), DISCOUNT)
    except UnreadableError as error:
        assert error.faults


WHOLE = book(*TABLE)
