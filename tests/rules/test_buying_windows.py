"""Accounts in their buying windows, by hand."""

import pytest

from gtmsim.mechanisms.buying_windows.rules import HALF_YEAR, PAST, day_within, half_of, needs_now
from gtmsim.rules.calendar import DAY, later


@pytest.mark.parametrize(
    ("time", "turn", "expected"),
    [
        (0, 0, 0),
        (HALF_YEAR - 1, 0, 0),
        (HALF_YEAR, 0, 1),
        (2 * HALF_YEAR, 0, 0),
        (-1, 0, 1),  # New Year's Eve
        (0, HALF_YEAR, 1),  # a run that starts in July
        (PAST, 0, 0),  # five years before are ten halves, and six hours
    ],
)
def test_half_of(time, turn, expected):
    assert half_of(time, turn) == expected


def test_day_within():
    assert [day_within(time, 3) for time in (PAST, -1, 0, DAY - 1, DAY, 3 * DAY, 900 * DAY)] == [0, 0, 0, 0, 1, 2, 2]


def test_later():
    assert later(5, 2.0) == 5 + 2 * DAY
    assert later(5, 0.0) == 6  # never at once


@pytest.mark.parametrize(
    ("buys", "ours", "time", "expected"),
    [
        (True, True, 10, True),
        (True, True, 9, False),
        (True, True, 19, True),
        (True, True, 20, False),  # it closes
        (False, True, 15, False),
        (True, False, 15, False),
    ],
)
def test_needs_now(buys, ours, time, expected):
    assert needs_now(buys, ours, 10, 20, 1_000, time) is expected


def test_a_firm_that_has_closed_down_needs_nothing():
    assert needs_now(True, True, 10, 20, 13, 12)
    assert not needs_now(True, True, 10, 20, 13, 13)
