"""Results and comparisons as a Python session shows them: a table, not two hundred thousand characters."""

import re

import pytest
from study.fakes import count, ratio, results, scenario

from gtmsim.scenario.language.problems import Problem
from gtmsim.study.compare import compare
from gtmsim.study.replicate import run
from gtmsim.study.results import Results

ARR = [5.0e6, 5.2e6, 4.9e6, 5.1e6]


def firm(arr: list[float], name: str = "Firm", problems: tuple[Problem, ...] = (), **more: float) -> Results:
    """Results of a firm with this ARR in its replications."""
    measures = {"arr_end": count(*arr), "win_rate": ratio([2, 3, 2, 4], [10, 12, 9, 11])}
    found = results(measures, scenario(name))
    return Results(**{**vars(found), "problems": problems, **more})


def test_results_are_a_short_table() -> None:
    text = str(firm(ARR))
    lines = text.splitlines()
    assert lines[0] == "Results of Firm: 4 replications, seed 1, 6 months from 2026-01-01"
    assert re.fullmatch(r"  metric +mean +95 % interval +unit", lines[1])
    assert re.fullmatch(r"  ARR at the end +5\.05M +4\.84M to 5\.26M +USD/year", lines[2])
    assert re.fullmatch(r"  win rate +26% +15 to 38%", lines[3])
    assert ".estimate(name), .summary(), .rows(), .write(folder)" in lines[-1]
    assert len(text) < 600


def test_the_metric_that_decides_comes_first_and_what_is_missing_says_so() -> None:
    found = firm([float("nan")] * 4)
    deciding = found.scenario.model_copy(
        update={"run": found.scenario.run.model_copy(update={"primary_metric": "win_rate"})}
    )
    lines = str(Results(**{**vars(found), "scenario": deciding})).splitlines()
    assert lines[2].lstrip().startswith("win rate") and "undefined" in lines[3]


def test_warnings_stand_below_and_many_are_counted() -> None:
    odd = tuple(Problem("W_ODD", f"odd {n}", "mend it") for n in range(7))
    lines = str(firm(ARR, problems=odd)).splitlines()
    assert lines[4] == "Beware: W_ODD odd 0; mend it"
    assert lines[9] == "and 2 more in .warnings"
    assert firm(ARR, problems=odd).warnings[6] == "W_ODD odd 6; mend it"


def test_two_plans_stand_side_by_side() -> None:
    text = str(compare(firm(ARR), firm([x + 1e5 + 3e3 * n for n, x in enumerate(ARR)], "Hire")))
    lines = text.splitlines()
    assert lines[0] == "Comparison of Hire with Firm: 4 replications"
    assert lines[1].startswith("Against Firm, Hire raises ARR at the end by")
    assert re.fullmatch(r"  metric +Firm +Hire +difference +95 % interval +verdict +unit", lines[2])
    assert re.fullmatch(r"  ARR at the end +5\.05M +5\.15M +\+104k +98k to 111k +better +USD/year", lines[3])
    assert re.fullmatch(r"  win rate +26% +26% +0 pp +exact +the same", lines[4])
    assert len(text) < 1000


def test_of_many_plans_the_deciding_metric_is_shown() -> None:
    others = [firm([x + 1e4 * n for x in ARR], f"Plan {n}") for n in range(1, 12)]
    lines = str(compare(firm(ARR), *others)).splitlines()
    assert lines[0].startswith("Comparison of Plan 1, Plan 2")
    assert [line.split("  ")[1] for line in lines[3:15]] == ["Firm", *(f"Plan {n}" for n in range(1, 12))]
    assert "undefined" not in "\n".join(lines)


@pytest.mark.parametrize("replications", [1, 3])
def test_a_real_run_is_shown_too(replications: int) -> None:
    text = str(run(scenario(), replications, jobs=1))
    assert len(text) < 2500 and text.count("\n") < 25
    assert "Beware: W_FEW run.replications" in text


def test_a_notebook_shows_the_same_as_a_table() -> None:
    odd = (Problem("W_ODD", "a <b> & c", "mend it"),)
    base = firm(ARR, problems=odd)
    shown = base._repr_html_()
    assert shown.count("<tr>") == 3 and '<td style="text-align:right">5.05M</td>' in shown
    assert "W_ODD a &lt;b&gt; &amp; c; mend it" in shown and "<b>" not in shown
    compared = compare(base, firm([x + 1e5 for x in ARR], "Hire"), firm([x + 2e5 for x in ARR], "Hire two"))
    assert compared._repr_html_().count("<tr>") == 4 and compared.answer() in compared._repr_html_().replace(
        "&#x27;", "'"
    )
