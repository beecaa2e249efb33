"""The calendar by hand: working time over a weekend, months of unlike length, instants in whole microseconds."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtmsim.rules.calendar import (
    DAY,
    HOUR,
    WorkingTime,
    finish_at,
    microseconds,
    month_of,
    months_after,
    next_open,
    worked_before,
)

# Thursday 1 January 2026 to Wednesday 7 January; Friday is a holiday; nine to five.
OFFICE = WorkingTime(9 * HOUR, 17 * HOUR, tuple(hours * HOUR for hours in (0, 8, 8, 8, 8, 16, 24, 32)))
THURSDAY, FRIDAY, SATURDAY, SUNDAY, MONDAY, TUESDAY, WEDNESDAY, AFTER = (day * DAY for day in range(8))
# First instants of the months from October 2027 to April 2028, counted from 1 January 2028 (a leap year).
MONTHS = tuple(days * DAY for days in (-92, -61, -31, 0, 31, 60, 91, 121))


def at(month: int, day: int, hour: int = 0, year: int = 2028) -> int:
    """An instant of the calendar of MONTHS [microseconds]."""
    return (datetime.datetime(year, month, day, hour) - datetime.datetime(2028, 1, 1)) // datetime.timedelta(0, 0, 1)


@pytest.mark.parametrize(
    ("days", "expected"),
    [(0.0, 0), (1.0, 86_400_000_000), (0.25, 21_600_000_000), (1e-11, 1), (0.5e-11, 0), (30.4375, 2_629_800_000_000)],
)
def test_microseconds_are_rounded_once(days, expected):
    assert microseconds(days) == expected


@pytest.mark.parametrize(
    ("time", "hours"),
    [
        (THURSDAY, 0),
        (THURSDAY + 9 * HOUR, 0),
        (THURSDAY + 12 * HOUR, 3),
        (THURSDAY + 17 * HOUR, 8),
        (THURSDAY + 23 * HOUR, 8),
        (FRIDAY + 12 * HOUR, 8),  # a holiday
        (SUNDAY, 8),
        (MONDAY + 8 * HOUR, 8),
        (MONDAY + 10 * HOUR, 9),
        (WEDNESDAY + 20 * HOUR, 32),
    ],
)
def test_worked_before(time, hours):
    assert worked_before(OFFICE, time) == hours * HOUR


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        (THURSDAY, THURSDAY + 9 * HOUR),
        (THURSDAY + 9 * HOUR, THURSDAY + 9 * HOUR),
        (THURSDAY + 17 * HOUR - 1, THURSDAY + 17 * HOUR - 1),
        (THURSDAY + 17 * HOUR, MONDAY + 9 * HOUR),
        (SATURDAY + 12 * HOUR, MONDAY + 9 * HOUR),
        (MONDAY + 20 * HOUR, TUESDAY + 9 * HOUR),
        (WEDNESDAY + 17 * HOUR, AFTER),  # nobody works any more
    ],
)
def test_next_open(time, expected):
    assert next_open(OFFICE, time) == expected


@pytest.mark.parametrize(
    ("start", "hours", "speed", "expected"),
    [
        (THURSDAY + 10 * HOUR, 0.0, 1.0, THURSDAY + 10 * HOUR),
        (THURSDAY + 10 * HOUR, 2.0, 1.0, THURSDAY + 12 * HOUR),
        (THURSDAY + 10 * HOUR, 2.0, 0.5, THURSDAY + 14 * HOUR),
        (THURSDAY + 10 * HOUR, 7.0, 1.0, THURSDAY + 17 * HOUR),  # at closing time, not at the next opening
        (THURSDAY + 16 * HOUR, 3.0, 1.0, MONDAY + 11 * HOUR),  # over the holiday and the weekend
        (THURSDAY + 16 * HOUR, 17.0, 1.0, TUESDAY + 17 * HOUR),
        (SATURDAY, 1.0, 1.0, MONDAY + 10 * HOUR),
        (WEDNESDAY + 16 * HOUR, 1.5, 1.0, AFTER),  # longer than the calendar
        (THURSDAY + 10 * HOUR, 1.0, 3.0, THURSDAY + 10 * HOUR + 1_200_000_000),
    ],
)
def test_finish_at(start, hours, speed, expected):
    assert finish_at(OFFICE, start, hours, speed) == expected


@given(st.integers(0, 7 * DAY - 1), st.integers(1, 32 * HOUR))
def test_finish_at_undoes_worked_before(start, need):
    end = finish_at(OFFICE, start, need / HOUR, 1.0)
    if end < AFTER:
        assert worked_before(OFFICE, end) - worked_before(OFFICE, start) == need
        assert worked_before(OFFICE, end - 1) - worked_before(OFFICE, start) == need - 1


@pytest.mark.parametrize(
    ("time", "index"),
    [(-92 * DAY, 0), (-62 * DAY, 0), (-61 * DAY - 1, 0), (-61 * DAY, 1), (0, 3), (31 * DAY - 1, 3), (31 * DAY, 4)],
)
def test_month_of(time, index):
    assert month_of(MONTHS, time) == index


def test_month_of_beyond_the_calendar_is_its_first_or_last():
    assert month_of(MONTHS, -1000 * DAY) == 0
    assert month_of(MONTHS, 1000 * DAY) == 6


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        (at(1, 15, 10), 1, at(2, 15, 10)),
        (at(1, 31, 10), 1, at(2, 29, 10)),  # day 31 clamps
        (at(1, 31, 10), 2, at(3, 31, 10)),  # and is remembered: counted from the start, not from the clamped day
        (at(1, 30), 1, at(2, 29)),
        (at(10, 31, 23, 2027), 1, at(11, 30, 23, 2027)),
        (at(10, 31, 23, 2027), 4, at(2, 29, 23)),
        (at(1, 1), 0, at(1, 1)),
        (at(3, 10), 3, 121 * DAY),  # the end of the calendar
    ],
)
def test_months_after(start, months, expected):
    assert months_after(MONTHS, start, months) == expected
