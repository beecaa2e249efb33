"""Probabilities that statistics need, by the standard library alone. Nothing here knows a metric or a scenario."""

import math
from functools import lru_cache
from statistics import NormalDist

_TINY = 1e-300
NEWTON = 12  # steps: with one degree of freedom and p near 1 it does not get there, and halving does it alone
MOST_T = 1e100


def beta_cdf(x: float, a: float, b: float, rest: float | None = None) -> float:
    """Regularised incomplete beta I_x(a, b) [1]; give `rest` = 1 - x where x is so near 1 that it would be lost."""
    y = 1.0 - x if rest is None else rest
    if x <= 0.0:
        return 0.0
    if y <= 0.0:
        return 1.0
    if x > (a + 1.0) / (a + b + 2.0):
        return 1.0 - _lower_tail(y, b, a, x)
    return _lower_tail(x, a, b, y)


def _lower_tail(x: float, a: float, b: float, y: float) -> float:
    """Continued fraction of the incomplete beta by Lentz's method (Press et al. 2007, 6.4)."""
    front = math.exp(a * math.log(x) + b * math.log(y) - _log_beta(a, b)) / a
    c, d = 1.0, 1.0 / _off_zero(1.0 - (a + b) * x / (a + 1.0))
    fraction, m = d, 0
    while True:
        m += 1
        for step in (
            m * (b - m) * x / ((a + 2 * m - 1.0) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1.0)),
        ):
            d = 1.0 / _off_zero(1.0 + step * d)
            c = _off_zero(1.0 + step / c)
            fraction *= c * d
        if abs(c * d - 1.0) < 3e-16 or m == 100_000:
            return front * fraction


def _log_beta(a: float, b: float) -> float:
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)


def _off_zero(x: float) -> float:
    return x if abs(x) > _TINY else _TINY


def t_above(t: float, df: float) -> float:
    """P(T > t) [1] of Student's t."""
    square = t * t
    if math.isinf(square):
        return 0.0 if t > 0.0 else 1.0
    tail = 0.5 * beta_cdf(df / (df + square), 0.5 * df, 0.5, square / (df + square))
    return tail if t >= 0.0 else 1.0 - tail


@lru_cache(maxsize=4096)
def t_quantile(p: float, df: float) -> float:
    """Student's t below which a share `p` lies: `t_above` inverted by halving, from a bracket that Newton finds."""
    if not 0.0 < p < 1.0 or not df > 0.0:
        raise ValueError(f"no quantile of t for p={p}, df={df}")
    if p < 0.5:
        return -t_quantile(1.0 - p, df)
    if p == 0.5:
        return 0.0
    low, high = _bracket(p, df)
    while low < (middle := 0.5 * (low + high)) < high:
        if t_above(middle, df) > 1.0 - p:
            low = middle
        else:
            high = middle
    return high


def _bracket(p: float, df: float) -> tuple[float, float]:
    """Two numbers between which the quantile lies; halving needs the fewer steps the nearer they are."""
    log_density = math.lgamma(0.5 * (df + 1.0)) - math.lgamma(0.5 * df) - 0.5 * math.log(math.pi * df)
    near = NormalDist().inv_cdf(p)
    for _ in range(NEWTON):
        step = (t_above(near, df) - (1.0 - p)) * math.exp(0.5 * (df + 1.0) * math.log1p(near * near / df) - log_density)
        near += step
        if not 0.0 < near < MOST_T:
            break
        for wide in (1e-14, 1e-12) if abs(step) < 1e-7 * near else ():
            low, high = near * (1.0 - wide), near * (1.0 + wide)
            if t_above(low, df) > 1.0 - p >= t_above(high, df):
                return low, high
    low, high = 0.0, 1.0
    while t_above(high, df) > 1.0 - p:
        low, high = high, 2.0 * high
    return low, high


def binomial_at_least(k: int, n: int, p: float) -> float:
    """P(at least k of n) [1], each with chance p."""
    if k <= 0:
        return 1.0
    return 0.0 if k > n else beta_cdf(p, float(k), n - k + 1.0, 1.0 - p)
