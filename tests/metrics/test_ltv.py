"""The value of a new customer: the truth of the run-off, and the estimates that the horizon allows."""

import pytest
from metrics.by_hand import Measured, Story

from gtmsim.journal.kinds import Kind
from gtmsim.metrics.metric import METRICS, Sums

MARGIN = 0.8  # of the header
D = 0.99


@pytest.fixture(scope="module")
def measured() -> Measured:
    """Twelve months; two customers won in them, one of before, one of after."""
    story = Story(discount_month=D)
    story.opening(1, 40_000, age=50.0)
    story.due(100, 1, renewed=False)
    story.customer(10, 2, 10_000)  # 11 January 2026; not renewed a year later: 12 months of service
    story.due(375, 2, renewed=False)
    story.customer(100, 3, 10_000, "blog", segment=1)  # 11 April; 4 months at 100, then more
    story.move(200, Kind.EXPANDED, 3, 5_000)  # 20 July: paid from 11 August on
    story.fail(400, 3)  # 5 February 2027: the month begun on 11 January is the tenth and last
    story.customer(366, 4, 90_000)  # in the run-off
    return story.measured()


def geometric(first: int, stop: int) -> float:
    return sum(D**k for k in range(first, stop))


def test_truth_runs_to_extinction(measured: Measured) -> None:
    second, third = 100 * geometric(0, 12), 100 * geometric(0, 4) + 150 * geometric(4, 10)
    assert measured.ratio("ltv_truth") == (pytest.approx(MARGIN * (second + third)), 2)
    assert measured.ratio("ltv_truth", "channel", "blog") == (pytest.approx(MARGIN * third), 1)
    assert measured.ratio("ltv_truth", "channel", "(initial)") == (0, 0)
    assert measured.ratio("ltv_truth_undiscounted") == (pytest.approx(MARGIN * (1200 + 1300)), 2)
    assert measured.ratio("active_after_run_off") == (0, 2)


def test_observed_counts_months_begun_in_the_horizon(measured: Measured) -> None:
    assert measured.ratio("ltv_observed") == (pytest.approx(MARGIN * (1200 + 400 + 5 * 150)), 2)
    assert measured.ratio("ltv_observed", "segment", "large") == (pytest.approx(MARGIN * 1150), 1)


def test_simple_is_gross_profit_per_customer_lost(measured: Measured) -> None:
    # Revenue of the horizon, all customers: 100 days of 400 a month, and so on: the integral of MRR.
    revenue = measured.count("revenue")
    assert measured.ratio("ltv_simple") == (pytest.approx(MARGIN * revenue), 1)
    assert measured.ratio("ltv_simple", "segment", "large")[1] == 0  # nobody was lost: infinite, and said so


def test_truth_needs_the_run_off() -> None:
    measured = Story(run_off=False).measured()
    for name in ("ltv_truth", "ltv_36m_truth", "ltv_truth_undiscounted", "active_after_run_off"):
        assert measured.why(name) == "run-off is off"
    assert measured.why("ltv_to_cac") == "run-off is off; ltv_to_cac_observed does without it"


def test_service_after_a_return_is_paid_from_the_next_anniversary() -> None:
    story = Story()
    story.customer(0, 1, 10_000)
    story.due(59, 1, renewed=False)  # 1 March: two months of service
    story.move(100, Kind.REACTIVATED, 1, 6_000)  # 11 April: paid on 1 May and 1 June
    story.due(172, 1, 2, renewed=False)  # 22 June
    assert story.measured().ratio("ltv_truth_undiscounted") == (pytest.approx(MARGIN * (200 + 120)), 1)


def a_ladder(**said: float) -> Story:
    """One new customer; opening customers carry each age of service on to 36 months, and half of them leave at 15."""
    story = Story(**said)
    story.customer(0, 1, 10_000)  # months of service 0-11 are observed
    story.opening(2, 20_000, age=334.0)  # since 1 February 2025: months 11-22
    story.opening(3, 20_000, age=334.0)
    story.due(120, 3, renewed=False)  # 1 May: its month 15
    story.opening(4, 70_000, age=669.0)  # since 1 March 2024: months 22-33
    story.opening(5, 50_000, age=1004.0)  # since 1 April 2023: months 33-44
    return story


def test_restricted_value_by_the_product_of_ratios() -> None:
    # 100 for 15 months, then 50 for 21.
    measured = a_ladder().measured()
    assert measured.form("ltv_36m") == pytest.approx(MARGIN * (1500 + 1050))
    measured = a_ladder(discount_month=D).measured()
    assert measured.form("ltv_36m") == pytest.approx(MARGIN * (100 * geometric(0, 15) + 50 * geometric(15, 36)))


