"""Files as modellers save them: the same small table in four dialects of DMN."""

from pathlib import Path

import pytest

from gtmsim.policies.exchange.dmn import read_dmn
from gtmsim.policies.points import POINTS, bound
from gtmsim.policies.reading import read_table
from gtmsim.scenario.language.cells import read_literal, unit_literal

NAMES = {"channel": ("ads", "none"), "segment": ("KA", "MM", "SMB"), "stage": ("demo",)}
DISCOUNT = next(bound(point, NAMES) for point in POINTS if point.name == "discount")
ROWS = [
    ("big", {"segment": "KA, MM", "contract_value": ">= 40k", "age": "-"}, {"discount": "15%", "approval": "4 days"}),
    ("slow", {"segment": "not(SMB)", "contract_value": "-", "age": "[30 days..60 days)"}, {"discount": "5%"}),
    ("rest", {"segment": "-", "contract_value": "-", "age": "-"}, {"discount": "0%"}),
]

FOLDER = Path(__file__).parent / "modellers"
CAMUNDA = (FOLDER / "camunda.dmn").read_text("utf-8")
# Prefixed names, annotations, quantities, and a table that is fed by other elements.
TRISOTECH = (FOLDER / "trisotech.dmn").read_text("utf-8")
OLD_CAMUNDA = CAMUNDA.replace(
    "https://www.omg.org/spec/DMN/20191111/MODEL/", "http://www.omg.org/spec/DMN/20151101/dmn.xsd"
)
DMN_JS = CAMUNDA.replace("https://www.omg.org/spec/DMN/20191111/MODEL/", "http://www.omg.org/spec/DMN/20180521/MODEL/")


def read(text: str):
    said = read_dmn(text.encode(), DISCOUNT, unit_literal)
    rows = [
        (row.name.text, {k: v.text for k, v in row.when.items()}, {k: v.text for k, v in row.then.items()})
        for row in said.rows
    ]
    return said, rows


def table_of(hit, rows):
    filled = [(name, when, {"approval": "0 days", **then}) for name, when, then in rows]
    table, wrong = read_table("discount", DISCOUNT, hit, filled, read_literal)
    assert not wrong
    return table


@pytest.mark.parametrize("text", [CAMUNDA, OLD_CAMUNDA, DMN_JS, TRISOTECH], ids=["camunda", "1.1", "1.2", "trisotech"])
def test_modellers_say_the_same_table(text):
    said, rows = read(text)
    assert said.hit.text == "first"
    assert table_of("first", rows) == table_of("first", ROWS)


def test_other_encodings_are_read():
    text = TRISOTECH.replace('encoding="UTF-8"', 'encoding="UTF-16"')
    assert read_dmn(text.encode("utf-16"), DISCOUNT, unit_literal) == read(TRISOTECH)[0]


def test_numbers_get_the_unit_of_their_column_and_names_lose_quotes():
    _, rows = read(CAMUNDA)
    assert rows[0] == (
        "big",
        {"segment": "KA,MM", "contract_value": ">= 40k", "age": "-"},
        {"discount": "15%", "approval": "4 days"},
    )
    assert rows[1][1:] == (
        {"segment": "not(SMB)", "contract_value": "-", "age": "[30 days..60 days["},
        {"discount": "5%"},
    )


def test_each_word_has_the_place_of_its_entry():
    said, _ = read(CAMUNDA)
    lines = CAMUNDA.splitlines()
    for row in said.rows:
        assert f"<description>{row.name.text}</description>" in lines[row.name.line - 1]
    cell = said.rows[1].when["age"]
    assert lines[cell.line - 1][cell.col - 1 :].startswith("<text>[30..60[")


def test_a_remark_that_cannot_be_a_name_is_none():
    named = CAMUNDA.replace("<description>big</description>", "<description>We want them; see memo!</description>")
    named = named.replace("<description>rest</description>", "<description>slow</description>")
    assert [row[0] for row in read(named)[1]] == ["row 1", "slow", "row 3"]


@pytest.mark.parametrize(
    ("said", "meant"),
    [("1,000", "1,000"), ("5, 7", "5 days, 7 days"), ("not(5)", "not(5 days)"), ("]5..7.5]", "]5 days..7.5 days]")],
)
def test_only_numbers_alone_get_a_unit(said, meant):
    assert read(CAMUNDA.replace("[30..60[", said))[1][1][1]["age"] == meant
