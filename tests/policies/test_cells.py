"""Each writing of a cell and its exact union; each fault and its exact words."""

import math

import pytest
from policies.tables import ARR, CHANGE, IDLE, MONTH, ROLE, SEATS, SEGMENT, SHARE

from gtmsim.policies.cells import parse
from gtmsim.policies.facts import number, whole
from gtmsim.policies.literals import CellError, bare
from gtmsim.policies.writing import text_of

INF = math.inf


def up(value: float) -> float:
    return math.nextafter(value, INF)


def down(value: float) -> float:
    return math.nextafter(value, -INF)


# fact, as written, its union, the canonical text
CELLS = [
    (ARR, "-", ((0, 1e9),), "-"),
    (ARR, " - ", ((0, 1e9),), "-"),
    (ARR, ">= 500", ((500, 1e9),), ">= 500"),
    (ARR, ">=500", ((500, 1e9),), ">= 500"),
    (ARR, "> 500", ((up(500), 1e9),), "> 500"),
    (ARR, "< 500", ((0, down(500)),), "< 500"),
    (ARR, "<= 500", ((0, 500),), "<= 500"),
    (ARR, "500", ((500, 500),), "500"),
    (ARR, "0.1", ((0.1, 0.1),), "0.1"),
    (ARR, ">= 0", ((0, 1e9),), "-"),
    (ARR, "> 0", ((5e-324, 1e9),), "> 0"),
    (ARR, "<= 0", ((0, 0),), "0"),
    (ARR, "[100..500)", ((100, down(500)),), "[100..500)"),
    (ARR, "[ 100 .. 500 )", ((100, down(500)),), "[100..500)"),
    (ARR, "[100..500[", ((100, down(500)),), "[100..500)"),
    (ARR, "(1..2]", ((up(1), 2),), "(1..2]"),
    (ARR, "]1..2]", ((up(1), 2),), "(1..2]"),
    (ARR, "]1..2[", ((up(1), down(2)),), "(1..2)"),
    (ARR, "[1.5..2.5]", ((1.5, 2.5),), "[1.5..2.5]"),
    (ARR, "1, 2, [5..7]", ((1, 1), (2, 2), (5, 7)), "1, 2, [5..7]"),
    (ARR, "1,2", ((1, 1), (2, 2)), "1, 2"),
    (ARR, "[5..7], 6, (7..8]", ((5, 8),), "[5..8]"),
    (ARR, "not(500)", ((0, down(500)), (up(500), 1e9)), "not(500)"),
    (ARR, "not(< 3, 7)", ((3, down(7)), (up(7), 1e9)), "[3..7), > 7"),
    (ARR, "< 3, > 7", ((0, down(3)), (up(7), 1e9)), "not([3..7])"),
    (ARR, ">= 1e3", ((1000, 1e9),), ">= 1000"),
    (ARR, "[-5..5]", ((0, 5),), "<= 5"),
    (ARR, ">= -5", ((0, 1e9),), "-"),
    (CHANGE, "-5", ((-5, -5),), "-5"),
    (CHANGE, "< -0", ((-INF, -5e-324),), "< 0"),
    (CHANGE, "> 1.7976931348623157e308", ((INF, INF),), "> 1.7976931348623157e+308"),
    (CHANGE, "< -1.7976931348623157e308", ((-INF, -INF),), "< -1.7976931348623157e+308"),
    (IDLE, "> 45", ((up(45), INF),), "> 45"),
    (SHARE, "1", ((1, 1),), "1"),
    (SEATS, "> 5", ((6, INF),), ">= 6"),
    (SEATS, "< 5", ((0, 4),), "<= 4"),
    (SEATS, "> 5.5", ((6, INF),), ">= 6"),
    (SEATS, "(1..4)", ((2, 3),), "[2..3]"),
    (SEATS, "1, 2, 3", ((1, 3),), "[1..3]"),
    (SEATS, "not(3)", ((0, 2), (4, INF)), "not(3)"),
    (MONTH, "not([4..9])", ((1, 3), (10, 12)), "not([4..9])"),
    (SEGMENT, "KA", ((2, 2),), "KA"),
    (SEGMENT, '"KA"', ((2, 2),), "KA"),
    (SEGMENT, "KA, MM", ((1, 2),), "MM, KA"),
    (SEGMENT, "none", ((3, 3),), "none"),
    (SEGMENT, "not(SMB)", ((1, 3),), "not(SMB)"),
    (SEGMENT, "MM, KA, none", ((1, 3),), "not(SMB)"),
    (SEGMENT, "not ( SMB , KA )", ((1, 1), (3, 3)), "MM, none"),
    (SEGMENT, "SMB, MM, KA, none", ((0, 3),), "-"),
    (ROLE, "inside sales", ((0, 0),), "inside sales"),
    (ROLE, '"a, b", "-"', ((2, 2), (4, 4)), '"a, b", "-"'),
    (ROLE, 'not("not(c)")', ((0, 2), (4, 4)), 'not("not(c)")'),
    (ROLE, '"not(c)"', ((3, 3),), '"not(c)"'),
]

