"""Decision tables in files of their own: read where a scenario names them, told where they are wrong."""

import os
from pathlib import Path

import pytest

from gtmsim.scenario.explain import explain
from gtmsim.scenario.json_schema import json_schema
from gtmsim.scenario.language.cells import write_literal
from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.load import load, load_mapping, load_text, warnings_of
from gtmsim.scenario.resolved.sheets import sheet_of, stated
from gtmsim.scenario.writing import fingerprint, resolved_yaml

BASELINE = Path(__file__).resolve().parents[2] / "scenarios" / "baseline.yaml"
TABLE = """discount,first
name,segment,contract_value,discount,approval,ends
big,mid,>= 40k,15%,4 days,
spring,small,-,5%,,2026-06-01
rest,-,-,0%,,
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with a baseline and a variant that takes a table from a file."""
    (tmp_path / "scenarios" / "tables").mkdir(parents=True)
    (tmp_path / "scenarios" / "baseline.yaml").write_bytes(BASELINE.read_bytes())
    (tmp_path / "scenarios" / "tables" / "discount.csv").write_text(TABLE, "utf-8")
    variant(tmp_path, "plan", "plan.policies.discount: {file: tables/discount.csv}")
    return tmp_path / "scenarios"


def variant(root: Path, name: str, *changes: str, extends: str = "baseline.yaml") -> Path:
    path = root / "scenarios" / f"{name}.yaml"
    path.write_text(f"extends: {extends}\nchanges:\n" + "".join(f"  {change}\n" for change in changes), "utf-8")
    return path


def rows(scenario):
    (point,) = stated(scenario)
    return [(row.name, *row.values) for row in sheet_of(scenario, point).table.rows]


def told(path: Path, *sets: str) -> str:
    with pytest.raises(ScenarioError) as error:
        load(path, sets)
    return str(error.value).replace(str(path.parent) + os.sep, "")


def test_a_table_is_read_where_it_is_named(folder):
    scenario = load(folder / "plan.yaml")
    assert rows(scenario) == [("big", 0.15, 4.0), ("spring", 0.05, 0.0), ("rest", 0.0, 0.0)]
    written = {row.name: row for row in scenario.plan.policies.discount.rows}
    assert str(written["spring"].ends) == "2026-06-01"


def test_the_resolved_scenario_needs_no_file(folder, tmp_path_factory):
    scenario = load(folder / "plan.yaml")
    text = resolved_yaml(scenario)
    assert "file" not in text[text.index("policies:") :]
    alone = tmp_path_factory.mktemp("elsewhere") / "scenario.yaml"
    alone.write_text(text, "utf-8")
    assert load(alone) == scenario
    assert fingerprint(load(alone)) == fingerprint(scenario)


def test_explain_names_the_line_of_the_table(folder):
    lines = {line.path: line for line in explain(load(folder / "plan.yaml"))}
    assert lines["plan.policies.discount.rows.big.then.discount"].set_by == "tables/discount.csv:3"
    assert lines["plan.policies.discount.rows.big.then.discount"].value == "15%"


def test_a_variant_changes_a_row_of_a_file(folder):
    path = variant(folder.parent, "more", "plan.policies.discount.rows.big.then.discount: 7%", extends="plan.yaml")
    assert rows(load(path))[0] == ("big", 0.07, 4.0)
    path = variant(folder.parent, "same", extends="plan.yaml")
    assert rows(load(path, ["plan.policies.discount.rows.big.then.discount=8%"]))[0] == ("big", 0.08, 4.0)


@pytest.mark.parametrize("said", ["plan.policies.discount.file: new.csv", "plan.policies.discount: {file: new.csv}"])
def test_a_variant_takes_another_file(folder, said):
    (folder / "new.csv").write_text("name,discount\nevery deal,3%\n", "utf-8")
    assert rows(load(variant(folder.parent, "more", said, extends="plan.yaml"))) == [("every deal", 0.03, 0.0)]
    change = said.replace(": ", "=", 1)
    path = variant(folder.parent, "same", extends="plan.yaml")
    assert rows(load(path, [change])) == [("every deal", 0.03, 0.0)]
    assert rows(load(folder / "baseline.yaml", [change])) == [("every deal", 0.03, 0.0)]


