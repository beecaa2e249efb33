"""When people leave of their own accord, and how long their positions wait, by hand."""

import math

import pytest

from gtmsim.mechanisms.attrition.rules import resigns_at, vacant_within
from gtmsim.rules.calendar import DAY


@pytest.mark.parametrize(
    ("rate", "u", "days"),
    [
        (0.1, 0.5, 7),  # 6.93 days: gone after the seventh
        (0.1, 1.0 - math.exp(-0.05), 1),  # half a day
        (0.001, 1.0 - math.exp(-1.0005), 1001),
        (1e-300, 0.5, 36_525_000),  # never: a hundred thousand years
    ],
)
def test_resigns_at(rate, u, days):
    assert resigns_at(0, rate, u) == days * DAY
    assert resigns_at(30 * DAY, rate, u) == (30 + days) * DAY


@pytest.mark.parametrize(
    ("left", "filled", "closed", "days"),
    [
        (10, 20, -1, 10),
        (0, 20, -1, 20 - 5),  # from the first day of the span on
        (10, 60, -1, 35 - 10),  # to its end
        (10, 20, 12, 2),  # closed before anybody begins
        (40, 60, -1, 0),
        (0, 3, -1, 0),
    ],
)
def test_vacant_within(left, filled, closed, days):
    closed = closed * DAY if closed >= 0 else -1
    assert vacant_within(left * DAY, filled * DAY, closed, 5 * DAY, 35 * DAY) == days * DAY
