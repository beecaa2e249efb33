"""Words, exit codes and silence of the command line."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gtmsim.report.folder import claimed
from gtmsim.report.starter import STARTER

SMALL = ("--replications", "2", "--jobs", "1", "--set", "run.months=2", "--set", "run.run_off=false")
HEAVY = ("numpy", "pydantic", "matplotlib", "yaml", "simpy", "joblib", "jinja2", "rich")
Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Say:
    """Words -> exit code, standard output, standard error, in an empty folder that holds the starter as plan.yaml."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.yaml").write_bytes(STARTER.read_bytes())

    return say


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys, gtmsim.cli\n"
        "try: gtmsim.cli.main(['--help'])\n"
        "except SystemExit: pass\n"
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    for name in ("new", "check", "explain", "run", "compare", "story", "schema"):
        assert f"\n  {name} " in done.stdout


def test_new_writes_a_plan_that_is_valid_and_never_overwrites(say: Say) -> None:
    assert say("new", "mine.yaml")[0] == 0
    code, out, err = say("check", "mine.yaml")
    assert (code, err) == (0, "") and out.startswith("mine.yaml: valid, about ")
    before = Path("mine.yaml").read_text("utf-8")
    code, out, err = say("new", "mine.yaml")
    assert (code, out) == (74, "")
    assert "never overwritten" in err
    assert Path("mine.yaml").read_text("utf-8") == before
    assert say("new", "no/such/folder.yaml")[0] == 74


def test_check_says_all_problems_of_all_files(say: Say) -> None:
    text = Path("plan.yaml").read_text("utf-8")
    Path("a.yaml").write_text(text.replace("question: ", "questions: "), "utf-8")
    Path("b.yaml").write_text(text.replace("serve: 25%", "serve: 125%"), "utf-8")
    code, out, err = say("check", "a.yaml", "plan.yaml", "b.yaml", "missing.yaml")
    assert (code, err) == (1, "")
    assert "a.yaml:" in out
    assert "did you mean `question`?" in out
    assert "plan.yaml: valid" in out
    assert "b.yaml:" in out
    assert "missing.yaml" in out


def test_check_for_programs(say: Say) -> None:
    code, out, _ = say("check", "plan.yaml", "missing.yaml", "--json")
    said = json.loads(out)
    assert code == 1
    assert [file["valid"] for file in said["files"]] == [True, False]
    assert said["files"][1]["problems"][0]["code"] == "E_FILE"


def test_check_knows_changes(say: Say) -> None:
    assert say("check", "plan.yaml", "--set", "plan.commission=9%", "--quiet") == (0, "", "")
    assert say("check", "plan.yaml", "--set", "plan.commission=900%")[0] == 1


def test_explain(say: Say) -> None:
    code, out, _ = say("explain", "plan.yaml")
    assert code == 0
    assert "plan.teams.sdr.headcount" in out
    lines = json.loads(say("explain", "plan.yaml", "--json")[1])
    assert {"path", "value", "unit", "meaning", "source", "set_by"} <= set(lines[0])
    assert say("explain", "missing.yaml")[0] == 1


def test_schema(say: Say) -> None:
    code, out, _ = say("schema")
    assert code == 0
    assert json.loads(out)["$schema"].startswith("https://json-schema.org/")


def test_run_writes_where_it_says(say: Say) -> None:
    code, out, err = say("run", "plan.yaml", *SMALL)
    assert (code, err) == (0, "")
    report = Path(out.splitlines()[-1])
    assert report == Path("results", "plan-run.months_2-run.run_off_false", "report.html")
    assert report.is_file()
    record = json.loads((report.parent / "run.json").read_text("utf-8"))
    assert record["command"].startswith("gtmsim run plan.yaml --replications 2")
    assert "replications: 2" in (report.parent / "scenario.yaml").read_text("utf-8")


def test_a_resolved_scenario_runs_as_a_scenario(say: Say) -> None:
    assert say("run", "plan.yaml", *SMALL, "--out", "once", "--quiet") == (0, "", "")
    assert say("run", "once/scenario.yaml", "--jobs", "1", "--out", "again", "--quiet") == (0, "", "")
    first, second = (Path(f, "replications.csv").read_bytes() for f in ("once", "again"))
    assert first == second


def test_run_for_programs(say: Say) -> None:
    code, out, err = say("run", "plan.yaml", *SMALL, "--json", "--out", "r")
    assert (code, err) == (0, "")
    assert json.loads(out) == json.loads(Path("r/summary.json").read_text("utf-8"))


def test_compare_writes_where_it_says(say: Say) -> None:
    Path("more.yaml").write_text("extends: plan.yaml\nname: more\nchanges: {plan.teams.csm.headcount: 4}\n", "utf-8")
    code, out, err = say("compare", "plan.yaml", "more.yaml", *SMALL)
    assert (code, err) == (0, "gtmsim: --set holds for all 2 scenarios: run.months=2, run.run_off=false\n")
    folder = "plan-run.months_2-run.run_off_false-vs-more"
    assert Path(out.splitlines()[-1]) == Path("results", folder, "report.html")
    assert len(list(Path("results").rglob("summary.json"))) == 1


