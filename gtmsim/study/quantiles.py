"""Quantiles over the extended reals with intervals from order statistics, and probabilities with Wilson's."""

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from statistics import NormalDist

from gtmsim.study.distributions import binomial_at_least, t_quantile
from gtmsim.study.estimators import LEVEL, NO_INTERVAL, Estimate, mean_interval, same_note, undefined

FEWEST = 10  # replications without which an interval that reaches beyond what is possible tells nothing
SIZE, PART = "size", "part"  # natures of metrics that are never below 0, and never above 1


def quantile(ordered: Sequence[float], p: float) -> float:
    """Quantile of sorted values, which may be infinite: the value at a step's side, their middle at its edge."""
    place = len(ordered) * p
    edge = round(place)
    if abs(place - edge) > 1e-9 or not 0 < edge < len(ordered):
        return ordered[max(math.ceil(place - 1e-9), 1) - 1]
    low, high = ordered[edge - 1], ordered[edge]
    return low if low == high else 0.5 * low + 0.5 * high


@lru_cache(maxsize=4096)
def interval_ranks(n: int, p: float, level: float = LEVEL) -> tuple[int, int] | None:
    """Ranks, from 1, of the order statistics around the p-quantile, each tail in check; None if n is too small."""
    tail = 0.5 * (1.0 - level)
    low = _largest(n, lambda k: binomial_at_least(n + 1 - k, n, 1.0 - p) <= tail)  # P(fewer than k lie below)
    high = n + 1 - _largest(n, lambda k: binomial_at_least(n + 1 - k, n, p) <= tail)
    return (low, high) if low >= 1 and high <= n else None


def _largest(n: int, holds: Callable[[int], bool]) -> int:
    """Largest k in 1..n for which it holds, 0 if none; what holds for k holds for every smaller one."""
    low, high = 0, n + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low


@lru_cache(maxsize=64)
def replications_for(p: float, level: float = LEVEL) -> int:
    """Smallest n with a two-sided interval of the p-quantile."""
    rarer = min(p, 1.0 - p)
    return math.ceil(math.log(0.5 * (1.0 - level)) / math.log(1.0 - rarer))


def quantile_interval(x: Sequence[float], p: float, level: float = LEVEL) -> Estimate:
    """Quantile with a distribution-free interval, which is refused where n does not bear it."""
    return ordered_quantile(sorted(x), p, level)


def ordered_quantile(ordered: Sequence[float], p: float, level: float = LEVEL) -> Estimate:
    """The same of sorted values."""
    name = f"quantile {p:g}, order statistics"
    if not ordered:
        return undefined("no replication has a value", name)
    value = quantile(ordered, p)
    shown, why = (value, None) if math.isfinite(value) else (None, "infinite")
    ranks = interval_ranks(len(ordered), p, level)
    if ranks is None:
        return Estimate(shown, NO_INTERVAL, name, why=why or f"needs >= {replications_for(p, level)} replications")
    low, high = (v if math.isfinite(v) else None for v in (ordered[ranks[0] - 1], ordered[ranks[1] - 1]))
    return Estimate(shown, (low, high), name, why=why or ("infinite at an end" if None in (low, high) else None))


def probability(happened: int, n: int, level: float = LEVEL) -> Estimate:
    """Share of replications with Wilson's interval; the rule of three where it never or always happened."""
    name = "share of replications, Wilson"
    if n == 0:
        return undefined("no replication has a value", name)
    share = happened / n
    if happened in (0, n):
        bound = min(1.0, 3.0 / n)
        return Estimate(share, (0.0, bound) if happened == 0 else (1.0 - bound, 1.0), name, note=same_note(n), n=n)
    bounds = wilson(share, n, NormalDist().inv_cdf(0.5 + 0.5 * level))
    return Estimate(share, bounds, name, se=math.sqrt(share * (1.0 - share) / n), n=n)


def possible(found: Estimate, seen: tuple[float, float], nature: str, level: float = LEVEL) -> Estimate:
    """The estimate with an interval that holds nothing impossible, or without one; `seen` are the least and the most.

    Where an interval that takes the mean for normal reaches below 0 and no replication does, few replications do not
    bear it, whatever the metric. More of them have the score interval of what is never below 0, and of a part Wilson's.
    """
    low, high = found.ci95
    if low is None or high is None or found.mean is None:
        return found
    below, above = low < 0.0 <= seen[0], nature == PART and high > 1.0 >= seen[1]
    if not (below or above):
        return found
    if found.n < FEWEST:
        return found._replace(ci95=NO_INTERVAL, se=None, why=f"{found.n} replications are too few for an interval")
    if nature == PART and 0.0 < found.mean < 1.0 and found.se:
        t = t_quantile(0.5 + 0.5 * level, found.n - 1.0)
        ends = wilson(found.mean, found.mean * (1.0 - found.mean) / found.se**2, t)
        return found._replace(ci95=ends, estimator=f"{found.estimator}; Wilson by its variance")
    return at_least_nothing(found, f"{found.estimator}; score", level) if nature == SIZE else found


def wilson(share: float, n: float, z: float) -> tuple[float, float]:
    """Wilson's interval (1927) of a share of `n` cases, to `z` standard errors."""
    middle = (share + z * z / (2 * n)) / (1.0 + z * z / n)
    half = z * math.sqrt(share * (1.0 - share) / n + z * z / (4 * n * n)) / (1.0 + z * z / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def proportion(found: Estimate, cases: float, level: float = LEVEL) -> Estimate:
    """A share of cases that come in replications: Wilson's interval of as many as would vary so much independently.

    Where none of the cases, or every one, is as asked, the rule of three over the cases.
    """
    share = found.mean
    if share is None or cases <= 0.0 or not 0.0 <= share <= 1.0:
        return found
    if share in (0.0, 1.0):
        bound = min(1.0, 3.0 / cases)
        note = f"{'none' if share == 0.0 else 'all'} of {cases:,.0f} cases: the rule of three"
        ends = (0.0, bound) if share == 0.0 else (1.0 - bound, 1.0)
        return Estimate(share, ends, "share of cases, rule of three", note=note, n=found.n)
    if not found.se or found.n < 2:
        return found
    t = t_quantile(0.5 + 0.5 * level, found.n - 1.0)
    ends = wilson(share, share * (1.0 - share) / found.se**2, t)
    return found._replace(ci95=ends, estimator="share of cases, Wilson by the delta method's variance")


def events(x: Sequence[float], level: float = LEVEL) -> Estimate:
    """Mean number of events in a replication; the rule of three where none has seen any."""
    n = len(x)
    if n and not any(x):
        return Estimate(0.0, (0.0, 3.0 / n), "mean of events, rule of three", note=f"none in {n} replications", n=n)
    return at_least_nothing(mean_interval(x, level), "mean of events, score", level)


def at_least_nothing(found: Estimate, name: str = "mean, score", level: float = LEVEL) -> Estimate:
    """A mean of what is never below 0; where Student's interval would be, the score interval: Wilson's, for sums.

    Its variance is in proportion to the mean, as of the sums of a Poisson number of things.
    """
    low, m = found.ci95[0], found.mean
    if low is None or m is None or low >= 0.0 or m <= 0.0 or not found.se:
        return found
    t = t_quantile(0.5 + 0.5 * level, found.n - 1.0)
    c = t * t * found.se**2 / m
    half = math.sqrt(c * m + c * c / 4.0)
    return found._replace(ci95=(m + c / 2.0 - half, m + c / 2.0 + half), estimator=name)
