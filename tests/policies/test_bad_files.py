"""Files that are no table of ours: each is refused with its place, what is wrong and what to do, never a traceback."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtmsim.policies.exchange.dmn import read_dmn
from gtmsim.policies.exchange.sheet import UnreadableError
from gtmsim.policies.exchange.spreadsheet import read_csv
from gtmsim.policies.points import POINTS, bound
from gtmsim.policies.reading import read_table
from gtmsim.scenario.language.cells import read_literal, unit_literal

NAMES = {"channel": ("ads", "none"), "segment": ("KA", "MM", "SMB"), "stage": ("demo",)}
DISCOUNT = next(bound(point, NAMES) for point in POINTS if point.name == "discount")
HEAD = "discount,first\nname,segment,age,discount\n"

CSV = [
    ("", "1:1 E_CSV the file says nothing; begin with the line `discount,first`"),
    ("\n , ,\n", "1:1 E_CSV the file says nothing"),
    ("discount,first\n", "2:1 E_CSV no line names the columns"),
    ("discont,first\nname,age\n", "1:1 E_CSV no table for `discount`; the file has tables for `discont`"),
    ("effort,first\nname,effort\nx,1\n", "1:1 E_CSV no table for `discount`; the file has tables for `effort`"),
    ("discount,first\nrow,segment,discount\nx,-,5%\n", "2:1 E_FACT `row` is neither a fact nor an answer"),
    ("discount,first\nsegment,discount,age\n-,5%,-\n", "2:1 E_CSV no column is called `name`; name each row"),
    ("discount,first\nname,segmnt,discount\nx,-,5%\n", "2:6 E_FACT `segmnt` is neither ... did you mean `segment`?"),
    ("discount,first\nname,age,age,discount\n", "2:10 E_CSV a second column `age`; keep one"),
    (HEAD + "x,KA,=A1+1,5%\n", "3:6 E_CSV `=A1+1` is a formula; save the value, not the formula"),
    (HEAD + "x,KA,#REF!,5%\n", "3:6 E_CSV `#REF!` is a spreadsheet's error"),
    (HEAD + 'x,KA,">= 1,5 days",5%\n', "3:6 E_CELL `>= 1,5 days` may have a decimal comma; write `1.5`, or a space"),
    (HEAD + ",KA,-,5%\n", "3:1 E_MISSING the row has no name"),
    (HEAD + "x,KA,-,5%,why?\n", "3:11 E_CSV no name stands above `why?`; name the column"),
    (HEAD + 'x,"KA,-,5%\n', "3:3 E_CSV a quote opens that nothing closes"),
    (HEAD + 'x,"KA"A,-,5%\n', "3:3 E_CSV text follows a closing quote"),
    (HEAD + "x,KA,-,5%\n\ny,-,-,5%\n", "5:1 E_CSV `y` begins a table and names no decision point; remove the empty"),
    (HEAD + "x,KA,-,5%\n\n" + HEAD, "5:1 E_CSV a second table for `discount`; keep one of them"),
    (HEAD + "x,K\0A,-,5%\n", "3:4 E_CSV control character U+0000"),
    (b"discount,first\nname,discount\nKlau\xdfe,5%\n", "3:5 E_CSV byte 0xdf is not UTF-8; save it as `CSV UTF-8`"),
    ("x".encode("utf-16"), "1:1 E_CSV no table for `discount`; the file has tables for `x`"),
    ("x".encode("utf-16") + b"x", "1:2 E_CSV byte 0x78 is not UTF-16"),
    (HEAD + "x,KA," + "1" * 2_001, "3:6 E_SIZE a cell of more than 2,000 characters"),
    (HEAD + "x,KA,-,5%\n" * 501, "503:1 E_SIZE more than 500 rows"),
    (HEAD + "x" + "," * 60_000, "3:49996 E_SIZE more than 50,000 cells"),
]

START = '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/">\n'
COLUMNS = (
    '<input><inputExpression typeRef="number"><text>age</text></inputExpression></input>\n'
    '<output name="discount" typeRef="number"/>\n'
)
RULE = "<rule>\n<inputEntry><text>{}</text></inputEntry>\n<outputEntry><text>{}</text></outputEntry></rule>\n"


def decision(body: str, name: str = "discount", table: str = 'hitPolicy="FIRST"') -> str:
    return f'<decision name="{name}">\n<decisionTable {table}>\n{body}</decisionTable></decision>\n'


def model(*parts: str) -> str:
    return START + "".join(parts) + "</definitions>"


def rules(test: str = "-", answer: str = "0.1") -> str:
    return model(decision(COLUMNS + RULE.format(test, answer)))


NEEDS = '<informationRequirement><requiredDecision href="#b"/></informationRequirement>'
VALUES = "<outputValues><text>0.2, 0.3</text></outputValues>"
DMN = [
    ("", "1:1 E_XML not readable as XML: no element found"),
    ("<definitions>", "1:14 E_XML not readable as XML: no element found"),
    (START + "<a></b>", "2:6 E_XML not readable as XML: mismatched tag"),
    ("<html/>", "1:1 E_DMN `html` of `no namespace` is not DMN 1.1 to 1.5"),
    ('<definitions xmlns="http://example.org"/>', "1:1 E_DMN `definitions` of `http://example.org` is not DMN"),
    ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "1:13 E_XML a document type (`<!DOCTYPE`) is not allowed; remove it"),
    ('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "1:40 E_XML a document type (`<!DOCTYPE`) is not allowed"),
    ('<?xml version="1.0" encoding="klingon"?><a/>', "1:1 E_XML its encoding is not known; save the file as UTF-8"),
    ("<a>" * 100, "1:193 E_SIZE more than 100,000 elements, or 64 within each other"),
    (model(), "1:1 E_DMN the file holds no decision"),
    (model('<businessKnowledgeModel name="x"/>'), "1:1 E_DMN the file holds no decision"),
    (
        model('<decision name="discount"><knowledgeRequirement/></decision>', '<businessKnowledgeModel name="x"/>'),
        "2:27 E_DMN a knowledge requirement is not supported; write the table out",
    ),
    (
        model('<decision id="a" name="discount">\n' + NEEDS + "</decision>"),
        "3:25 E_DMN the decision requires `#b`, which is not in this file; put that decision into the same file",
    ),
    (
        model('<decision id="a" name="discount">\n' + NEEDS + "</decision>", '<decision id="b" name="Risk"/>'),
        "3:25 E_DMN the decision requires `Risk`, which is no decision point; call it as what it decides",
    ),
    (
        model('<decision id="b" name="discount">\n' + NEEDS + "</decision>"),
        "3:25 E_DMN the decision `discount` requires itself",
    ),
    (
        START.replace(">", ' expressionLanguage="juel">') + "</definitions>",
        "1:1 E_DMN the expression language `juel` is not supported; use FEEL",
    ),
    (
        rules().replace("<outputEntry>", '<outputEntry expressionLanguage="http://example.org/notfeel">'),
        "8:1 E_DMN the expression language `http://example.org/notfeel` is not supported",
    ),
    (model('<decision name="a"/>', '<decision name="b"/>'), "2:21 E_DMN none of the decisions `a`, `b` is called"),
    (
        model('<decision name="discount"/>', '\n<decision id="discount"/>'),
        "3:1 E_DMN 2 of the decisions `discount`, `discount` is called `discount`",
    ),
    (model('<decision name="discount"/>'), "2:1 E_DMN the decision has no table"),
    (
        model('<decision name="discount">\n<literalExpression><text>1</text></literalExpression></decision>'),
        "3:1 E_DMN a decision by `literalExpression` is not supported; write it as a decision table",
    ),
    (
        model(decision(COLUMNS, table='hitPolicy="PRIORITY"')),
        "3:1 E_DMN `PRIORITY` needs output values in their order; list the output values, the first one first",
    ),
    (
        rules().replace("FIRST", "PRIORITY").replace('"number"/>', f'"number">{VALUES}</output>'),
        "8:14 E_DMN `10%` is none of the output values of `discount`; list it among them, in its order",
    ),
    (model(decision("", table='hitPolicy="RULE ORDER"')), "3:1 E_DMN the hit policy `RULE ORDER` is not supported"),
    (model(decision("", table='hitPolicy="OUTPUT ORDER"')), "3:1 E_DMN the hit policy `OUTPUT ORDER` is not supp"),
    (
        model(decision("", table='hitPolicy="COLLECT"')),
        "3:1 E_DMN the hit policy `COLLECT` with `no aggregation` is not supported; use UNIQUE, FIRST, ANY, PRIOR",
    ),
    (
        model(decision("", table='hitPolicy="COLLECT" aggregation="MEAN"')),
        "3:1 E_DMN the hit policy `COLLECT` with `MEAN` is not supported",
    ),
    (
        model(decision(COLUMNS + RULE.format("1", "5") * 2, table='hitPolicy="COLLECT" aggregation="COUNT"')),
        "6:1 E_DMN programs count equal outputs once or twice: this one stands in several rules; give each rule an",
    ),
    (model(decision("", table='preferredOrientation="CrossTable"')), "3:1 E_DMN the orientation `CrossTable` is not"),
    (model(decision("", table='expressionLanguage="juel"')), "3:1 E_DMN the expression language `juel` is not supp"),
    (
        model(decision("<input><inputExpression><text>agee</text></inputExpression></input>")),
        "4:8 E_FACT `agee` is not a fact of `discount`; did you mean `age`?",
    ),
    (
        model(decision("<input><inputExpression><text>sum(age)</text></inputExpression></input>")),
        "4:8 E_FACT `sum(age)` is not a fact",
    ),
    (
        model(decision('<input><inputExpression typeRef="dayTimeDuration"><text>age</text></inputExpression></input>')),
        "4:8 E_DMN the type `dayTimeDuration` is not supported: `age` is a number; a duration is a number in the",
    ),
    (
        model(decision('<input><inputExpression typeRef="boolean"><text>mode</text></inputExpression></input>')),
        "4:8 E_DMN the type `boolean` is not supported: `mode` is a name; use string or number",
    ),
    (model(decision(COLUMNS[: COLUMNS.index("<output")] * 2)), "5:1 E_DMN a second column for `age`"),
    (
        model(decision('<output name="rebate"/>')),
        "4:1 E_FACT `rebate` is not an answer of `discount`; known here: `disc",
    ),
    (
        model(decision('<output name="discount"><defaultOutputEntry><text>1 + 1</text></defaultOutputEntry></output>')),
        "4:45 E_DMN the FEEL expression `1 + 1` is not supported",
    ),
    (model(decision(COLUMNS + "<rule/>" * 501)), "6:3501 E_SIZE more than 500 rows; a decision table is small"),
    (model(decision(COLUMNS + "<rule/>")), "6:1 E_DMN the rule has 0 of `inputEntry`, the table 1 columns"),
    (rules('duration("P30D")'), "7:13 E_DMN the FEEL function `duration` is not supported; a number is in the unit"),
    (rules("&lt; date and time(x)"), "7:13 E_DMN the FEEL function `date and time` is not supported"),
    (rules("? > 5"), "7:13 E_DMN the FEEL expression `? > 5` is not supported; write a test such as"),
    (rules(">= 5 and &lt; 7"), "7:13 E_DMN the FEEL expression `>= 5 and < 7` is not supported"),
    (rules("age * 2"), "7:13 E_DMN the FEEL expression `age * 2` is not supported"),
    (
        rules("null"),
        "7:13 E_DMN the FEEL value `null` is not supported: age is never null; remove it: it is always",
    ),
    (rules(answer="0.1 + 0.2"), "8:14 E_DMN the FEEL expression `0.1 + 0.2` is not supported"),
]


def told(read) -> str:
    """The first fault as a person reads it."""
    with pytest.raises(UnreadableError) as error:
        read()
    fault = error.value.faults[0]
    assert fault.line > 0 and fault.col > 0
    return f"{fault.line}:{fault.col} {fault.code} {fault.what}; {fault.hint}"


@pytest.mark.parametrize(("content", "said"), CSV, ids=[said[:40] for _, said in CSV])
def test_a_csv_file_is_refused(content, said):
    content = content if isinstance(content, bytes) else content.encode()
    begins, _, ends = said.partition(" ... ")
    text = told(lambda: read_csv(content, DISCOUNT))
    assert text.startswith(begins) and ends in text


@pytest.mark.parametrize(("content", "said"), DMN, ids=[said[:40] for _, said in DMN])
def test_a_dmn_file_is_refused(content, said):
    assert told(lambda: read_dmn(content.encode(), DISCOUNT, unit_literal)).startswith(said)


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
def test_no_bytes_are_a_traceback(content):
    for read in (lambda: read_csv(content, DISCOUNT), lambda: read_dmn(content, DISCOUNT, unit_literal)):
        with pytest.raises(UnreadableError):
            read()


MODEL = (Path(__file__).parent / "modellers" / "camunda.dmn").read_text("utf-8")
ODD = ['"', "<", ">", "/", "&", "\x01", "9" * 400, "1e999", "not(", "..", "nan", "1,000", "rule", ""]


@given(st.lists(st.tuples(st.integers(0, len(MODEL)), st.integers(0, 20), st.sampled_from(ODD)), max_size=3))
def test_a_damaged_model_is_read_or_refused(damages):
    text = MODEL
    for place, length, odd in damages:
        text = text[:place] + odd + text[place + length :]
    try:
        said = read_dmn(text.encode(), DISCOUNT, unit_literal)
    except UnreadableError as error:
        assert error.faults
        return
    rows = [
        (row.name.text, {k: v.text for k, v in row.when.items()}, {k: v.text for k, v in row.then.items()})
        for row in said.rows
    ]
    read_table("discount", DISCOUNT, said.hit.text, rows, read_literal)


PIECES = [
    "discount",
    "first",
    "name",
    "age",
    "segment",
    "5%",
    "-",
    "not(KA)",
    '"',
    ",",
    ";",
    "\n",
    "\r\n",
    "=",
    "'",
    " ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_pieces_of_a_csv_file_are_read_or_refused(text):
    try:
        read_csv(text.encode(), DISCOUNT)
    except UnreadableError as error:
        assert error.faults
