"""Workbooks that programs write otherwise, and those that nobody means well: read alike, or refused soon."""

import io
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from policies.test_hostile import RUNS, SIZE, SOON, filled
from policies.test_workbook import TABLE, book, refused, rezipped, said

from gtmsim.policies.exchange.sheet import UnreadableError

PLAIN = [("a", {"segment": "KA"}, {"discount": "0.1"}), ("b", {"segment": "-"}, {"discount": "0"})]
SHEET = "xl/worksheets/sheet1.xml"
WHOLE = book(*TABLE)


def with_sheet(change, content=WHOLE):
    return rezipped(content, SHEET, change)


def after_data(text):
    return with_sheet(lambda sheet: sheet.replace(b"</sheetData>", b"</sheetData>" + text))


def valued(text):
    """The table with `text` in the place of the cell that holds 0.1."""
    return with_sheet(lambda sheet: sheet.replace(b"<v>0.1</v>", text))


def test_other_programs_write_the_same():
    assert said(WHOLE) == PLAIN
    prefixed = WHOLE
    for part in (SHEET, "xl/workbook.xml", "xl/styles.xml"):
        prefixed = rezipped(
            prefixed,
            part,
            lambda text: (
                text.replace(b"xmlns=", b"xmlns:x=").replace(b"</", b"\0").replace(b"<", b"<x:").replace(b"\0", b"</x:")
            ),
        )
    assert said(prefixed) == PLAIN
    assert said(with_sheet(lambda text: text.replace(b' r="C3"', b"").replace(b' r="4"', b""))) == PLAIN
    rich = b'<is><r><t>K</t></r><rPh sb="0" eb="1"><t>spoken</t></rPh><r><t xml:space="preserve">A </t></r></is>'
    inline = with_sheet(lambda text: text.replace(b'<c r="B3" t="s">', b'<c r="B3" t="inlineStr">' + rich))
    assert said(inline) == PLAIN
    assert said(rezipped(WHOLE, "xl/_rels/workbook.xml.rels", lambda text: text.replace(b'"/xl/', b'"./'))) == PLAIN


@pytest.mark.parametrize(
    ("looks", "value", "expected"),
    [
        ("yyyy\\-mm\\-dd", 46204, "2026-07-01"),
        ("[$-407]d. mmmm yyyy;@", 46204, "2026-07-01"),
        ("mmm yy", 46204, "2026-07-01"),
        ('yyyy"年"m"月"', 46204, "2026-07-01"),
        ("0.0%", 0.125, "12.5%"),
        ('0.0 "of 100%"', 0.125, "0.125"),
        ("#,##0.00\\ [$€-407]", 0.125, "0.125"),
        ("[Red]0.0_d", 0.125, "0.125"),
        ("General", 0.125, "0.125"),
        ("0.00E+00", 0.125, "0.125"),
    ],
)
def test_a_format_says_what_a_number_is(looks, value, expected):
    content = book(*TABLE[:3], ["b", "-", value], formats=[("C4", looks)])
    assert said(content)[1][2]["discount"] == expected


@pytest.mark.parametrize("looks", ["h:mm", "[h]:mm", "mm:ss", "[mm]", "h AM/PM"])
def test_a_time_is_refused(looks):
    assert "is shown as a time" in refused(book(*TABLE[:3], ["b", "-", 1], formats=[("C4", looks)]))


def test_days_that_have_a_number_and_no_writing():
    for number, expected in ((14, "2026-07-01"), (31, "2026-07-01"), (10, "4620400%"), (4, "46204")):
        content = rezipped(
            book(*TABLE[:3], ["b", "-", 46204], formats=[("C4", "0.000")]),
            "xl/styles.xml",
            lambda text, n=number: text.replace(b'numFmtId="164" formatCode', b'numFmtId="165" formatCode').replace(
                b'numFmtId="164"', b'numFmtId="%d"' % n
            ),
        )
        assert said(content)[1][2]["discount"] == expected
    later = rezipped(
        book(*TABLE[:3], ["b", "-", 46204], formats=[("C4", "dd.mm.yy")]),
        "xl/workbook.xml",
        lambda text: text.replace(b"<workbookPr ", b'<workbookPr date1904="1" '),
    )
    assert said(later)[1][2]["discount"] == "2030-07-02"


