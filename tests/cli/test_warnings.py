"""Every command that reads a scenario says what is odd in it: code, place, remedy."""

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

import gtmsim
from gtmsim.report.starter import STARTER

Say = Callable[..., tuple[int, str, str]]
FEW = ("--replications", "2", "--jobs", "1")
WARNING = "W_UNUSUAL plan.teams.ae.salary: `135` is less than is usual, 9k to 500k per year; did you mean `135k`?"


@pytest.fixture
def say(say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Say:
    """Words -> exit code, standard output, standard error, in a folder with a plan that pays its AEs 135 a year."""
    monkeypatch.chdir(tmp_path)
    text = STARTER.read_text(encoding="utf-8").replace("months: 24", "months: 2")
    plain = text.replace("ae: {headcount: 5, salary: 150k per year", "ae: {headcount: 5, salary: 135")
    assert plain != text
    (tmp_path / "plan.yaml").write_text(plain, encoding="utf-8")
    (tmp_path / "other.yaml").write_text("extends: plan.yaml\nname: Other\nchanges: {plan.commission: 9%}\n")

    return say


def lines_with(text: str) -> list[str]:
    return [line for line in text.splitlines() if WARNING in line]


@pytest.mark.parametrize(
    "words",
    [
        ("check", "plan.yaml"),
        ("check", "other.yaml"),
        ("run", "plan.yaml", *FEW),
        ("compare", "plan.yaml", "other.yaml", *FEW),
        ("policies", "plan.yaml"),
        ("policies", "plan.yaml", "--firings", *FEW),
        ("policies", "plan.yaml", "other.yaml"),
    ],
    ids=" ".join,
)
def test_it_is_said_once_in_the_output(say: Say, words: tuple[str, ...]) -> None:
    code, out, _ = say(*words)
    assert code == 0
    (line,) = lines_with(out)
    assert re.search(r"plan\.yaml:\d+:\d+ W_UNUSUAL", line)


@pytest.mark.parametrize(
    "words",
    [
        ("explain", "plan.yaml"),
        ("explain", "plan.yaml", "--json"),
        ("policies", "plan.yaml", "--to", "csv"),
        ("story", "plan.yaml", "--account", "3"),
    ],
    ids=" ".join,
)
def test_beside_what_is_for_programs_it_is_said_aside(say: Say, words: tuple[str, ...]) -> None:
    code, out, err = say(*words)
    assert code == 0 and not lines_with(out)
    assert len(lines_with(err)) == 1


@pytest.mark.parametrize(
    "words",
    [
        ("run", "plan.yaml", *FEW, "--json"),
        ("compare", "plan.yaml", "other.yaml", *FEW, "--json"),
        ("policies", "plan.yaml", "--json"),
        ("policies", "plan.yaml", "other.yaml", "--json"),
    ],
    ids=" ".join,
)
def test_programs_read_it(say: Say, words: tuple[str, ...]) -> None:
    code, out, _ = say(*words)
    assert code == 0
    assert len([text for text in json.loads(out)["warnings"] if WARNING in text]) == 1


def test_check_tells_programs_its_parts(say: Say) -> None:
    told = json.loads(say("check", "plan.yaml", "--json")[1])["files"][0]["problems"]
    problem = next(problem for problem in told if problem["code"] == "W_UNUSUAL")
    assert (problem["code"], problem["path"]) == ("W_UNUSUAL", "plan.teams.ae.salary")
    assert problem["hint"] == "did you mean `135k`?" and problem["file"] == "plan.yaml" and problem["line"] > 1


@pytest.mark.parametrize("files", [("plan.yaml",), ("plan.yaml", "other.yaml")])
def test_the_folder_holds_it(say: Say, files: tuple[str, ...]) -> None:
    verb = "run" if len(files) == 1 else "compare"
    assert say(verb, *files, *FEW, "--out", "out", "--quiet") == (0, "", "")
    page = unescape(Path("out/report.html").read_text("utf-8"))
    box = page[page.index('id="warnings"') : page.index("</section>", page.index('id="warnings"'))]
    assert WARNING in box and 'href="#warnings"' in page
    summary = json.loads(Path("out/summary.json").read_text("utf-8"))
    assert any(WARNING in text for text in summary["warnings"])
    entry = next(entry for entry in summary["problems"] if entry["code"] == "W_UNUSUAL")
    assert (entry["path"], entry["hint"], entry["file"]) == (
        "plan.teams.ae.salary",
        "did you mean `135k`?",
        "plan.yaml",
    )
    assert any(WARNING in text for text in json.loads(Path("out/run.json").read_text("utf-8"))["warnings"])


def test_python_has_it(say: Say) -> None:
    found = gtmsim.run("plan.yaml", 2, jobs=1)
    assert any(WARNING in text for text in found.warnings)
    (problem,) = (each for each in found.problems if each.code == "W_UNUSUAL")
    assert problem.path == ("plan", "teams", "ae", "salary") and problem.mark is not None
    assert WARNING in str(found)
    both = gtmsim.compare(found, gtmsim.run("other.yaml", 2, jobs=1))
    assert sum(WARNING in text for text in both.warnings) == 1 and WARNING in str(both)


def test_a_page_without_warnings_has_no_box(say: Say) -> None:
    silent = (
        "--set",
        "plan.teams.ae.salary=135k",
        "--set",
        "run.run_off=false",
        "--set",
        "plan.spend.search_ads=6k",
        "--set",
        "run.initial.pipeline={small: 8, large: 7}",
    )
    assert say("run", "plan.yaml", "--replications", "40", "--jobs", "1", *silent, "--quiet", "--out", "out")[0] == 0
    assert 'id="warnings"' not in Path("out/report.html").read_text("utf-8")
    assert json.loads(Path("out/summary.json").read_text("utf-8"))["problems"] == []