def test_tail_repeats_the_third_year_and_shrinks() -> None:
    # Second year 300 + 450, third year 600: each year 0.8 of the one before, so 600 x 0.8 / 0.2 more.
    measured = a_ladder().measured()
    assert measured.form("ltv_extrapolated") == pytest.approx(MARGIN * (2550 + 2400))
    assert measured.form("ltv_extrapolated_share") == pytest.approx(2400 / 4950)


def test_value_over_cost_of_the_same_horizon() -> None:
    story = a_ladder(spend={"ads": 1_000})  # type: ignore[arg-type]
    measured = story.measured()
    assert measured.form("ltv_to_cac_observed") == pytest.approx(MARGIN * 2550 / 3650)
    # In the run-off he who was won in the horizon goes on paying: 36 times 100 count.
    assert measured.ratio("ltv_to_cac") == (pytest.approx(MARGIN * 3600), 3650)
    assert measured.ratio("ltv_36m_truth") == (pytest.approx(MARGIN * 3600), 1)
    # By channel there are no opening customers to carry the ages on: 12 months of service were seen.
    assert measured.form("ltv_to_cac_observed", "channel", "ads") == pytest.approx(MARGIN * 1200 / 3650)
    assert measured.why("ltv_36m", "channel", "ads") == "no customer was observed in month of service 13"
    assert measured.why("ltv_to_cac_observed", "channel", "blog") == "no customer was won"


def test_value_without_cost_is_no_multiple() -> None:
    story = Story()
    story.customer(0, 1, 10_000)
    assert story.measured().why("ltv_to_cac_observed") == "nothing was spent on winning customers"
    assert story.measured().ratio("ltv_to_cac")[1] == 0


def test_a_young_firm_sees_what_it_has_seen() -> None:
    form = METRICS["ltv_to_cac_observed"].form
    assert form is not None
    for months, note in ((12, "the first 12 months of service: nobody was observed longer"), (36, None)):
        story = Story(months=months, spend={"ads": 100})
        story.customer(0, 1, 10_000)
        value = story.measured()("ltv_to_cac_observed")
        assert isinstance(value, Sums) and form.note(value.parts) == note


def test_an_age_that_nobody_reached_has_no_value() -> None:
    story = a_ladder()
    story.rows = [row for row in story.rows if row[2][2] != 5]
    measured = story.measured()
    for name in ("ltv_36m", "ltv_extrapolated", "ltv_extrapolated_share"):
        assert measured.why(name) == "no customer was observed in month of service 35"


def test_when_all_have_left_the_rest_is_nothing() -> None:
    story = Story()
    story.customer(0, 1, 10_000)
    story.due(90, 1, renewed=False)  # after 3 months; nobody is observed beyond
    assert story.measured().form("ltv_36m") == pytest.approx(MARGIN * 300)
    assert story.measured().form("ltv_extrapolated") == pytest.approx(MARGIN * 300)
    assert story.measured().form("ltv_extrapolated_share") == 0


def test_a_tail_without_end_is_not_shown() -> None:
    story = Story(months=36)
    story.customer(0, 1, 10_000)
    measured = story.measured()
    assert measured.form("ltv_36m") == pytest.approx(MARGIN * 3600)
    assert "the tail has no end" in measured.why("ltv_extrapolated")
    assert "the tail has no end" in measured.why("ltv_extrapolated_share")


def test_no_new_customer_has_no_value() -> None:
    story = Story()
    story.opening(1)
    assert story.measured().why("ltv_36m") == "no customer was won"


def test_constant_retention_has_the_textbook_value() -> None:
    # Margin 80 a month, retention 0.97, discount 1 %: 36 months 1548.410261, for ever 2020; first payment at once.
    story = Story(months=36, discount_month=1 / 1.01)
    mrr = 10_000_000_000
    story.customer(0, 1, mrr)
    for month in range(1, 36):
        mrr, before = mrr * 97 // 100, mrr
        story.move(story.header.months[month] / 86_400_000_000, Kind.CONTRACTED, 1, mrr - before)
    measured = story.measured()
    assert measured.form("ltv_36m") / 1e6 == pytest.approx(1548.410261, abs=1e-5)
    assert measured.form("ltv_extrapolated") / 1e6 == pytest.approx(2020.0, abs=1e-4)


CSM = 2


def served() -> Story:
    """A year with 3,000 of CSM pay; a customer of day 0 and two new ones, entitled to other hours than usual."""
    story = Story(success_hours=(2.0, 5.0), save_hours=4.0)
    for month in range(12):
        story.post(month, Kind.SALARY, team=CSM, amount=25_000)
    story.opening(1, 40_000, age=50.0)  # 12 November: months of service begin on the 12th, 12 of them in the year
    story.customer(0, 2, 10_000)  # 12 months of service begin in the year
    story.due(181, 2)  # 1 July
    story.entitled(181, 2, 3.0)  # 6 months at 2 hours, then at 6
    story.due(365, 2, 2, renewed=False)  # 12 months
    story.customer(120, 3, 20_000, "blog", segment=1)  # 1 May: 8 months in the year, at 5 x 0.5 hours
    story.entitled(120, 3, 0.5)
    story.at(365.5, Kind.RENEWAL_DUE, 3, detail=1)
    return story


