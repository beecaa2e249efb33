"""Replications until a mean is known to a share: the rule by hand, how often its intervals hold, the same numbers."""

import math
import sys
from itertools import pairwise
from pathlib import Path

import click
import numpy as np
import pytest
from study.fakes import SMALLEST, scenario

import gtmsim
from gtmsim import cli
from gtmsim.options import PRECISION
from gtmsim.study.estimators import Estimate, mean_interval
from gtmsim.study.problems import StudyError
from gtmsim.study.until import FIRST, MOST, is_enough, precision, sizes

SMALL = ("run.months=1", "run.run_off=false", "run.primary_metric=leads")
STUDIES = pytest.mark.parametrize("studies", [200, pytest.param(4000, marks=pytest.mark.prove)])


def test_sizes_are_known_before_and_grow_by_half() -> None:
    found = list(sizes())
    assert found[:5] == [30, 45, 68, 102, 153] and found[-1] == MOST == 10_000
    assert all(later <= math.ceil(1.5 * sooner) for sooner, later in pairwise(found))
    assert list(sizes(30)) == [30] and list(sizes(50)) == [30, 45, 50]


def test_the_rule_by_hand() -> None:
    found = Estimate(100.0, (95.0, 105.0), "mean, t", 2.5)
    assert precision(found) == pytest.approx(0.05)
    assert not is_enough(found, 0.05)  # 5 of 100 is not 5 % of a truth that may be 95
    assert is_enough(found, 0.0527)
    assert precision(Estimate(-100.0, (-104.0, -98.0), "Wilson")) == pytest.approx(0.04)
    assert precision(Estimate(0.0, (-1.0, 1.0), "mean, t")) == math.inf
    assert precision(Estimate(None, (None, None), "none")) == precision(Estimate(3.0, (None, None), "none")) == math.inf
    assert is_enough(Estimate(3.0, (3.0, 3.0), "mean, t", 0.0), 0.01)  # it does not vary


@STUDIES
@pytest.mark.parametrize("law", ["normal", "lognormal", "poisson"])
@pytest.mark.parametrize("until", [0.1, 0.05])
def test_intervals_at_the_stop_hold_the_truth(studies: int, law: str, until: float) -> None:
    """Coverage where the number of replications depends on what they say; 93 of 100 is the promise."""
    proving = studies > 500
    luck = np.random.default_rng(None if proving else 7)
    draw, truth = {
        "normal": (lambda n: luck.normal(100.0, 40.0, n), 100.0),
        "lognormal": (lambda n: luck.lognormal(0.0, 0.5, n), math.exp(0.125)),
        "poisson": (lambda n: luck.poisson(6.0, n).astype(float), 6.0),
    }[law]
    held = stopped = 0
    for _ in range(studies):
        x = np.array([])
        for n in sizes(2000):
            x = np.append(x, draw(n - len(x)))
            found = mean_interval(x.tolist())
            if is_enough(found, until):
                break
        low, high = found.ci95
        assert low is not None and high is not None
        held += low <= truth <= high
        stopped += abs((found.mean or 0.0) - truth) <= until * truth
    error = 1.96 * math.sqrt(0.93 * 0.07 / studies)
    assert held / studies >= 0.93 - error
    assert stopped / studies >= 0.93 - error  # so often the truth is as near as was asked for


@pytest.mark.parametrize(("said", "meant"), [("5%", 0.05), ("0.05", 0.05), ("5 %", 0.05), ("±2%", 0.02), ("99%", 0.99)])
def test_precisions_as_they_are_said(said: str, meant: float) -> None:
    assert PRECISION.convert(said, None, None) == pytest.approx(meant)


@pytest.mark.parametrize("said", ["0", "0%", "-5%", "-0.05", "500%", "100%", "5", "1", "nan", "inf", "soon", ""])
def test_what_is_no_precision_is_refused_with_one_that_is(said: str) -> None:
    with pytest.raises(click.BadParameter, match=r"as 5% or 0\.05"):
        PRECISION.convert(said, None, None)


def test_the_numbers_are_those_of_a_run_with_so_many_replications() -> None:
    said, heard = scenario("Firm", *SMALL), list[str]()
    found = gtmsim.run(said, until=0.04, engine="compiled", say=heard.append)
    assert found.replications > FIRST and found.replications in list(sizes())
    assert any("stopped by the precision rule" in text and "coverage approximate" in text for text in heard)
    assert any("stopped by the precision rule" in note for note in found.notes)
    fixed = gtmsim.run(said, found.replications, engine="compiled")
    assert found.summary() == fixed.summary() and found.scenario == fixed.scenario
    before = gtmsim.run(said, list(sizes())[list(sizes()).index(found.replications) - 1], engine="compiled")
    assert is_enough(found.estimate("leads"), 0.04) and not is_enough(before.estimate("leads"), 0.04)


def test_a_comparison_stops_when_every_plan_is_known() -> None:
    base = scenario("Firm", *SMALL)
    plans = {"Less": {"plan.spend.search": "9k"}}
    found = gtmsim.compare(base, plans=plans, until=0.045, engine="compiled")
    n = found.results[0].replications
    assert n == found.results[1].replications
    assert all(is_enough(each.estimate("leads"), 0.045) for each in found.results)
    fixed = gtmsim.compare(base, plans=plans, replications=n, engine="compiled")
    assert found.summary() == fixed.summary()


def test_the_most_is_kept_and_said() -> None:
    heard = list[str]()
    found = gtmsim.run(scenario("Firm", *SMALL), 40, until=0.001, engine="compiled", say=heard.append)
    assert found.replications == 40
    assert any("more than 40" in text for text in heard)
    assert heard[-1].startswith("the precision rule was not met: after 40 replications")


def test_what_is_refused() -> None:
    said = scenario("Firm", *SMALL)
    with pytest.raises(StudyError, match="above 0 and below 100 %"):
        gtmsim.run(said, until=5)
    with pytest.raises(StudyError, match="30 or more; got 20"):
        gtmsim.run(said, 20, until=0.05)
    with pytest.raises(StudyError, match="give scenarios, not results"):
        gtmsim.compare(gtmsim.run(said, 2, engine="compiled"), said, until=0.05)
    never = scenario("Firm", *SMALL[:2], "run.primary_metric=bans")
    with pytest.raises(StudyError, match=r"`bans` is 0 in the mean of 30 replications.*say --replications"):
        gtmsim.run(never, until=0.05, engine="compiled")


def test_files_are_those_of_a_run_with_so_many_replications(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(SMALLEST.replace("months: 6", "months: 1, primary_metric: leads"), encoding="utf-8")

    def call(*words: str) -> str:
        line = ["run", str(plan), "--engine", "reference", *words, "--out", str(tmp_path / words[0].strip("-"))]
        monkeypatch.setattr(sys, "argv", ["gtmsim", *line])
        with pytest.raises(SystemExit) as ended:
            cli.main(line)
        assert not ended.value.code
        return capsys.readouterr().err

    told = call("--until", "4%")
    n = next(size for size in sizes() if f"after {size} replications: leads is known" in told)
    call("--replications", str(n))
    first, second = (
        {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name != "run.json"
        }
        for folder in (tmp_path / "until", tmp_path / "replications")
    )
    assert first == second and "summary.json" in first
