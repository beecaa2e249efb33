"""What is said of pauses that changes nothing, and what is refused."""

import pytest

from gtmsim.report.starter import STARTER
from gtmsim.scenario.language.problems import ScenarioError, dotted
from gtmsim.scenario.load import load, warnings_of

PAUSE = "plan.pause={length: 3 months}"


def idle(*sets: str) -> list[str]:
    """Where the starter with changes says something of pauses that changes nothing."""
    found = [each for each in warnings_of(load(STARTER, list(sets))) if each.code == "W_UNUSED"]
    return [dotted(each.path) for each in found if "pause" in each.path]


@pytest.mark.parametrize(
    ("sets", "where"),
    [
        ([PAUSE], []),
        ([PAUSE, "market.pause={acceptance: 20%, returns: 50%}"], []),
        (["market.pause={acceptance: 20%}"], ["market.pause.acceptance"]),
        ([PAUSE, "market.pause={acceptance: 0%}"], ["plan.pause"]),
        ([PAUSE, "market.segments.*.churn=0%"], ["plan.pause"]),
    ],
)
def test_a_pause_that_nobody_takes_is_told(sets: list[str], where: list[str]) -> None:
    assert idle(*sets) == where


@pytest.mark.parametrize("said", ["length: 0 months", "length: 25 months", "length: 3 months, most: 0"])
def test_a_pause_has_some_months_and_there_is_one(said: str) -> None:
    with pytest.raises(ScenarioError, match="E_RANGE"):
        load(STARTER, [f"plan.pause={{{said}}}"])