def test_a_file_is_looked_for_beside_the_file_that_names_it(folder):
    (folder / "below").mkdir()
    path = folder / "below" / "more.yaml"
    path.write_text("extends: ../plan.yaml\nchanges: {plan.policies.touch: {file: touch.csv}}\n", "utf-8")
    (folder / "below" / "touch.csv").write_text("name,by\nall,message\n", "utf-8")
    assert [point.name for point in stated(load(path))] == ["touch", "discount"]


def test_what_is_wrong_in_a_cell_is_told_at_the_cell(folder):
    table = folder / "tables" / "discount.csv"
    table.write_text(TABLE.replace("mid", "midd").replace("5%", "500%").replace("first", "firts"), "utf-8")
    assert "tables/discount.csv:1:10 E_CHOICE plan.policies.discount.hit: need" in told(folder / "plan.yaml")
    table.write_text(TABLE.replace("mid", "midd").replace(",5%", ",500%"), "utf-8")
    text = told(folder / "plan.yaml")
    assert "tables/discount.csv:3:5 E_FACT plan.policies.discount.rows.0.when.segment: segment is never `midd`" in text
    assert "tables/discount.csv:4:16 E_RANGE plan.policies.discount.rows.1.then.discount:" in text
    table.write_text(TABLE.replace("2026-06-01", "01/06/2026"), "utf-8")
    assert "tables/discount.csv:4:20 E_TYPE plan.policies.discount.rows.1.ends: need a date" in told(
        folder / "plan.yaml"
    )
    table.write_text(TABLE.replace("rest,-,-", "rest,mid,-"), "utf-8")
    assert "tables/discount.csv:1:10 E_GAP plan.policies.discount.rows: no row answers" in told(folder / "plan.yaml")
    table.write_text(TABLE.replace("segment", "segmnt"), "utf-8")
    assert told(folder / "plan.yaml") == (
        "tables/discount.csv:2:6 E_FACT plan.policies.discount: `segmnt` is neither a fact nor an answer of "
        "`discount`; did you mean `segment`?"
    )


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("{file: none.csv}", "none.csv`: cannot be read: no such file or directory"),
        ("{file: tables}", "is no kind of table that is known; give a table as .dmn, .xml, .csv, .xlsx"),
        ("{file: tables.csv}", "tables.csv`: a directory; give a table as .dmn, .xml, .csv, .xlsx"),
        ("{file: table.xlsx}", "E_FILE plan.policies.discount.file: "),
        ("{file: table.xls}", "is no kind of table that is known; save it as .xlsx, or as `CSV UTF-8`"),
        ("{file: table.tsv}", "is no kind of table that is known; call it .csv: tabs are read too"),
        ("{file: /etc/passwd}", "E_PATH plan.policies.discount.file: `/etc/passwd` is not a relative path"),
        ("{file: ../../other.csv}", "E_PATH plan.policies.discount.file: `../../other.csv` is outside the project"),
        ("{file: 5}", "E_TYPE plan.policies.discount.file: need a file name, got `5`"),
        ("{file: }", "E_TYPE plan.policies.discount.file: need a file name, got nothing"),
        ("{file: tables/discount.csv, hit: first}", "E_CONFLICT plan.policies.discount: `file` and `hit` both say the"),
        ("{file: big.csv}", "more than 1,048,576 bytes; a decision table is small"),
        ("{file: bad.dmn}", "bad.dmn:1:1 E_XML plan.policies.discount: not readable as XML"),
        ("{fiel: tables/discount.csv}", "did you mean `file`?"),
    ],
)
def test_what_is_wrong_with_the_name_of_a_file(folder, said, problem):
    (folder / "tables.csv").mkdir()
    (folder / "big.csv").write_text("," * 2**21, "utf-8")
    (folder / "bad.dmn").write_text("", "utf-8")
    text = told(variant(folder.parent, "wrong", f"plan.policies.discount: {said}"))
    assert problem in text
    assert "Traceback" not in text


