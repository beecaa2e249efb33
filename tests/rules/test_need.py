"""Accounts in their buying windows, and how readily they come, by hand."""

import pytest

from gtmsim.rules.calendar import DAY
from gtmsim.rules.demand import leads_met
from gtmsim.rules.need import (
    HALF_YEAR,
    NEVER,
    PAST,
    bait_weight,
    comes,
    day_within,
    follows_at,
    half_of,
    later,
    left_after,
    named,
    needs_now,
    searches,
    visit_weight,
)


@pytest.mark.parametrize(
    ("number", "u", "expected"),
    [(1, 0.3, 0), (4, 0.0, 0), (4, 0.2499, 0), (4, 0.25, 1), (4, 0.999, 3), (10_000_000, 1.0 - 2.0**-53, 9_999_999)],
)
def test_named(number, u, expected):
    assert named(number, u) == expected


def test_the_last_is_named_where_rounding_says_one_more():
    assert named(3, 1.0) == 2


@pytest.mark.parametrize(
    ("lift", "precision", "needs", "fits", "expected"),
    [
        (1.0, 0.5, False, False, 1.0),  # nobody is readier than others
        (20.0, 0.5, True, False, 1.0),
        (20.0, 0.5, False, True, 0.05),
        (1.0, 0.8, True, True, 1.0),
        (1.0, 0.8, True, False, 0.25),  # 20 % against 80 %
        (10.0, 0.8, False, False, 0.025),
        (1.0, 0.2, True, True, 0.25),  # a channel may draw those whom our offer does not fit
        (1.0, 0.2, True, False, 1.0),
    ],
)
def test_visit_weight(lift, precision, needs, fits, expected):
    assert visit_weight(lift, precision, needs, fits) == pytest.approx(expected, rel=1e-15)


def test_comes():
    assert comes(2.0, 10.0, 0.5, 0.0999)
    assert not comes(2.0, 10.0, 0.5, 0.1)
    assert not comes(2.0, 10.0, 0.0, 0.0)
    assert comes(10.0, 10.0, 1.0, 1.0 - 2.0**-53)


def test_bait_weight():
    assert bait_weight(0.8, 3.0, True) == 0.8
    assert bait_weight(0.8, 3.0, False) == pytest.approx(0.2, rel=1e-15)
    assert bait_weight(0.8, 0.0, False) == 0.8  # a gift is for everybody


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


def test_leads_met():
    assert leads_met(40.0, 1.0, 1.0) == 40.0
    assert leads_met(40.0, 0.0, 1.0) == 0.0
    assert leads_met(40.0, 1.0, 0.5) == 20.0
    assert leads_met(40.0, 1.0, 3.0) == 40.0  # a larger stand meets nobody else


def test_follows_at():
    assert follows_at(100, 3.0, 1.5) == 100 + 2 * DAY
    assert follows_at(100, 3.0, 0.0) == NEVER  # who never visits


def test_searches():
    assert searches(0.75, 0.74)
    assert not searches(0.75, 0.75)
    assert not searches(0.0, 1e-16)


def test_left_after():
    assert left_after(3.0, 0.5, 100, 100 + 4 * DAY) == 1.0
    assert left_after(3.0, 0.0, 100, 100 + 4 * DAY) == 3.0
