"""Models as the standard's own suite has them, by their kinds: each answers as DMN says, or is refused by name."""

import time
from itertools import product

import pytest

from gtmsim.policies.exchange.dmn import read_dmn
from gtmsim.policies.exchange.sheet import UnreadableError
from gtmsim.policies.facts import DecisionPoint, Output, boolean, category, date, number
from gtmsim.policies.literals import bare, plain
from gtmsim.policies.reading import read_table
from gtmsim.policies.table import answer

SEATS = number("seats", "1", "people who would use it", 0, 1000)
CREDIT = category("credit", "how well it pays", "good", "fair", "none")
KNOWN = boolean("known", "whether we sold to it before")
SIGNED = date("signed", "when it signed")
TERMS = Output("terms", "category", "", 0, 2, ("net 60", "net 30", "prepaid"), "when it pays")
LIMIT = Output("limit", "number", "1", -1000, 10_000, (), "credit limit")
POINT = DecisionPoint("terms", (SEATS, CREDIT, KNOWN, SIGNED), (TERMS,), (), "first", "When does it pay?")
NUMBERS = POINT._replace(name="limit", outputs=(LIMIT,))
NAMESPACE = "http://www.omg.org/spec/DMN/20180521/MODEL/"


def model(hit: str, rules: list[tuple[str, ...]], about: str = "", facts=(SEATS, CREDIT, KNOWN), kinds=None) -> bytes:
    """One decision; `about` stands in its only output, which has no name."""
    kinds = kinds or {"seats": "number", "credit": "string", "known": "boolean", "signed": "date"}
    columns = "".join(
        f'<input><inputExpression typeRef="{kinds[fact.name]}"><text>{fact.name}</text></inputExpression></input>'
        for fact in facts
    )
    rows = ""
    for *tests, said in rules:
        entries = "".join(f"<inputEntry><text>{test}</text></inputEntry>" for test in tests)
        rows += f"<rule>{entries}<outputEntry><text>{said}</text></outputEntry></rule>"
    table = f"<decisionTable {hit}>{columns}<output>{about}</output>{rows}</decisionTable>"
    decision = f'<decision name="any name">{table}</decision>'
    return f'<definitions xmlns="{NAMESPACE}">{decision}</definitions>'.encode()


def table_of(content: bytes, point: DecisionPoint = POINT):
    said = read_dmn(content, point, bare)
    rows = [
        (row.name.text, {k: v.text for k, v in row.when.items()}, {k: v.text for k, v in row.then.items()})
        for row in said.rows
    ]
    if said.hit.text == "collect count":
        rows = [(name, when, {"limit": "1"}) for name, when, _ in rows]
    default = None if said.default is None else {name: cell.text for name, cell in said.default.items()}
    table, wrong = read_table(point.name, point, said.hit.text, rows, plain, default)
    assert not wrong, wrong
    return table


def value(table, *case):
    found = answer(table, case)
    values = table.rows[found].values if isinstance(found, int) else found
    if values is None:
        return None
    return table.outputs[0].values[int(values[0])] if table.outputs[0].kind == "category" else values[0]


CASES = list(product((5, 50), ("good", "fair"), (False, True)))
RULES = [
    ("&gt;=10", '"good","fair"', "true", '"net 60"'),
    ("&lt;10", "-", "-", '"prepaid"'),
    ("-", "null", "-", '"prepaid"'),
    ("-", "-", "false", '"prepaid"'),
]


def meant(seats, credit, known):
    return "net 60" if seats >= 10 and known else "prepaid"


VALUES = '<outputValues><text>"net 60", "prepaid"</text></outputValues>'


@pytest.mark.parametrize("hit", ["ANY", "PRIORITY", "FIRST"])
def test_overlapping_rules(hit):
    table = table_of(model(f'hitPolicy="{hit}"', RULES, VALUES))
    for seats, credit, known in CASES:
        case = (float(seats), float(CREDIT.values.index(credit)), float(known))
        assert value(table, *case) == meant(seats, credit, known)


def test_disjoint_rules_and_negation():
    rules = [
        ("&gt;=10", "not(null)", "not(false)", '"net 60"'),
        ("&lt;10", "-", "-", '"prepaid"'),
        ("&gt;=10", "-", "false", '"prepaid"'),
        ("&gt;=10", "null", "true", '"prepaid"'),
    ]
    table = table_of(model("", rules))
    assert table.hit == "unique"
    assert [value(table, 50.0, 2.0, 1.0), value(table, 50.0, 0.0, 1.0)] == ["prepaid", "net 60"]


