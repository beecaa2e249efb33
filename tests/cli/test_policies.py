"""`gtmsim policies`: tables shown, counted, compared and exported from the command line."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from gtmsim import cli
from gtmsim.policies.points import NUMBER
from gtmsim.report.policies import Asked, answered
from gtmsim.report.starter import STARTER

FEW = ("--firings", "--replications", "2", "--jobs", "1", "--set", "run.months=2", "--set", "run.run_off=false")
TABLES = """
extends: plan.yaml
name: tables
changes:
  plan.policies:
    lead_score:
      hit: collect sum
      rows:
        - {name: fits, when: {fit: "> 0.5"}, then: {score: 20}}
        - {name: in need, when: {mode: in_market}, then: {score: 30}, starts: 2026-02-01}
    discount:
      hit: first
      rows:
        - {name: huge, when: {contract_value: ">= 600k"}, then: {discount: 15%, approval: 4 days}}
        - {name: slow, when: {age: "> 60 days"}, then: {discount: 10%}}
        - {name: rest, then: {discount: 0%}}
"""
OTHER = """
extends: tables.yaml
name: other
changes:
  plan.policies.discount.rows.slow.when.age: "> 90 days"
  plan.policies.lead_score.rows.fits.then.score: 25
  plan.policies.effort: {rows: [{name: all, then: {effort: 2}}]}
