"""Hints that name what was meant: percent in a row, points of a target, days of other calendars, times in a test."""

from pathlib import Path

import pytest

from gtmsim.report.checked import checked
from gtmsim.report.starter import STARTER
from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.language.respell_dates import dates
from gtmsim.scenario.load import load, warnings_of

BASE = Path(__file__).parent.parent.parent / "scenarios" / "baseline.yaml"
HIRING = "plan.policies.hiring={hit: first, rows: [{name: a, when: {%s}, then: {change: 0}}]}"
DISCOUNT = "plan.policies.discount={hit: first, rows: [{name: a, then: {discount: %s}}]}"


@pytest.mark.parametrize(
    ("change", "code", "hint"),
    [
        (DISCOUNT % "8", "E_UNIT", "write `8%`"),
        (DISCOUNT % "12.5", "E_UNIT", "write `12.5%`"),
        (HIRING % 'runway: "< 7"', "E_UNIT", "months"),
        (HIRING % 'mean_wait: "> 6"', "E_UNIT", "6h"),
        ("market.selling.stages.proposal.buyer_delay=8-12 days", "E_TYPE", "`{median: 10 days, sigma: 0.7}`"),
        ("plan.commission={2026-04-01: 11%}", "E_TYPE", "another scenario"),
        ("plan.terms.mid={start: annual, 2026-07-01: monthly}", "E_TYPE", "another scenario"),
    ],
)  # fmt: skip
def test_what_was_probably_meant_is_named(change: str, code: str, hint: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load(BASE, [change])
    problem = caught.value.problems[0]
    assert problem.code == code and hint in problem.hint, problem


@pytest.mark.parametrize(
    ("change", "hint"),
    [
        ("run.target={rule_of_40: 35%}", "write `35`"),
        ("run.target={runway_months: 9}", "write `9 months`"),
        ("run.target={sales_cycle_days: 60}", "write `60 days` or `60 months`"),
    ],
)
def test_a_target_is_said_in_the_unit_of_its_metric(change: str, hint: str) -> None:
    text, valid = checked((BASE,), (change,), False, False)
    assert not valid and hint in text, text


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2026-W01", "2025-12-29"),
        ("2026W23", "2026-06-01"),
        ("mid April 2026", "2026-04-15"),
        ("end of February 2026", "2026-02-28"),
        ("early May 2027", "2027-05-01"),
        ("2026年11月5日", "2026-11-05"),
        ("2026-W77", ""),
        ("mid April", ""),
    ],
)
def test_days_as_other_people_write_them(said: str, day: str) -> None:
    assert dates(said) == ([day] if day else [])


def test_overhead_that_may_be_that_of_the_whole_firm_is_asked_about() -> None:
    """It is of sales and marketing: whoever says nothing of the rest of the firm may mean all of it."""
    found = {
        (dear, rest): [str(each) for each in warnings_of(load(STARTER, [f"plan.overhead={dear} per month", *rest]))]
        for dear in ("20k", "120k")
        for rest in ((), ("plan.administration=10k per month",))
    }
    told = {key: any("W_READING plan.overhead" in each for each in texts) for key, texts in found.items()}
    assert [key for key, said in told.items() if said] == [("120k", ())]
