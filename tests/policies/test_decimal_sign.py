"""Numbers in the writing of a country: never twenty for twenty thousand, in whatever file they stand."""

import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtmsim.policies.exchange.decimal_sign import Cell, DecimalSign
from gtmsim.policies.exchange.sheet import Said, UnreadableError
from gtmsim.policies.exchange.spreadsheet import read_csv
from gtmsim.policies.facts import DecisionPoint, Output, number, whole
from gtmsim.policies.literals import CellError
from gtmsim.policies.reading import read_table
from gtmsim.scenario.language.cells import read_literal

VALUE = number("value", "money", "what it is worth", 0)
ROUND = whole("round", "count", "how often", 0)
SHARE = Output("share", "number", "share", 0, 5, (), "how much of it")
POINT = DecisionPoint("discount", (VALUE, ROUND), (SHARE,), (), "first", "")


def read(*lines: str, sign: str = ";"):
    """The tests of value and round and the answer of each row."""
    said = read_csv(
        "\n".join([f"discount{sign}first", sign.join(("name", "value", "round", "share")), *lines]).encode(), POINT
    )
    rows = [
        (row.name.text, {k: v.text for k, v in row.when.items()}, {k: v.text for k, v in row.then.items()})
        for row in said.rows
    ]
    table, wrong = read_table("discount", POINT, "first", rows, read_literal)
    assert not wrong, wrong
    return [(row.tests[0][0][0], row.values[0]) for row in table.rows]


def refused(*lines: str, sign: str = ";") -> str:
    with pytest.raises(UnreadableError) as error:
        read(*lines, sign=sign)
    return "; ".join(f"{each.line}:{each.col} {each.what}: {each.hint}" for each in error.value.faults)


def test_semicolons_part_cells_where_commas_part_decimals():
    assert read("a;>= 20.000;-;5%") == [(20_000.0, 0.05)]
    assert read("a;>= 1.234,50;-;7,5%", "b;[2,5..3.000.000);-;0,075") == [(1234.5, 0.075), (2.5, 0.075)]
    assert read("a;1.500;-;5 %") == [(1500.0, 0.05)]
    assert read("a;20;1.000;5%") == [(20.0, 0.05)]


def test_points_are_read_where_they_can_only_part_decimals():
    assert read("a;>= 20.5;-;0.125") == [(20.5, 0.125)]
    assert read("a\t>= 20.5\t-\t7.5%", sign="\t") == [(20.5, 0.075)]
    assert read("a\t>= 20,5\t-\t7,5%", sign="\t") == [(20.5, 0.075)]
    assert read("a,>= 1.125,-,0.05", sign=",") == [(1.125, 0.05)]
    assert read("a;>= 1.200E+04;-;5%") == read("a;>= 1,200E+04;-;5%") == [(12_000.0, 0.05)]


def test_blanks_and_apostrophes_part_thousands():
    for sign in (" ", "\u00a0", "\u2009", "\u202f", "'", "’"):
        assert read(f"a;>= 1{sign}020{sign}000,5;-;5 %") == [(1_020_000.5, 0.05)]
        assert read(f"a,>= 20{sign}000.5,-,5%", sign=",") == [(20_000.5, 0.05)]
        for odd in (f"20{sign}00", f"020{sign}000", f"1{sign}000{sign}00"):
            with pytest.raises(AssertionError, match="Misread"):
                read(f"a;>= {odd};-;5%")


@pytest.mark.parametrize(
    ("lines", "sign", "said"),
    [
        (["a;>= 20.000;-;0.5"], ";", "3:3 `20.000` may be 20 or 20000: write `20000` or `20`"),
        (["a;>= 20.000;-;0.5", "b;1,5%;-;7,5%"], ";", "`20.000` cannot be told: the file has both `7,5` and `0.5`"),
        (["a\t>= 20.000\t-\t5%"], "\t", "`20.000` may be 20 or 20000"),
        (["a,>= 20.000,-,5%"], ",", "`20.000` may be 20 or 20000"),
        (["a,>= 12.500,-,5%"], ",", "`12.500` may be 12.5 or 12500: write `12500` or `12.5`"),
        (["a;>= 20,000;-;5%"], ";", "`20,000` can be read in several ways: write `20000` or `20`"),
        (["a;>= 20,125;-;5%"], ";", "`20,125` can be read in several ways: write `20125` or `20,1250`"),
        (["a;>= 20,125;-;0.5"], ";", "`20,125` can be read in several ways: write `20125` or `20.1250`"),
        (["a;>= 1.125;-;0.5"], ";", "`1.125` may be 1.125 or 1125: write `1125` or `1.1250`"),
        (["a,>= 1.125,-,5%"], ",", "`1.125` may be 1.125 or 1125: write `1125` or `1.1250`"),
        (["a;>= 1,234.50;-;5%"], ";", "`1,234.50` can be read in several ways: write `1234.50`"),
        (["a;>= 1,234,567,890;-;5%"], ";", "`1,234,567,890` can be read in several ways: write `1234567890`"),
        (["a;30,60;-;5%"], ";", "`30,60` may have a decimal comma: write `30.60`, or a space after the comma"),
        (["a;5;1,2;5%"], ";", "3:5 `1,2` may have a decimal comma"),
        (['a,">= 1,5",-,5%'], ",", "`>= 1,5` may have a decimal comma: write `1.5`"),
        (['a,5,-,"7,5%"'], ",", "`7,5%` may have a decimal comma"),
    ],
)
def test_what_cannot_be_told_is_refused(lines, sign, said):
    assert said in refused(*lines, sign=sign)