"""
Rules = Callable[..., tuple[int, str, str]]


@pytest.fixture
def rules(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rules]:
    """Words after `gtmsim policies` -> exit code, standard output, standard error, in a folder with three scenarios."""
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_bytes(STARTER.read_bytes())
    Path("tables.yaml").write_text(TABLES, "utf-8")
    Path("other.yaml").write_text(OTHER, "utf-8")

    def call(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["gtmsim", "policies", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        captured = capsys.readouterr()
        # Nobody looks at the points of these tables, which is worth a word and no matter here.
        err = [line for line in captured.err.splitlines(True) if "no other table looks at `score`" not in line]
        return int(str(ended.value.code or 0)), captured.out, "".join(err)

    yield call


def test_tables_are_shown_in_columns(rules: Rules) -> None:
    code, out, err = rules("tables.yaml")
    assert (code, err) == (0, "")
    assert out.startswith(
        "lead_score: How many points does a lead get when it comes?\n"
        "  hit policy collect sum: the answers of all rows that hold are added up\n"
        "    row      mode       fit    ->  score  starts      ends\n"
        "    fits     -          > 0.5  ->  20     -           -\n"
        "    in need  in_market  -      ->  30     2026-02-01  -\n"
    )
    assert "    row   contract_value  age        ->  discount  approval\n" in out
    assert "          [money/year]    [day]          [share]   [day]\n" in out
    assert "\neffort (default): effort 1, priority 0\n" in out


def test_the_name_of_before_does_the_same_and_says_so(
    rules: Rules, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = rules("tables.yaml")[1]
    monkeypatch.setattr(sys, "argv", ["gtmsim", "rules", "tables.yaml"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    captured = capsys.readouterr()
    assert not ended.value.code and captured.out == shown
    assert captured.err == "`gtmsim rules` is called `gtmsim policies` now\n"
    assert "rules" not in cli.gtmsim.commands


def test_one_point(rules: Rules) -> None:
    code, out, _ = rules("tables.yaml", "--point", "effort")
    assert code == 0
    assert out.startswith("effort (default): How much work is a deal worth, and how soon?\n  hit policy first")
    code, out, err = rules("tables.yaml", "--point", "efort")
    assert (code, out) == (2, "")
    assert "did you mean `effort`?" in err


def test_tables_for_programs(rules: Rules) -> None:
    said = json.loads(rules("tables.yaml", "--json")[1])
    tables = {table["point"]: table for table in said["tables"]}
    assert list(tables) == list(NUMBER)
    assert tables["effort"]["default"] and not tables["discount"]["default"]
    assert tables["discount"]["inputs"][1] == {
        "name": "age",
        "kind": "number",
        "unit": "day",
        "meaning": "time since the opportunity was opened",
    }
    assert tables["lead_score"]["rows"][1] == {
        "name": "in need",
        "when": {"mode": "in_market", "fit": "-"},
        "then": {"score": "30"},
        "starts": "2026-02-01",
        "ends": None,
    }


def test_changes_from_the_command_line(rules: Rules) -> None:
    code, out, _ = rules("plan.yaml", "--set", "plan.policies.effort={rows: [{name: all, then: {effort: 3}}]}")
    assert code == 0
    assert "    all  ->  3       0\n" in out


def test_firings(rules: Rules) -> None:
    code, out, err = rules("tables.yaml", *FEW)
    assert (code, err) == (0, "")
    (huge,) = [line for line in out.splitlines() if line.lstrip().startswith("huge")]
    assert huge.split()[-3:] == ["0", "0.0%", "never"]
    (none,) = [line for line in out.splitlines() if line.lstrip().startswith("no row")]
    assert none.endswith("%")
    assert "\nnever fired: " in out and "discount `huge`" in out
    assert "firings: the mean of 2 replications (seed " in out
    said = json.loads(rules("tables.yaml", *FEW, "--json", "--engine", "reference")[1])
    assert (said["replications"], said["engine"]) == (2, "reference")
    discount = next(table for table in said["tables"] if table["point"] == "discount")
    shares = [row["share"] for row in discount["rows"]]
    assert shares[0] == 0.0 and sum(shares) == pytest.approx(1.0)
    score = next(table for table in said["tables"] if table["point"] == "lead_score")
    assert sum(row["share"] for row in score["rows"]) + score["no_row"]["share"] == pytest.approx(1.0)


def test_the_difference_of_two_policies(rules: Rules) -> None:
    code, out, err = rules("tables.yaml", "other.yaml")
    assert (code, err) == (0, "")
    assert "  changed: row `slow`: age `> 60 days` -> `> 90 days`\n" in out
    assert (
        "  answered differently, for example\n"
        "    contract_value 0, age 70 days\n"
        "      A:  slow  discount 10%, approval 0 days\n"
        "      B:  rest  discount 0, approval 0 days\n"
    ) in out
    assert "  answered differently from 2026-02-01 on, for example\n" in out
    assert "  only in A: row `every deal`\n  only in B: row `all`\n" in out
    assert "the same in both: lead_routing, disqualification, nurture, touch, " in out
    code, out, _ = rules("tables.yaml", "tables.yaml")
    assert code == 0
    assert any(line.startswith("the same in both: lead_score, ") for line in out.splitlines())


def test_the_difference_for_programs(rules: Rules) -> None:
    said = json.loads(rules("tables.yaml", "other.yaml", "--json", "--point", "discount")[1])
    (point,) = said["points"]
    assert point["changed"][0]["cells"] == [{"column": "age", "before": "> 60 days", "after": "> 90 days"}]
    (region,) = point["periods"][0]["regions"]
    assert region["case"] == {"contract_value": 0.0, "age": 70.0}
    assert region["a"] == {"rows": ["slow"], "answers": {"discount": 0.1, "approval": 0.0}}


def test_names_that_one_scenario_alone_knows(rules: Rules) -> None:
    text = Path("plan.yaml").read_text("utf-8")
    Path("renamed.yaml").write_text(text.replace("search_ads", "web_ads"), "utf-8")
    code, out, _ = rules("plan.yaml", "renamed.yaml")
    assert code == 0
    if "search_ads" in text:
        assert "only A knows the channel `search_ads`\nonly B knows the channel `web_ads`\n" in out


@pytest.mark.parametrize("kind", ["csv", "dmn"])
def test_what_is_exported_is_read_back(rules: Rules, kind: str) -> None:
    code, out, err = rules("tables.yaml", "--to", kind)
    assert (code, err) == (0, "")
    Path(f"all.{kind}").write_text(out, "utf-8")
    Path(f"one.{kind}").write_text(rules("tables.yaml", "--to", kind, "--point", "discount")[1], "utf-8")
    Path("again.yaml").write_text(
        "extends: plan.yaml\nchanges:\n"
        f"  plan.policies.lead_score: {{file: all.{kind}}}\n  plan.policies.discount: {{file: one.{kind}}}\n",
        "utf-8",
    )
    said = rules("tables.yaml", "again.yaml")[1]
    assert said.splitlines()[3].startswith("the same in both: lead_score, ")


@pytest.mark.parametrize("kind", ["csv", "dmn", "markdown"])
@pytest.mark.parametrize("file", ["plan.yaml", "tables.yaml"])
def test_every_scenario_has_something_to_export(rules: Rules, kind: str, file: str) -> None:
    code, out, err = rules(file, "--to", kind)
    assert (code, err) == (0, "")
    assert len(out) > 40
    assert all((name in out) == (file == "plan.yaml") for name in ("touch", "save_play"))
    assert "discount" in out


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["a.yaml", "b.yaml", "c.yaml"],
        ["a.yaml", "b.yaml", "--firings"],
        ["a.yaml", "b.yaml", "--to", "csv"],
        ["a.yaml", "--to", "csv", "--firings"],
        ["a.yaml", "--to", "csv", "--json"],
        ["a.yaml", "--to", "pdf"],
        ["a.yaml", "--seed", "1"],
        ["a.yaml", "--allow-large"],
    ],
    ids=" ".join,
)
def test_wrong_usage(rules: Rules, words: list[Any]) -> None:
    code, out, err = rules(*words)
    assert (code, out) == (2, "")
    assert "Traceback" not in err


def test_a_wrong_scenario(rules: Rules) -> None:
    for words in (["missing.yaml"], ["plan.yaml", "missing.yaml"], ["plan.yaml", "--set", "plan.policies.efort=1"]):
        code, out, err = rules(*words)
        assert (code, out) == (1, "")
        assert " E_" in err


def test_help_says_what_can_be_asked(rules: Rules) -> None:
    code, out, _ = rules("--help")
    assert code == 0
    for words in (
        "--point NAME",
        "--firings",
        "[dmn|csv|xlsx|markdown]",
        "gtmsim policies plan.yaml other.yaml",
        "--json",
    ):
        assert words in out


def test_a_workbook_is_read_back_as_the_same_tables(tmp_path):
    scenarios = Path(__file__).resolve().parents[2] / "scenarios"
    ladder, sheet = scenarios / "discount_discipline" / "ladder.yaml", Asked(to="csv", point="discount")
    content = answered([ladder], Asked(to="xlsx"))
    assert answered([ladder], Asked(to="xlsx")) == content
    (tmp_path / "tables.xlsx").write_bytes(content)
    base = (scenarios / "baseline.yaml").read_text("utf-8")
    again = tmp_path / "again.yaml"
    again.write_text(base.replace("\nplan:", "\nplan:\n  policies: {discount: {file: tables.xlsx}}"), "utf-8")
    assert answered([again], sheet) == answered([ladder], sheet)
