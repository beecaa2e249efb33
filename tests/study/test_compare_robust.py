"""A comparison that also says who is best whatever the numbers are, by the study of that name."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from gtmsim.report.answers import answers
from gtmsim.report.studies.robust import shares
from gtmsim.scenario.load import load, variant
from gtmsim.study.compare import compare
from gtmsim.study.problems import StudyError
from gtmsim.study.robust.found import Robust
from gtmsim.study.robust.robust import robust

BASELINE = "scenarios/baseline.yaml"
SHORT = {"run.months": 2, "run.run_off": False}
FAST = {"engine": "compiled", "jobs": 1}
Say = Callable[..., tuple[int, str, str]]


def test_it_is_the_study_of_that_name() -> None:
    base = variant(BASELINE, SHORT, "base")
    dearer = variant(base, {"plan.price": "+10%"}, "dearer")
    done: list[tuple[int, int]] = []
    heard = lambda *each: done.append(each)  # noqa: E731  # a list is enough
    found = compare(base, dearer, replications=3, robust=4, assumed=False, progress=heard, **FAST)  # type: ignore[arg-type]
    alone = robust(base, dearer, worlds=4, assumed=False, **FAST)  # type: ignore[arg-type]
    assert isinstance(found.robust, Robust) and found.robust.summary() == alone.summary()
    told = found.summary()
    assert told["robust"].items() >= {key: alone.summary()[key] for key in ("worlds", "leader", "plans")}.items()
    said = answers(found, told)
    assert shares(alone)[1:] in said[1] and "4 assumption sets" in said[1]
    json.dumps(told)
    assert done[-1][0] == done[-1][1] and all(0 <= one <= whole for one, whole in done)
    assert [one for one, _ in done] == sorted(one for one, _ in done)


def test_without_it_nothing_is_said() -> None:
    base = variant(BASELINE, SHORT, "base")
    for asked in (None, False):
        found = compare(base, base, replications=2, robust=asked, **FAST)  # type: ignore[arg-type]
        assert found.robust is None and "robust" not in found.summary()
        assert not any("assumption sets" in each for each in answers(found, found.summary()))


def test_what_has_no_answer_is_refused_before_anything_is_lived() -> None:
    base = load(BASELINE)
    with pytest.raises(StudyError, match="worlds: from 2"):
        compare(base, base, robust=1)
    sellers = "tests/scenarios/sellers_of_before.yaml"
    with pytest.raises(StudyError, match="no number with a range"):
        compare(sellers, sellers, robust=True, assumed=False)


def test_on_the_command_line(say: Say, tmp_path: Path) -> None:
    few = ("--set", "run.months=2", "--set", "run.run_off=false", "--replications", 2, "--ranges-only", "--jobs", 1)
    plan = ("--engine", "compiled", "--plan", "Dearer", "plan.price=+5%")
    code, out, err = say("compare", BASELINE, *few, *plan, "--robust", 3, "--out", tmp_path / "one")
    assert code == 0, err
    assert "of 3 assumption sets" in out
    assert json.loads((tmp_path / "one" / "summary.json").read_text("utf-8"))["robust"]["worlds"] == 3
    assert "of 3 assumption sets" in (tmp_path / "one" / "report.html").read_text("utf-8")
    code, _, err = say("compare", BASELINE, *few, *plan, "--out", tmp_path / "two")
    assert code == 2 and "--robust" in err and not (tmp_path / "two").exists()
    code, _, err = say("compare", BASELINE, *plan, "--robust", 1)
    assert code == 2 and "2<=x<=10000" in err


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (["--robust", "a.yaml", "b.yaml"], ["--robust=100", "a.yaml", "b.yaml"]),
        (["a.yaml", "--robust", "50"], ["a.yaml", "--robust", "50"]),
        (["a.yaml", "--robust"], ["a.yaml", "--robust=100"]),
        (["--robust=50", "a.yaml"], ["--robust=50", "a.yaml"]),
    ],
)
def test_the_number_of_worlds_may_be_left_out(words: list[str], read: list[str]) -> None:
    from gtmsim.options import _with_worlds

    assert _with_worlds(words) == read
