"""Splits of whole cents, by hand: nothing is lost and nothing is made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtmsim.rules.money import cost_of, part, share_of


def test_part():
    assert [part(1_000, step, 3) for step in range(3)] == [333, 333, 334]
    assert [part(-100, step, 3) for step in range(3)] == [-34, -33, -33]
    assert [part(5, step, 12) for step in range(12)] == [0, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 1]


@given(st.integers(-(10**12), 10**12), st.integers(1, 400))
def test_parts_sum_to_the_cent(total, steps):
    parts = [part(total, step, steps) for step in range(steps)]
    assert sum(parts) == total
    assert max(parts) - min(parts) <= 1


@pytest.mark.parametrize(
    ("total", "numerator", "denominator", "expected"),
    [(120_000, 335, 365, 110_136), (1_000, 1, 3, 333), (1_000, 0, 3, 0), (1_000, 3, 3, 1_000), (0, 1, 3, 0)],
)
def test_share_of(total, numerator, denominator, expected):
    assert share_of(total, numerator, denominator) == expected


@given(st.integers(0, 10**13), st.integers(0, 10**14), st.integers(1, 10**14))
def test_share_of_is_exact(total, numerator, denominator):
    assert share_of(total, numerator, denominator) == total * numerator // denominator


@pytest.mark.parametrize(
    ("amount", "share", "expected"),
    [(1_000, 0.25, 250), (3, 0.5, 2), (1, 0.25, 0), (120_000, 0.1, 12_000), (99, 0.0, 0)],
)
def test_cost_of(amount, share, expected):
    assert cost_of(amount, share) == expected
