"""What posts that advertise bring, and what they risk, by hand."""

import math

import pytest

from gtmsim.mechanisms.promotion.rules import advertised, ban_chance


def test_advertised():
    assert advertised(2.0, 0.0) == 1.0
    assert advertised(2.0, 0.25) == 1.5


@pytest.mark.parametrize(
    ("hazard", "over", "expected"),
    [
        (0.0, 0.5, 0.0),
        (0.01, 0.0, 1.0 - math.exp(-0.01)),  # as many posts advertise as the platform bears
        (0.01, 0.5, 1.0 - math.exp(-0.01 * math.exp(4.0))),
        (0.01, -0.5, 1.0 - math.exp(-0.01 * math.exp(-4.0))),
        (1.0, 1.0, 1.0),
    ],
)
def test_ban_chance(hazard, over, expected):
    assert ban_chance(hazard, 8.0, over) == pytest.approx(expected, rel=1e-12)
