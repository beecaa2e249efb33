"""When offers are answered, how, and when somebody begins, by hand."""

import pytest

from gtmsim.mechanisms.recruiting.rules import MOST_OFFERS, answered_at, begins_at, is_declined_by
from gtmsim.rules.calendar import DAY, NEVER
from gtmsim.rules.chance import EXPONENTIAL, FIXED, LOGNORMAL, Law


@pytest.mark.parametrize(
    ("law", "u", "days"),
    [
        (Law(FIXED, 30.0), 0.9, 30.0),
        (Law(FIXED, 0.0), 0.9, 0.0),
        (Law(EXPONENTIAL, 40.0), 0.5, 27.72588722239781),  # 40 ln 2
        (Law(LOGNORMAL, 60.0, 0.5), 0.5, 60.0),
        (Law(LOGNORMAL, 60.0, 0.5), 0.8413447460685429, 98.92327624200769),  # 60 exp(0.5)
    ],
)
def test_answered_at(law, u, days):
    assert answered_at(7 * DAY, law, u) == pytest.approx((7 + days) * DAY, abs=1)


def test_an_offer_that_is_never_answered():
    assert answered_at(NEVER, Law(FIXED, 1e30), 0.5) == NEVER


@pytest.mark.parametrize(
    ("opened", "answered", "notice", "day"),
    [
        (10, 40, 0, 40),  # on a midnight: that day
        (10, 40.25, 0, 41),
        (10, 40.25, 5.5, 46),
        (10, 10, 0, 11),  # nobody begins on the day on which a position is opened
        (10, 10, 3, 13),
    ],
)
def test_begins_at(opened, answered, notice, day):
    assert begins_at(opened * DAY, int(answered * DAY), int(notice * DAY)) == day * DAY


@pytest.mark.parametrize(
    ("offer", "accepted", "u", "declined"),
    [
        (0, 0.75, 0.7499, False),
        (0, 0.75, 0.75, True),
        (0, 1.0, 0.9999, False),
        (MOST_OFFERS - 2, 0.1, 0.5, True),
        (MOST_OFFERS - 1, 0.1, 0.5, False),  # the last is accepted
    ],
)
def test_is_declined_by(offer, accepted, u, declined):
    assert is_declined_by(offer, accepted, u) is declined
