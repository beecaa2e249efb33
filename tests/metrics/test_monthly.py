"""The same quantities month by month."""

import numpy as np
import pytest
from metrics.by_hand import Measured, Story

from gtmsim.journal.kinds import Kind

NAMES = """
leads mqls sqls opportunities wins losses no_decisions mrr_start new expansion contraction churn reactivation resumed
paused mrr_end arr_end customers_end revenue spend_marketing spend_sales spend_overhead spend_success cash
csm_coverage brand pipeline_created quota_capacity pipeline_start utilisation_sdr utilisation_ae cac_cohort_spend
cac_cohort_wins arr_under_notice paused_customers quota_attainment share_at_quota
bookings billings collections ebitda operating_cash_flow receivables deferred_revenue
"""


@pytest.fixture(scope="module")
def measured() -> Measured:
    """Three months."""
    story = Story(months=3, spend={"ads": 100})
    story.opening(1, 10_000)
    story.opening(2, 20_000)
    story.move(5, Kind.UPLIFTED, 1, 1_000)
    story.move(40, Kind.CONTRACTED, 1, -4_000)
    story.due(40, 2, renewed=False)
    story.move(70, Kind.REACTIVATED, 2, 15_000)
    story.fail(80, 1)
    story.customer(75, 3, 2_000)
    story.opportunity(31, 4)
    story.at(31, Kind.LOST, 4)
    story.lead(58.5, 5, mql=False)
    story.found(6)
    story.at(10, Kind.NO_DECISION, 6)
    story.post(0, Kind.PROGRAMME, amount=700)
    story.post(2, Kind.OVERHEAD, amount=400)
    story.post(1, Kind.SALARY, team=0, amount=5_000)
    story.post(1, Kind.SALARY, team=2, amount=6_000)
    story.at(75, Kind.COMMISSION, 3, amount=900)
    return story.measured()


def test_all_series_are_there_and_no_other(measured: Measured) -> None:
    assert set(measured.monthly) == set(NAMES.split())
    assert all(len(series) == 3 for series in measured.monthly.values())


@pytest.mark.parametrize(
    ("kind", "of"),
    [
        *(
            (kind, "spend_marketing")
            for kind in (Kind.LEAD_FEE, Kind.ENRICHMENT, Kind.REFERRAL_REWARD, Kind.PROGRAMME, Kind.BRAND_SPEND)
        ),
        *((Kind.COMMUNITY_COST, "spend_marketing"), (Kind.OVERHEAD, "spend_overhead")),
        *((kind, "spend_sales") for kind in (Kind.COMMISSION, Kind.SPIF, Kind.SALES_EXPENSE)),
    ],
)
def test_each_cost_stands_in_its_month_and_in_the_ratios_of_it(kind: Kind, of: str) -> None:
    """One cost of 12 in the second of six months, in which 100 a month is won."""
    story = Story(months=6, spifs=("spring",))
    story.customer(130, 1, 10_000, of="referral")
    if kind in (Kind.LEAD_FEE, Kind.ENRICHMENT):
        story.lead(35, 2, "ads")
        story.at(35, kind, 2, amount=1_200)
        story.rows[-1], story.rows[-2] = story.rows[-2], story.rows[-1]  # before it is screened
    elif kind in (Kind.REFERRAL_REWARD, Kind.COMMISSION, Kind.SPIF, Kind.SALES_EXPENSE):
        story.opportunity(40, 2, 120_000)
        if kind == Kind.SALES_EXPENSE:
            story.at(41, kind, 2, amount=1_200)
        else:
            story.at(41, Kind.WON, 2, amount=120_000)
            story.at(41, kind, 2, amount=1_200)
            story.move(41, Kind.NEW_CUSTOMER, 2, 10_000)
    else:
        story.post(1, kind, amount=1_200)
    measured = story.measured()
    assert measured.monthly[of] == [0, 12, 0, 0, 0, 0]
    for name in {"spend_marketing", "spend_sales", "spend_overhead"} - {of}:
        assert measured.monthly[name] == [0] * 6
    assert measured.count(of) == measured.count("plan_cost") == 12
    assert measured.ratio("cac_ratio") == (12, 1200)
    assert measured.ratio("magic_number")[1] == 12


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("leads", [0, 2, 1]),
        ("mqls", [0, 1, 1]),
        ("sqls", [0, 1, 1]),
        ("opportunities", [0, 1, 1]),
        ("wins", [0, 0, 1]),
        ("losses", [0, 1, 0]),
        ("no_decisions", [1, 0, 0]),
        ("mrr_start", [300, 310, 70]),
        ("new", [0, 0, 20]),
        ("expansion", [10, 0, 0]),
        ("contraction", [0, 40, 0]),
        ("churn", [0, 200, 70]),
        ("reactivation", [0, 0, 150]),
        ("mrr_end", [310, 70, 170]),
        ("arr_end", [3720, 840, 2040]),
        ("customers_end", [2, 1, 2]),
        ("spend_marketing", [31 + 7, 28, 31]),
        ("spend_sales", [0, 50, 9]),
        ("spend_overhead", [0, 0, 4]),
        ("spend_success", [0, 60, 0]),
        ("cac_cohort_spend", [31, 28, 31]),
        ("cac_cohort_wins", [0, 0, 1]),
    ],
)
def test_series(measured: Measured, name: str, expected: list[float]) -> None:
    assert measured.monthly[name] == pytest.approx(expected)


def test_what_is_not_known_is_not_a_number(measured: Measured) -> None:
    assert np.isnan(measured.monthly["cash"]).all()
    assert np.isnan(measured.monthly["csm_coverage"]).all()
    assert np.isnan(measured.monthly["brand"]).all()


def test_quotas_of_the_periods_that_end_in_a_month() -> None:
    """Two sellers of whom one reaches the quota of the quarter, and an SDR who reaches that of each month but one."""
    story = Story(months=3)
    for person, won in ((0, 300_000), (1, 150_000)):
        story.post(2, Kind.QUOTA_PERIOD, team=1, amount=won, int_value=person, value=3_000.0)
    for month, reached in enumerate((1.0, 0.5, 2.0)):
        story.post(month, Kind.VARIABLE_PAY, team=0, amount=100, int_value=0, value=reached)
    monthly = story.measured().monthly
    assert monthly["quota_attainment"] == pytest.approx([np.nan, np.nan, 0.75], nan_ok=True)
    assert monthly["share_at_quota"] == pytest.approx([1, 0, 2 / 3])
    assert np.isnan(Story(months=2).measured().monthly["share_at_quota"]).all()


def test_a_team_without_hours_has_no_utilisation() -> None:
    story = Story(months=2, working_hours=np.zeros((3, 2)))
    assert np.isnan(story.measured().monthly["utilisation_sdr"]).all()
    assert story.measured().ratio("utilisation", "team", "sdr") == (0, 0)
