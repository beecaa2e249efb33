"""Calendar anniversaries by integers, against the calendar of the standard library."""

import calendar
import datetime
from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from metrics.by_hand import DAY

from gtmsim.metrics.months import Calendar, first_age

START = datetime.date(2026, 1, 15)


def instant(year: int, month: int, day: int, clock: int = 0) -> int:
    return (datetime.date(year, month, day) - START).days * DAY + clock


def ages(start: str, first: int, times: Sequence[int]) -> list[int]:
    """Completed months of service since `first`, at each time."""
    calendar = Calendar(start)
    return first_age(calendar.moments(np.array([first])), calendar.moments(np.array(times))).tolist()


def test_day_31_clamps_and_comes_back() -> None:
    first = instant(2026, 1, 31, clock=7)
    months = [first, instant(2026, 2, 28, 7), instant(2026, 3, 31, 7), instant(2028, 2, 29, 7)]
    assert ages("2026-01-15", first, months) == [0, 1, 2, 25]
    assert ages("2026-01-15", first, [month + 1 for month in months]) == [1, 2, 3, 26]


def test_age_counts_the_months_of_service_begun_before() -> None:
    first = instant(2026, 1, 31)
    for time, age in (
        (first, 0),
        (first + 1, 1),
        (instant(2026, 2, 28), 1),
        (instant(2026, 2, 28) + 1, 2),
        (instant(2026, 3, 1), 2),
        (instant(2027, 1, 31), 12),
    ):
        assert ages("2026-01-15", first, [time]) == [age]


def test_a_customer_of_before_the_start_has_negative_time() -> None:
    assert ages("2026-01-15", instant(2024, 12, 20), [0]) == [13]


@given(st.integers(-3000, 3000), st.integers(0, DAY - 1), st.integers(0, 300))
def test_an_anniversary_is_the_same_day_of_a_later_month(day: int, clock: int, age: int) -> None:
    date = START + datetime.timedelta(day)
    year, month = divmod(date.year * 12 + date.month - 1 + age, 12)
    last = calendar.monthrange(year, month + 1)[1]
    found = instant(year, month + 1, min(date.day, last), clock)
    assert ages(START.isoformat(), day * DAY + clock, [found, found + 1]) == [age, age + 1]


def test_a_calendar_reaches_as_far_as_it_is_asked() -> None:
    known = Calendar("2026-01-15")
    for day in (0, -40_000, 7, 90_000):
        date = START + datetime.timedelta(day)
        found = [int(part[0]) for part in known.moments(np.array([day * DAY + 5]))]
        last = calendar.monthrange(date.year, date.month)[1]
        assert found == [12 * (date.year - 1970) + date.month - 1, date.day - 1, last - 1, 5]
