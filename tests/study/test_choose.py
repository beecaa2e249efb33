"""The best of several plans: how often the right one is chosen where the truth is known, and what a condition does."""

import numpy as np
import pytest

from gtmsim.scenario.load import variant
from gtmsim.study.choose.choose import choose
from gtmsim.study.choose.conditions import BREAKS, KEEPS, OPEN, condition
from gtmsim.study.choose.kim_nelson import FIRST, Floats, kept, last_look, squared_margin, variances
from gtmsim.study.estimators import Estimate
from gtmsim.study.problems import StudyError

BASELINE = "scenarios/baseline.yaml"
SHORT = {"run.months": 3, "run.run_off": False}
ALPHA = 0.05


def chosen(means: Floats, correlation: float, matters: float, luck: np.random.Generator) -> tuple[int, int]:
    """Who is left of plans with a known mean and a spread of 1, and after how many replications."""
    n = len(means)
    common, alive = np.sqrt(correlation), list(range(n))
    own = np.sqrt(1.0 - correlation)

    def more(count: int) -> Floats:
        return means[:, None] + common * luck.normal(size=count) + own * luck.normal(size=(n, count))

    x = more(FIRST)
    spread, margin = variances(x), squared_margin(n, ALPHA)
    last = last_look(spread, alive, margin, matters)
    while True:
        alive = kept(x, alive, spread, margin, matters)
        if len(alive) == 1 or x.shape[1] >= last:
            return max(alive, key=lambda i: x[i].sum()), x.shape[1]
        x = np.hstack([x, more(min(10, last - x.shape[1]))])


STUDIES = pytest.mark.parametrize("studies", [300, pytest.param(1000, marks=pytest.mark.prove)])


@STUDIES
@pytest.mark.parametrize("plans", [2, 5, 10])
@pytest.mark.parametrize("correlation", [0.0, 0.8])
def test_the_right_plan_is_chosen_as_often_as_promised(plans: int, correlation: float, studies: int) -> None:
    """At the hardest: the best is ahead of all others, which are alike, by just the difference that matters."""
    luck = np.random.default_rng(7 + plans)
    means = np.zeros(plans)
    means[0] = 0.3
    right = sum(chosen(means, correlation, 0.3, luck)[0] == 0 for _ in range(studies))
    share, error = right / studies, np.sqrt(ALPHA * (1.0 - ALPHA) / studies)
    assert share >= 1.0 - ALPHA - 2.5 * error, share


def test_common_luck_needs_fewer_replications() -> None:
    luck = np.random.default_rng(3)
    means = np.array([0.3, 0.0, 0.0, 0.0])
    apart, together = (
        np.mean([chosen(means, correlation, 0.3, luck)[1] for _ in range(60)]) for correlation in (0.0, 0.9)
    )
    assert together < 0.5 * apart


def test_a_condition_is_read_as_it_is_meant() -> None:
    found = condition("cash_lowest >= 0 @95%")
    assert (found.metric, found.side, found.amount, found.chance) == ("cash_lowest", 1, 0.0, 0.95)
    assert condition("cac_payback_months<18").side == -1
    assert condition("arr_end>=8M").amount == 8e6
    for text in ("cash_lowest", "cash_lowest >= much", "nonsense >= 1", "cash_lowest>=0@150%"):
        with pytest.raises(StudyError, match=text.split()[0].partition(">")[0]):
            condition(text)


class Told:
    """Results of which one metric is known."""

    def __init__(self, mean: float, half: float) -> None:
        self.found = Estimate(mean, (mean - half, mean + half), "t")
        self.measures = {("cash_lowest", "", ""): None}

    def estimate(self, metric: str) -> Estimate:
        return self.found


def test_a_condition_is_kept_or_broken_beyond_doubt_only() -> None:
    asked = condition("cash_lowest>=0")
    standings = [asked.looked_at(Told(mean, 10.0))[0] for mean in (50.0, 5.0, -50.0)]  # type: ignore[arg-type]
    assert standings == [KEEPS, OPEN, BREAKS]


def test_the_better_plan_is_chosen_and_the_others_take_no_more_replications() -> None:
    base = variant(BASELINE, SHORT)
    plans = {"worse": "x0.2", "same": "+0%"}
    others = [variant(base, {"plan.spend.search_ads": said}, name) for name, said in plans.items()]
    found = choose(base, *others, metric="new_arr", difference=1e9, engine="compiled")
    assert [each.results.replications for each in found.candidates] == [FIRST] * 3
    assert found.left, "nothing matters, so any may be the best"
    summary = found.summary()
    assert summary["difference_that_matters"] == 1e9 and len(summary["plans"]) == 3


def test_a_plan_that_breaks_a_condition_is_dropped_with_the_reason() -> None:
    base = variant(BASELINE, SHORT)
    dear = variant(base, {"plan.spend.search_ads": "x20"}, "dear")
    found = choose(base, dear, metric="new_arr", subject=["plan_cost<1.5M"], difference=1e6)
    (dropped,) = [each for each in found.candidates if each.name == "dear"]
    assert not dropped.left and dropped.why == "breaks plan_cost<1.5M"
    assert found.best is not None and found.best.name == base.name


def test_what_cannot_be_chosen_is_refused() -> None:
    with pytest.raises(StudyError, match="two plans or more"):
        choose(BASELINE)
    with pytest.raises(StudyError, match="chance"):
        choose(BASELINE, BASELINE, chance=1.5)
    with pytest.raises(StudyError, match="more than 20"):
        choose(BASELINE, BASELINE, replications=5)
