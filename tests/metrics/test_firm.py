"""The firm as a whole."""

import pytest
from metrics.by_hand import Measured, Story

from gtmsim.journal.kinds import Kind


def test_revenue_is_the_integral_of_mrr() -> None:
    story = Story(months=3)
    story.opening(1, 10_000)
    story.move(15.5, Kind.EXPANDED, 1, 3_100)  # half of January is left
    story.customer(31, 2, 2_800, "blog", segment=1)  # 1 February
    story.fail(45, 2)  # 15 February: half of it
    measured = story.measured()
    assert measured.monthly["revenue"] == pytest.approx([115.5, 131 + 14, 131])
    assert measured.count("revenue") == 391.5 + 0 + 131 - 131
    assert measured.count("revenue", "segment", "small") == 377.5
    assert measured.count("revenue", "channel", "blog") == 14
    assert measured.count("revenue", "channel", "(initial)") == 377.5
    assert measured.ratio("gross_margin") == (pytest.approx(391.5 * 0.8), 391.5)


def test_parts_of_a_cent_are_carried_on() -> None:
    # One cent more for 21 of 31 days of January (0.677), one more for 14 of 28 days of February (0.5).
    story = Story(months=3)
    story.opening(1, 10_000)
    story.opening(2, 10_000, segment=1)
    story.move(10, Kind.EXPANDED, 1, 1)
    story.move(45, Kind.EXPANDED, 2, 1)
    measured = story.measured()
    assert measured.monthly["revenue"] == pytest.approx([200.00, 200.02, 200.02])
    assert measured.count("revenue") == pytest.approx(sum(measured.monthly["revenue"]))
    parts = [measured.count("revenue", "segment", name) for name in ("small", "large")]
    assert sum(parts) == pytest.approx(measured.count("revenue"))


@pytest.fixture(scope="module")
def burning() -> Measured:
    """A year from one customer, who pays 1,200 in March; 300 a month of pay, 10 a day of ads."""
    story = Story(cash=100_000, spend={"ads": 1_000})
    story.opening(1, 10_000)
    for month in range(12):
        story.post(month, Kind.SALARY, team=2, amount=30_000)
    story.at(60, Kind.INVOICED, 1, detail=12, amount=120_000)
    story.at(60, Kind.COGS, 1, amount=24_000)
    story.move(200, Kind.EXPANDED, 1, 5_000)
    story.fail(300, 1)
    story.at(300, Kind.CREDITED, 1, amount=-20_000)
    story.at(300, Kind.COGS, 1, amount=-4_000)
    story.customer(310, 2, 25_000)
    return story.measured()


def test_cash(burning: Measured) -> None:
    # 1,000 + 1,200 - 200 - (240 - 40) - 12 x 300 - 3,650
    assert burning.count("cash_end") == 1000 + 1000 - 200 - 3600 - 3650
    assert burning.monthly["cash"][:3] == pytest.approx([390, -190, -190 + 960 - 610])
    assert burning.count("cash_lowest") == burning.count("cash_end")
    assert burning.count("ruin_probability") == 1


def test_lowest_cash_may_be_that_of_the_start() -> None:
    story = Story(cash=5_000)
    story.customer(1, 1)
    story.at(1, Kind.INVOICED, 1, detail=12, amount=120_000)
    measured = story.measured()
    assert measured.count("cash_lowest") == 50
    assert measured.count("ruin_probability") == 0


@pytest.mark.parametrize("name", ["cash_end", "cash_lowest", "ruin_probability"])
def test_no_cash_was_said(name: str) -> None:
    assert Story().measured().why(name) == "the scenario states no cash at the start"


def test_burn_over_net_new_arr(burning: Measured) -> None:
    assert burning.ratio("burn_multiple") == (6450, 12 * (250 - 100))


def test_growth_and_cash_flow_over_revenue(burning: Measured) -> None:
    revenue = burning.count("revenue")
    assert burning.form("rule_of_40") == pytest.approx(100 * (250 / 100 - 1) + 100 * -6450 / revenue)
    assert "12 months" in Story(months=9).measured().why("rule_of_40")
    assert Story().measured().why("rule_of_40") == "no recurring revenue 12 months before the end"


