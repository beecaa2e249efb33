"""What a step does, by hand: whose sign counts, which cash, what money brings, and what a budget pays for."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from study.fakes import MEANINGS, count, ratio, results, scenario

from gtmsim.scenario.language.problems import Problem
from gtmsim.study.comparison import Comparison
from gtmsim.study.estimators import Estimate
from gtmsim.study.judged import BETTER
from gtmsim.study.levers.effects import Effect, effects
from gtmsim.study.levers.levers import affordable
from gtmsim.study.levers.steps import Step
from gtmsim.study.payback import Held, Payback, payback
from gtmsim.study.results import Meaning, Results

WINS = [10.0, 12.0, 11.0, 9.0, 10.0, 12.0, 11.0, 9.0]
LUCK = [100.0, -100.0, 50.0, -50.0, 20.0, -20.0, 80.0, -80.0]


@pytest.fixture(autouse=True)
def plan_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MEANINGS, "plan_cost", Meaning("USD", None, "firm", "Money of the plan."))


def step(path: str, name: str = "+1") -> Step:
    return Step(f"plan.{path}", name, "", "", "", {}, scenario())


def lived(cac: float, cost: float, earned: float, raised: float) -> Results:
    """A plan in eight replications, in whose luck its CAC, cost and cash vary a little."""
    found = results(
        {
            "cac_blended": ratio([(cac + e) * w for e, w in zip(LUCK, WINS, strict=True)], WINS),
            "arr_end": count(*[1e6 + 10.0 * e for e in LUCK]),
            "plan_cost": count(*[cost + e for e in LUCK]),
        }
    )
    months = np.array([[round(100 * (earned + e)), 0] for e in LUCK], np.int64)
    raised_too = months + np.array([0, round(100 * raised)], np.int64)
    return replace(found, lines={"operating_cash_flow": months, "net_cash_flow": raised_too})


def test_less_is_better_where_the_metric_says_so() -> None:
    base, dear, cheap = lived(5000, 0, 0, 0), lived(6000, 10_000, -10_000, 0), lived(4500, 4_000, -4_000, 9_000)
    steps = [step("a"), step("b")]
    compared = Comparison((base, dear, cheap), ("Firm", "dear", "cheap"), "cac_blended")
    first, last = effects(compared, steps, [dear, cheap])
    assert [first.step.path, last.step.path] == ["plan.b", "plan.a"]
    assert first.improvement == pytest.approx(500.0) and last.improvement == pytest.approx(-1000.0)
    assert first.cost.mean == pytest.approx(4_000.0) and first.per_cost.mean == pytest.approx(-500.0 / 4_000.0)
    assert first.cash.mean == pytest.approx(5_000.0), "what comes from investors too"
    assert isinstance(first.payback, Payback) and first.payback.chance.mean == 0.0, "and none of it pays a step back"


def test_cash_that_ends_where_it_began_has_paid_back() -> None:
    even = payback(np.array([[-100, -50, 0]] * 8, np.int64))
    assert isinstance(even, Payback) and (even.months.mean, even.chance.mean) == (3.0, 1.0)


def test_half_that_cost_first_make_an_investment() -> None:
    both = payback(np.array([[-100, 10]] * 4 + [[100, 10]] * 4, np.int64))
    assert isinstance(both, Payback) and both.behind == 4
    assert isinstance(payback(np.array([[-100, 10]] * 3 + [[100, 10]] * 5, np.int64)), Held)


def effect(path: str, better: float, cost: float, verdict: str = BETTER, warned: Sequence[Problem] = ()) -> Effect:
    known, none = Estimate(cost, (cost, cost), "mean, t"), Estimate(None, (None, None), "none")
    return Effect(step(path), {"verdict": verdict}, better, none, none, known, none, None, tuple(warned))


def test_a_budget_goes_to_what_brings_most_for_its_money() -> None:
    free, good, large = effect("free", 1, 0), effect("good", 50, 100), effect("large", 60, 400)
    warned = effect("warned", 900, 1, warned=[Problem("W_TERM", "say more")])
    open_ = effect("open", 900, 1, "not distinguishable")
    again = effect("good", 20, 50)
    found = [large, warned, again, open_, good, free]
    assert affordable(found, 500.0) == [free, good, large]
    assert affordable(found, 450.0) == [free, good], "large is beyond what is left"
    assert affordable(found, 99.0) == [free, again]
    assert affordable(found, 0.0) == [free]
