"""Files are rewritten word by word: what they mean and how they look stays, and what cannot be read is left alone."""

from pathlib import Path

import pytest

from gtmsim.scenario.files.migrate import migrated
from gtmsim.scenario.files.migrate_tables import migrated_csv
from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.load import load, load_text, warnings_of
from gtmsim.scenario.writing import fingerprint

OLD = Path(__file__).parent / "version_1"
FILES = sorted(path.relative_to(OLD).as_posix() for path in OLD.rglob("*.yaml"))
LAID_OUT = """\
# ceiling, half_spend: names in comments stay  (active)
version:   1     # the first
name: "ceiling of active leads"   # and in texts
question: >-
  What does the uplift
  of patience bring?
market:
  channels:
      'ceiling': { "ceiling" : 2 per day,half_spend: 1k ,
        active:   60%, segments: {uplift: 100%} }

  segments: {uplift: {contract_value: 12k, committee: "active", churn: 10%,
    failure: {value: 3% per year, source: "churn_spread: x"}}}
  committees: {active: {roles: {"proof": {proof: 0.5}}, "\\x67ap": 3 days}}
  qualification:
    "active": {qualified: 50%, 'half_life': 2 days}
    passive:
      ? qualified
      : 20%
plan:
  teams: {sdr: {headcount: 1, order: "active_first"}}
  policies:
    lead_score: {hit: collect sum, rows: [
      {name: active, when: {mode: "not(passive)"}, then: {score: 2}},
      {name: uplift, when: {segment: uplift, mode: 'active, passive'}, then: {score: 1}}]}
run: {start: 2026-01-01, months: 3, initial: empty, "discount": 9%}
"""
NOW = """\
# ceiling, half_spend: names in comments stay  (active)
version:   2     # the first
name: "ceiling of active leads"   # and in texts
question: >-
  What does the uplift
  of patience bring?
market:
  channels:
      'ceiling': { "max_leads" : 2 per day,half_saturation_spend: 1k ,
        in_market_share:   60%, segments: {uplift: 100%} }

  segments: {uplift: {contract_value: 12k, committee: "active", churn: 10%,
    closure_rate: {value: 3% per year, source: "churn_spread: x"}}}
  committees: {active: {roles: {"proof": {evidence: 0.5}}, "time_between_meetings": 3 days}}
  qualification:
    "in_market": {sql_rate: 50%, 'response_half_life': 2 days}
    out_of_market:
      ? sql_rate
      : 20%
plan:
  teams: {sdr: {headcount: 1, queue_discipline: "in_market_first"}}
  policies:
    lead_score: {hit: collect sum, rows: [
      {name: active, when: {mode: "not(out_of_market)"}, then: {score: 2}},
      {name: uplift, when: {segment: uplift, mode: 'in_market, out_of_market'}, then: {score: 1}}]}
run: {start: 2026-01-01, months: 3, initial: empty, "discount_rate": 9%}
"""


@pytest.mark.parametrize("name", FILES)
def test_a_migrated_file_means_what_the_old_one_meant(name: str, tmp_path: Path) -> None:
    for path in OLD.rglob("*.yaml"):  # what it extends comes along, in the old names
        there = tmp_path / "scenarios" / path.relative_to(OLD)
        there.parent.mkdir(parents=True, exist_ok=True)
        there.write_bytes(path.read_bytes())
    text = (OLD / name).read_bytes().decode()
    new = migrated(text, name)
    assert migrated(new, name) == new
    assert [line.partition("#")[2] for line in new.splitlines()] == [
        line.partition("#")[2] for line in text.splitlines()
    ]
    (tmp_path / "scenarios" / name).write_bytes(new.encode())
    assert fingerprint(load(tmp_path / "scenarios" / name)) == fingerprint(load(OLD / name))


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_nothing_but_the_words_changes(ending: str, mark: str) -> None:
    old, new = (mark + text.replace("\n", ending) for text in (LAID_OUT, NOW))
    assert migrated(old, "f.yaml") == new
    assert migrated(new, "f.yaml") == new
    assert load_text(old) == load_text(new)
    assert not [one for one in warnings_of(load_text(new)) if one.code == "W_VERSION"]


def test_names_that_are_not_ascii_stay_as_they_are() -> None:
    old = 'market: {channels: {"caf\\xe9 内容": {ceiling: 1}, "cafe\u0301": {fee: 3}, 内容: {active: 1}}}\n'
    new = old.replace("ceiling", "max_leads").replace("fee", "cost_per_lead").replace("active", "in_market_share")
    assert migrated(old, "f.yaml") == new


def test_a_variant_is_rewritten_without_its_base() -> None:
    old = (
        "extends: no_such_file.yaml\nchanges:\n  plan.uplift: +1 points\n"
        "  plan.policies.renewal_offer.rows.v1.5.then.uplift: 2%\n"
        '  market: {"channels.*.ceiling": x2, selling.window: {law: fixed}}\n'
    )
    assert migrated(old, "v.yaml") == (
        "extends: no_such_file.yaml\nchanges:\n  plan.renewal_price_increase: +1 points\n"
        "  plan.policies.renewal_offer.rows.v1.5.then.price_increase: 2%\n"
        '  market: {"channels.*.max_leads": x2, selling.buying_window: {distribution: fixed}}\n'
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("market: {channels: {a: {ceiling: 1, max_leads: 2}}}\n", "f.yaml:1:25 E_CONFLICT"),
        ("market: [1\n", "E_YAML"),
        ("market: {channels: {a: {ceiling: 1, ceiling: 2}}}\n", "E_DUPKEY"),
        ("- a list\n", "E_TYPE"),
        ("", "E_TYPE"),
    ],
)
def test_what_cannot_be_read_is_refused(text: str, says: str) -> None:
    with pytest.raises(ScenarioError, match=says):
        migrated(text, "f.yaml")


