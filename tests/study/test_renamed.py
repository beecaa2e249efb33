"""A metric that is asked for by a name of before decides all the same, and the reader is told what it is called."""

from pathlib import Path

import pytest

import gtmsim
from gtmsim.report.checked import checked
from gtmsim.scenario.load import load

PLAIN = Path(__file__).parents[1] / "scenario" / "firm" / "baseline.yaml"  # it has no search, which wants a better side
EVERYTHING = Path(__file__).parents[1] / "scenarios" / "everything.yaml"
OLD = ["run.primary_metric=gave_up", "run.minimum_effect=1"]


def test_a_run_decides_by_the_metric_and_says_its_name() -> None:
    results = gtmsim.run(load(EVERYTHING, OLD), 2, jobs=1)
    assert results.scenario.run.primary_metric == "abandoned_leads"
    (said,) = [problem for problem in results.problems if problem.code == "W_RENAMED"]
    assert said.path == ("run", "primary_metric") and said.mark is not None and "`abandoned_leads` now" in said.message
    with pytest.warns(FutureWarning, match="`gave_up` is called `abandoned_leads` now"):
        assert results.estimate("gave_up") == results.estimate("abandoned_leads")


def test_a_comparison_by_another_name() -> None:
    plans = {"more": ["plan.teams.sdr.headcount=9"]}
    with pytest.warns(FutureWarning, match="`lead_response_hours` is called `response_hours` here"):
        found = gtmsim.compare(load(EVERYTHING), plans=plans, replications=2, jobs=1, primary="lead_response_hours")
    assert found.primary == "response_hours"
    assert gtmsim.compare(load(EVERYTHING, OLD), plans=plans, replications=2, jobs=1).primary == "abandoned_leads"


def test_it_is_checked_with_its_place() -> None:
    text, valid = checked([PLAIN], ["run.primary_metric=coverage", "run.minimum_effect=0.01"], False, False)
    assert (
        valid
        and "W_RENAMED run.primary_metric: `coverage` is called `csm_coverage` now; write `primary_metric:" in text
    )
