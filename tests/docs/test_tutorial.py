"""The tutorial, lived from its first line to its last: nothing that is not on the page is needed."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from gtmsim.study.firm import calibrate
from gtmsim.study.firm.answers import answers

PAGE = Path(__file__).resolve().parents[2] / "docs" / "tutorial.md"
BLOCKS = re.compile(r"^```(bash|yml)\n(.*?)^```", re.MULTILINE | re.DOTALL)
NUMBERS = 30
Say = Callable[..., tuple[int, str, str]]


def test_each_step_works_and_the_last_is_a_comparison(
    say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(calibrate, "DEALS", 60.0)
    monkeypatch.setattr(calibrate, "ROUNDS", (1.0,))
    page = PAGE.read_text("utf-8")
    out = ""
    for language, text in BLOCKS.findall(page):
        if language == "yml":
            (name,) = re.findall(r"Save this as `(\S+)` beside", page)
            Path(name).write_text(text, "utf-8")
            continue
        _, *words = shlex.split(text.replace("--replications 20", "--replications 2 --jobs 1"))
        if "--sdr" in words:
            assert sum(bool(re.match(r"[\w]*=?\d", word)) for word in words) < NUMBERS
        code, out, err = say(*words)
        assert code == 0, err
    assert "Hire two" in out and "report.html" in out


def test_what_is_asked_on_a_terminal_is_fewer_than_thirty_numbers() -> None:
    assert answers({}).count < NUMBERS