@pytest.mark.parametrize("sign", [";", ",", "\t"])
@given(
    st.integers(1, 999), st.integers(0, 999), st.sampled_from([".", ","]), st.sampled_from(["5%", "0.5", "0,5", "7,5%"])
)
def test_what_a_refusal_proposes_is_read_as_what_it_says(sign, whole_part, rest, point, share):
    """A proposal in the place of what was refused is one of the two numbers, and the file is then read."""
    token = f"{whole_part}{point}{rest:03}"
    quoted = f'"{share}"'

    def line(number):
        return f'a{sign}">= {number}"{sign}-{sign}{quoted}'

    try:
        read(line(token), sign=sign)
    except UnreadableError as error:
        proposed = re.findall("`([0-9.,]+)`", error.faults[0].hint)
        for each in proposed if error.faults[0].col < 10 else ():
            with contextlib.suppress(UnreadableError):  # of the share, or of what the share contradicts
                found = read(line(each), sign=sign)[0][0]
                assert found in (whole_part * 1000.0 + rest, float(f"{whole_part}.{rest:03}"))


def test_lists_are_lists():
    assert read("a;5;1, 2;5%")[0] == (5.0, 0.05)
    assert read("a;30, 60;-;5%")[0] == (30.0, 0.05)


@pytest.mark.parametrize("first", ["sep=;\n", "sep=;\r\n", "\ufeffsep=;\n"])
def test_what_a_first_line_says_parts_the_cells(first):
    text = f"{first}discount;first\nname;value;share\na;>= 20.000;5%\n"
    said = read_csv(text.encode(), POINT)
    assert said.rows[0].when["value"] == Said(">= 20000", 4, 3)
    assert (
        read_csv(text.replace(";", ",").replace("20.000", "20000").encode(), POINT).rows[0].when["value"].text
        == ">= 20000"
    )


def test_a_title_without_a_hit_policy_does_not_hide_the_sign():
    assert read_csv(b"discount\nname;value;share\na;-;5%\n", POINT).hit.text == "unique"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8", "utf-8-sig"])
def test_encodings_of_spreadsheets(encoding):
    text = 'discount\tfirst\r\nname\tvalue\tshare\r\n大客户\t"> 20"\t5%\r\n'
    said = read_csv(text.encode(encoding), POINT)
    assert (said.rows[0].name.text, said.rows[0].when["value"].text) == ("大客户", "> 20")


@given(st.integers(0, 10**9), st.sampled_from(["", ",5", ",25", ",125"]), st.booleans())
def test_a_number_of_that_country_is_that_number(whole_part, decimals, grouped):
    digits = f"{whole_part:,}".replace(",", ".") if grouped else str(whole_part)
    cell = Cell(Said(f">= {digits}{decimals}", 1, 1), VALUE)
    others = [Cell(Said("0,5", 2, 1), SHARE)]
    try:
        found = DecimalSign([cell, *others], ";").plain(cell)
    except CellError as error:
        assert decimals == ",125" and "several ways" in error.what  # thousands of another country
        return
    assert float(found.removeprefix(">= ")) == float(f"{whole_part}{decimals.replace(',', '.')}")


@given(st.text("0123456789.,<>=-[]() %k", max_size=30), st.sampled_from([",", ";", "\t"]))
def test_any_cell_is_read_or_refused(text, sign):
    cell = Cell(Said(text, 1, 1), VALUE)
    try:
        DecimalSign([cell], sign).plain(cell)
    except CellError as error:
        assert error.hint
