"""The halves of a double by its bits, for numba, which would call the C library for each; the results are the same."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

WIDTH, BIAS, FULL = 52, 1023, 0x7FF  # the exponent's place above the fraction, its offset, its largest
ONE_HALF = (BIAS - 1) << WIDTH  # the exponent of what lies in [1/2, 1)


def frexp(x: float) -> tuple[float, int]:
    """A number in [1/2, 1) and the power of two that it is multiplied by."""
    bits = np.float64(x).view(np.int64)
    exponent = (bits >> WIDTH) & FULL
    if exponent == 0 or exponent == FULL:  # zero, subnormal, or no finite number
        return math.frexp(x)
    half: float = np.int64((bits & ~(FULL << WIDTH)) | ONE_HALF).view(np.float64)
    return half, int(exponent) - (BIAS - 1)


def ldexp(x: float, k: int) -> float:
    """A number times a power of two."""
    if -BIAS < k <= BIAS:  # the power is a normal number, so that their product is rounded once
        return x * float(np.int64((k + BIAS) << WIDTH).view(np.float64))
    return math.ldexp(x, k)


BY_BITS: dict[Callable[..., Any], Callable[..., Any]] = {math.frexp: frexp, math.ldexp: ldexp}
