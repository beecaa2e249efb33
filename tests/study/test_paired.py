"""Differences: paired where luck was shared, Welch's where not, exact where nothing differs, silent nowhere."""

import math

import numpy as np
import pytest
from scipy import stats
from study.fakes import count, gaussian, ratio

from gtmsim.study.paired import difference
from gtmsim.study.sample import Sample

X = gaussian(30, 100.0, 10.0, 1)
Y = [x + d for x, d in zip(X, gaussian(30, 1.0, 2.0, 2), strict=True)]
ONES = [1.0] * 30


def test_paired_t_as_scipy() -> None:
    found = difference(count(*X), count(*Y), "higher")
    oracle = stats.ttest_rel(Y, X)
    interval = oracle.confidence_interval(0.95)
    assert found.mean == pytest.approx(np.mean(Y) - np.mean(X))
    assert found.p_value == pytest.approx(oracle.pvalue)
    assert found.ci95 == pytest.approx((interval.low, interval.high))
    assert found.p_better == pytest.approx(stats.ttest_rel(Y, X, alternative="less").pvalue)


def test_welch_as_scipy() -> None:
    found = difference(count(*X), count(*Y[:20]), "lower", paired=False)
    oracle = stats.ttest_ind(Y[:20], X, equal_var=False)
    interval = oracle.confidence_interval(0.95)
    assert found.estimator == "Welch's t, unpaired"
    assert found.p_value == pytest.approx(oracle.pvalue)
    assert found.ci95 == pytest.approx((interval.low, interval.high))
    assert found.deviations == ()


def test_a_ratio_with_a_denominator_of_one_is_a_mean() -> None:
    as_ratio, as_count = (
        difference(ratio(X, ONES), ratio(Y, ONES), "higher"),
        difference(count(*X), count(*Y), "higher"),
    )
    assert as_ratio.ci95 == pytest.approx(as_count.ci95)
    assert as_ratio.p_value == pytest.approx(as_count.p_value)


def test_difference_of_ratios_by_hand() -> None:
    """R = 15/3 and 18/4; the base has no residuals, the other has +-0.75 once divided by its mean of 2."""
    found = difference(ratio([5.0, 10.0] * 4, [1.0, 2.0] * 4), ratio([6.0, 12.0] * 4, [1.0, 3.0] * 4), "lower")
    assert found.mean == -0.5
    assert found.deviations == (0.75, -0.75) * 4
    h = 2.364624 * 0.75 * math.sqrt(8 / 7 / 8)
    assert found.ci95 == pytest.approx((-0.5 - h, -0.5 + h))


@pytest.mark.parametrize("sample", [count(*X), ratio(X, Y), ratio([100.0] * 30, [1.0, *[0.0] * 29])])
def test_itself_differs_by_exactly_nothing(sample: Sample) -> None:
    found = difference(sample, sample, "higher")
    assert (found.mean, found.ci95, found.p_value, found.p_better) == (0.0, (0.0, 0.0), 1.0, None)
    assert found.note == "identical in every replication"


def test_the_same_shift_in_every_replication_is_tossed_not_measured() -> None:
    """Two equal shifts prove little, thirty prove much: the sign test."""
    two, thirty = (difference(count(*X[:n]), count(*[x + 5.0 for x in X[:n]]), "lower") for n in (2, 30))
    assert (two.p_value, thirty.p_value) == (0.5, 2.0**-29)
    assert two.p_better == 0.25
    assert two.ci95 == (None, None) and two.why == "2 replications without variation: 6 would tell"
    six = difference(count(*X[:6]), count(*[x + 5.0 for x in X[:6]]), "lower")
    assert six.ci95 == pytest.approx((5.0, 5.0))
    assert thirty.ci95 == pytest.approx((5.0, 5.0))
    assert thirty.note is not None and "the same in every replication" in thirty.note


def test_no_direction_no_better() -> None:
    assert difference(count(*X), count(*Y), None).p_better is None


def test_one_replication_has_a_difference_and_no_interval() -> None:
    found = difference(count(1.0), count(3.0), "higher")
    assert (found.mean, found.ci95, found.p_value, found.why) == (
        2.0,
        (None, None),
        None,
        "one replication: no interval",
    )


def test_undefined_on_a_side_is_undefined() -> None:
    nothing = Sample(np.full(30, math.nan), np.ones(30), "count", "run-off is off")
    found = difference(count(*X), nothing, "higher")
    assert (found.mean, found.why) == (None, "here: run-off is off")
    found = difference(ratio(X, [0.0] * 30), ratio(X, ONES), "lower")
    assert found.mean is None and found.why is not None and found.why.startswith("base: the denominator is zero")
    assert difference(count(*X), ratio(X, ONES), "lower").why == "a count in one scenario and a ratio in the other"


@pytest.mark.parametrize("paired", [True, False])
def test_a_replication_without_a_value_on_either_side_leaves_no_difference(paired: bool) -> None:
    base, other = count(1.0, 2.0, 3.0, 4.0), count(2.0, 4.0, math.nan, 9.0)
    found = difference(base, other, "higher", paired)
    assert (found.mean, found.n, found.why) == (None, 0, "here: undefined in 1 of 4 replications")
    assert difference(other, base, "higher", paired).why == "base: undefined in 1 of 4 replications"


def test_pairs_have_the_same_replications() -> None:
    with pytest.raises(ValueError, match="same replications"):
        difference(count(*X), count(*Y[:20]), "higher")


def test_few_events_below_the_line_are_said() -> None:
    wins = [float(i % 5 == 0) for i in range(30)]
    found = difference(ratio([100.0] * 30, wins), ratio([110.0] * 30, wins), "lower")
    assert found.note is not None and "approximate" in found.note
    found = difference(ratio([100.0] * 30, [1.0, *[0.0] * 29]), ratio([110.0] * 30, ONES), "lower")
    assert found.mean == pytest.approx(110.0 - 3000.0) and found.ci95 == (None, None)
    assert found.why is not None and found.why.startswith("unbounded")
