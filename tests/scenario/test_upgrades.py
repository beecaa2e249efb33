"""What is said of upgrades that changes nothing, and what is refused."""

import pytest

from gtmsim.report.starter import STARTER
from gtmsim.scenario.language.problems import ScenarioError, dotted
from gtmsim.scenario.load import load, warnings_of


def test_upgrades_that_nobody_makes_are_told() -> None:
    for said, where in (("rate: 0%", ["market.upgrades.small"]), ("rate: 5%", []), ("rate: 5%, size: 80%", [])):
        found = warnings_of(load(STARTER, [f"market.upgrades={{small: {{{said}}}}}"]))
        assert [dotted(each.path) for each in found if "upgrades" in each.path] == where


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("market.upgrades={smal: {rate: 5%}}", "E_UNKNOWN .*did you mean `small`"),
        ("market.upgrades={small: {size: 50%}}", "E_MISSING"),
        ("market.upgrades={small: {rate: 5%, size: 0}}", "E_RANGE"),
        ("market.upgrades={rate: 5%}", "E_"),
        ("market.segments.small.upgrade={rate: 5%}", "E_UNKNOWN"),
    ],
)
def test_what_is_no_upgrade_is_refused(said: str, says: str) -> None:
    with pytest.raises(ScenarioError, match=says):
        load(STARTER, [said])
