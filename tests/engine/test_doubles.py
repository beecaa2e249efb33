"""The halves of a double by its bits are those that the C library finds."""

import math

import numpy as np
import pytest

from gtmsim.engine.compiled.doubles import frexp, ldexp

EDGES = (0.0, -0.0, 5e-324, 2.225073858507201e-308, 2.2250738585072014e-308, 0.5, 1.0, -3.7, 1.7976931348623157e308)
ANY = np.random.default_rng(1).integers(0, 2**64, 500, dtype=np.uint64).view(np.float64)
NUMBERS = (*EDGES, *(float(x) for x in ANY if math.isfinite(x)))
POWERS = (-2000, -1075, -1074, -1023, -1022, -1021, -1, 0, 1, 52, 1022, 1023, 1024, 2000)


def test_frexp():
    assert [frexp(x) for x in NUMBERS] == [math.frexp(x) for x in NUMBERS]


@pytest.mark.parametrize("k", POWERS)
def test_ldexp(k):
    for x in NUMBERS:
        try:
            expected = math.ldexp(x, k)
        except OverflowError:
            continue
        assert ldexp(x, k).hex() == expected.hex()
