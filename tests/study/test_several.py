"""Corrections for many questions, and the number of replications that would settle one."""

import math
import random

import pytest
from scipy import stats

from gtmsim.study.estimators import variance
from gtmsim.study.several import bonferroni, holm, replications_needed


def test_holm_by_hand() -> None:
    assert holm([0.01, 0.04, 0.03, 0.2]) == pytest.approx([0.04, 0.09, 0.09, 0.2])
    assert holm([0.6, 0.6]) == [1.0, 1.0]
    assert holm([0.03]) == [0.03]
    assert holm([]) == []


def test_bonferroni() -> None:
    assert bonferroni(0.95, 1) == pytest.approx(0.95)
    assert bonferroni(0.95, 5) == pytest.approx(0.99)


@pytest.mark.parametrize("share", [2.0, 1.0, 0.3, 0.1, 0.02])
def test_needed_is_the_smallest_number_that_suffices(share: float) -> None:
    luck = random.Random(3)
    x = [luck.gauss(1.0, 10.0) for _ in range(30)]
    s = math.sqrt(variance(x))
    n = replications_needed(x, share * s)
    assert n is not None
    assert stats.t.ppf(0.975, n - 1) * s / math.sqrt(n) <= share * s
    assert n == 2 or stats.t.ppf(0.975, n - 2) * s / math.sqrt(n - 1) > share * s


def test_needed_where_nothing_varies_or_nothing_suffices() -> None:
    assert replications_needed([3.0] * 5, 1.0) == 2
    assert replications_needed([1.0, 2.0, 4.0], 1e-9) is None
    assert replications_needed([1.0, 2.0, 4.0], 0.0) is None
