"""Long runs of every kind of character, wherever a table may hold them: answered soon, whatever the answer is."""

import contextlib
import time

import pytest

from gtmsim.policies.cells import parse
from gtmsim.policies.exchange.dmn import read_dmn
from gtmsim.policies.exchange.feel import cell_of
from gtmsim.policies.exchange.sheet import LONGEST, UnreadableError
from gtmsim.policies.exchange.spreadsheet import read_csv
from gtmsim.policies.facts import category, date, number, whole
from gtmsim.policies.literals import CellError, plain
from gtmsim.policies.points import NUMBER, POINTS, bound
from gtmsim.scenario.language.cells import unit_literal
from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.load import load_text

SOON = 2.0  # seconds of work for a file of 1 MB
SIZE = 2**20 - 2_000
DISCOUNT = bound(POINTS[NUMBER["discount"]], {"channel": ("ads",), "segment": ("KA", "none")})
ONE = [*" \t019.,;:\"'()[]<>=-+!?@#%&*/_aekMn\u00a0\u0660²é\u0301\u3000", "\n", "\r\n", "\n\n"]
MORE = ["1 ", "1,", "1.", "..", "1..2,", "a(", "not(", '"",', '"a', "0.0.", "1e", "- ", "1k ", "null ", "a,b,", "> 1,"]
MORE += ["[1..2],", "1.000.", "1,000,", "a\n", "a,b\n", "a;b\n\n", "'", "=", "date(", '@"', "x,KA,-,5%\n", "]]", "-->"]
RUNS = [*ONE, *MORE]
SIZES = pytest.mark.parametrize("size", [SIZE // 4, pytest.param(SIZE, marks=pytest.mark.prove)])  # longer ones prove
FACTS = (number("n", "money", "n"), whole("w", "count", "w"), category("c", "c", "a", "none"), date("d", "d"))


def quick(read, most=SOON):
    """Whether something is read or refused in time."""
    begun = time.process_time()
    with contextlib.suppress(UnreadableError, CellError, ScenarioError):
        read()
    return time.process_time() - begun < most


def filled(run: str, size: int) -> str:
    return run * (size // len(run))


@pytest.mark.parametrize("run", RUNS, ids=[ascii(run) for run in RUNS])
def test_a_cell_is_answered_at_once(run):
    for size in (LONGEST, 10_000):  # the most that files and texts may hold
        for before in ("", "[", "> ", "not(", '"', "1"):
            text = before + filled(run, size)
            for fact in FACTS:
                assert quick(lambda t=text, f=fact: parse(t, f, plain), 0.3)
                assert quick(lambda t=text, f=fact: cell_of(t, f, unit_literal), 0.3)


HEAD = "discount,first\nname,segment,age,discount\n"


@SIZES
@pytest.mark.parametrize("run", RUNS, ids=[ascii(run) for run in RUNS])
def test_a_spreadsheet_is_answered_soon(run, size):
    texts = [
        filled(run, size),
        HEAD + filled(run, size),
        HEAD + "x,KA," + filled(run, size) + ",5%\n",
        HEAD + filled("x,KA," + filled(run, 1_000).replace("\n", " ") + ",5%\n", size),
        HEAD.replace(",", ";") + filled(f'x;"{filled(run, 150).replace(chr(34), "")}";-;5%\n', size),
    ]
    for text in texts:
        assert quick(lambda t=text: read_csv(t.encode(), DISCOUNT), SOON)


START = '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"><decision id="d"><decisionTable>'
COLUMNS = '<input><inputExpression><text>age</text></inputExpression></input><output name="discount"/>'
RULE = (
    "<rule><description>{0}</description><inputEntry><text>{0}</text></inputEntry>"
    "<outputEntry><text>1</text></outputEntry></rule>"
)
END = "</decisionTable></decision></definitions>"


@SIZES
@pytest.mark.parametrize("run", RUNS, ids=[ascii(run) for run in RUNS])
def test_a_model_is_answered_soon(run, size):
    run = run.replace("&", "&amp;").replace("<", "&lt;")
    texts = [
        filled(run, size),
        START + COLUMNS + RULE.format(filled(run, size // 2)) + END,
        START + COLUMNS + filled(RULE.format(filled(run, 1_500)), size) + END,
        START + COLUMNS.replace("age", filled(run, size)) + END,
        START.replace('"d"', f'"{filled(run, size).replace(chr(34), "")}"') + END,
        f'{START[:-16]}<decisionTable label="{filled(run, size).replace(chr(34), "")}">{COLUMNS}{END}',
    ]
    for text in texts:
        assert quick(lambda t=text: read_dmn(t.encode(), DISCOUNT, unit_literal), SOON)


@SIZES
@pytest.mark.parametrize(
    "part", ["<rule/>", "<annotation/>", "<output/>", "<input/>", "<a>x</a>y", "<a/>", "a<!-- -->"]
)
def test_many_elements_are_answered_soon(part, size):
    for text in (START + filled(part, size) + END, START + COLUMNS + RULE.format(filled(part, size)) + END):
        assert quick(lambda t=text: read_dmn(t.encode(), DISCOUNT, unit_literal), SOON)


SCENARIO = """name: wide
market:
  channels: {calls: {max_leads: 1 per day, half_saturation_spend: 1k, segments: {small: 100%}}}
  segments: {small: {contract_value: 12k, committee: one, churn: 10%}}
  committees: {one: {roles: {boss: {}}}}
  qualification: {in_market: {sql_rate: 50%}}
run: {start: 2026-01-01, months: 3, initial: empty}
plan:
  policies:
    discount:
      hit: first
      rows:
"""
ROW = '      - {{name: r{0}, when: {{age: "{1}"}}, then: {{discount: 5%}}, starts: {2}}}\n'
DAYS = [f"{2026 + n // 336}-{1 + n // 28 % 12:02}-{1 + n % 28:02}" for n in range(1_000)]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            "".join(ROW.format(n, "> 1 day", DAYS[0]) for n in range(600)),
            "E_SIZE plan.policies.discount.rows: more than 500",
        ),
        (
            "".join(ROW.format(n, f"[{n} days..{n + 1} days)", DAYS[n]) for n in range(300)),
            "begin and end on 299 days are too",
        ),
        (
            "".join(ROW.format(n, ", ".join(["1 day"] * 200), DAYS[0]) for n in range(90)),
            "characters, or 2,000 in a cell",
        ),
        (
            "".join(ROW.format(n, ", ".join(["1 day"] * 300), DAYS[0]) for n in range(9)),
            "characters, or 2,000 in a cell",
        ),
    ],
)
def test_a_table_that_is_too_large_to_prove_is_refused_soon(rows, said):
    begun = time.process_time()
    with pytest.raises(ScenarioError) as error:
        load_text(SCENARIO + rows, "f.yaml")
    assert said in str(error.value)
    assert time.process_time() - begun < SOON
