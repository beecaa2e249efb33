"""ARR against the path of a target, by hand."""

import pytest

from gtmsim.mechanisms.cash_policy.rules import against_plan


@pytest.mark.parametrize(
    ("arr", "amount", "of_day_0", "arr_0", "expected"),
    [
        (12_000.0, 6_000.0, 0.75, 12_000.0, 0.8),  # a quarter of the way from 12k to 24k: 15k
        (30_000.0, 24_000.0, 0.0, 12_000.0, 1.25),
        (0.0, 24_000.0, 0.0, 0.0, 0.0),
        (12_000.0, 0.0, 0.0, 12_000.0, 1.0),  # a path that asks for nothing
    ],
)
def test_against_plan(arr: float, amount: float, of_day_0: float, arr_0: float, expected: float) -> None:
    assert against_plan(arr, amount, of_day_0, arr_0) == pytest.approx(expected, rel=1e-12)