def test_the_first_output_value_wins_wherever_its_rule_stands():
    rules = [("-", "-", "-", '"prepaid"'), ("&gt; 20", "-", "-", '"net 30"'), ("&gt; 10", "-", "true", '"net 60"')]
    values = '<outputValues><text>"net 60","net 30","prepaid"</text></outputValues>'
    table = table_of(model('hitPolicy="PRIORITY"', rules, values))
    assert [value(table, seats, 0.0, known) for seats, known in ((5.0, 1), (15.0, 1), (30.0, 0), (30.0, 1))] == [
        "prepaid",
        "net 60",
        "net 30",
        "net 60",
    ]


RATE = Output("rate", "category", "", 0, 1, ("basic", "standard"), "what it pays")


@pytest.mark.parametrize(("third", "refused"), [("null", False), ('"fair"', True), ("-", True)])
def test_an_output_without_values_decides_nothing(third, refused):
    """Two rules of the same first output differ in the second: read where no case fulfils both."""
    point = POINT._replace(outputs=(TERMS, RATE))
    rules = [("&gt;= 18", '"good","fair"', '"net 60"'), ("&lt; 18", "-", '"prepaid"'), ("-", third, '"net 60"')]
    content = model('hitPolicy="PRIORITY"', rules, VALUES, facts=(SEATS, CREDIT)).decode()
    content = content.replace("<output>", '<output name="terms">').replace(
        "</output>", '</output><output name="rate"/>'
    )
    for rate in ("basic", "basic", "standard"):
        content = content.replace(
            "</outputEntry></rule>", f'</outputEntry><outputEntry>"{rate}"</outputEntry></RULE>', 1
        )
    content = content.replace("RULE>", "rule>")
    if refused:
        with pytest.raises(UnreadableError, match="`PRIORITY` cannot tell rows apart that differ in `rate` alone"):
            read_dmn(content.encode(), point, bare)
        return
    table = table_of(content.encode(), point)
    cases = {(20.0, 0.0): (0.0, 0.0), (5.0, 0.0): (2.0, 0.0), (5.0, 2.0): (0.0, 1.0), (20.0, 2.0): (0.0, 1.0)}
    assert {case: table.rows[answer(table, case)].values for case in cases} == cases


def test_many_rules_of_one_priority_are_told_apart_soon():
    rules = [(", ".join(str(n) for n in range(row % 2, 700, 2)), f'"{row}"') for row in range(50)]
    about = "<outputValues><text>1</text></outputValues>"
    content = model('hitPolicy="PRIORITY"', [(tests, "1") for tests, _ in rules], about, facts=(SEATS,)).decode()
    content = content.replace("<output>", '<output name="limit">').replace(
        "</output>", '</output><output name="more"/>'
    )
    for row in range(50):
        content = content.replace(
            "</outputEntry></rule>", f"</outputEntry><outputEntry>{row % 2}</outputEntry></RULE>", 1
        )
    point = NUMBERS._replace(outputs=(LIMIT, LIMIT._replace(name="more")))
    begun = time.process_time()
    read_dmn(content.replace("RULE>", "rule>").encode(), point, bare)
    assert time.process_time() - begun < 2.0


LADDER = [("&gt;1", "100"), ("&gt;2", "-200"), ("&gt;3", "300"), ("&gt;5", "50")]


@pytest.mark.parametrize(
    ("aggregation", "expected"),
    [
        ("SUM", [0, 100, -100, 200, 250]),
        ("COUNT", [0, 1, 2, 3, 4]),
        ("MIN", [None, 100, -200, -200, -200]),
        ("MAX", [None, 100, 100, 300, 300]),
    ],
)
def test_what_is_collected(aggregation, expected):
    content = model(f'hitPolicy="COLLECT" aggregation="{aggregation}"', LADDER, facts=(SEATS,))
    table = table_of(content, NUMBERS)
    assert [value(table, seats) for seats in (1.0, 2.0, 3.0, 5.0, 6.0)] == expected


