"""When a bill is paid, by hand."""

import pytest

from gtmsim.mechanisms.collection.rules import (
    UNPAID,
    CollectionInputs,
    Terms,
    bill_before,
    months_of_bill,
    payment_delay,
)
from gtmsim.rules.calendar import DAY
from gtmsim.rules.chance import EXPONENTIAL, FIXED, Law

NONE = Terms(0, UNPAID, UNPAID, 0, 0)


def customers(**said: object) -> CollectionInputs:
    """Of whom a tenth never pays, half of the others are late by 20 days, and whom reminders help."""
    usual = CollectionInputs(0.1, 0.5, Law(FIXED, 20.0), 0.25, 0.5, NONE, NONE)
    return usual._replace(**said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reminded", "written_off", "lost", "late", "days"),
    [
        (-1, 90, 0.5, 0.5, 0),  # on time
        (-1, 90, 0.5, 0.51, 20),
        (-1, 90, 0.1, 0.51, 20),  # a tenth is lost: below 0.1
        (-1, 90, 0.09, 0.51, UNPAID),
        (-1, 20, 0.5, 0.51, 20),  # paid on the day on which it would be written off
        (-1, 19, 0.5, 0.51, UNPAID),
        (8, 90, 0.5, 0.51, 17),  # 8 days, then three quarters of 12
        (20, 90, 0.5, 0.51, 20),  # paid before anybody reminds
        (8, 90, 0.5, 0.4, 0),
        (8, 90, 0.04, 0.51, UNPAID),  # half of those who never pay do so for no reminder
        (8, 90, 0.05, 0.51, 23),  # and the others as late after it as they would be else: 8 + 15
        (8, 90, 0.05, 0.4, 8),
    ],
)
def test_payment_delay(reminded, written_off, lost, late, days):
    after = reminded * DAY if reminded >= 0 else UNPAID
    expected = days * DAY if days >= 0 else UNPAID
    assert payment_delay(customers(), after, written_off * DAY, lost, late) == expected


def test_who_is_late_is_late_by_the_whole_law():
    """Of an exponential law of mean 10, when half are late, the median of these is 10 ln 2 at three quarters."""
    said = customers(late=Law(EXPONENTIAL, 10.0))
    assert payment_delay(said, UNPAID, 900 * DAY, 0.5, 0.75) == round(6.931471805599453 * DAY)
    assert payment_delay(said, UNPAID, 900 * DAY, 0.5, 0.75) > payment_delay(said, UNPAID, 900 * DAY, 0.5, 0.74)


@pytest.mark.parametrize(
    ("term", "months"),
    [
        (1, (0, -1, -2)),
        (6, (0, -6, -12)),
        (12, (0, -12, -24)),
        (24, (12, 0, -12, -24)),
        (30, (24, 12, 0, -6, -18, -30)),
    ],
)
def test_bill_before(term, months):
    """Bills of a term are written a year apart; a term of 30 months has three, the last one for 6 of them."""
    found = [months[0]]
    while len(found) < len(months):
        found.append(bill_before(term, found[-1], 12))
    assert tuple(found) == months
    assert [months_of_bill(30, month, 12) for month in (24, 12, 0, -6, -18, -30)] == [6, 12, 12, 6, 12, 12]
    assert [months_of_bill(term, month, 12) for month in months] == [min(12, term - month % term) for month in months]


def test_bills_of_before_by_the_quarter_and_at_once():
    """A term of 7 months is billed for 3, 3 and 1; one of 24 that is paid at once has one bill."""
    found = [6]
    for _ in range(5):
        found.append(bill_before(7, found[-1], 3))
    assert found == [6, 3, 0, -1, -4, -7]
    assert [months_of_bill(7, month, 3) for month in found] == [1, 3, 3, 1, 3, 3]
    assert bill_before(24, 0, 60) == -24
    assert months_of_bill(24, -24, 60) == 24
