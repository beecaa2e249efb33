"""How many managers there are, by hand."""

import pytest

from gtmsim.mechanisms.management.rules import is_waiting, managers_for
from gtmsim.rules.calendar import DAY


@pytest.mark.parametrize(
    ("people", "span", "managers"),
    [(0, 8, 0), (1, 8, 1), (8, 8, 1), (9, 8, 2), (16, 8, 2), (17, 8, 3), (3, 1, 3)],
)
def test_managers_for(people, span, managers):
    assert managers_for(people, span) == managers


@pytest.mark.parametrize(
    ("day", "closed", "waits"),
    [
        (9, -1, False),  # somebody holds it
        (10, -1, True),
        (19, -1, True),
        (20, -1, False),  # somebody else does
        (14, 15, True),
        (15, 15, False),  # there is no such position any more
    ],
)
def test_is_waiting(day, closed, waits):
    assert is_waiting(10 * DAY, 20 * DAY, closed * DAY if closed >= 0 else -1, day * DAY) is waits