@pytest.mark.parametrize("hit", ['hitPolicy="UNIQUE"', 'hitPolicy="COLLECT" aggregation="MIN"'])
def test_a_default_output_is_the_answer_where_no_rule_holds(hit):
    default = "<defaultOutputEntry><text>7</text></defaultOutputEntry>"
    table = table_of(model(hit, [("&gt; 100", "500")], default, facts=(SEATS,)), NUMBERS)
    assert [value(table, 5.0), value(table, 200.0)] == [7.0, 500.0]


@pytest.mark.parametrize(
    "said",
    ['&gt;= date("2026-03-01")', '&gt;= @"2026-03-01"', '&gt;= "2026-03-01"', '[date("2026-03-01")..@"2200-12-31"]'],
)
def test_days(said):
    table = table_of(model("", [(said, '"net 30"'), ('&lt; date( "2026-03-01" )', '"prepaid"')], facts=(SIGNED,)))
    day = SIGNED.low - SIGNED.low + 739676.0  # 2026-03-01
    assert [value(table, day), value(table, day - 1.0)] == ["net 30", "prepaid"]
    assert bare(day, SIGNED) == "2026-03-01"


@pytest.mark.parametrize("hit", ['hitPolicy="RULE ORDER"', 'hitPolicy="OUTPUT ORDER"', 'hitPolicy="COLLECT"'])
def test_what_answers_with_a_list_is_refused_by_name(hit):
    with pytest.raises(UnreadableError, match=r"the hit policy `(RULE ORDER|OUTPUT ORDER|COLLECT)`.* is not supported"):
        read_dmn(model(hit, LADDER, facts=(SEATS,)), NUMBERS, bare)


@pytest.mark.parametrize(
    ("odd", "said"),
    [
        ("<text>1</text><text>2</text>", "an entry has several texts"),
        ("<text>1<b>0</b></text>", "an entry has several texts"),
        ("<text>1</text></outputEntry></rule></decisionTable><decisionTable/><x><y><z>", "two of them"),
    ],
)
def test_what_says_two_things_is_refused(odd, said):
    content = model("", [("-", "1")], facts=(SEATS,)).replace(b"<text>1</text>", odd.encode())
    if "<z>" in odd:
        content = content.replace(b"<z></outputEntry></rule></decisionTable>", b"</y></x>").replace(
            b"<x><y></y></x>", b""
        )
    with pytest.raises(UnreadableError, match=said):
        read_dmn(content, NUMBERS, bare)


def test_a_model_beside_which_something_else_stands_is_read():
    beside = '<businessKnowledgeModel id="b" name="b"><encapsulatedLogic/></businessKnowledgeModel><decisionService/>'
    content = model("", [("-", "-", "-", '"net 30"')]).replace(b"</definitions>", beside.encode() + b"</definitions>")
    assert value(table_of(content), 1.0, 0.0, 0.0) == "net 30"


def test_names_that_nobody_gave_keep_clear_of_those_that_somebody_did():
    content = model("", [("1", '"net 30"'), ("2", '"net 30"'), ("3", '"net 60"'), ("-", '"prepaid"')], facts=(SEATS,))
    for n, name in enumerate(("row 4", "row 2", "row 3-2"), 1):
        at = content.index(b"<rule><inputEntry><text>%d" % n) + len("<rule>")
        if n != 3:
            content = content[:at] + f"<description>{name}</description>".encode() + content[at:]
    names = [row.name.text for row in read_dmn(content, POINT, bare).rows]
    assert names == ["row 4", "row 2", "row 3", "row 4-2"]


def test_a_decision_is_asked_for_by_its_name():
    from gtmsim.policies.points import NUMBER, POINTS, bound

    routing = bound(POINTS[NUMBER["lead_routing"]], {"channel": ("ads",), "segment": ("KA",)})
    for said in ("score", "Lead Score", "points", "points.score"):
        content = f"""<definitions xmlns="{NAMESPACE}">
        <decision id="s" name="Lead Score"><variable name="points"/></decision>
        <decision id="lead-routing"><informationRequirement><requiredDecision href="#s"/></informationRequirement>
        <decisionTable><input><inputExpression><text>{said}</text></inputExpression></input><output name="team"/>
        <rule><inputEntry><text>-</text></inputEntry><outputEntry><text>"ae"</text></outputEntry></rule>
        </decisionTable></decision></definitions>"""
        found = read_dmn(content.encode(), routing, bare)
        assert found.needs == ("lead_score",)
        assert list(found.rows[0].when) == ["score"]
