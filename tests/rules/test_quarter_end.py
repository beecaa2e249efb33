"""Offers that end with a period, by hand."""

import math

import pytest

from gtmsim.mechanisms.quarter_end.rules import (
    LAPSED,
    PULLED,
    SIGNS_ANYWAY,
    hastened,
    outcome_of,
    pull_forward_chance,
    pulled_to,
)


@pytest.mark.parametrize(
    ("chance", "sensitivity", "discount", "expected"),
    [
        (0.2, 10.0, 0.0, 0.2),
        (0.5, 10.0, 0.1, 1 / (1 + math.exp(-1.0))),
        (0.1, 10.0, 0.1, 1 / (1 + 9 * math.exp(-1.0))),
        (0.1, 0.0, 0.5, 0.1),
        (0.0, 100.0, 0.5, 0.0),  # who never does is not bought
        (1.0, 0.0, 0.0, 1.0),
    ],
)
def test_pull_forward_chance(chance: float, sensitivity: float, discount: float, expected: float) -> None:
    assert pull_forward_chance(chance, sensitivity, discount) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("decided", "u", "expected"),
    [
        (99, 0.99, SIGNS_ANYWAY),
        (100, 0.99, LAPSED),
        (100, 0.29, PULLED),
        (100, 0.3, LAPSED),
        (119, 0.1, PULLED),
        (120, 0.1, LAPSED),  # beyond the reach
    ],
)
def test_outcome_of(decided: int, u: float, expected: int) -> None:
    assert outcome_of(decided, 100, 20, 0.3, u) == expected


@pytest.mark.parametrize(("u", "expected"), [(0.0, 40), (0.1, 60), (0.15, 70), (0.2999, 99)])
def test_pulled_to(u: float, expected: int) -> None:
    assert pulled_to(40, 100, 0.3, u) == expected


@pytest.mark.parametrize(("haste", "expected"), [(1.0, 90), (0.5, 65), (0.0, 40), (0.333, 56)])
def test_hastened(haste: float, expected: int) -> None:
    assert hastened(40, 90, haste) == expected