def test_a_file_of_this_version_is_left_alone_whatever_it_says() -> None:
    for text in ("version: 2\nmarket: {need: 3}\n", "version: 3\nmarket: {need: 3}\n", "name: x\n"):
        assert migrated(text, "f.yaml") == text


TABLES = (
    "hiring,first\r\n"
    'name,team,people,waiting,when.busy,change\r\n"busy, people",sdr,> 2,">= 3",-,1\r\nrest,-,-,-,-,0\r\n'
    "\r\n"
    "effort;collect sum\r\n".replace(";", ",")
    + 'name,mode,effort\r\nactive,"active, passive",1\r\n'
    "\r\nnurture,first\r\nname,outcome,then,after\r\none,gave_up,nurture,5 days\r\n"
    "\r\nhiring,cases\r\npeople,busy,expect\r\n3,50%,rest\r\n"
)
TABLES_NOW = (
    "hiring,first\r\n"
    'name,team,headcount,queue_length,when.utilisation,change\r\n"busy, people",sdr,> 2,">= 3",-,1\r\n'
    "rest,-,-,-,-,0\r\n"
    "\r\n"
    'effort,collect sum\r\nname,mode,effort\r\nactive,"in_market, out_of_market",1\r\n'
    "\r\nnurture,first\r\nname,outcome,action,after\r\none,abandoned,nurture,5 days\r\n"
    "\r\nhiring,cases\r\nheadcount,utilisation,expect\r\n3,50%,rest\r\n"
)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_tables_in_csv_are_rewritten_cell_by_cell(codec: str) -> None:
    assert migrated_csv(TABLES.encode(codec), "t.csv") == TABLES_NOW.encode(codec)
    assert migrated_csv(TABLES_NOW.encode(codec), "t.csv") == TABLES_NOW.encode(codec)


def test_a_table_without_a_title_goes_by_its_columns() -> None:
    assert migrated_csv(b"name;busy;change\nx;> 90%;1\n", "t.csv") == b"name;utilisation;change\nx;> 90%;1\n"
    assert migrated_csv(b"name,uplift\nx,2%\n", "t.csv") == b"name,price_increase\nx,2%\n"
    assert migrated_csv(b"name,colour\nx,active\n", "t.csv") == b"name,colour\nx,active\n"


def test_a_table_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(ScenarioError, match=r"t\.csv:2:6 E_CSV a quote opens"):
        migrated_csv(b'hiring,first\nname,"busy\n', "t.csv")


@pytest.mark.parametrize("name", ["hiring.csv", "hiring.xlsx", "hiring.dmn"])
def test_old_tables_are_read_by_either_names(name: str, tmp_path: Path) -> None:
    """What a file of version 1 was exported to is read with a warning for each old name, and means the same."""
    base = (OLD / "everything.yaml").read_text("utf-8").replace("{waiting:", "{busy: '-', waiting:")
    old = load_text(base)
    (tmp_path / name).write_bytes(exported(name))
    inline = base[base.index("    hiring:\n") : base.index("    budget:\n")]
    plan = tmp_path / "plan.yaml"
    plan.write_text(base.replace(inline, f"    hiring: {{file: {name}}}\n"), "utf-8")
    found = load(plan)
    assert found.plan.policies.hiring.rows[0].when["queue_length"] == ">= 8"
    assert [row.then for row in found.plan.policies.hiring.rows] == [row.then for row in old.plan.policies.hiring.rows]
    renamed = {problem.message for problem in warnings_of(found) if problem.code == "W_RENAMED"}
    assert renamed == {"`waiting` is called `queue_length` since version 2"}


def exported(name: str) -> bytes:
    """A table as version 1 wrote it."""
    if name.endswith(".csv"):
        return b"hiring,first\nname,waiting,change\nlong queue,>= 8,0\nrest,-,0\n"
    if name.endswith(".xlsx"):
        import io

        import openpyxl

        book = openpyxl.Workbook()
        page = book.active
        page.title = "hiring"
        for row in (["hiring", "first"], ["name", "waiting", "change"], ["long queue", ">= 8", 0], ["rest", "-", 0]):
            page.append(row)
        content = io.BytesIO()
        book.save(content)
        return content.getvalue()
    rules = "".join(
        f"<rule id='r{n}'><description>{called}</description><inputEntry><text>{test}</text></inputEntry>"
        "<outputEntry><text>0</text></outputEntry></rule>"
        for n, (called, test) in enumerate((("long queue", "&gt;= 8"), ("rest", "-")))
    )
    return (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n">'
        '<decision id="hiring" name="hiring"><decisionTable hitPolicy="FIRST">'
        "<input><inputExpression><text>waiting</text></inputExpression></input>"
        f'<output name="change"/>{rules}</decisionTable></decision></definitions>'
    ).encode()
