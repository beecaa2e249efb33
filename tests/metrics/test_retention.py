"""Retention by age."""

import numpy as np
import pytest
from metrics.by_hand import Story

from gtmsim.journal.kinds import Kind


def test_customers_won_in_the_horizon_by_months_of_service() -> None:
    story = Story(months=4)
    story.opening(1, 90_000, age=100.0)  # not won in the horizon
    story.customer(0, 2, 10_000)  # months 0-3 begin in January to April
    story.due(59, 2, renewed=False)  # 1 March
    story.customer(45, 3, 20_000)  # 15 February: months 0-2
    story.customer(100, 4, 40_000)  # 11 April: month 0
    story.customer(130, 5, 80_000)  # in the run-off
    found = story.measured().retention
    assert found.at_risk.tolist() == [3, 2, 2, 1, 0]
    assert found.active.tolist() == [3, 2, 1, 0, 0]
    assert found.mrr.tolist() == [700, 300, 200, 0, 0]
    assert found.mrr_first.tolist() == [700, 300, 300, 100, 0]
    assert found.kept.tolist() == [3, 2, 1, 0, 0]
    assert found.kept_before.tolist() == [0, 2, 2, 0, 0]
    assert found.mrr_before.tolist() == [0, 300, 300, 0, 0]
    assert found.survival()[:3].tolist() == [1, 1, 0.5]
    assert found.revenue()[:3].tolist() == [1, 1, pytest.approx(2 / 3)]
    # Of those who were there at age 2 nobody is old enough for age 3, so nothing is known of it.
    assert np.isnan(found.survival()[3:]).all() and np.isnan(found.revenue()[3:]).all()


def test_when_all_have_left_nobody_comes_after() -> None:
    story = Story(months=4)
    story.customer(0, 1, 10_000)
    story.due(31, 1, renewed=False)
    assert story.measured().retention.survival().tolist() == [1, 0, 0, 0, 0]


def test_survival_cannot_rise_where_the_active_share_does() -> None:
    """One that has left early comes back; who was won late tells nothing of later ages."""
    story = Story(months=6)
    story.customer(0, 1, 10_000)
    story.due(31, 1, renewed=False)
    story.move(90, Kind.REACTIVATED, 1, 10_000)  # 1 April: the fourth month of service
    story.customer(1, 2, 10_000)
    story.customer(100, 3, 10_000)
    story.due(130, 3, renewed=False)
    found = story.measured().retention
    active = found.active[:6] / found.at_risk[:6]
    assert active.tolist() == [1, pytest.approx(1 / 3), pytest.approx(1 / 3), 1, 1, 1]
    assert found.survival()[:6].tolist() == [1, *[pytest.approx(1 / 3)] * 5]
