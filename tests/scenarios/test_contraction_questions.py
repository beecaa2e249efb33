"""Customers who buy less when they need less, and those who wait for the end of a contract year, in paired runs."""

from functools import cache

import numpy as np
import pytest
from scenarios.test_growth_questions import FIRM, REPLICATIONS
from scenarios.test_shipped import z

from gtmsim.scenario.load import load_text
from gtmsim.study.compare import compare
from gtmsim.study.comparison import Comparison
from gtmsim.study.replicate import run
from gtmsim.study.results import Results

LESS = "contraction: 30%, contraction_size: 30%"
TIMINGS = {
    "at_renewal": "",
    "next_bill": ", contraction_timing: any_time",
    "credited": ", contraction_timing: any_time, contraction_credit: next_bill",
}


@cache
def results(timing: str, term: str) -> Results:
    """A study in which customers contract so, on such terms."""
    text = FIRM.replace(
        "expansion: 30%,\n                expansion_size: 30%, expansion_timing: TIMING", LESS + TIMINGS[timing]
    )
    return run(load_text(text.replace("TERM", term)), REPLICATIONS)


def beside_renewals(timing: str, term: str) -> Comparison:
    """Contraction at any time beside contraction at the end of contract years, in the same luck."""
    return compare(results("at_renewal", term), results(timing, term))


@pytest.mark.parametrize(
    ("timing", "term"), [("next_bill", "monthly"), ("credited", "monthly"), ("credited", "annual")]
)
def test_contraction_at_any_time_costs_arr_sooner(timing: str, term: str) -> None:
    found = beside_renewals(timing, term)
    assert z(found, "arr_end") < -2.0
    assert z(found, "contraction_arr") > 2.0
    for metric in ("new_arr", "customers_end"):
        one, other = (results(each, term).measures[metric, "", ""].values() for each in ("at_renewal", timing))
        np.testing.assert_array_equal(list(one), list(other), metric)


def test_a_year_that_is_paid_binds_until_its_end() -> None:
    """Without a credit a yearly bill that is paid is not lower: everything is as at renewals."""
    for metric in ("arr_end", "contraction_arr", "revenue", "churned_arr"):
        one, other = (results(each, "annual").measures[metric, "", ""].values() for each in ("at_renewal", "next_bill"))
        np.testing.assert_array_equal(list(one), list(other), metric)


def test_a_credit_costs_revenue_of_the_bill_that_it_is_taken_off() -> None:
    assert z(compare(results("next_bill", "annual"), results("credited", "annual")), "revenue") < -2.0