def test_plans_without_a_file(say: Say) -> None:
    """Each `--plan` is the base with its changes; a `--set` behind it is its own, one before holds for all."""
    said = ("compare", "plan.yaml", *SMALL, "--json", "--plan", "Hire", "plan.teams.csm.headcount=+2")
    code, out, _ = say(*said, "--plan", "Dearer", "plan.price=+8%", "--set", "plan.commission=+1 point")
    summary = json.loads(out)
    assert (code, summary["scenarios"][1:]) == (0, ["Hire", "Dearer"])
    changes = {name: [one["path"] for one in found] for name, found in summary["changes"].items()}
    assert changes == {"Hire": ["plan.teams.csm.headcount"], "Dearer": ["plan.commission", "plan.price"]}
    assert len(list(Path("results").iterdir())) == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--plan", "A"), 'plan "A" changes nothing'),
        (("--plan",), "a plan has a name"),
        (("--plan", "--quiet"), "a plan has a name"),
        ((), "needs two scenarios"),
        (("--set", "plan.price=2"), "needs two scenarios"),
    ],
)
def test_a_plan_that_says_nothing_is_wrong_usage(say: Say, words: tuple[str, ...], told: str) -> None:
    code, _, err = say("compare", "plan.yaml", *words)
    assert code == 2 and told in err


def test_faults_of_all_plans_are_told_at_once(say: Say) -> None:
    code, out, err = say("compare", "plan.yaml", "--plan", "A", "plan.pric=2", "--plan", "B", "plan.price=-300%")
    assert (code, out) == (1, "")
    assert '--plan "A":1:1 E_UNKNOWN plan.pric' in err and '--plan "B":1:12 E_RANGE plan.price' in err
    assert not Path("results").exists()


def test_another_change_has_another_name_and_folder(say: Say) -> None:
    for change in ("plan.price=+8%", "plan.price=+9%", "plan.spend.*=-10%"):
        code, _, err = say("run", "plan.yaml", "--quiet", "--replications", "2", "--jobs", "1", "--set", change)
        assert (code, err) == (0, "")
    assert sorted(path.name for path in Path("results").iterdir()) == [
        "plan-price+8%",
        "plan-price+9%",
        "plan-spend.all-10%",
    ]
    said = json.loads(Path("results", "plan-price+8%", "summary.json").read_text("utf-8"))
    assert said["scenario"].endswith(": price +8%")


def test_story(say: Say) -> None:
    code, out, _ = say("story", "plan.yaml", "--account", "90", "--set", "run.months=2")
    assert code == 0
    assert out.startswith("account 90 of ")
    code, out, err = say("story", "plan.yaml", "--account", "999999", "--set", "run.months=2")
    assert (code, out) == (2, "")
    assert "there is no account 999999" in err


@pytest.mark.parametrize(
    "words",
    [
        ["fly"],
        ["run"],
        ["run", "plan.yaml", "--replications", "0"],
        ["run", "plan.yaml", "--seed", "-1"],
        ["run", "plan.yaml", "--seed", "abc"],
        ["run", "plan.yaml", "--jobs", "0"],
        ["run", "plan.yaml", "--engine", "magic"],
        ["compare", "plan.yaml"],
        ["story", "plan.yaml"],
        ["check"],
    ],
    ids=" ".join,
)
def test_wrong_usage(say: Say, words: list[str]) -> None:
    code, out, err = say(*words)
    assert (code, out) == (2, "")
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "words",
    [["missing.yaml"], ["."], ["plan.yaml", "--set", "plan.sped=1"], ["plan.yaml", "--set", "nonsense"]],
    ids=" ".join,
)
@pytest.mark.parametrize("verb", ["run", "compare", "explain"])
def test_a_wrong_scenario(say: Say, verb: str, words: list[str]) -> None:
    code, out, err = say(verb, *(["plan.yaml"] if verb == "compare" else []), *words)
    assert (code, out) == (1, "")
    assert " E_" in err
    assert "Traceback" not in err
    assert not Path("results").exists()


def test_results_that_cannot_be_written(say: Say) -> None:
    Path("taken").write_text("a file", "utf-8")
    for out in ("taken", "taken/below", "."):
        code, _, err = say("run", "plan.yaml", *SMALL, "--out", out)
        assert code == 74, err
    assert Path("taken").read_text("utf-8") == "a file"


def test_a_folder_in_use(say: Say) -> None:
    with claimed(Path("r")):
        code, _, err = say("run", "plan.yaml", *SMALL, "--out", "r")
    assert code == 75
    assert f"in use by process {os.getpid()}" in err


def failing(error: BaseException) -> Callable[..., Any]:
    def fail(*args: object, **options: object) -> None:
        raise error

    return fail


def test_an_interrupted_run_leaves_nothing(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gtmsim.report.asked.run", failing(KeyboardInterrupt()))
    code, out, err = say("run", "plan.yaml")
    assert (code, out, err.strip()) == (130, "", "interrupted")
    assert list(Path("results").iterdir()) == []


def test_a_run_that_is_asked_to_end_leaves_nothing(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(*args: object, **options: object) -> None:
        assert [path.name for path in Path("results").iterdir()] == [".plan.lock"]
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(60)

    monkeypatch.setattr("gtmsim.report.asked.run", asked)
    before = signal.getsignal(signal.SIGTERM)
    try:
        code, _, _ = say("run", "plan.yaml")
    finally:
        signal.signal(signal.SIGTERM, before)
    assert code == 128 + signal.SIGTERM
    assert list(Path("results").iterdir()) == []


def test_a_fault_of_ours_is_one_line(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gtmsim.report.asked.run", failing(ZeroDivisionError("division by zero")))
    code, out, err = say("run", "plan.yaml")
    assert (code, out) == (3, "")
    assert err.startswith("the run failed: ZeroDivisionError: division by zero (gtmsim/")
    assert err.count("\n") == 1
