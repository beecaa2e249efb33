"""How quick people are, by hand."""

import math

import pytest

from gtmsim.mechanisms.productivity.rules import productivity


@pytest.mark.parametrize(
    ("spread", "u", "expected"),
    [
        (0.0, 0.9, 1.0),
        (0.5, 0.5, math.exp(-0.125)),  # the median lies below the mean
        (0.5, 0.8413447460685429, math.exp(0.5 - 0.125)),  # one standard deviation above it
        (1.0, 0.15865525393145707, math.exp(-1.5)),
    ],
)
def test_productivity(spread, u, expected):
    assert productivity(spread, u) == pytest.approx(expected, rel=1e-12)
