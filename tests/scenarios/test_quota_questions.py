"""The question of quotas and leavers: its orderings in paired runs, by more than two standard errors."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from scenarios.test_demand_questions import sure

from gtmsim.engine.compiled import simulate
from gtmsim.metrics import measure
from gtmsim.metrics.metric import Value
from gtmsim.scenario.load import load
from gtmsim.scenario.resolve import resolve

SCENARIOS = Path(__file__).parents[2] / "scenarios"
HIRING = ("eight", "fourteen", "eight_with_pipeline")
REPLICATIONS = 16


@cache
def run(name: str, *changes: str) -> list[dict[Any, Value]]:
    folder = "hiring_plan" if name in HIRING else "quota_and_attrition"
    inputs = resolve(load(SCENARIOS / folder / f"{name}.yaml", changes))
    return [measure(simulate(inputs, replication)).values for replication in range(REPLICATIONS)]


def of(values: dict[Any, Value], metric: str, dim: str = "", key: str = "") -> float:
    """A metric of one replication."""
    value: Any = values[metric, dim, key]
    return float(value.x if hasattr(value, "x") else value.num / value.den)


def rises(one: str, other: str, metric: str, *changes: str) -> float:
    """By how many standard errors a metric is larger with another plan or with some changes."""
    pairs = zip(run(one), run(other, *changes), strict=True)
    return sure([of(after, metric) - of(before, metric) for before, after in pairs])


def test_more_sellers_share_the_same_pipeline() -> None:
    """Where sellers wait for deals, each of more of them wins less of a quota."""
    assert rises("a_third_leaves", "two_more_sellers", "quota_attainment") < -2.0
    assert rises("a_third_leaves", "one_more_caller", "quota_attainment") > 2.0


def test_leavers_cost_new_business_and_their_deals_cost_more_of_it() -> None:
    assert rises("nobody_leaves", "a_third_leaves", "new_arr") < -2.0
    assert rises("a_third_leaves", "a_third_leaves", "win_rate", "market.handover_loss=2") < -2.0


@pytest.mark.parametrize(
    ("change", "sign"),
    [("plan.quota.accelerator=3", 1), ("plan.quota.threshold=50%", -1)],
    ids=["accelerator", "threshold"],
)
def test_a_steeper_curve_moves_pay_and_no_deal(change: str, sign: int) -> None:
    assert sign * rises("nobody_leaves", "nobody_leaves", "payroll", change) > 2.0
    assert all(
        of(one, "new_arr") == of(other, "new_arr")
        for one, other in zip(run("nobody_leaves"), run("nobody_leaves", change), strict=True)
    )


def test_sellers_without_pipeline_cost_and_win_nothing() -> None:
    """Six more sellers are worse in cash and no better in new business; leads and people who answer them are."""
    assert rises("eight", "fourteen", "cash_end") < -2.0
    assert abs(rises("eight", "fourteen", "new_arr")) < rises("eight", "eight_with_pipeline", "new_arr")
    assert (
        rises("eight", "eight_with_pipeline", "quota_attainment")
        > 2.0
        > -2.0
        > rises("eight", "fourteen", "quota_attainment")
    )


CLAWBACK, MONTHLY = "plan.commission_clawback=12 months", ("plan.terms.small=1 month", "plan.terms.mid=1 month")


def test_a_clawback_lowers_what_a_customer_costs_and_more_on_contracts_by_the_month() -> None:
    """On annual contracts few can leave within the year: those whose firms close."""
    plan = "nobody_leaves"
    for beside in ((), MONTHLY):
        pairs = zip(run(plan, *beside), run(plan, CLAWBACK, *beside), strict=True)
        assert sure([of(after, "cac_blended") - of(before, "cac_blended") for before, after in pairs]) < -2.0
    annual, monthly = run(plan, CLAWBACK), run(plan, CLAWBACK, *MONTHLY)
    shares = [[of(one, "commission_clawed_back") / of(one, "payroll") for one in each] for each in (annual, monthly)]
    assert sure([after - before for before, after in zip(*shares, strict=True)]) > 2.0
    for one, other in zip(run(plan), annual, strict=True):  # it moves nobody
        assert of(one, "new_arr") == of(other, "new_arr") and of(one, "arr_end") == of(other, "arr_end")
        assert of(one, "quota_attainment") == of(other, "quota_attainment")


def test_a_bonus_for_each_win_costs_by_the_win_and_wins_nothing() -> None:
    plan, spif = "nobody_leaves", "plan.spifs={spring: {per_win: 500, starts: 2026-04-01, ends: 2026-07-01%s}}"
    every, mid = spif % "", spif % ", segment: mid"
    assert rises(plan, plan, "cac_blended", every) > 2.0 and rises(plan, plan, "ebitda", every) < -2.0
    for one, other, some in zip(run(plan), run(plan, every), run(plan, mid), strict=True):
        assert of(one, "wins") == of(other, "wins") and of(one, "quota_attainment") == of(other, "quota_attainment")
        assert of(other, "spifs_paid") % 500 == 0 == of(some, "spifs_paid") % 500
        assert 0 < of(some, "spifs_paid") < of(other, "spifs_paid") < 500 * of(one, "wins")


def test_a_tight_limit_of_open_deals_loses_those_that_wait_and_leaves_sellers_idle() -> None:
    """Most of the time of a deal is the buyer's: who may hold few of them waits with it."""
    plan, tight = "nobody_leaves", "plan.teams.ae.open_deals=4"
    assert rises(plan, plan, "new_arr", tight) < -2.0 < 2.0 < rises(plan, plan, "no_decisions", tight)
    busy = [[of(each, "utilisation", "team", "ae") for each in run(plan, *changes)] for changes in ((), (tight,))]
    assert sure([after - before for before, after in zip(*busy, strict=True)]) < -2.0
    assert [of(one, "new_arr") for one in run(plan, "plan.teams.ae.open_deals=200")] == [
        of(one, "new_arr") for one in run(plan)
    ]
