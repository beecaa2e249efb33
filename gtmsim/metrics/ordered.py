"""Sums and powers in a written order: numpy's own depend on its version and on the vector units of the processor."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from gtmsim.journal.header import Floats


def total(values: NDArray[Any], axis: int = -1) -> Floats:
    """Sums along an axis, added from its first place to its last."""
    if values.shape[axis] == 0:
        return np.asarray(values.sum(axis=axis, dtype=np.float64))
    return np.asarray(np.add.accumulate(values, axis=axis, dtype=np.float64).take(-1, axis=axis))


def powers(base: float, count: int) -> Floats:
    """The powers of a number from 0 on, each from the one before."""
    factors = np.full(count, base)
    factors[:1] = 1.0
    return np.asarray(np.multiply.accumulate(factors))


def mean(values: Floats) -> float:
    """The mean of some numbers."""
    return float(total(values)) / len(values)
