"""The shipped question of when money runs out: growth costs cash before it brings any, and yearly bills hide it."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.load import load
from gtmsim.study.replicate import run
from gtmsim.study.results import Results

FOLDER = Path(__file__).parents[2] / "scenarios" / "runway"
REPLICATIONS = 24


@cache
def results(name: str) -> Results:
    """A study of one of the plans."""
    return run(FOLDER / f"{name}.yaml", REPLICATIONS)


def paired(name: str, metric: str) -> float:
    """How many standard errors a plan is above the plan that holds, in the same luck."""
    one, base = (results(plan).measures[metric, "", ""].values() for plan in (name, "hold"))
    moved = one - base
    return float(moved.mean() / (moved.std(ddof=1) / np.sqrt(len(moved))))


@pytest.mark.parametrize("name", ["hire_now", "hire_later"])
def test_growth_costs_cash_and_brings_revenue(name: str) -> None:
    assert paired(name, "arr_end") > 4
    assert paired(name, "cash_lowest") < -3
    assert paired(name, "ebitda") < -4
    assert paired(name, "ruin_probability") >= 0


def test_to_hire_now_costs_more_cash_than_to_hire_later_and_brings_more() -> None:
    now, later = (results(name) for name in ("hire_now", "hire_later"))
    for metric, sign in (("arr_end", 1), ("cash_lowest", -1), ("payroll", 1)):
        moved = sign * (now.measures[metric, "", ""].values() - later.measures[metric, "", ""].values())
        assert moved.mean() > 2 * moved.std(ddof=1) / np.sqrt(len(moved)), metric
    assert now.estimate("ruin_probability").mean > later.estimate("ruin_probability").mean


def test_cash_comes_before_it_is_earned() -> None:
    """What customers pay in advance: in the year in which the firm grows, cash is better than EBITDA by its growth."""
    found = results("hire_now").statements()
    gained = found.lines["deferred_revenue"][:, 3] - found.day_0["deferred_revenue"]
    ahead = found.lines["prepaid"][:, 3] - found.day_0["prepaid"]
    flow, ebitda = (found.lines[name][:, :4].sum(axis=1) for name in ("net_cash_flow", "ebitda"))
    assert (flow - ebitda == gained - ahead).all()
    assert gained.mean() > 4 * gained.std(ddof=1) / np.sqrt(len(gained))
    billings, recognised = (found.values(name)[:, :4].sum(axis=1) for name in ("billings", "recognised"))
    assert billings - recognised == pytest.approx(gained / 100)


def test_the_end_of_money_is_a_distribution() -> None:
    found = results("hire_now").statements("month").cash_out()
    shares = [each.mean for each in found]
    assert shares == sorted(shares) and shares[0] == 0.0
    assert shares[-1] >= results("hire_now").estimate("ruin_probability").mean > 0.1
    low, high = found[-1].ci95
    assert 0.0 < low < shares[-1] < high < 1.0
    months = results("hire_now").measures["cash_out_month", "", ""].values()
    assert [float(np.mean(months <= month)) for month in range(1, 25)] == pytest.approx(shares)


def test_a_brake_saves_cash_and_costs_revenue() -> None:
    """The rule that looks at the runway keeps more in the till at the worst, and less is sold."""
    braked, free = results("cash_policy"), results("hire_now")
    for metric, sign in (("cash_lowest", 1), ("ebitda", 1), ("arr_end", -1)):
        moved = sign * (braked.measures[metric, "", ""].values() - free.measures[metric, "", ""].values())
        assert moved.mean() > 2 * moved.std(ddof=1) / np.sqrt(len(moved)), metric
    assert braked.estimate("ruin_probability").mean < free.estimate("ruin_probability").mean


def test_a_table_that_looks_at_cash_asks_how_much_there_is() -> None:
    with pytest.raises(
        ScenarioError, match=r"E_MISSING plan.policies.\w+.rows.0.when.runway: nothing says how much cash"
    ):
        load(FOLDER / "cash_policy.yaml", ["run.initial.cash=null"])
