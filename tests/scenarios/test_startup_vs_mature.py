"""The question of brand or leads, asked of two firms: the answer changes with how much cash and name there is."""

from functools import cache
from pathlib import Path

import numpy as np

from gtmsim.journal.header import Floats
from gtmsim.study.replicate import run
from gtmsim.study.results import Results

QUESTION = Path(__file__).parents[2] / "scenarios" / "startup_vs_mature"


@cache
def results(name: str) -> Results:
    return run(QUESTION / f"{name}.yaml", 30)


def gain(one: str, other: str, metric: str) -> Floats:
    """What the first has more than the second, per replication."""
    first, second = (np.asarray(results(name).measures[metric, "", ""].values()) for name in (one, other))
    return first - second


def is_more(one: str, other: str, metric: str) -> bool:
    """By more than two standard errors of the paired difference."""
    more = gain(one, other, metric)
    return bool(more.mean() > 2 * more.std(ddof=1) / np.sqrt(len(more)))


def test_the_better_plan_changes_with_the_firm() -> None:
    """Most on the brand costs the start-up its cash and gains the mature firm ARR and cash."""
    assert is_more("startup_leads", "startup_brand", "cash_lowest")
    assert is_more("startup_leads", "startup_brand", "cash_end")
    assert is_more("mature_brand", "mature_leads", "arr_end")
    assert is_more("mature_brand", "mature_leads", "cash_end")


def test_a_start_up_that_lives_for_its_name_dies_before_it_has_one() -> None:
    leads, brand = (results(name).estimate("ruin_probability").mean for name in ("startup_leads", "startup_brand"))
    assert (brand or 0.0) - (leads or 0.0) > 0.3


def test_leads_first_and_the_brand_later_is_as_safe_as_leads_alone() -> None:
    """The money moves when customers pay for it: more cash is left at the worst time than for the brand at once."""
    assert is_more("startup_ramp", "startup_brand", "cash_lowest")
