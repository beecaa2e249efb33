"""Splits that add up."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gtmsim.metrics.apportion import apportion


def test_largest_remainder_first() -> None:
    # 10 x (1, 1, 1) / 3: one is over, and among equals the first has it.
    assert apportion(np.array(10), np.array([1.0, 1.0, 1.0])).tolist() == [4, 3, 3]
    # 10,000 x (0.5, 0.3, 0.7) / 1.5 = 3333.33, 2000, 4666.67
    assert apportion(np.array(10_000), np.array([0.5, 0.3, 0.7])).tolist() == [3333, 2000, 4667]


def test_no_weight_falls_to_the_last() -> None:
    assert apportion(np.array(7), np.array([0.0, 0.0, 0.0])).tolist() == [0, 0, 7]


def test_many_wholes_at_once() -> None:
    assert apportion(np.array([3, 100]), np.array([[1.0, 2.0], [0.0, 5.0]])).tolist() == [[1, 2], [0, 100]]


@given(st.integers(0, 10**12), st.lists(st.floats(0.0, 1e6), min_size=1, max_size=30))
def test_parts_add_up_and_are_within_one_of_their_share(whole: int, weights: list[float]) -> None:
    parts = apportion(np.array(whole), np.array(weights))
    assert parts.sum() == whole
    assert parts.min() >= 0
    if sum(weights) > 0:
        shares = np.array(weights) / sum(weights) * whole
        assert np.abs(parts - shares).max() < 1.01 + whole * 1e-13
