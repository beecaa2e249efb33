"""Interest by hand."""

import pytest

from gtmsim.mechanisms.funding.rules import NEVER, interest_of, outstanding_in
from gtmsim.rules.calendar import DAY


@pytest.mark.parametrize(
    ("comes", "repaid", "days"),
    [(0, NEVER, 31), (10, NEVER, 21), (0, 12, 12), (5, 12, 7), (31, NEVER, 0), (-40, 0, 0), (-40, 90, 31)],
)
def test_outstanding_in(comes, repaid, days):
    """Of the 31 days of a month."""
    back = repaid * DAY if repaid >= 0 else NEVER
    assert outstanding_in(0, 31 * DAY, comes * DAY, back) == days * DAY


def test_interest_of():
    """9 % a year of 60,000.00 are 450.00 a month; of 18 of 28 days 289.29."""
    assert interest_of(6_000_000, 0.09, 31 * DAY, 31 * DAY) == 45_000
    assert interest_of(6_000_000, 0.09, 18 * DAY, 28 * DAY) == 28_929
    assert interest_of(6_000_000, 0.09, 0, 31 * DAY) == 0
