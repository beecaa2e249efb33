"""Spend becomes leads, by hand: carry-over, saturation, thinning."""

import math

import pytest

from gtmsim.mechanisms.channels.rules import (
    Response,
    carried_spend,
    cost_per,
    leads_wanted,
    organic_share,
    saturation,
    shifted_spend,
    touch_time,
    touches,
    working_spend,
)
from gtmsim.rules.calendar import DAY, HOUR

SEARCH = Response(ceiling=20.0, half_spend=400.0, shape=2.0, keep=0.75, organic=0.1)
PLAIN = SEARCH._replace(shape=1.0, keep=0.0, organic=0.0)


@pytest.mark.parametrize(
    ("response", "before", "spend", "expected"),
    [
        (SEARCH, 0.0, 100.0, 25.0),
        (SEARCH, 25.0, 0.0, 18.75),
        (SEARCH, 100.0, 100.0, 100.0),  # steady spend carries itself
        (PLAIN, 999.0, 100.0, 100.0),  # nothing is carried over
    ],
)
def test_carried_spend(response, before, spend, expected):
    assert carried_spend(response, before, spend) == expected


DEARER = SEARCH._replace(inflation=math.log(1.1) / 365.25)
NEW = SEARCH._replace(beginner=0.4, half_learnt=1_000.0)


@pytest.mark.parametrize(
    ("response", "before", "day", "expected"),
    [
        (SEARCH, 0.0, 900, 100.0),  # steady prices, a channel that we know
        (DEARER, 0.0, 0, 100.0),
        (DEARER, 0.0, 365.25 * 2, 100.0 / 1.21),
        (NEW, 0.0, 0, 40.0),
        (NEW, 1_000.0, 0, 70.0),  # half of the 60 that were wasted
        (NEW, 3_000.0, 900, 92.5),
        (NEW._replace(inflation=DEARER.inflation), 1_000.0, 365.25, 70.0 / 1.1),
    ],
)
def test_working_spend(response, before, day, expected):
    assert working_spend(response, 100.0, before, day) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("response", "carried", "expected"),
    [
        (SEARCH, 0.0, 0.0),
        (SEARCH, 400.0, 0.5),
        (SEARCH, 200.0, 0.2),  # 1 / (1 + 2^2)
        (SEARCH, 800.0, 0.8),
        (PLAIN, 100.0, 0.2),  # 1 / (1 + 4)
        (PLAIN, 1600.0, 0.8),
    ],
)
def test_saturation(response, carried, expected):
    assert saturation(response, carried) == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize(
    ("carried", "season", "expected"),
    [
        (0.0, 1.0, 2.0),  # what needs no spend
        (400.0, 1.0, 11.0),  # 20 x (0.1 + 0.9 x 0.5)
        (400.0, 2.0, 22.0),  # above the ceiling: clipping is not this rule's affair
        (400.0, 0.0, 0.0),
    ],
)
def test_leads_wanted(carried, season, expected):
    assert leads_wanted(SEARCH, carried, season) == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize(
    ("response", "carried", "expected"), [(SEARCH, 400.0, 0.1 / 0.55), (SEARCH, 0.0, 1.0), (PLAIN, 400.0, 0.0)]
)
def test_organic_share(response, carried, expected):
    assert organic_share(response, carried) == pytest.approx(expected, rel=1e-15)


def test_a_candidate_touched_at_a_rate_is_touched_at_every_higher_rate():
    assert [touches(rate, 20.0, 0.5) for rate in (0.0, 5.0, 10.0, 10.1, 20.0)] == [False, False, False, True, True]


def test_at_the_ceiling_every_candidate_is_touched():
    assert touches(20.0, 20.0, 1.0 - 2.0**-53)
    assert not touches(0.0, 20.0, 2.0**-53)


@pytest.mark.parametrize(("day", "u", "expected"), [(0, 0.5, 12 * HOUR), (3, 0.25, 3 * DAY + 6 * HOUR)])
def test_touch_time(day, u, expected):
    assert touch_time(day, u) == expected


def test_the_last_candidate_of_a_day_comes_before_midnight():
    assert touch_time(0, 1.0 - 2.0**-53) == DAY - 1


@pytest.mark.parametrize(("planned", "factor", "spent"), [(1_001, 1.0, 1_001), (1_001, 0.5, 501), (7, 0.0, 0)])
def test_shifted_spend_is_in_whole_cents(planned, factor, spent):
    assert shifted_spend(planned, factor) == spent


def test_cost_per_opportunity_counts_one_where_there_is_none():
    assert cost_per(90_000, 3) == 300.0
    assert cost_per(90_000, 0) == 900.0
