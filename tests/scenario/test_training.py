"""What is said of training that changes nothing, and what is refused."""

import pytest

from gtmsim.report.starter import STARTER
from gtmsim.scenario.language.problems import ScenarioError, dotted
from gtmsim.scenario.load import load, warnings_of

OFFER = "plan.training={small: {fee: 500}}"


def idle(*sets: str) -> list[str]:
    """Where the starter with changes says something of training that changes nothing."""
    found = [each for each in warnings_of(load(STARTER, list(sets))) if each.code == "W_UNUSED"]
    return [dotted(each.path) for each in found if "training" in each.path]


@pytest.mark.parametrize(
    ("sets", "where"),
    [
        ([OFFER], []),
        ([OFFER, "market.training={attach_rate: 50%}"], []),
        (["market.training={attach_rate: 50%}"], ["market.training.attach_rate"]),
        ([OFFER, "market.training={attach_rate: 0%}"], ["plan.training.small"]),
        (["plan.training={small: {fee: 0, cost: 10}}"], ["plan.training.small.fee"]),
    ],
)
def test_training_that_nobody_buys_is_told(sets: list[str], where: list[str]) -> None:
    assert idle(*sets) == where


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("plan.training={smal: {fee: 500}}", "E_UNKNOWN .*did you mean `small`"),
        ("plan.training={small: {cost: 500}}", "E_MISSING"),
        ("plan.training={small: {fee: -500}}", "E_"),
        ("plan.training={fee: 500}", "E_"),
        ("plan.training_fee=500", "E_UNKNOWN"),
    ],
)
def test_what_is_no_training_is_refused(said: str, says: str) -> None:
    with pytest.raises(ScenarioError, match=says):
        load(STARTER, [said])
