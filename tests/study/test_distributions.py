"""Student's t and the binomial, against scipy."""

import math

import pytest
from scipy import stats

from gtmsim.study.distributions import beta_cdf, binomial_at_least, t_above, t_quantile

DEGREES = [1, 1.5, 2, 3, 4.7, 9, 29, 35.35, 99, 999, 9999, 1e5]


@pytest.mark.parametrize("df", DEGREES)
@pytest.mark.parametrize("p", [0.025, 0.1, 0.5000001, 0.6, 0.9, 0.975, 1 - 0.025 / 3, 0.999, 1 - 1e-6, 1 - 1e-9])
def test_t_quantile(p: float, df: float) -> None:
    assert t_quantile(p, df) == pytest.approx(stats.t.ppf(p, df), rel=1e-8)


@pytest.mark.parametrize("df", DEGREES)
@pytest.mark.parametrize("t", [-40.0, -1.0, -1e-9, 0.0, 1e-9, 0.5, 2.0, 30.0, 300.0])
def test_t_above(t: float, df: float) -> None:
    assert t_above(t, df) == pytest.approx(stats.t.sf(t, df), rel=1e-8, abs=1e-300)


def test_t_at_its_ends() -> None:
    assert t_above(math.inf, 3.0) == 0.0
    assert t_above(-1e200, 3.0) == 1.0
    assert t_quantile(0.5, 7.0) == 0.0
    for p, df in ((0.0, 5.0), (1.0, 5.0), (0.5, 0.0)):
        with pytest.raises(ValueError, match="no quantile"):
            t_quantile(p, df)


@pytest.mark.parametrize(
    ("x", "a", "b"), [(0.0, 2.0, 3.0), (1.0, 2.0, 3.0), (0.2, 0.5, 0.5), (0.7, 30.0, 4.0), (0.01, 400.0, 0.5)]
)
def test_beta(x: float, a: float, b: float) -> None:
    assert beta_cdf(x, a, b) == pytest.approx(stats.beta.cdf(x, a, b), rel=1e-10, abs=1e-300)


@pytest.mark.parametrize("n", [1, 6, 36, 100, 1000])
@pytest.mark.parametrize("p", [0.1, 0.5, 0.9])
def test_binomial(n: int, p: float) -> None:
    for k in range(-1, n + 2, max(1, n // 9)):
        assert binomial_at_least(k, n, p) == pytest.approx(stats.binom.sf(k - 1, n, p), rel=1e-9, abs=1e-250)
