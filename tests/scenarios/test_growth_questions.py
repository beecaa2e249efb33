"""Customers who buy more when they need more, and those who wait for their renewal: what that does to a growing firm.

The chance a year is the same, so that only the day differs; in paired runs with their standard errors.
"""

from functools import cache

import numpy as np
import pytest
from scenarios.test_shipped import z

from gtmsim.scenario.load import load_text
from gtmsim.study.compare import compare
from gtmsim.study.comparison import Comparison
from gtmsim.study.replicate import run
from gtmsim.study.results import Results

FIRM = """
    name: firm
    market:
      channels: {search: {max_leads: 3 per day, half_saturation_spend: 20k, segments: {firms: 100%}}}
      segments:
        firms: {contract_value: 12k, committee: pair, churn: 15%, churn_heterogeneity: 5%, expansion: 30%,
                expansion_size: 30%, expansion_timing: TIMING}
      committees: {pair: {time_between_meetings: 7 days, roles: {user: {veto: 50%}, boss: {decides: true}}}}
      qualification: {in_market: {sql_rate: 60%}}
    plan: {spend: {search: 15k}, terms: {firms: TERM}}
    run: {start: 2026-01-01, months: 30, initial: empty, run_off: false}
"""
REPLICATIONS = 20
TERMS = ["monthly", "annual"]


@cache
def results(timing: str, term: str) -> Results:
    """A study in which customers expand so, on such terms."""
    return run(load_text(FIRM.replace("TIMING", timing).replace("TERM", term)), REPLICATIONS)


def within(term: str) -> Comparison:
    """Growth at any time beside growth at renewals, in the same luck."""
    return compare(results("at_renewal", term), results("any_time", term))


@pytest.mark.parametrize("term", TERMS)
def test_growth_within_the_term_brings_arr_and_cash_earlier(term: str) -> None:
    found = within(term)
    for metric in ("arr_end", "expansion_arr", "revenue"):
        assert z(found, metric) > 2.0, metric


def test_no_customer_comes_or_leaves_for_it() -> None:
    for metric in ("new_arr", "customers_end", "renewal_due_churn"):
        one, other = (
            results(timing, "annual").measures[metric, "", ""].values() for timing in ("at_renewal", "any_time")
        )
        np.testing.assert_array_equal(list(one), list(other), metric)


def test_who_grows_and_leaves_takes_more_along() -> None:
    """At renewals only those grow who stay, so that what is lost is smaller."""
    assert z(within("annual"), "churned_arr") > 2.0