def test_a_link_does_not_lead_out_of_the_project(folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "discount.csv"
    outside.write_text(TABLE, "utf-8")
    (folder / "link.csv").symlink_to(outside)
    text = told(variant(folder.parent, "wrong", "plan.policies.discount: {file: link.csv}"))
    assert "`link.csv` is outside the project" in text and "name a file of this project" in text


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_never_opened(folder):
    os.mkfifo(folder / "pipe.csv")
    assert "not a regular file" in told(variant(folder.parent, "wrong", "plan.policies.discount: {file: pipe.csv}"))


def test_rows_and_a_file_are_one_too_many(folder):
    inline = "plan.policies.discount: {hit: first, rows: [{name: all, then: {discount: 5%}}]}"
    variant(folder.parent, "inline", inline)
    path = variant(folder.parent, "both", "plan.policies.discount.file: tables/discount.csv", extends="inline.yaml")
    assert "to change the whole table: `plan.policies.discount: {file: ...}`" in told(path)


def test_a_text_names_no_file(folder):
    text = (folder / "baseline.yaml").read_text("utf-8")
    for read in (
        lambda: load_text(text, "text", ["plan.policies.discount={file: tables/discount.csv}"]),
        lambda: load_mapping({"name": "x", "plan": {"policies": {"discount": {"file": "tables/discount.csv"}}}}),
    ):
        with pytest.raises(ScenarioError, match="`file` works in files only"):
            read()


def test_cells_are_shown_as_they_were_said(folder):
    scenario = load(folder / "plan.yaml")
    sheet = sheet_of(scenario, stated(scenario)[0])
    assert sheet.tests[0] == ("mid", ">= 40k")
    assert sheet.answers == (("15%", "4 days"), ("5%", "0 days"), ("0%", "0 days"))
    assert [write_literal(row.values[0], sheet.table.outputs[0]) for row in sheet.table.rows] == ["15%", "5%", "0"]


def test_editors_know_that_a_table_may_be_a_file():
    table = json_schema()["$defs"]["DiscountPolicy"]
    assert table["properties"]["file"]["type"] == "string"
    assert table["anyOf"] == [{"required": ["rows"]}, {"required": ["file"]}]


MODEL = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/">
  <decision id="s" name="Lead Score"><decisionTable hitPolicy="COLLECT" aggregation="SUM">
    <input><inputExpression><text>mode</text></inputExpression></input><output name="score"/>
    <rule><description>need</description><inputEntry><text>"active"</text></inputEntry>
      <outputEntry><text>50</text></outputEntry></rule>
  </decisionTable></decision>
  <decision id="r" name="Lead Routing"><informationRequirement><requiredDecision href="#s"/></informationRequirement>
  <decisionTable hitPolicy="UNIQUE"><input><inputExpression><text>score</text></inputExpression></input>
    <output name="team"><defaultOutputEntry><text>"sdr"</text></defaultOutputEntry></output>
    <rule><description>hot</description><inputEntry><text>&gt;= 50</text></inputEntry>
      <outputEntry><text>"ae"</text></outputEntry></rule>
  </decisionTable></decision>
</definitions>
"""
ROUTED = "plan.policies.lead_routing: {file: tables/two.dmn}"


@pytest.fixture
def modelled(folder):
    (folder / "tables" / "two.dmn").write_text(MODEL, "utf-8")
    variant(folder.parent, "routed", ROUTED)
    return folder


def stated_names(scenario):
    return [point.name for point in stated(scenario)]


def test_a_required_decision_is_read_with_the_one_that_requires_it(modelled):
    scenario = load(modelled / "routed.yaml")
    assert stated_names(scenario) == ["lead_score", "lead_routing"]
    assert scenario.plan.policies.lead_score.hit == "collect sum"
    assert scenario.plan.policies.lead_routing.default == {"team": "sdr"}
    changed = load(modelled / "routed.yaml", ["plan.policies.lead_score.rows.need.then.score=70"])
    assert changed.plan.policies.lead_score.rows[0].then == {"score": "70"}
    both = variant(modelled.parent, "both", ROUTED, "plan.policies.lead_score: {file: tables/two.dmn}")
    assert load(both).plan == scenario.plan


def test_two_tables_for_a_required_decision_are_one_too_many(modelled):
    inline = "plan.policies.lead_score: {rows: [{name: all, then: {score: 1}}]}"
    text = told(variant(modelled.parent, "wrong", ROUTED, inline))
    assert "E_CONFLICT plan.policies.lead_score: the model at `lead_routing` requires the decision `lead_score`" in text
    assert "to take the model's: `plan.policies.lead_score: {file: tables/two.dmn}`" in text


@pytest.mark.parametrize(
    "change",
    [
        "plan.policies.lead_routing: null",
        "plan.policies.lead_routing: {file: tables/one.csv}",
    ],
)
def test_what_a_model_brought_goes_with_it(modelled, change):
    (modelled / "tables" / "one.csv").write_text("name,team\nall,sdr\n", "utf-8")
    scenario = load(variant(modelled.parent, "other", change, extends="routed.yaml"))
    assert stated_names(scenario) == ([] if "null" in change else ["lead_routing"])


CASES = """
discount,cases
segment,contract_value,expect,discount,day
mid,50k,big,,
small,-,,5%,2026-02-01
mid,1k,,0%,
"""


def test_cases_stand_in_a_file_or_beside_it(folder):
    (folder / "tables" / "discount.csv").write_text(TABLE + CASES, "utf-8")
    scenario = load(folder / "plan.yaml")
    assert len(scenario.plan.policies.discount.cases) == 3
    beside = variant(
        folder.parent,
        "beside",
        "plan.policies.discount: {file: tables/discount.csv, "
        "cases: [{given: {segment: mid}, expect: {discount: 15%}}]}",
    )
    text = told(beside)
    assert text.startswith("beside.yaml:3:")
    assert "E_CASE plan.policies.discount.cases.3: expects discount 15%, and row `rest` answers segment mid" in text
    (folder / "tables" / "discount.csv").write_text(TABLE + CASES.replace("big", "rest"), "utf-8")
    assert "tables/discount.csv:9:1 E_CASE plan.policies.discount.cases.0: expects row `rest`" in told(
        folder / "plan.yaml"
    )


def test_a_variant_that_changes_a_table_is_warned_of_its_cases(folder):
    (folder / "tables" / "discount.csv").write_text(TABLE + CASES, "utf-8")
    path = variant(folder.parent, "more", "plan.policies.discount.rows.rest.then.discount: 2%", extends="plan.yaml")
    assert [one.code for one in warnings_of(load(path)) if "CASE" in one.code] == ["W_CASE"]
    path = variant(folder.parent, "other", "plan.policies.discount: {file: tables/new.csv}", extends="plan.yaml")
    (folder / "tables" / "new.csv").write_text("name,discount\nall,1%\n", "utf-8")
    assert load(path).plan.policies.discount.cases == []


def test_a_table_is_read_from_a_workbook(folder):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.title = "Discount"
    for line in (
        ["name", "segment", "contract_value", "discount", "approval"],
        ["big", "mid", ">= 40k", 0.15, "4 days"],
    ):
        book.active.append(line)
    book.active["D2"].number_format = "0%"
    book.active.append(["rest", None, None, 0, None])
    book.active["A4"] = "[default]"
    book.active["D4"] = 0.01
    book.save(folder / "tables" / "discount.xlsx")
    path = variant(folder.parent, "book", "plan.policies.discount: {file: tables/discount.xlsx}")
    assert "E_OVERLAP" in told(path)
    book.active["B3"] = "small"
    book.save(folder / "tables" / "discount.xlsx")
    assert rows(load(path)) == [("big", 0.15, 4.0), ("rest", 0.0, 0.0)]
    book.active["B3"] = "smal"
    book.save(folder / "tables" / "discount.xlsx")
    assert "tables/discount.xlsx:3:2 E_FACT plan.policies.discount.rows.1.when.segment: segment is never" in told(path)