def test_what_stands_elsewhere_does_no_harm():
    notes = [["total", "=SUM(B1:B9)"], ["at", 0.5]]
    assert said(book(["discount", "first"], *TABLE[1:], Notes=notes, effort=[["name", "effort"], ["x", "=1"]])) == PLAIN


NARROW = b'<cols><col min="2" max="16384" width="0"/></cols>'


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (after_data(b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), "1:1 E_XLSX the cells `A1:XFD10"),
        (after_data(b'<mergeCells><mergeCell ref="A9:XFD1048576"/></mergeCells>'), ""),
        (after_data(b'<hyperlinks><hyperlink ref="A1:XFD1048576" display="x"/></hyperlinks>'), ""),
        (valued(b"<v>" + b"9" * 400 + b"</v>"), "3:3 E_XLSX `inf` is no number"),
        (valued(b"<v>1e999</v>"), "3:3 E_XLSX `inf` is no number"),
        (valued(b"<v>NaN</v>"), "3:3 E_XLSX `nan` is no number"),
        (valued(b"<v>ten</v>"), "1:1 E_XLSX not readable as a workbook"),
        (valued(b"<f>1+1</f><v>2</v>"), "3:3 E_XLSX `=1+1` is a formula"),
        (valued(b'<f t="shared" si="0"/><v>2</v>'), "3:3 E_XLSX `=...` is a formula"),
        (with_sheet(lambda text: text.replace(b'r="C4"', b'r="C3"')), "1:1 E_XLSX not readable as a workbook"),
        (with_sheet(lambda text: text.replace(b'r="C4"', b'r="4C"')), "1:1 E_XLSX not readable as a workbook"),
        (with_sheet(lambda text: text.replace(b"<sheetData>", NARROW + b"<sheetData>")), "1:2 E_XLSX column 2 is"),
        (with_sheet(lambda text: text.replace(b'<row r="4"', b'<row r="4" ht="0"')), "4:1 E_XLSX line 4 is hidden"),
        (with_sheet(lambda text: text.replace(b"<v>", b'<v x:y="1">')), "1:1 E_XML `xl/worksheets/sheet1.xml`: not"),
    ],
)  # fmt: skip
def test_what_could_do_harm(content, text):
    begun = time.process_time()
    if text:
        assert refused(content).startswith(text)
    else:
        assert said(content) == PLAIN
    assert time.process_time() - begun < SOON


def test_a_bomb_by_another_name_is_not_set_off():
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name).replace(b"sheet1.xml", b"sheet1.png")
            longer = text.replace(b"</sheetData>", b" " * 2**24 + b"</sheetData>")
            new.writestr(name.replace("sheet1.xml", "sheet1.png"), longer)
    assert "E_SIZE more than 2 MB when unpacked" in refused(packed.getvalue())


CELLS = ["<c/>", "<row/>", '<c t="s"><v>0</v></c>', "<c><v>1</v></c>", "<c><f>1</f></c>", '<c t="inlineStr"><is/></c>']


def soon(content):
    begun = time.process_time()
    try:
        said(content)
    except UnreadableError as error:
        assert error.faults
    assert time.process_time() - begun < SOON


@pytest.mark.parametrize("run", [run.replace("&", "&amp;").replace("<", "&lt;") for run in RUNS[::5]])
def test_a_workbook_of_much_text_is_answered_soon(run):
    soon(with_sheet(lambda sheet: sheet.replace(b"</sheetData>", b"</sheetData>" + filled(run, SIZE).encode())))
    rows = b"".join(b'<row r="%d"><c t="s"><v>2</v></c></row>' % line for line in range(9, 18_000))
    many = with_sheet(lambda sheet: sheet.replace(b"</sheetData>", rows + b"</sheetData>"))
    words = b"<t> " + filled(run, SIZE).encode() + b"</t>"
    soon(rezipped(many, "xl/sharedStrings.xml", lambda strings: strings.replace(b"<t>name</t>", words)))


@pytest.mark.parametrize("run", CELLS)
def test_a_workbook_of_many_cells_is_answered_soon(run):
    row = b'<row r="9">' + filled(run, 2 * SIZE - 20_000).encode() + b"</row>"
    soon(with_sheet(lambda sheet: sheet.replace(b"</sheetData>", row + b"</sheetData>")))


@settings(max_examples=300)
@given(st.data())
def test_a_damaged_archive_is_read_or_refused(data):
    content = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        assert said(bytes(content[: data.draw(st.sampled_from([len(content), 4_000]))]))
    except UnreadableError as error:
        assert error.faults
