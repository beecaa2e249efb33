"""Groups of customers with unequal prices: what comes out, in paired runs with their standard errors.

A source states that such groups blow up (S); that they are of use before, and what small groups and private contact are
worth, is inferred (I). No ordering is coded in: each comes of chances that pairs of members compare their prices.
"""

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from scenarios.test_shipped import z

from gtmsim.study.compare import compare
from gtmsim.study.comparison import Comparison
from gtmsim.study.replicate import run
from gtmsim.study.results import Results

SHIPPED = Path(__file__).parent.parent.parent / "scenarios" / "private_community_fiasco"
BASE = "no_groups"
REPLICATIONS = 12
EARLY, END = 3, 35  # months, from 0


@cache
def results(name: str) -> Results:
    """A study of one of them."""
    return run(SHIPPED / f"{name}.yaml", REPLICATIONS)


def against(name: str, base: str = BASE) -> Comparison:
    """A variant beside another, in the same luck."""
    return compare(results(base), results(name))


def gained(name: str, month: int, base: str = BASE) -> float:
    """How many standard errors the ARR of a month is above that of the base."""
    paired = results(name).monthly["arr_end"][:, month] - results(base).monthly["arr_end"][:, month]
    return float(paired.mean() / (paired.std(ddof=1) / np.sqrt(len(paired))))


def leaks(name: str) -> np.ndarray:
    """Months with a leak, by replication."""
    return results(name).measures["price_leaks", "", ""].values()


def test_a_large_group_gains_early() -> None:
    """O32, first half (I): buyers see satisfied customers, and nobody has compared prices yet."""
    assert gained("one_large_group", EARLY) > 2.0


def test_a_large_group_with_unequal_prices_blows_up() -> None:
    """O32, second half (S): prices leak in every replication, and in the end there is less ARR than without a group."""
    assert leaks("one_large_group").min() > 0.0
    assert gained("one_large_group", END) < -2.0
    found = against("one_large_group")
    assert z(found, "contraction_arr") > 2.0 and z(found, "churned_arr") > 2.0 and z(found, "arr_end") < -2.0


def test_with_one_price_list_nothing_leaks_and_the_gain_stays() -> None:
    """The same group at equal prices (S): no leak ever, and ARR ends above that at list prices without a group."""
    assert leaks("one_price_list").max() == 0.0
    assert results("one_price_list").estimate("price_spread").mean == 0.0
    for month in (EARLY, END):
        assert gained("one_price_list", month, "one_price_list_no_groups") > 2.0


def test_private_contact_never_leaks_and_costs_hours() -> None:
    """One to one (S that it does not leak, I what it brings): wins rise, coverage falls."""
    assert leaks("one_to_one").max() == 0.0
    assert results("one_to_one").estimate("price_spread").mean > 0.0
    found = against("one_to_one")
    assert z(found, "wins") > 2.0 and z(found, "csm_coverage") < -2.0


def test_small_groups_leak_less() -> None:
    """A group of fifteen has 105 pairs, one of 300 has 44,850 (I): fewer months with a leak, more ARR in the end."""
    difference = leaks("one_large_group") - leaks("small_groups")
    assert difference.mean() / (difference.std(ddof=1) / np.sqrt(len(difference))) > 2.0
    assert gained("small_groups", END, "one_large_group") > 2.0


@pytest.mark.parametrize("name", ["one_large_group", "small_groups", "one_to_one"])
def test_only_the_plan_differs(name: str) -> None:
    assert against(name).kind == "decision"