def test_magic_number_over_four_quarters() -> None:
    # 15 months are 5 quarters; revenue of the first 300, of the last 600; sales and marketing of the first 4: 365 days.
    story = Story(months=15, spend={"ads": 1_000})
    story.opening(1, 10_000)
    story.move(365, Kind.EXPANDED, 1, 10_000)
    assert story.measured().ratio("magic_number") == (4 * 300, 3650)


def test_magic_number_of_a_short_horizon() -> None:
    # 7 months: the quarters February-April and May-July.
    story = Story(months=7, spend={"ads": 1_000})
    story.opening(1, 10_000)
    story.move(120, Kind.EXPANDED, 1, 2_000)  # 1 May
    assert story.measured().ratio("magic_number") == (4 * 60, 10 * 89)
    assert Story(months=5).measured().why("magic_number") == "the horizon is shorter than two quarters"


def test_cash_runs_out_at_a_month_s_end(burning: Measured) -> None:
    # 390 at the end of January, -190 at the end of February.
    assert burning.count("cash_out_month") == 2
    story = Story(cash=100_000)
    assert story.measured().count("cash_out_month") == float("inf")
    assert Story(cash=-1).measured().count("cash_out_month") == 0  # on day 0
    assert Story().measured().why("cash_out_month") == "the scenario states no cash at the start"


def test_burn_and_runway_of_the_last_three_months() -> None:
    story = Story(months=6, cash=1_000_000, spend={"ads": 1_000})
    story.post(0, Kind.SALARY, team=2, amount=90_000)  # too early to count
    measured = story.measured()
    # 10 a day in April, May and June: 91 days. Left are 10,000 - 900 - 10 x 181.
    assert measured.count("burn") == pytest.approx(910 / 3)
    assert measured.form("runway_months") == pytest.approx((10_000 - 900 - 1_810) / (910 / 3))


def test_why_there_is_no_runway(burning: Measured) -> None:
    assert burning.why("runway_months") == "no cash is left at the end"
    assert Story(months=2, cash=1).measured().why("runway_months") == "the horizon is shorter than 3 months"
    assert Story(months=2).measured().why("burn") == "the horizon is shorter than 3 months"
    assert Story().measured().why("runway_months") == "the scenario states no cash at the start"
    assert Story(cash=100).measured().why("runway_months") == "cash grows: at this pace it does not run out"


def test_earnings_and_their_margin() -> None:
    story = Story(months=3, spend={"ads": 100})
    story.customer(0, 1, 30_000)
    story.at(0, Kind.INVOICED, 1, detail=12, amount=360_000)
    story.at(0, Kind.COGS, 1, amount=72_000)
    story.post(1, Kind.RESEARCH, amount=5_000)
    story.post(2, Kind.ADMINISTRATION, amount=2_500)
    measured = story.measured()
    # 3 x (300 - 60) earned, 90 of ads in 90 days, 75 of the rest.
    assert measured.count("ebitda") == 720 - 90 - 75
    assert measured.ratio("ebitda_margin") == (555, 900)
    assert measured.count("plan_cost") == 90 + 75


def test_people_cost_and_bring_in() -> None:
    story = Story(months=2, found_heads=(2, 3, 1))
    story.customer(0, 1, 10_000)
    story.at(5, Kind.EMPLOYEE_JOINED, team=0, int_value=2)
    story.at(9, Kind.EMPLOYEE_JOINED, team=1, int_value=3)
    story.at(40, Kind.EMPLOYEE_LEFT, team=2, int_value=0)
    story.at(70, Kind.EMPLOYEE_JOINED, team=1, int_value=4)  # in the run-off
    story.post(0, Kind.SALARY, team=0, amount=40_000)
    story.post(1, Kind.SALARY, team=2, amount=50_000)
    story.at(0, Kind.COMMISSION, 1, amount=6_000)
    measured = story.measured()
    assert measured.count("payroll") == 960
    assert measured.ratio("arr_per_head") == (1_200, 7)
