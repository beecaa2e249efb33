"""`gtmsim new`: our firm from numbers that it knows, typed, in a file, piped or asked; or like a shipped one."""

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gtmsim.report.like import listed, questions
from gtmsim.scenario.load import load
from gtmsim.scenario.writing import fingerprint
from gtmsim.study.firm import calibrate

Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Say:
    """Words -> exit code, output and errors, in an empty folder; a calibration takes next to no time."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(calibrate, "DEALS", 60.0)
    monkeypatch.setattr(calibrate, "ROUNDS", (1.0,))
    return say


def test_numbers_are_typed(say: Say) -> None:
    words = (
        "--arr",
        "8M",
        "--acv",
        "20k",
        "--leads",
        "Search Ads=90",
        "--leads",
        "seo=30",
        "--spend",
        "search_ads=30k",
    )
    code, out, err = say("new", "plan.yaml", *words, "--name", "Ours", "--currency", "EUR")
    assert code == 0 and "wrote plan.yaml, a firm of 18 numbers" in out and "some seconds" in err
    assert "Not said, so taken from a usual firm: churn 12%, " in out
    scenario = load("plan.yaml")
    assert (scenario.name, scenario.market.currency) == ("Ours", "EUR")
    assert scenario.run.initial.customers == {"customers": 400}
    assert set(scenario.market.channels) == {"search_ads", "seo"}
    assert "arr 8M" in Path("plan.yaml").read_text("utf-8")


def test_a_file_says_them_and_what_is_typed_wins(say: Say) -> None:
    Path("firm.yaml").write_text("name: From a file\narr: 2M\nacv: 10k\nleads: {ads: 50, seo: 20}\nspend: {ads: 5k}\n")
    assert say("new", "plan.yaml", "--from", "firm.yaml", "--arr", "3M", "--leads", "seo=40")[0] == 0
    scenario = load("plan.yaml")
    assert scenario.name == "From a file" and scenario.run.initial.customers == {"customers": 300}
    assert "leads ads 50, leads seo 40" in " ".join(Path("plan.yaml").read_text("utf-8").replace("#", "").split())


def test_a_file_is_piped_in(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("arr: 2M\nacv: 10k\n"))
    assert say("new", "plan.yaml", "--from", "-")[0] == 0
    assert load("plan.yaml").run.initial.customers == {"customers": 200}


def test_questions_are_asked_again_until_an_answer_can_be_read(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("eur\n4M\nmany\n20k\n"))
    code, _, err = say("new", "plan.yaml", "--ask")
    assert code == 0 and "annual recurring revenue (ARR) today [5M]: " in err and "many" in err
    assert load("plan.yaml").run.initial.customers == {"customers": 200}


def test_what_cannot_be_is_said_with_its_line_and_nothing_is_written(say: Say) -> None:
    Path("firm.yaml").write_text("arr: 2M\n\nleeds: {x: 3}\nchurn: 14\n")
    code, out, err = say("new", "plan.yaml", "--from", "firm.yaml")
    assert (code, out) == (2, "")
    assert "firm.yaml:3: leeds: nobody asks for that; did you mean `leads`?" in err
    assert "firm.yaml:4: churn: `14` is no share; write `14%`" in err
    assert not Path("plan.yaml").exists()


@pytest.mark.parametrize(
    ("words", "code", "text"),
    [
        ((), 2, "say where to write it: gtmsim new plan.yaml"),
        (("plan.yaml", "--leads", "search"), 2, "say a channel and its number, as --leads search_ads=30"),
        (("plan.yaml", "--like", "hiring"), 2, "did you mean `hiring_plan`?"),
        (("plan.yaml", "--like", "baseline", "--arr", "5M"), 2, "leave out the other options"),
        (("plan.yaml", "--from", "none.yaml"), 2, "none.yaml: No such file"),
        (("plan.yaml", "--name", "a: \"b\""), 1, "E_NAME"),
        (("plan.yaml", "--leads", "a=5", "--spend", "b=3k"), 2, "say `--leads b=0.5` or more"),
        (("no/such/folder.yaml", "--like", "baseline"), 74, "No such file"),
    ],
)  # fmt: skip
def test_wrong_usage_is_said(say: Say, words: tuple[str, ...], code: int, text: str) -> None:
    found, out, err = say("new", *words)
    assert (found, out) == (code, "") and text in err


def test_nothing_is_overwritten(say: Say) -> None:
    Path("plan_fourteen.yaml").write_text("mine\n")
    code, _, err = say("new", "plan.yaml", "--like", "hiring_plan")
    assert code == 74 and "plan_fourteen.yaml is there already" in err
    assert not Path("plan.yaml").exists() and Path("plan_fourteen.yaml").read_text() == "mine\n"


def test_shipped_questions_are_listed(say: Say) -> None:
    code, out, _ = say("new", "--list")
    assert code == 0 and "hiring_plan" in out and "which of them makes the plan? (3 plans)" in out
    assert out.splitlines() == list(listed())


def test_a_question_is_copied_so_that_it_works_anywhere(say: Say) -> None:
    code, out, _ = say("new", "plan.yaml", "--like", "hiring_plan")
    assert code == 0 and "next: gtmsim compare plan.yaml plan_eight_with_pipeline.yaml plan_fourteen.yaml" in out
    for copy, file in zip(("plan", "plan_eight_with_pipeline"), questions()["hiring_plan"], strict=False):
        assert fingerprint(load(f"{copy}.yaml")) == fingerprint(load(file))
    assert "extends: plan.yaml" in Path("plan_fourteen.yaml").read_text("utf-8")


def test_a_single_plan_is_copied(say: Say) -> None:
    assert say("new", "plan.yaml", "--like", "sem_vs_seo/taper")[0] == 0
    (file,) = (file for file in questions()["sem_vs_seo"] if file.stem == "taper")
    assert fingerprint(load("plan.yaml")) == fingerprint(load(file))


@pytest.mark.prove
def test_every_question_is_copied_so_that_it_works_anywhere(say: Say) -> None:
    for name, files in questions().items():
        assert say("new", f"{name}.yaml", "--like", name)[0] == 0
        for file in files:
            copy = f"{name}.yaml" if file == files[0] else f"{name}_{file.stem}.yaml"
            assert fingerprint(load(copy)) == fingerprint(load(file)), file
