"""How long cash lasts, by hand."""

import pytest

from gtmsim.mechanisms.money.rules import LONGEST_RUNWAY, runway_days


@pytest.mark.parametrize(
    ("cash", "burnt", "days", "expected"),
    [
        (600_000, 300_000, 90.0, 180.0),  # 3,333 a day
        (600_000, 0, 90.0, LONGEST_RUNWAY),
        (600_000, -100_000, 90.0, LONGEST_RUNWAY),
        (0, 900_000, 90.0, 0.0),
        (-1, -2, 90.0, 0.0),  # what is gone is gone, though it rises
        (1_000_000_000, 1, 90.0, LONGEST_RUNWAY),
    ],
)
def test_runway_days(cash, burnt, days, expected):
    assert runway_days(cash, burnt, days) == pytest.approx(expected, rel=1e-12)
