"""The shipped question of terms: by the month cash comes later and more leave; prepaying brings cash, costs price."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from gtmsim.scenario.load import load
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.replicate import run
from gtmsim.study.results import Results

FOLDER = Path(__file__).parents[2] / "scenarios" / "annual_or_monthly"
REPLICATIONS = 16


@cache
def results(name: str, *sets: str) -> Results:
    """A study of one of the plans."""
    return run(load_plan(name, sets), REPLICATIONS)


def load_plan(name: str, sets: tuple[str, ...]) -> Scenario:
    """One of the plans, with some changes."""
    return load(FOLDER / f"{name}.yaml", sets)


def above(metric: str, name: str, base: str = "annual", *sets: str) -> float:
    """How many standard errors a plan is above another, in the same luck."""
    one, other = (results(plan, *sets).measures[metric, "", ""].values() for plan in (name, base))
    moved = one - other
    return float(moved.mean() / (moved.std(ddof=1) / np.sqrt(len(moved))))


def test_by_the_month_cash_comes_later_and_more_customers_leave() -> None:
    assert above("cash_end", "monthly") < -4
    assert above("cash_lowest", "monthly") < -4
    assert above("churned_arr", "monthly") > 4
    assert above("customers_end", "monthly") < -4


def test_who_is_not_bound_signs_more_readily() -> None:
    assert above("win_rate", "monthly") > 2
    assert above("win_rate", "monthly", "annual", "market.contracts.commitment=0") == pytest.approx(0.0, abs=2.0)


def test_to_be_paid_in_advance_brings_cash_and_costs_price() -> None:
    assert above("cash_end", "three_years") > 4
    assert above("cash_lowest", "three_years") > 2
    assert above("new_arr", "three_years") < -4
    assert above("arr_end", "three_years") < -4


def test_whom_terms_let_choose_is_between() -> None:
    assert above("cash_end", "as_they_like") < -4 < 4 < above("cash_end", "as_they_like", "monthly")
    lengths = [results(name).estimate("contract_length").mean for name in ("monthly", "as_they_like", "annual")]
    assert lengths[0] < lengths[1] < lengths[2] == 12.0  # type: ignore[operator]  # all are there


def test_a_discount_for_a_year_lets_more_choose_it() -> None:
    """A quarter instead of a tenth: the share of a year goes from 62 to 78 in a hundred of those who choose."""
    sets = ("plan.offers.small.discounts.annual=25%",)
    some, more = (results("as_they_like", *one).measures["contract_length", "segment", "small"] for one in ((), sets))
    expected = [1.0 + 11.0 / (1.0 + np.exp(-0.05 * points)) for points in (10, 25)]
    for found, mean in zip((some, more), expected, strict=True):
        estimate = found.values()
        assert abs(estimate.mean() - mean) < 4.0 * estimate.std(ddof=1) / np.sqrt(len(estimate)) < 1.0


def test_where_terms_do_nothing_to_churn_the_same_leave() -> None:
    """Without a word on churn by term, a month loses as many in a year as a year: what counts is when they can."""
    sets = ("market.segments.small.churn_by_term:={}", "market.contracts.commitment=0")
    assert above("churned_arr", "monthly", "annual", *sets) < 0.8 * above("churned_arr", "monthly")
