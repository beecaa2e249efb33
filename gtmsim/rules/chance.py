"""From a uniform `u` in (0, 1) to a duration, a share, a number of things or one of several.

Every quantile rises with `u`, up to rounding, so that scenarios which share their uniforms share their luck.
"""

from typing import NamedTuple

from gtmsim.rules.maths import exp, exponential_quantile, normal_quantile
from gtmsim.rules.rule import Floats, rule

FIXED = 0
EXPONENTIAL = 1
LOGNORMAL = 2


class Law(NamedTuple):
    """Distribution of a duration or of an amount."""

    shape: int  # FIXED, EXPONENTIAL or LOGNORMAL
    location: float  # the value, the mean, the median, in that order of shapes
    sigma: float = 0.0  # standard deviation of the logarithm (LOGNORMAL only)


class Table(NamedTuple):
    """A continuous distribution by its quantiles: probability is even between neighbouring values."""

    cumulative: Floats  # increases from 0 to 1
    value: Floats  # the quantile at that probability


@rule
def law_quantile(law: Law, u: float) -> float:
    """Quantile of a law [unit of its location]."""
    if law.shape == EXPONENTIAL:
        return law.location * exponential_quantile(u)
    if law.shape == LOGNORMAL:
        return law.location * exp(law.sigma * normal_quantile(u))
    return law.location


@rule
def law_mean(law: Law) -> float:
    """Mean of a law [unit of its location]."""
    if law.shape == LOGNORMAL:
        return law.location * exp(0.5 * law.sigma * law.sigma)
    return law.location


@rule
def residual_quantile(law: Law, u_length: float, u_share: float) -> float:
    """What is left of a duration that is met at an unrelated instant [unit of its location].

    Such a duration is drawn in proportion to its length, and the instant is anywhere in it. An exponential one has
    no memory: what is left of it is distributed as the whole.
    """
    if law.shape == EXPONENTIAL:
        return law.location * exponential_quantile(u_length)
    if law.shape == LOGNORMAL:
        return law.location * exp(law.sigma * (law.sigma + normal_quantile(u_length))) * u_share
    return law.location * u_share


@rule
def choose(cumulative: Floats, u: float) -> int:
    """Index of the first cumulative probability above `u`; the last one must be 1 [1]."""
    low = 0
    high = len(cumulative) - 1
    while low < high:
        middle = (low + high) // 2
        if cumulative[middle] > u:
            high = middle
        else:
            low = middle + 1
    return low


@rule
def count_quantile(cumulative: Floats, first: int, u: float) -> int:
    """Smallest n with cumulative[n - first] above `u`: quantile of a count that is at least `first` [1]."""
    return first + choose(cumulative, u)


@rule
def table_quantile(table: Table, u: float) -> float:
    """Quantile of a tabulated distribution, linear between its entries [unit of its values]."""
    above = choose(table.cumulative, u)
    if above == 0:
        return float(table.value[0])
    high = float(table.value[above])
    if u >= table.cumulative[above]:
        return high
    start = float(table.cumulative[above - 1])
    low = float(table.value[above - 1])
    value = low + (high - low) * ((u - start) / (float(table.cumulative[above]) - start))
    return value if value < high else high  # rounding must not lead past the next entry


@rule
def poisson_quantile(mean: float, u: float) -> int:
    """Quantile of a Poisson count of mean at most 50, term by term [1]."""
    term = exp(-mean)
    total = term
    n = 0
    while u >= total:
        n += 1
        term *= mean / n
        if total + term == total and n > mean:
            return n
        total += term
    return n
