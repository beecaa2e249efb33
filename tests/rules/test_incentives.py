"""Bonuses and commission taken back, by hand."""

import pytest

from gtmsim.mechanisms.incentives.rules import EVERYBODY, Spif, bonus_of, taken_back

SPRING = Spif("spring", 50_000, 100, 200, 1)


@pytest.mark.parametrize(
    ("said", "won", "segment", "expected"),
    [
        (SPRING, 99, 1, 0),
        (SPRING, 100, 1, 50_000),
        (SPRING, 199, 1, 50_000),
        (SPRING, 200, 1, 0),  # the first instant at which it is over
        (SPRING, 150, 0, 0),  # another segment
        (SPRING._replace(segment=EVERYBODY), 150, 0, 50_000),
        (SPRING._replace(first=200), 200, 1, 0),  # it never begins
    ],
)
def test_bonus_of(said, won, segment, expected):
    assert bonus_of(said, won, segment) == expected


@pytest.mark.parametrize(
    ("commission", "lost", "expected"),
    [
        (12_345, 999, 12_345),  # whole, however late
        (12_345, 1_000, 0),  # who has stayed that long is safe
        (12_345, 1_001, 0),
        (0, 5, 0),
    ],
)
def test_taken_back(commission, lost, expected):
    assert taken_back(commission, lost, 1_000) == expected