# fact, as written, code, what, hint
FAULTS = [
    (ARR, "", "E_CELL", "the cell is empty", "write `-` where anything will do"),
    (ARR, "not()", "E_CELL", "the cell is empty", "write `-` where anything will do"),
    (ARR, "1,,2", "E_CELL", "a comma has nothing on one side", "remove the comma"),
    (SEGMENT, "KA,", "E_CELL", "a comma has nothing on one side", "remove the comma"),
    (SEGMENT, '"KA', "E_CELL", '`"KA` has a quote that nothing closes', 'write `"` twice or not at all'),
    (ARR, ">= 1,000", "E_CELL", "`>= 1,000` may be one number or two", "write `>= 1000`, or a space after the comma"),
    (ARR, "= 5", "E_CELL", "`= 5` is no test", "instead of `=` write for example `5`"),
    (ARR, "=> 5", "E_CELL", "`=> 5` is no test", "instead of `=>` write for example `>= 5`"),
    (ARR, "≥ 5", "E_CELL", "`≥ 5` is no test", "instead of `≥` write for example `>= 5`"),
    (ARR, "!= 5", "E_CELL", "`!= 5` is no test", "instead of `!=` write for example `not(5)`"),
    (ARR, "–", "E_CELL", "`–` is no test", "instead of `–` write for example `-`"),
    (ARR, "5..7", "E_CELL", "`5..7` is no test", "write for example `>= 5`, `[5..7)` or `not(5)`"),
    (ARR, "[5..7", "E_CELL", "`[5..7` is no test", "write for example `>= 5`, `[5..7)` or `not(5)`"),
    (ARR, "[5...7]", "E_CELL", "`[5...7]` is no test", "write for example `>= 5`, `[5..7)` or `not(5)`"),
    (ARR, "[5..]", "E_CELL", "`[5..]` is no test", "write for example `>= 5`, `[5..7)` or `not(5)`"),
    (ARR, ">", "E_CELL", "`>` is no test", "write for example `>= 5`, `[5..7)` or `not(5)`"),
    (ARR, ">= 5 and < 7", "E_CELL", "`>= 5 and < 7` is no test", "write for example `>= 5`, `[5..7)` or `not(5)`"),
    (ARR, "5, not(3)", "E_CELL", "`not(3)` is no test", "write for example `>= 5`, `[5..7)` or `not(5)`"),
    (ARR, "12k", "E_UNIT", "`12k` is no number; arr is a number in money", "write for example `5`"),
    (ARR, "1_000", "E_UNIT", "`1_000` is no number; arr is a number in money", "write for example `5`"),
    (ARR, "007", "E_UNIT", "`007` is no number; arr is a number in money", "write for example `5`"),
    (ARR, "inf", "E_UNIT", "`inf` is no number; arr is a number in money", "write for example `5`"),
    (ARR, "٣", "E_UNIT", "`٣` is no number; arr is a number in money", "write for example `5`"),
    (ARR, '"5"', "E_UNIT", '`"5"` is text; arr is a number', "remove the quotes"),
    (SHARE, "> 1e999", "E_RANGE", "`1e999` is too large for a number", "share lies in 0 to 1 share"),
    (ARR, "[7..5]", "E_RANGE", "no number lies in `[7..5]`", "an interval has its lower bound first"),
    (ARR, "(5..5]", "E_RANGE", "no number lies in `(5..5]`", "an interval has its lower bound first"),
    (SEATS, "(1..2)", "E_RANGE", "no whole number lies in `(1..2)`", "an interval has its lower bound first"),
    (SEATS, "1.5", "E_RANGE", "no whole number lies in `1.5`", "an interval has its lower bound first"),
    (SEATS, "> 9007199254740992", "E_RANGE", "`> 9007199254740992` is beyond 9007199254740992", None),
    (SHARE, "30", "E_RANGE", "share is never `30`", "it lies in [0..1]"),
    (SHARE, "> 1", "E_RANGE", "share is never `> 1`", "it lies in [0..1]"),
    (SHARE, "0.5, < 0", "E_RANGE", "share is never `< 0`", "it lies in [0..1]"),
    (MONTH, "13", "E_RANGE", "month is never `13`", "it lies in [1..12]"),
    (SHARE, "not(>= 0)", "E_RANGE", "`not(>= 0)` leaves no value of share", "remove the row"),
    (SEGMENT, "SBM", "E_FACT", "segment is never `SBM`", "did you mean `SMB`?"),
    (SEGMENT, "ka", "E_FACT", "segment is never `ka`", "did you mean `KA`?"),
    (SEGMENT, "ENT", "E_FACT", "segment is never `ENT`", "known here: `SMB`, `MM`, `KA`, `none`"),
    (SEGMENT, ">= KA", "E_CELL", "`>= KA`: segment has no order", "list some of `SMB`, `MM`, `KA`, `none`"),
]


@pytest.mark.parametrize(("fact", "text", "spans", "canonical"), CELLS)
def test_a_cell_means_its_union(fact, text, spans, canonical):
    assert parse(text, fact) == spans
    assert text_of(spans, fact) == canonical
    assert parse(canonical, fact) == spans


@pytest.mark.parametrize(("fact", "text", "code", "what", "hint"), FAULTS)
def test_a_fault_says_what_and_what_instead(fact, text, code, what, hint):
    with pytest.raises(CellError) as caught:
        parse(text, fact)
    assert (caught.value.code, caught.value.what) == (code, what)
    assert hint in (None, caught.value.hint)


def test_a_reader_and_a_writer_know_the_unit():
    def read(text, fact):
        return float(text.removesuffix(" days")) if text.endswith(" days") else float(text.removesuffix("h")) / 24

    assert parse("[12h..45 days)", IDLE, read) == ((0.5, down(45)),)
    assert text_of(((0.5, down(45)),), IDLE, lambda value, fact: f"{bare(value, fact)} days") == "[0.5 days..45 days)"


def test_a_domain_of_one_value_is_anything():
    assert parse("5", number("n", "1", "five", 5, 5)) == ((5, 5),)
    assert text_of(((5, 5),), whole("n", "1", "five", 5, 5)) == "-"
