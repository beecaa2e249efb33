"""Research and administration: said in three ways that add up, dated, and nothing where nobody says them."""

import pytest

from gtmsim.mechanisms.money.rules import FunctionCost
from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.load import load_text, warnings_of
from gtmsim.scenario.resolve import resolve
from gtmsim.scenario.sections.schema import Scenario

FIRM = """
name: Firm
market:
  segments: {firms: {contract_value: 12k, churn: 10%, committee: one}}
  committees: {one: {roles: {boss: {}}}}
  qualification: {in_market: {sql_rate: 100%}}
plan: {}
run: {start: 2026-01-01, months: 3, initial: {customers: {firms: 5}}, run_off: false}
"""


def firm(*said: str) -> Scenario:
    return load_text(FIRM, "firm.yaml", list(said))


def test_off_when_absent_or_nothing() -> None:
    for said in ([], ["plan.research=0 per month", "plan.administration_share=0%"]):
        inputs = resolve(firm(*said))
        assert inputs.research is None
        assert inputs.administration is None


def test_three_ways_follow_dates() -> None:
    inputs = resolve(
        firm(
            "plan.research={start: 3.1k per month, 2026-02-01: 5.6k per month}",
            "plan.research_per_head=120 per month",
            "plan.research_share={start: 20%, 2026-03-17: 51%}",
            "plan.administration_share=[1%, 2%, 3%]",
        )
    )
    # 15 of the 31 days of March are at 51 %.
    shares = (0.2, 0.2, pytest.approx((16 * 0.2 + 15 * 0.51) / 31))
    assert inputs.research == FunctionCost((310_000, 560_000, 560_000), (12_000,) * 3, shares, True)
    assert inputs.administration == FunctionCost((0,) * 3, (0,) * 3, (0.01, 0.02, 0.03), False)


def test_heads_that_do_not_exist_are_said() -> None:
    (warning,) = (each for each in warnings_of(firm("plan.administration_per_head=100")) if each.code == "W_UNUSED")
    assert warning.path == ("plan", "administration_per_head")
    assert str(warning).endswith(
        "no team has people to go by; say `plan.administration`, a budget a month, or `plan.teams`"
    )
    team = "plan.teams.ae={headcount: 1, salary: 100k per year}"
    for remedy in (["plan.administration=100 per month"], ["plan.administration_per_head=100", team]):
        assert not [each for each in warnings_of(firm(*remedy)) if each.code == "W_UNUSED" and "go by" in str(each)]


@pytest.mark.parametrize("said", ["research_share=501%", "administration_share=6", "research_per_head=1e15"])
def test_bounds(said: str) -> None:
    with pytest.raises(ScenarioError, match="E_RANGE"):
        firm(f"plan.{said}")
