"""Means and ratios of means: values by hand, values by scipy, and what happens where there is no answer."""

import math
import random

import pytest
from scipy import stats

from gtmsim.study.estimators import (
    fieller,
    jackknife_se,
    linearised,
    mean_interval,
    ratio_of_means,
    skewness,
    variance,
)


def test_mean_by_hand() -> None:
    found = mean_interval([1.0, 2.0, 3.0, 4.0])
    assert found.mean == 2.5
    assert found.ci95 == pytest.approx((2.5 - 3.182446 * math.sqrt(5 / 3 / 4), 2.5 + 3.182446 * math.sqrt(5 / 3 / 4)))


def test_mean_as_scipy() -> None:
    luck = random.Random(5)
    x = [luck.expovariate(1.0) for _ in range(200)]
    found = mean_interval(x)
    assert found.ci95 == pytest.approx(stats.t.interval(0.95, 199, loc=found.mean, scale=stats.sem(x)), rel=1e-10)
    assert skewness(x) == pytest.approx(stats.skew(x))
    assert variance(x) == pytest.approx(stats.tvar(x))


def test_order_is_no_input() -> None:
    luck = random.Random(6)
    pairs = [(luck.lognormvariate(10, 2), luck.lognormvariate(0, 1)) for _ in range(100)]
    turned = pairs[::-1]
    luck.shuffle(turned)
    assert mean_interval([y for y, _ in pairs]) == mean_interval([y for y, _ in turned])
    assert ratio_of_means(*zip(*pairs, strict=True)) == ratio_of_means(*zip(*turned, strict=True))


@pytest.mark.parametrize("value", [0.0, 0.1, 12_345.67])
def test_no_variation_is_said(value: float) -> None:
    found = mean_interval([value] * 30)
    assert (found.mean, found.ci95) == (value, (value, value))
    assert found.note is not None and "no variation in 30 replications" in found.note and "0.1 " in found.note
    assert ratio_of_means([value] * 30, [3.0] * 30).ci95 == (value / 3.0, value / 3.0)


def test_one_replication_has_no_interval() -> None:
    assert mean_interval([5.0])[:2] == (5.0, (None, None))
    assert ratio_of_means([5.0], [2.0])[:2] == (2.5, (None, None))
    assert mean_interval([5.0]).why == ratio_of_means([5.0], [2.0]).why == "one replication: no interval"


def test_nothing_is_undefined() -> None:
    assert mean_interval([]).mean is None
    assert ratio_of_means([100.0, 100.0], [0.0, 0.0]).mean is None
    assert "zero" in (ratio_of_means([100.0, 100.0], [0.0, 0.0]).why or "")


def test_skewness_is_said() -> None:
    found = mean_interval([1.0] * 29 + [100.0])
    assert found.note is not None and found.note.startswith("skewed (g1 = 5.2): the interval wants about")
    assert mean_interval([float(x) for x in range(30)]).note is None


def test_ratio_is_of_means_and_keeps_the_empty_replication() -> None:
    """Spend 100 each, wins 0, 1, 3: CAC 300/4, not the mean of 100 and 33."""
    assert ratio_of_means([100.0] * 3, [0.0, 1.0, 3.0]).mean == 75.0


def test_ratio_by_hand() -> None:
    """Y = 10, 10, 20, 20; X = 1, 2, 2, 3; R = 60/8; residuals 2.5, -5, 5, -2.5 over a mean of 2."""
    found = ratio_of_means([10.0, 10.0, 20.0, 20.0], [1.0, 2.0, 2.0, 3.0])
    assert linearised([10.0, 10.0, 20.0, 20.0], [1.0, 2.0, 2.0, 3.0]) == [1.25, -2.5, 2.5, -1.25]
    assert found.mean == 7.5
    assert found.se == pytest.approx(math.sqrt((1.5625 + 6.25 + 6.25 + 1.5625) / 3 / 4))


def test_fieller_by_its_definition() -> None:
    """At each end, mean(Y - R X) is exactly t standard errors from zero."""
    luck = random.Random(8)
    num = [luck.gauss(100.0, 5.0) for _ in range(40)]
    den = [float(luck.random() < 0.2) for _ in range(40)]
    bounds = fieller(num, den)
    assert bounds is not None
    for end in bounds:
        rest = [y - end * x for y, x in zip(num, den, strict=True)]
        assert abs(math.fsum(rest) / 40) == pytest.approx(stats.t.ppf(0.975, 39) * math.sqrt(variance(rest) / 40))
    assert ratio_of_means(num, den).estimator == "ratio of means, Fieller"
    assert ratio_of_means(num, den).ci95 == bounds


def test_fieller_may_be_unbounded() -> None:
    found = ratio_of_means([100.0] * 30, [1.0, 1.0, *[0.0] * 28])
    assert found.mean == 1500.0 and found.ci95 == (None, None)
    assert found.why is not None and found.why.startswith("unbounded")


def test_fieller_meets_delta_where_the_denominator_is_sure() -> None:
    luck = random.Random(9)
    num = [luck.gauss(100.0, 5.0) for _ in range(400)]
    den = [luck.gauss(20.0, 1.0) for _ in range(400)]
    assert fieller(num, den) == pytest.approx(ratio_of_means(num, den).ci95, rel=1e-4)


@pytest.mark.parametrize("wins", [5.0, 20.0])
def test_jackknife_agrees_with_delta(wins: float) -> None:
    """Within 10 % of the half-width, from 50 replications on."""
    luck = random.Random(10)
    for _ in range(50):
        den = [float(sum(luck.random() < wins / 40 for _ in range(40))) for _ in range(50)]
        num = [1000.0 + 20.0 * x + luck.gauss(0.0, 50.0) for x in den]
        assert jackknife_se(num, den) == pytest.approx(ratio_of_means(num, den).se, rel=0.1)
