"""Levels and movements of recurring revenue, and what a cohort keeps."""

import pytest
from metrics.by_hand import Story

from gtmsim.journal.kinds import Kind


@pytest.fixture(scope="module")
def measured():  # type: ignore[no-untyped-def]
    """15 months; the books of month 2 (day 90) are those of 12 months before the end."""
    story = Story(months=15)
    story.opening(1, 10_000, age=400.0)  # expands, then contracts
    story.move(100, Kind.EXPANDED, 1, 4_000)
    story.move(200, Kind.CONTRACTED, 1, -3_000)
    story.opening(2, 20_000, age=30.0, segment=1)  # renewed with an uplift, then lost
    story.due(150, 2)
    story.move(150, Kind.UPLIFTED, 2, 600)
    story.due(300, 2, 2, renewed=False)
    story.opening(3, 30_000, age=30.0)  # lost, comes back smaller
    story.due(120, 3, renewed=False)
    story.move(250, Kind.REACTIVATED, 3, 24_000)
    story.opening(4, 40_000)  # its firm fails before the cohort is fixed
    story.fail(80, 4)
    story.customer(50, 5, 5_000, "blog")  # in the cohort
    story.customer(110, 6, 7_000, "ads", segment=1)  # too late for it
    story.fail(400, 6)
    story.customer(500, 7, 9_000)  # in the run-off
    return story.measured()


@pytest.mark.parametrize(
    ("name", "total", "initial", "blog", "large"),
    [
        ("mrr_end", 110 + 240 + 50, 350, 50, 0),
        ("arr_end", 12 * 400, 12 * 350, 12 * 50, 0),
        ("live_arr_end", 12 * 350, 12 * 350, 0, 0),
        ("new_arr", 12 * 120, 0, 12 * 50, 12 * 70),
        ("expansion_arr", 12 * 46, 12 * 46, 0, 12 * 6),
        ("uplift_arr", 12 * 6, 12 * 6, 0, 12 * 6),
        ("contraction_arr", 12 * 30, 12 * 30, 0, 0),
        ("churned_arr", 12 * (206 + 300 + 400 + 70), 12 * (206 + 300 + 400), 0, 12 * 276),
        ("reactivated_arr", 12 * 240, 12 * 240, 0, 0),
        ("net_new_arr", 12 * (400 - 1_000), 12 * (350 - 1_000), 12 * 50, 12 * -200),
        ("customers_end", 3, 2, 1, 0),
        ("churn_events", 4, 3, 0, 2),
    ],
)
def test_levels_and_movements(measured, name: str, total: float, initial: float, blog: float, large: float) -> None:  # type: ignore[no-untyped-def]
    assert measured.count(name) == total
    assert measured.count(name, "channel", "(initial)") == initial
    assert measured.count(name, "channel", "blog") == blog
    assert measured.count(name, "segment", "large") == large


def test_retention_of_the_cohort_of_a_year_ago(measured) -> None:  # type: ignore[no-untyped-def]
    # The cohort: 1, 2, 3 and 5 with 100, 200, 300 and 50. At the end 110, 0, 240 (came back) and 50.
    assert measured.ratio("nrr_12m") == (400, 650)
    assert measured.ratio("grr_12m") == (100 + 0 + 240 + 50, 650)
    assert measured.ratio("logo_churn_12m") == (1, 4)
    assert measured.ratio("nrr_12m", "channel", "ads") == (0, 0)
    assert measured.ratio("grr_12m", "segment", "large") == (0, 200)


def test_due_churn_leaves_failures_out(measured) -> None:  # type: ignore[no-untyped-def]
    assert measured.ratio("renewal_due_churn") == (2, 3)
    assert measured.ratio("renewal_due_churn", "segment", "large") == (1, 2)
    assert measured.ratio("renewal_rate") == (1, 3)
    assert measured.ratio("renewal_rate", "segment", "large") == (1, 2)


def test_average_contract_value_is_of_those_who_were_won(measured) -> None:  # type: ignore[no-untyped-def]
    won, value = measured.ratio("average_contract_value")[::-1]
    assert (value, won) == (measured.count("new_arr"), 2)
    assert measured.ratio("average_contract_value", "channel", "(initial)") == (0, 0)


def test_quick_ratio(measured) -> None:  # type: ignore[no-untyped-def]
    assert measured.ratio("quick_ratio") == (120 + 46 + 240, 30 + 976)
    assert str(measured.ratio("quick_ratio", "channel", "blog")) == "(50.0, 0.0)"  # infinite, and not minus infinite


@pytest.mark.parametrize("name", ["nrr_12m", "grr_12m", "logo_churn_12m"])
def test_a_short_horizon_has_no_year(name: str) -> None:
    assert Story(months=11).measured().why(name) == "the horizon is shorter than 12 months"


def test_the_first_year_starts_with_the_opening_customers() -> None:
    story = Story(months=12)
    story.opening(1, 10_000)
    story.customer(0, 2, 5_000)  # won on day 0, but no customer 12 months before the end
    story.due(364, 1, renewed=False)
    assert story.measured().ratio("nrr_12m") == (0, 100)


def test_what_follows_the_close_at_one_instant_belongs_to_the_next_month() -> None:
    story = Story(months=12)
    story.opening(1, 10_000)
    story.due(365, 1, renewed=False)  # at the very end of the horizon, after the books are closed
    measured = story.measured()
    assert measured.count("mrr_end") == 100
    assert measured.count("churn_events") == 0


def test_revenue_is_live_when_onboarding_is_over() -> None:
    story = Story(months=2)
    story.opening(1, 10_000)
    story.customer(3, 2, 20_000)
    story.at(40, Kind.GO_LIVE, 2, value=37.0)
    story.customer(5, 3, 40_000, "blog")
    story.at(70, Kind.GO_LIVE, 3, value=65.0)  # in the run-off
    story.customer(6, 4, 80_000)
    story.at(7, Kind.GO_LIVE, 4, value=1.0)
    story.due(50, 4, renewed=False)  # lost
    measured = story.measured()
    assert measured.count("arr_end") == 12 * 700
    assert measured.count("live_arr_end") == 12 * 300
    assert measured.count("live_arr_end", "channel", "ads") == 12 * 200


def test_revenue_per_account(measured) -> None:  # type: ignore[no-untyped-def]
    assert measured.ratio("arpa") == (400, 3)
    assert measured.ratio("arpa", "channel", "blog") == (50, 1)
    assert measured.ratio("arpa", "segment", "large") == (0, 0)


def test_revenue_churn_of_a_mean_month() -> None:
    story = Story(months=3)
    story.opening(1, 20_000)
    story.opening(2, 10_000, segment=1)
    story.move(10, Kind.EXPANDED, 1, 4_000)
    story.move(40, Kind.CONTRACTED, 1, -3_000)
    story.due(50, 2, renewed=False)
    story.move(70, Kind.REACTIVATED, 2, 6_000)
    measured = story.measured()
    # Months begin with 300, 340 and 210; 30 and 100 are lost, 40 and 60 come.
    assert measured.ratio("gross_mrr_churn") == (130, 850)
    assert measured.ratio("net_mrr_churn") == (30, 850)
    assert measured.ratio("gross_mrr_churn", "segment", "large") == (100, 200)
    assert measured.ratio("net_mrr_churn", "segment", "small") == (-10, 650)
