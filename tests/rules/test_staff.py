"""Whom a team serves first, and how fast a new hire is, by hand."""

import pytest

from gtmsim.mechanisms.staff.rules import (
    ACTIVE_FIRST,
    FIRST_COME,
    LARGE_FIRST,
    LATE_FIRST,
    NEWEST_FIRST,
    first_day,
    hours_within,
    learnt,
    pay_within,
    priority,
    rank,
    speed,
    takes_on,
)
from gtmsim.rules.calendar import DAY, HOUR, WorkingTime


@pytest.mark.parametrize(
    ("order", "first", "second"),
    [
        # (active, stage, amount, since) of the one that goes first, and of the one that waits
        (ACTIVE_FIRST, (1, 0, 100, 9), (0, 3, 900, 3)),
        (LATE_FIRST, (0, 3, 100, 9), (1, 2, 900, 3)),
        (LARGE_FIRST, (0, 0, 900, 9), (1, 3, 100, 3)),
        (NEWEST_FIRST, (0, 0, 100, 9), (1, 3, 900, 3)),
    ],
)
def test_lower_rank_goes_first(order, first, second):
    assert priority(order, *first) < priority(order, *second)


def test_first_come_ranks_all_alike():
    assert priority(FIRST_COME, 1, 3, 900, 5) == priority(FIRST_COME, 0, 0, 1, 9)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # (points, rank in the order of service) of the one that goes first, and of the one that waits
        ((1, 0), (0, 0)),
        ((0, -9), (0, 3)),  # with equal points the order of service decides
        ((50, 10**17), (49, -(10**17))),  # which never outweighs a point
        ((100, -(10**12)), (100, 10**12)),
    ],
)
def test_points_of_a_policy_come_before_the_order_of_service(first, second):
    assert rank(*first) < rank(*second)
    assert abs(rank(*first)) < 2**63


def test_rank_without_points_is_the_order_of_service():
    assert [rank(0, within) for within in (-3, 0, 7)] == [-3, 0, 7]
    assert rank(2, 5) == 5 - 2 * 2**52


@pytest.mark.parametrize(
    ("productive", "ramp", "ramp_from", "days", "s_curve", "expected"),
    [
        (1.0, 0.0, 0.25, 0.0, False, 1.0),  # no ramp
        (1.0, 0.0, 0.25, 0.0, True, 1.0),
        (1.0, 100.0, 0.25, 0.0, False, 0.25),
        (1.0, 100.0, 0.25, 0.0, True, 0.25),
        (1.0, 100.0, 0.25, 50.0, False, 0.625),  # 0.25 + 0.75 / 2
        (1.0, 100.0, 0.25, 50.0, True, 0.625),  # the S-curve is half-way at half the time, too
        (1.0, 100.0, 0.25, 25.0, False, 0.4375),  # 0.25 + 0.75 / 4
        (1.0, 100.0, 0.25, 25.0, True, 0.3671875),  # 0.25 + 0.75 x 0.15625
        (1.0, 100.0, 0.25, 75.0, True, 0.8828125),  # as much less than full
        (1.0, 100.0, 0.25, 100.0, False, 1.0),
        (1.0, 100.0, 0.25, 100.0, True, 1.0),
        (0.6, 100.0, 0.25, 50.0, False, 0.375),
        (0.6, 100.0, 0.25, 400.0, False, 0.6),
    ],
)
def test_speed(productive, ramp, ramp_from, days, s_curve, expected):
    assert speed(productive, ramp, ramp_from, days, s_curve) == expected


def test_learnt():
    assert [learnt(x) for x in (0.0, 0.25, 0.5, 0.75, 1.0)] == [0.0, 0.15625, 0.5, 0.84375, 1.0]


@pytest.mark.parametrize(
    ("now", "lag", "day"), [(0, 0, 0), (DAY, 0, 1), (DAY, 1, 2), (3 * DAY, 60 * DAY, 63), (HOUR, DAY, 2)]
)
def test_somebody_begins_at_midnight_after_the_lag(now, lag, day):
    assert first_day(now, lag) == day * DAY


def test_pay_goes_by_days():
    # 31 days of a twelfth of 1,200 cents; half of them; none where the ends cross.
    assert pay_within(1_200, 0, 0, 31 * DAY, 0, 31 * DAY) == 100
    assert pay_within(1_200, 0, 16 * DAY, 31 * DAY, 0, 31 * DAY) == 48
    assert pay_within(1_200, 0, 31 * DAY, 16 * DAY, 0, 31 * DAY) == 0
    assert [pay_within(1_000, month, 0, DAY, 0, DAY) for month in range(3)] == [83, 83, 84]


def test_hours_within_are_working_hours():
    week = WorkingTime(9 * HOUR, 17 * HOUR, (0, 8 * HOUR, 16 * HOUR, 16 * HOUR, 16 * HOUR))  # the third day is off
    assert hours_within(week, 0, 3 * DAY) == 16.0
    assert hours_within(week, 12 * HOUR, DAY) == 5.0
    assert hours_within(week, DAY, DAY) == hours_within(week, 2 * DAY, DAY) == 0.0


@pytest.mark.parametrize(
    ("deals", "each", "heads", "expected"),
    [
        (0, 1, 1, True),
        (1, 1, 1, False),
        (1, 1, 2, True),
        (49, 25, 2, True),
        (50, 25, 2, False),
        (50, 25, 1, False),  # one of two has left
        (0, 25, 0, False),
    ],
)
def test_takes_on(deals, each, heads, expected):
    assert takes_on(deals, each, heads) is expected
