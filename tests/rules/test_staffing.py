"""Whom a team serves first, and how fast a new hire is, by hand."""

import pytest

from gtmsim.rules.staffing import ACTIVE_FIRST, FIRST_COME, LARGE_FIRST, LATE_FIRST, priority, speed


@pytest.mark.parametrize(
    ("order", "first", "second"),
    [
        # (active, stage, amount) of the one that goes first, and of the one that waits
        (ACTIVE_FIRST, (1, 0, 100), (0, 3, 900)),
        (LATE_FIRST, (0, 3, 100), (1, 2, 900)),
        (LARGE_FIRST, (0, 0, 900), (1, 3, 100)),
    ],
)
def test_lower_rank_goes_first(order, first, second):
    assert priority(order, *first) < priority(order, *second)


def test_first_come_ranks_all_alike():
    assert priority(FIRST_COME, 1, 3, 900) == priority(FIRST_COME, 0, 0, 1)


@pytest.mark.parametrize(
    ("productive", "ramp", "ramp_from", "days", "expected"),
    [
        (1.0, 0.0, 0.25, 0.0, 1.0),  # no ramp
        (1.0, 100.0, 0.25, 0.0, 0.25),
        (1.0, 100.0, 0.25, 50.0, 0.625),  # 0.25 + 0.75 / 2
        (1.0, 100.0, 0.25, 100.0, 1.0),
        (0.6, 100.0, 0.25, 50.0, 0.375),
        (0.6, 100.0, 0.25, 400.0, 0.6),
    ],
)
def test_speed(productive, ramp, ramp_from, days, expected):
    assert speed(productive, ramp, ramp_from, days) == expected