def test_customer_success_is_paid_by_the_hours_that_each_takes() -> None:
    story = served()
    story.saved(365.5, 3)  # in the run-off, on 1 January: with the ninth month of service, still for 4 hours
    story.at(365.5, Kind.RENEWED, 3, detail=1)
    story.due(426.5, 3, 2, renewed=False)  # 3 March: 11 months of service
    measured = story.measured()
    hours = {1: 12 * 2, 2: 6 * 2 + 6 * 6, 3: 8 * 2.5}
    rate = 3000 / sum(hours.values())
    revenue = measured.count("revenue")
    assert measured.ratio("gross_margin") == (pytest.approx(revenue * MARGIN - 3000), revenue)
    assert measured.ratio("ltv_observed") == (
        pytest.approx(MARGIN * (12 * 100 + 8 * 200) - rate * (hours[2] + hours[3])),
        2,
    )
    for name in ("ltv_truth", "ltv_36m_truth", "ltv_truth_undiscounted"):
        assert measured.ratio(name) == (
            pytest.approx(MARGIN * (12 * 100 + 11 * 200) - rate * (hours[2] + 11 * 2.5 + 4)),
            2,
        )
    assert measured.ratio("cac_payback_months")[1] == pytest.approx(MARGIN * 300 - rate * (2 + 2.5))
    assert measured.ratio("ltv_simple")[0] == pytest.approx(MARGIN * revenue - 3000)
    assert measured.ratio("ltv_simple", "segment", "large")[0] == pytest.approx(
        MARGIN * measured.count("revenue", "segment", "large") - rate * hours[3]
    )


def test_an_attempt_to_keep_a_customer_takes_hours() -> None:
    story = served()
    story.at(200, Kind.RENEWAL_DUE, 1, detail=1)
    story.at(200, Kind.CHURNED, 1, amount=-40_000, value=1.0)  # tried, on 20 July, and lost before month 9 begins
    story.mrr[1] = 0
    measured = story.measured()
    hours = {1: 7 * 2 + 4, 2: 6 * 2 + 6 * 6, 3: 8 * 2.5}
    rate = 3000 / sum(hours.values())
    assert measured.ratio("ltv_observed")[0] == pytest.approx(MARGIN * 2800 - rate * (hours[2] + hours[3]))


def test_by_age_a_customer_takes_what_those_of_its_age_take() -> None:
    """Opening customers tell of the ages that no new one has reached, and of the hours that they take."""
    story = a_ladder(success_hours=(1.0, 1.0))  # type: ignore[arg-type]
    for month in range(12):
        story.post(month, Kind.SALARY, team=CSM, amount=10_000)
    measured = story.measured()
    # 12 months of service of each of the customers 1, 2, 4 and 5 begin in the year, and 4 of the one that leaves.
    rate = 1200 / (4 * 12 + 4)
    # For an hour the new one pays 100; those who tell of the months from 12, 23 and 34 on pay 200, 700 and 500.
    hours = [1 / 100] * 12 + [1 / 200] * 11 + [1 / 700] * 11 + [1 / 500] * 2
    expected = [100.0] * 15 + [50.0] * 21
    served = rate * sum(mrr * hour for mrr, hour in zip(expected, hours, strict=True))
    assert measured.form("ltv_36m") == pytest.approx(MARGIN * (1500 + 1050) - served)


def test_idle_customer_success_is_cost_of_revenue_too() -> None:
    story = Story(success_hours=(2.0, 5.0))
    story.post(0, Kind.SALARY, team=CSM, amount=25_000)
    story.customer(364, 1, 10_000)
    measured = story.measured()
    revenue = measured.count("revenue")
    assert measured.ratio("gross_margin") == (pytest.approx(revenue * MARGIN - 250), revenue)
    assert measured.ratio("ltv_observed") == (pytest.approx(MARGIN * 100 - 250), 1)


def test_a_team_whose_hours_nobody_states_is_shared_by_customer_months() -> None:
    story = Story(months=2)
    story.post(0, Kind.SALARY, team=CSM, amount=90_000)
    story.opening(1, 40_000)
    story.customer(31, 2, 10_000, segment=1)
    measured = story.measured()
    assert measured.ratio("ltv_observed") == (pytest.approx(MARGIN * 100 - 300), 1)
