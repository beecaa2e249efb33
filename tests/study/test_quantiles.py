"""Quantiles over the extended reals, and probabilities."""

import math

import numpy as np
import pytest
from scipy import stats

from gtmsim.study.estimators import mean_interval
from gtmsim.study.quantiles import (
    at_least_nothing,
    events,
    interval_ranks,
    possible,
    probability,
    quantile,
    quantile_interval,
    replications_for,
)


@pytest.mark.parametrize(("p", "n"), [(0.5, 6), (0.8, 17), (0.9, 36), (0.1, 36), (0.95, 72), (0.99, 368)])
def test_smallest_n(p: float, n: int) -> None:
    assert replications_for(p) == n
    assert interval_ranks(n, p) is not None and interval_ranks(n - 1, p) is None


@pytest.mark.parametrize("n", [36, 100, 401])
@pytest.mark.parametrize("p", [0.1, 0.5, 0.9])
def test_ranks_hold_both_tails(n: int, p: float) -> None:
    """As tight as the binomial allows: one rank further in, and a tail is above 2.5 %."""
    ranks = interval_ranks(n, p)
    assert ranks is not None
    low, high = ranks
    assert stats.binom.cdf(low - 1, n, p) <= 0.025 < stats.binom.cdf(low, n, p)
    assert stats.binom.sf(high - 1, n, p) <= 0.025 < stats.binom.sf(high - 2, n, p)


@pytest.mark.parametrize("n", [1, 2, 5, 10, 36, 99])
@pytest.mark.parametrize("p", [0.1, 0.5, 0.9])
def test_point_as_numpy(n: int, p: float) -> None:
    x = sorted(np.random.default_rng(n).normal(size=n).tolist())
    assert quantile(x, p) == pytest.approx(np.quantile(x, p, method="averaged_inverted_cdf"))


def test_infinite_values_are_kept() -> None:
    x = [float(v) for v in range(1, 36)] + [math.inf] * 15
    assert quantile_interval(x, 0.5).mean == 25.5
    assert quantile_interval(x, 0.5).ci95 == (18.0, 33.0)
    assert quantile_interval(x, 0.9).mean is None
    assert quantile_interval(x, 0.9).why == "infinite"
    assert quantile([1.0, math.inf], 0.5) == math.inf


def test_an_unbounded_interval_is_refused() -> None:
    found = quantile_interval([float(v) for v in range(30)], 0.9)
    assert (found.mean, found.ci95, found.why) == (26.5, (None, None), "needs >= 36 replications")
    assert quantile_interval([], 0.5).mean is None


@pytest.mark.parametrize(("happened", "n"), [(1, 30), (7, 100), (99, 100)])
def test_wilson(happened: int, n: int) -> None:
    found = stats.binomtest(happened, n).proportion_ci(method="wilson")
    assert probability(happened, n).ci95 == pytest.approx((found.low, found.high))


def test_rule_of_three() -> None:
    assert probability(0, 100).ci95 == (0.0, 0.03)
    assert probability(100, 100).ci95 == (0.97, 1.0)
    assert probability(0, 2).ci95 == (0.0, 1.0)
    assert probability(0, 0).mean is None


def test_the_score_interval_of_events() -> None:
    """Its ends are the means whose own standard error, in proportion to their root, reaches what was found."""
    x = [0.0, 0.0, 1.0, 0.0, 3.0, 0.0]
    found, student = events(x), mean_interval(x)
    assert found.mean == student.mean and found.se is not None and found.mean is not None
    assert student.ci95[0] is not None and student.ci95[0] < 0.0
    t = float(stats.t.ppf(0.975, 5))
    for end in found.ci95:
        assert end is not None and abs(end - found.mean) == pytest.approx(t * found.se * math.sqrt(end / found.mean))


def test_what_is_never_below_nothing_keeps_student_s_interval_where_it_can() -> None:
    assert at_least_nothing(mean_interval([4.0, 5.0, 6.0])) == mean_interval([4.0, 5.0, 6.0])
    assert at_least_nothing(mean_interval([0.0, 9.0])).estimator == "mean, score"
    assert at_least_nothing(mean_interval([7.0])).ci95 == (None, None)
    assert at_least_nothing(mean_interval([0.0, 0.0])).ci95 == (0.0, 0.0)
    assert events([]).mean is None


def test_an_interval_beyond_what_is_possible_is_none_of_few_replications() -> None:
    """Three replications whose Student's interval reaches below 0 tell nothing; twelve have the score interval."""
    few, many = mean_interval([0.0, 1.0, 5.0]), mean_interval([*[0.0] * 8, 1.0, 1.0, 2.0, 9.0])
    assert few.ci95[0] < 0.0 and many.ci95[0] < 0.0
    found = possible(few, (0.0, 5.0), "amount")
    assert (
        found.mean == few.mean
        and found.ci95 == (None, None)
        and found.why == ("3 replications are too few for an interval")
    )
    assert possible(few, (-1.0, 5.0), "amount") is few, "what has been below 0 may be"
    low, high = possible(many, (0.0, 9.0), "size").ci95
    assert 0.0 < low < many.mean < high
    assert possible(many, (0.0, 9.0), "amount") is many, "cash may be below 0 though it was not"


def test_a_part_is_never_more_than_all() -> None:
    shares = [*[1.0] * 9, 0.9, 0.8, 0.2]
    found = possible(mean_interval(shares), (0.2, 1.0), "part")
    assert mean_interval(shares).ci95[1] > 1.0 > found.ci95[1] > found.mean
    assert possible(mean_interval(shares[-4:]), (0.2, 1.0), "part").ci95 == (None, None)
    assert possible(mean_interval(shares), (0.2, 1.0), "size") == mean_interval(shares), "attainment may be above 1"
