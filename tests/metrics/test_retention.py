"""Retention by age."""

from metrics.by_hand import Story


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
