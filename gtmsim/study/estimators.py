"""Estimates with intervals from one value (or one pair) per replication. `docs/statistics.md` says why each was chosen.

Sums are `math.fsum`: exact, so the order of replications is no input.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from gtmsim.study.distributions import t_quantile

LEVEL = 0.95  # of every interval that is called ci95
SKEW_FROM = 20  # replications from which their skewness is worth a word
FIELLER_BELOW = 5.0  # standard errors of the denominator from zero; nearer than that the delta method misleads

Interval = tuple[float | None, float | None]
NO_INTERVAL: Interval = (None, None)


class Estimate(NamedTuple):
    """A number, how sure we are of it, and why there is none."""

    mean: float | None
    ci95: Interval
    estimator: str
    se: float | None = None  # standard error; None where there is no interval
    why: str | None = None  # why a number or its interval is missing
    note: str | None = None  # what a reader must know though nothing is missing
    n: int = 0  # replications that it rests on


def undefined(why: str, estimator: str = "none") -> Estimate:
    """No number, and why."""
    return Estimate(None, NO_INTERVAL, estimator, why=why)


def mean(x: Sequence[float]) -> float:
    """Arithmetic mean; exactly the value where all are the same."""
    return x[0] if min(x) == max(x) else math.fsum(x) / len(x)


def variance(x: Sequence[float]) -> float:
    """Unbiased sample variance; exactly 0 where all are the same."""
    if len(x) < 2 or min(x) == max(x):
        return 0.0
    m = mean(x)
    return math.fsum([(v - m) ** 2 for v in x]) / (len(x) - 1)


def covariance(x: Sequence[float], y: Sequence[float]) -> float:
    """Unbiased sample covariance."""
    mx, my = mean(x), mean(y)
    return math.fsum([(a - mx) * (b - my) for a, b in zip(x, y, strict=True)]) / (len(x) - 1)


def widened(found: Estimate, level: float) -> Estimate:
    """The same with an interval of another level: further from the mean by the quotient of the t quantiles."""
    low, high = found.ci95
    if level == LEVEL or found.mean is None or low is None or high is None or found.n < 2:
        return found
    times = t_quantile(0.5 + 0.5 * level, found.n - 1.0) / t_quantile(0.5 + 0.5 * LEVEL, found.n - 1.0)
    return found._replace(ci95=(found.mean + times * (low - found.mean), found.mean + times * (high - found.mean)))


def skewness(x: Sequence[float]) -> float:
    """Sample skewness g1; 0 where nothing varies."""
    m = mean(x)
    second = math.fsum([(v - m) ** 2 for v in x]) / len(x)
    third = math.fsum([(v - m) ** 3 for v in x]) / len(x)
    return third / second**1.5 if second > 0.0 and second**1.5 > 0.0 else 0.0


def skew_note(x: Sequence[float]) -> str | None:
    """Cochran's rule: a t interval wants n >= 25 g1^2. Of a few values g1 says nothing."""
    g1 = skewness(x)
    if len(x) < SKEW_FROM or len(x) >= 25.0 * g1 * g1:
        return None
    return f"skewed (g1 = {g1:.1f}): the interval wants about {math.ceil(25.0 * g1 * g1)} replications, look at p50 too"


def half_width(se: float, n: int, level: float = LEVEL) -> float:
    """Half of a t interval from n replications."""
    return t_quantile(0.5 + 0.5 * level, n - 1.0) * se


def same_note(n: int) -> str:
    """What "no variation" proves: the rule of three."""
    return f"no variation in {n} replications; an outcome rarer than {min(1.0, 3.0 / n):.2g} could be unseen"


def mean_interval(x: Sequence[float], level: float = LEVEL) -> Estimate:
    """Mean with Student's interval."""
    name, n = "mean, t", len(x)
    if n == 0:
        return undefined("no replication has a value", name)
    return around(mean(x), x, n, name, level)


def around(value: float, moves: Sequence[float], used: int, name: str, level: float = LEVEL) -> Estimate:
    """A value with Student's interval from how far each replication moves it; `used` of them add something."""
    if used < 2:
        return Estimate(value, NO_INTERVAL, name, why=alone(len(moves)), n=used)
    if min(moves) == max(moves):
        return Estimate(value, (value, value), name, 0.0, note=same_note(len(moves)), n=used)
    se = math.sqrt(variance(moves) / len(moves))
    h = half_width(se, used, level)
    return Estimate(value, (value - h, value + h), name, se, note=skew_note(moves), n=used)


def alone(replications: int) -> str:
    """Why one replication that adds something has no interval."""
    return "one replication: no interval" if replications == 1 else "one replication alone adds to it: no interval"


def added(num: Sequence[float], den: Sequence[float]) -> int:
    """How many replications add something to a ratio of sums."""
    return sum(y != 0.0 or x != 0.0 for y, x in zip(num, den, strict=True))


def ratio_of_means(num: Sequence[float], den: Sequence[float], level: float = LEVEL) -> Estimate:
    """Sum of num over sum of den: delta method, or Fieller's where the denominator is near zero."""
    name = "ratio of means, delta"
    below = math.fsum(den)
    if below == 0.0:
        return undefined("the denominator is zero in all replications together", name)
    ratio, used = math.fsum(num) / below, added(num, den)
    if used < 2 or (min(num) == max(num) and min(den) == max(den)):
        return around(num[0] / den[0] if used > 1 else ratio, [0.0] * len(num), used, name, level)
    moved = linearised(num, den)
    if near_zero(den):
        return _fieller_estimate(ratio, math.sqrt(variance(moved) / len(num)), num, den, level)._replace(n=used)
    return around(ratio, moved, used, name, level)


def linearised(num: Sequence[float], den: Sequence[float]) -> list[float]:
    """What each replication adds to the error of the ratio: (Y - R X) / mean X."""
    below = math.fsum(den)
    ratio, m = math.fsum(num) / below, below / len(den)
    return [(y - ratio * x) / m for y, x in zip(num, den, strict=True)]


def near_zero(den: Sequence[float]) -> bool:
    """Is the mean within five standard errors of zero?"""
    return abs(mean(den)) < FIELLER_BELOW * math.sqrt(variance(den) / len(den))


def _fieller_estimate(ratio: float, se: float, num: Sequence[float], den: Sequence[float], level: float) -> Estimate:
    name = "ratio of means, Fieller"
    bounds = fieller(num, den, level)
    if bounds is None:
        return Estimate(ratio, NO_INTERVAL, name, why="unbounded: the denominator may as well be zero")
    return Estimate(ratio, bounds, name, se)


def fieller(num: Sequence[float], den: Sequence[float], level: float = LEVEL) -> tuple[float, float] | None:
    """All ratios R for which mean(Y - R X) = 0 is not rejected (Fieller 1954); None where they have no bound."""
    n = len(num)
    square = t_quantile(0.5 + 0.5 * level, n - 1.0) ** 2 / n
    x, y = mean(den), mean(num)
    a = x * x - square * variance(den)
    b = x * y - square * covariance(num, den)
    c = y * y - square * variance(num)
    if a <= 0.0:
        return None
    root = math.sqrt(max(0.0, b * b - a * c))
    return (b - root) / a, (b + root) / a


def jackknife_se(num: Sequence[float], den: Sequence[float]) -> float:
    """Standard error of the ratio of means by leaving one replication out: a check on the delta method."""
    n, above, below = len(num), math.fsum(num), math.fsum(den)
    without = [(above - y) / (below - x) for y, x in zip(num, den, strict=True)]
    return math.sqrt(variance(without) / n) * (n - 1)
