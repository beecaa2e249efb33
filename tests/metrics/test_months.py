"""Calendar anniversaries by integers, against the calendar of the standard library."""

import calendar
import datetime

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from metrics.by_hand import DAY

from gtmsim.metrics.months import Calendar

START = datetime.date(2026, 1, 15)


def instant(year: int, month: int, day: int, clock: int = 0) -> int:
    return (datetime.date(year, month, day) - START).days * DAY + clock


def one(value: int) -> np.ndarray:  # type: ignore[type-arg]
    return np.array([value], np.int64)


def test_day_31_clamps_and_comes_back() -> None:
    first = instant(2026, 1, 31, clock=7)
    months = Calendar("2026-01-15").anniversary(np.full(4, first), np.array([0, 1, 2, 25]))
    assert months.tolist() == [first, instant(2026, 2, 28, 7), instant(2026, 3, 31, 7), instant(2028, 2, 29, 7)]


def test_age_counts_the_months_of_service_begun_before() -> None:
    calendar = Calendar("2026-01-15")
    first = instant(2026, 1, 31)
    for time, age in (
        (first, 0),
        (first + 1, 1),
        (instant(2026, 2, 28), 1),
        (instant(2026, 2, 28) + 1, 2),
        (instant(2026, 3, 1), 2),
        (instant(2027, 1, 31), 12),
    ):
        assert calendar.first_age(one(first), one(time)).tolist() == [age]


def test_a_customer_of_before_the_start_has_negative_time() -> None:
    assert Calendar("2026-01-15").first_age(one(instant(2024, 12, 20)), one(0)).tolist() == [13]


@given(st.integers(-3000, 3000), st.integers(0, DAY - 1), st.integers(0, 300))
def test_anniversary_is_the_same_day_of_a_later_month(day: int, clock: int, age: int) -> None:
    date = START + datetime.timedelta(day)
    year, month = divmod(date.year * 12 + date.month - 1 + age, 12)
    last = calendar.monthrange(year, month + 1)[1]
    expected = instant(year, month + 1, min(date.day, last), clock)
    found = Calendar(START.isoformat()).anniversary(one(day * DAY + clock), one(age))
    assert found.tolist() == [expected]
    assert Calendar(START.isoformat()).first_age(one(day * DAY + clock), found).tolist() == [age]
    assert Calendar(START.isoformat()).first_age(one(day * DAY + clock), found + 1).tolist() == [age + 1]
