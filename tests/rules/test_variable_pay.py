"""Variable pay at some attainment, by hand."""

import pytest

from gtmsim.mechanisms.variable_pay.rules import variable_on


@pytest.mark.parametrize(
    ("attained", "curve", "expected"),
    [
        (1.0, (0.0, 1.0, 1.0), 10_000),  # at the quota what is said
        (0.5, (0.0, 1.0, 1.0), 5_000),
        (0.0, (0.0, 1.0, 1.0), 0),
        (1.5, (0.0, 1.0, 3.0), 25_000),  # half a quota more counts three times
        (0.4, (0.4, 1.0, 3.0), 0),  # up to the threshold nothing
        (0.7, (0.4, 1.0, 3.0), 5_000),  # half of the way from the threshold to the quota
        (1.0, (0.4, 1.0, 3.0), 10_000),
        (1.0, (0.4, 0.7, 2.0), 15_000),  # more is paid from 70 % on
        (1.2, (0.0, 1.0, 0.0), 10_000),  # nothing beyond: a cap
    ],
)
def test_variable_on(attained, curve, expected):
    assert variable_on(10_000, attained, *curve) == expected
