"""When people are absent, and for how long, by hand."""

import math

import pytest

from gtmsim.mechanisms.absence.rules import HOLIDAY, SICK, Absence, days_until, goes_at, kind_of, returns_at
from gtmsim.mechanisms.absence.section import AT_ONCE, hazard
from gtmsim.rules.calendar import DAY

SAID = Absence(0.1, 0.25, 7, 0.5)


@pytest.mark.parametrize(
    ("rate", "u", "days"),
    [
        (0.1, 0.5, 7),  # 6.93 days after the first
        (0.1, 1.0 - math.exp(-0.05), 1),
        (0.5, 1.0 - math.exp(-1.01), 3),
        (AT_ONCE, 1.0 - 2.0**-53, 1),  # never more than one
    ],
)
def test_days_until(rate, u, days):
    assert days_until(rate, u) == days
    assert goes_at(30 * DAY, rate, u) == (30 + days) * DAY


def test_kind_of():
    assert kind_of(0.25, 0.249) == SICK
    assert kind_of(0.25, 0.25) == HOLIDAY
    assert kind_of(0.0, 1e-9) == HOLIDAY


def test_returns_at():
    assert returns_at(3 * DAY, HOLIDAY, SAID, 0.99) == 10 * DAY
    assert returns_at(3 * DAY, SICK, SAID, 1.0 - math.exp(-1.01)) == 6 * DAY


@pytest.mark.parametrize("days", [1.5, 2.0, 7.0, 60.0])
def test_hazard_has_its_mean(days):
    """A geometric number of days, from 1 on: the sum of its tail."""
    rate = hazard(days)
    assert math.fsum(math.exp(-rate * n) for n in range(20_000)) == pytest.approx(days)
    assert hazard(1.0) == AT_ONCE
