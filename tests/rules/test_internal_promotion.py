"""Who may be promoted into another team, by hand."""

import pytest

from gtmsim.mechanisms.internal_promotion.rules import is_better, is_offered_inside, tenure
from gtmsim.rules.calendar import DAY
from gtmsim.rules.chance import FIXED, LOGNORMAL, Law


def test_is_offered_inside():
    assert is_offered_inside(0.5, 0.499)
    assert not is_offered_inside(0.5, 0.5)
    assert is_offered_inside(1.0, 1.0 - 2.0**-53)


def test_tenure():
    """Who began on day 10 has served 20 days on day 30; whom day 0 found, 30 days more than before it."""
    assert tenure(10 * DAY, False, Law(FIXED, 400.0), 30 * DAY, 0.5) == 20 * DAY
    assert tenure(0, True, Law(FIXED, 400.0), 30 * DAY, 0.5) == 430 * DAY
    assert tenure(0, True, Law(LOGNORMAL, 100.0, 0.5), 30 * DAY, 0.5) == pytest.approx(130 * DAY)


def test_is_better():
    """Only who has served for the least time, and longer than whoever stands before them."""
    assert is_better(18, 0, 18)
    assert not is_better(17, 0, 18)
    assert is_better(20, 19, 18)
    assert not is_better(19, 19, 18)
