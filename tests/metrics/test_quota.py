"""Quota attainment, by hand."""

import pytest
from metrics.by_hand import Story

from gtmsim.journal.kinds import Kind

AE = 1
METRICS = ("quota_attainment", "sellers_at_quota", "sellers_below_half", "quota_capacity", "top_fifth_won")


def test_quotas() -> None:
    """Three sellers: one is above the quota of the quarter, one reaches it to the cent, one is below half."""
    story = Story(months=3)
    for person, won, quota in ((0, 500_000, 3000.0), (1, 300_000, 3000.0), (2, 100_000, 2400.0)):
        story.at(89, Kind.QUOTA_PERIOD, team=AE, detail=2, amount=won, int_value=person, value=quota)
    measured = story.measured()
    assert measured.ratio("quota_attainment") == (9000.0, 8400.0)
    assert measured.ratio("sellers_at_quota") == (2, 3)
    assert measured.ratio("sellers_below_half") == (1, 3)
    assert measured.count("quota_capacity") == 8400.0
    assert measured.monthly["quota_capacity"] == [0.0, 0.0, 8400.0]
    assert measured.ratio("top_fifth_won") == (pytest.approx(0.6 * 5000.0), 9000.0)  # the fifth of three people


def test_without_quotas() -> None:
    measured = Story(months=2).measured()
    assert {measured.why(name) for name in METRICS} == {
        "sellers have no quota in this scenario, or no period of it ends within the horizon"
    }
