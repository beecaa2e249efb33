"""Distributions that have no short quantile, tabulated once when a scenario is resolved.

Only basic operations and `rules.maths`, and sums in a written order: the same table, bit by bit, on every machine.
"""

from collections.abc import Callable
from math import inf

import numpy as np
from numpy.typing import NDArray

from gtmsim.rules.chance import Table
from gtmsim.rules.maths import exp, log, log1p, logistic, logit

CELLS = 4096
NEGLIGIBLE = 1e-9  # below this share of the mean a value is as good as 0
DEEP = 40.0  # a log density that far below its peak: exp(-40) is less than a uniform of 53 bits resolves
TAIL = 1e-17  # probability that no uniform of 53 bits can meet
GAUSS = 0.28867513459481287  # points of the two-point Gauss rule, from the middle of a cell, in cells


def beta_table(a: float, b: float) -> Table:
    """Beta(a, b), for a and b from 0.01 to 10,000: mean within 1e-5 of itself, quantiles within 1e-4 [1].

    On the logit scale the density is proportional to theta^a (1 - theta)^b: it has one peak, at the mean.
    """
    lowest = logit(NEGLIGIBLE * a / (a + b))
    highest = -logit(NEGLIGIBLE * b / (a + b))
    return tabulate(
        lambda t: -a * log1p(exp(-t)) - b * log1p(exp(t)),
        logistic,
        (lowest, log(a / b), highest),
        (a, b),
        (0.0, 1.0),
    )


def gamma_table(shape: float) -> Table:
    """Gamma of scale 1, for shapes from 0.01 to 10,000: mean within 1e-5 of itself, which is the shape [1].

    On the log scale the density is proportional to x^shape exp(-x): it has one peak, at the mean.
    """
    lowest = log(NEGLIGIBLE * shape)
    highest = log(2.0 * shape + 2.0 * DEEP) + 1.0
    return tabulate(lambda t: shape * t - exp(t), exp, (lowest, log(shape), highest), (shape, inf), (0.0, exp(highest)))


def tabulate(
    log_density: Callable[[float], float],
    value: Callable[[float], float],
    span: tuple[float, float, float],
    decay: tuple[float, float],
    ends: tuple[float, float],
) -> Table:
    """Table of a distribution whose log density over a coordinate t is concave and need not be normalised.

    `span` is the lowest t, the peak and the highest t; beyond, the density decays at the rates `decay` and the values
    go to `ends`. Cells are equal in t; Simpson's rule gives the probability of each.
    """
    lowest, peak, highest = span
    top = log_density(peak)
    start = edge(log_density, peak, lowest, top - DEEP)
    stop = edge(log_density, peak, highest, top - DEEP)
    step = (stop - start) / CELLS
    density = np.array([exp(log_density(start + step * (0.5 * i)) - top) for i in range(2 * CELLS + 1)])
    inside = (density[:-2:2] + 4.0 * density[1::2] + density[2::2]) * (step / 6.0)
    outside = density[0] / decay[0], density[-1] / decay[1]
    values = [ends[0], *(value(start + step * i) for i in range(CELLS + 1)), ends[1]]
    return normalised(np.concatenate(([outside[0]], inside, [outside[1]])), np.array(values))


def edge(log_density: Callable[[float], float], inside: float, outside: float, level: float) -> float:
    """Where the log density falls to `level` between the two, or `outside` if it stays above [unit of t]."""
    if log_density(outside) >= level:
        return outside
    for _ in range(60):
        middle = 0.5 * (inside + outside)
        if log_density(middle) >= level:
            inside = middle
        else:
            outside = middle
    return outside


def normalised(weight: NDArray[np.float64], value: NDArray[np.float64]) -> Table:
    """Table from the weight of each cell between neighbouring values; cells too light to be met are left out."""
    cumulative = np.concatenate(([0.0], np.add.accumulate(weight)))
    cumulative = cumulative / cumulative[-1]
    met = np.concatenate(([True], cumulative[1:] > cumulative[:-1]))
    return Table(cumulative[met], value[met])


def length_biased(table: Table, expected_life: Callable[[float], float]) -> Table:
    """The table's distribution among those found alive: each value counts as long as it is expected to live [1]."""
    cumulative, value = np.asarray(table.cumulative), np.asarray(table.value)
    middle, width = 0.5 * (value[:-1] + value[1:]), value[1:] - value[:-1]
    early = np.array([expected_life(float(each)) for each in middle - GAUSS * width])
    late = np.array([expected_life(float(each)) for each in middle + GAUSS * width])
    return normalised((cumulative[1:] - cumulative[:-1]) * (early + late), value)


def table_mean(table: Table) -> float:
    """Mean of a tabulated distribution [unit of its values]."""
    cumulative, value = np.asarray(table.cumulative), np.asarray(table.value)
    share = (cumulative[1:] - cumulative[:-1]) * (0.5 * (value[:-1] + value[1:]))
    return float(np.add.accumulate(share)[-1])


def count_table(mean: float, dispersion: float = inf) -> tuple[int, NDArray[np.float64]]:
    """Smallest count and cumulative probabilities from it on: negative binomial, or Poisson at infinite dispersion.

    The variance is mean + mean^2 / dispersion. Probabilities follow by their ratios from the most likely count.
    """
    if mean <= 0.0:
        return 0, np.array([1.0])
    poisson = dispersion == inf
    share = 1.0 if poisson else mean / (mean + dispersion)

    def ratio(n: NDArray[np.float64]) -> NDArray[np.float64]:
        """Probability of n as a multiple of that of n - 1."""
        return mean / n if poisson else (n - 1.0 + dispersion) * share / n

    mode = int(mean) if poisson else max(0, int(mean - mean / dispersion))
    below = np.multiply.accumulate(1.0 / ratio(np.arange(mode, 0.0, -1.0)))[::-1]
    above = np.array([1.0])
    while True:
        n = float(mode + len(above))
        following = ratio(np.arange(n, n + max(64.0, len(above))))
        above = np.concatenate((above, above[-1] * np.multiply.accumulate(following)))
        left = following[-1]  # the ratios fall, so that the rest is less than a geometric series
        if left < 1.0 and above[-1] * left < TAIL * (1.0 - left):
            break
    cumulative = np.add.accumulate(np.concatenate((below, above)))
    cumulative = cumulative / cumulative[-1]
    first = int(np.searchsorted(cumulative, TAIL))
    last = int(np.searchsorted(cumulative, 1.0))
    return first, cumulative[first : last + 1]
