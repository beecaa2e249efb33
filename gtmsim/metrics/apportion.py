"""Whole amounts divided so that the parts add up: largest remainder first."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gtmsim.journal.header import Floats, Ints
from gtmsim.metrics.ordered import total

SHAVE = 1.0 - 2.0**-48  # keeps the rounded-down parts from adding up to more than the whole


def apportioned(whole: int, weights: Ints | Floats) -> list[int]:
    """Parts of one whole: the same as `apportion`, sooner where there are few."""
    whole_weight, parts, short = float(total(weights)), [], []
    for weight in weights.tolist():
        exact = weight / whole_weight * SHAVE * whole if whole_weight > 0.0 else 0.0
        part = math.floor(exact)
        parts.append(part)
        short.append(part - exact)
    if not whole_weight > 0.0:
        exact = SHAVE * whole
        parts[-1] = math.floor(exact)
        short[-1] = parts[-1] - exact
    for place in sorted(range(len(parts)), key=short.__getitem__)[: max(0, whole - sum(parts))]:
        parts[place] += 1
    return parts


def apportion(whole: Ints, weights: NDArray[Any]) -> Ints:
    """Parts of each whole by its row of weights, shape of `weights`; a row of zeros falls to its last part."""
    weights = np.asarray(weights, dtype=np.float64)
    sums = total(weights)[..., None]
    last = np.zeros_like(weights)
    last[..., -1] = 1.0
    shares = np.divide(weights, sums, out=last, where=sums > 0.0) * SHAVE
    exact = shares * np.asarray(whole)[..., None]
    parts = np.floor(exact)
    missing = np.asarray(whole)[..., None] - parts.sum(axis=-1, keepdims=True)
    order = np.argsort(parts - exact, axis=-1, kind="stable")
    rank = np.argsort(order, axis=-1, kind="stable")
    return np.asarray(parts + (rank < missing), dtype=np.int64)
