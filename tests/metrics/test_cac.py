"""The cost of a new customer in its several forms."""

import numpy as np
import pytest
from metrics.by_hand import Measured, Story

from gtmsim.journal.kinds import Kind
from gtmsim.metrics.metric import METRICS, Sums
from gtmsim.study.formed import Formed, Parts

SDR, AE = 0, 1


@pytest.fixture(scope="module")
def measured() -> Measured:
    """Six months: 600 a day of ads, a fee on blog leads, a referral, one win of the initial pipeline."""
    story = Story(months=6, spend={"ads": 60_000}, paid=(True, True, True))
    for month in range(6):
        story.post(month, Kind.SALARY, team=0, amount=500_001)
        story.post(month, Kind.SALARY, team=1, amount=800_000)
        story.post(month, Kind.SALARY, team=2, amount=700_000)
        story.post(month, Kind.PROGRAMME, amount=100_000)
        story.post(month, Kind.OVERHEAD, amount=200_000)
    story.lead(10, 1, "ads")
    story.at(story.task(10.5, 1, 1, SDR), Kind.SQL, 1)
    story.at(11, Kind.OPPORTUNITY, 1, amount=1_200_000)
    story.task(12, 4, 1, AE, sub=0)
    story.at(40, Kind.WON, 1, amount=1_200_000)
    story.at(40, Kind.COMMISSION, 1, amount=50_000)
    story.move(40, Kind.NEW_CUSTOMER, 1, 100_000)
    story.lead(20, 2, "blog")
    story.at(20, Kind.LEAD_FEE, 2, amount=2_500)
    story.at(story.task(20.5, 2, 2, SDR), Kind.DISQUALIFIED, 2, detail=1)
    story.at(100, Kind.REFERRED, 1)
    story.opportunity(100, 3, 600_000, "referral", segment=1)
    story.at(150, Kind.WON, 3, amount=600_000)
    story.at(150, Kind.REFERRAL_REWARD, 3, amount=30_000)
    story.move(150, Kind.NEW_CUSTOMER, 3, 50_000)
    story.found(4, 240_000)
    story.task(1, 1, 4, AE, sub=1)
    story.win(5, 4, 240_000, sub=1)
    return story.measured()


SPENT = 600 * 181  # January to June
VARIABLE = SPENT + 25 + 300  # ads, a blog fee, a referral reward
MARKETING = VARIABLE + 6 * 1000
SALES = 6 * (5000.01 + 8000) + 500
OVERHEAD = 6 * 2000
CSM_PAY = 6 * 7000


def test_spend(measured: Measured) -> None:
    assert measured.count("spend_marketing") == MARKETING
    assert measured.count("spend_sales") == pytest.approx(SALES, abs=1e-6)
    assert measured.count("spend_overhead") == OVERHEAD
    assert measured.count("spend_overhead", "channel", "ads") == OVERHEAD * 5 / 8
    assert measured.count("spend_success") == CSM_PAY


def test_marketing_for_a_lead_and_for_an_opportunity(measured: Measured) -> None:
    leads, opportunities = (measured.count(name) for name in ("leads", "opportunities"))
    assert measured.ratio("cost_per_lead") == (MARKETING, leads)
    assert measured.ratio("cost_per_lead", "channel", "blog")[0] == measured.count("spend_marketing", "channel", "blog")
    assert measured.ratio("cost_per_opportunity") == (MARKETING, opportunities)


def test_a_plan_costs_all_that_it_spends(measured: Measured) -> None:
    assert measured.count("plan_cost") == pytest.approx(MARKETING + SALES + OVERHEAD + CSM_PAY)
    story = Story(months=2)
    for kind in (Kind.OTHER_OPEX, Kind.COMMUNITY_COST, Kind.BRAND_SPEND):
        story.post(1, kind, amount=1_000)
    story.opening(1)
    story.at(3, Kind.INVOICED, 1, detail=12, amount=120_000)
    story.at(3, Kind.COGS, 1, amount=24_000)  # the market's, not the plan's
    assert story.measured().count("plan_cost") == 30


def test_paid_divides_by_the_wins_of_paid_channels(measured: Measured) -> None:
    assert measured.ratio("cac_paid") == (VARIABLE, 2)
    assert measured.ratio("cac_paid", "channel", "ads") == (SPENT, 1)
    assert measured.ratio("cac_paid", "channel", "blog") == (25, 0)
    assert measured.ratio("cac_paid", "channel", "referral") == (300, 1)


def test_unpaid_channels_have_no_paid_cac() -> None:
    story = Story(months=6, spend={"ads": 60_000})
    story.customer(3, 1, of="blog")
    measured = story.measured()
    assert measured.ratio("cac_paid") == (SPENT, 0)
    assert measured.why("cac_paid", "channel", "blog") == "nothing is paid for this channel"
    assert Story(paid=(False, False, False)).measured().why("cac_paid") == "no channel is paid for"


def test_marketing_blended_and_loaded_divide_by_all_wins(measured: Measured) -> None:
    assert measured.ratio("cac_marketing") == (MARKETING, 3)
    assert measured.ratio("cac_blended") == (round(MARKETING + SALES, 2), 3)
    assert measured.ratio("cac_loaded") == (round(MARKETING + SALES + OVERHEAD, 2), 3)


def test_shared_costs_follow_the_hours_worked(measured: Measured) -> None:
    # SDR hours: ads 1, blog 2. AE hours: ads 4, initial 1. All hours: ads 5, blog 2, initial 1 of 8.
    ads = SPENT + 6 * 1000 * 5 / 8 + 6 * 5000.01 / 3 + 6 * 8000 * 4 / 5 + 6 * 2000 * 5 / 8 + 500
    blog = 25 + 6 * 1000 * 2 / 8 + 6 * 5000.01 * 2 / 3 + 6 * 2000 * 2 / 8
    initial = 6 * 1000 / 8 + 6 * 8000 / 5 + 6 * 2000 / 8
    for key, cost, wins in (("ads", ads, 1), ("blog", blog, 0), ("referral", 300, 1), ("(initial)", initial, 1)):
        found = measured.ratio("cac_loaded", "channel", key)
        assert found == (pytest.approx(cost, abs=0.02), wins)
    for name in ("cac_loaded", "cac_blended", "cac_marketing"):
        keys = ("ads", "blog", "referral", "(initial)")
        parts = [measured.ratio(name, "channel", key) for key in keys]
        whole = measured.ratio(name)
        assert (round(sum(p[0] for p in parts), 6), sum(p[1] for p in parts)) == whole


def test_payback_is_acquisition_over_new_gross_profit_a_month(measured: Measured) -> None:
    loaded = round(MARKETING + SALES + OVERHEAD, 2)
    # Nobody says how many CSM hours a customer takes: its pay is shared by the 5 + 2 + 6 months of service begun.
    hour = CSM_PAY / 13
    assert measured.ratio("cac_payback_months") == (loaded, pytest.approx((1000 + 500 + 200) * 0.8 - 3 * hour))
    assert measured.ratio("cac_payback_months", "channel", "referral") == (300, pytest.approx(500 * 0.8 - hour))


def test_cac_ratio_sets_spend_against_new_arr_of_a_quarter_later(measured: Measured) -> None:
    spent = 600 * 90 + 25 + 3 * 1000 + 3 * (5000.01 + 8000 + 2000) + 500
    assert measured.ratio("cac_ratio") == (pytest.approx(spent), 12 * 500)
    assert Story(months=3).measured().why("cac_ratio") == "the horizon is not longer than a quarter"


def test_cohort_without_carry_over_owes_each_win_to_its_month() -> None:
    story = Story(months=3, spend={"ads": 1_000})
    story.customer(10, 1)
    story.customer(40, 2)
    story.opportunity(70, 3)
    story.win(300, 3)  # long after the horizon
    story.found(4)
    story.win(10, 4, sub=1)  # nobody's spend
    measured = story.measured()
    assert measured.ratio("cac_cohort") == (10 * 90, 3)
    assert measured.monthly["cac_cohort_spend"] == pytest.approx([310, 280, 310])
    assert measured.monthly["cac_cohort_wins"] == [1, 1, 1]
    assert measured.why("cac_cohort", "channel", "blog") == "no lead of this channel is paid for"


def test_cohort_shares_a_lead_over_months_by_what_their_spend_still_does() -> None:
    # keep 1/2, 100 on day 30 (the last of January) and on day 31; the lead comes on day 31.
    spend = np.zeros((3, 59), np.int64)
    spend[0, [30, 31]] = 100
    keep = np.array([0.5, 0.0, 0.0])
    story = Story(months=2, daily_spend=spend, keep=keep)
    story.customer(31.5, 1)
    # Carried on day 31: 1/2 x 1/2 x 100 = 25 of January, 50 of February: thirds of 10,000.
    assert story.measured().monthly["cac_cohort_wins"] == [0.3333, 0.6667]


def test_cohort_owes_nothing_to_what_was_free_or_spent_before() -> None:
    # Stock of before day 0 on day 0: 0.5 x 100 = 50; fresh: 0.5 x 50 = 25. Half of the leads need no spend.
    spend = np.zeros((3, 31), np.int64)
    spend[0, 0] = 50
    story = Story(
        months=1,
        daily_spend=spend,
        keep=np.array([0.5, 0.0, 0.0]),
        initial_stock=np.array([100.0, 0.0, 0.0]),
        organic=np.array([[0.5], [0.0], [0.0]]) * np.ones(31),
    )
    story.customer(0.5, 1)
    measured = story.measured()
    assert measured.ratio("cac_cohort") == (0.5, pytest.approx(0.1667))  # 10,000 x 1/2 x 1/3, the largest remainder
    assert measured.monthly["cac_cohort_wins"] == [0.1667]


def test_cohort_owes_a_win_to_what_spend_was_worth() -> None:
    # As above, but January's spend was worth a half: 12.5 and 50 carried on day 31, one fifth and four.
    spend = np.zeros((3, 59), np.int64)
    spend[0, [30, 31]] = 100
    working = spend * np.where(np.arange(59) < 31, 0.5, 1.0)
    story = Story(months=2, daily_spend=spend, working=working, keep=np.array([0.5, 0.0, 0.0]))
    story.customer(31.5, 1)
    assert story.measured().monthly["cac_cohort_wins"] == [0.2, 0.8]
    assert story.measured().monthly["cac_cohort_spend"] == [1.0, 1.0]


def test_cohort_looks_at_the_day_of_the_touch() -> None:
    story = Story(months=2, spend={"ads": 1_000})
    story.customer(40, 1, delay=20)  # touched on day 20
    story.customer(5, 2, delay=20)  # touched before day 0, so owed to nothing that was spent since
    story.customer(40, 3)
    story.customer(70, 4, delay=15)  # comes after the horizon, touched on day 55
    assert story.measured().monthly["cac_cohort_wins"] == [1, 2]


def test_cohort_is_owed_what_its_spend_brings_after_the_horizon() -> None:
    # 100 a day on 30 and 31 (half a day's stock stays): 25 of January and 50 of February are carried on day 31.
    spend = np.zeros((3, 59), np.int64)
    spend[0, [30, 31]] = 100
    keep, organic = np.array([0.5, 0.0, 0.0]), np.array([[0.4], [0.0], [0.0]]) * np.ones(59)
    story = Story(months=2, daily_spend=spend, keep=keep, organic=organic, late_days=40)
    story.customer(65.5, 1)  # after the horizon nobody comes by himself: thirds of a whole win, whatever is organic
    story.customer(200.5, 2)  # when nothing is carried any more, or never looked at
    assert story.measured().monthly["cac_cohort_wins"] == [0.3333, 0.6667]


def test_cohort_owes_nothing_to_spend_of_before_that_works_on() -> None:
    spend = np.zeros((3, 31), np.int64)
    spend[0, 30] = 100
    # On day 31: 25 of January's last day, and 100 of before, halved 32 times: next to nothing; but here it never fades.
    story = Story(
        months=1,
        daily_spend=spend,
        keep=np.array([1.0 - 1e-12, 0.0, 0.0]),
        working=spend * 1e12,
        initial_stock=np.array([100.0, 0.0, 0.0]),
        late_days=10,
    )
    story.customer(33.5, 1)
    assert story.measured().monthly["cac_cohort_wins"] == [0.5]


def test_the_fee_of_who_comes_later_is_paid_by_the_last_month() -> None:
    story = Story(months=2, spend={"ads": 1_000}, late_days=5)
    story.opportunity(61, 1, of="ads", delay=30)
    story.at(61, Kind.LEAD_FEE, 1, amount=700)
    story.win(70, 1)
    story.opportunity(61, 2, of="blog")  # nothing is spent on it: who comes later is owed to nothing
    story.at(61, Kind.LEAD_FEE, 2, amount=900)
    measured = story.measured()
    assert measured.monthly["cac_cohort_spend"] == [310, 287]
    assert measured.ratio("cac_cohort", "channel", "ads") == (597, 1)
    assert measured.monthly["spend_marketing"] == [310, 280]  # what is paid after the horizon is not of it


def test_where_fees_alone_buy_leads_each_is_owed_to_its_month() -> None:
    story = Story(months=2)
    for day, who in ((3, 1), (33, 2), (34, 3)):
        story.opportunity(day, who, of="blog")
        story.at(day, Kind.LEAD_FEE, who, amount=5_000)
    story.win(50, 2)
    story.win(90, 3)
    measured = story.measured()
    assert measured.ratio("cac_cohort", "channel", "blog") == (150, 2)
    assert measured.monthly["cac_cohort_spend"] == [50, 100]
    assert measured.monthly["cac_cohort_wins"] == [0, 2]


def test_cohort_needs_the_run_off() -> None:
    measured = Story(months=2, run_off=False, spend={"ads": 100}).measured()
    assert measured.why("cac_cohort") == "run-off is off"
    assert np.isnan(measured.monthly["cac_cohort_wins"]).all()
    assert Story(months=2, paid=(False, False, True)).measured().why("cac_cohort") == "no lead is paid for"


def test_a_fee_that_was_not_due_adds_nothing() -> None:
    """Another replication may have had to pay it, so that the channel is not one without a cost."""
    assert Story(months=2, paid=(False, True, True)).measured().ratio("cac_cohort", "channel", "blog") == (0, 0)


def one_customer(months: int = 12, **said: object) -> Story:
    """One customer for 100 a month, of which 80 are left; ads for 10 a day."""
    story = Story(months=months, spend={"ads": 1_000}, **said)
    story.customer(0, 1, 10_000)
    return story


def test_payback_with_survival_is_plain_payback_where_nobody_leaves() -> None:
    measured = one_customer(months=3).measured()  # 900 spent, 80 a month
    assert measured.why("cac_payback_survival_adjusted") == (
        "not paid back within 3 months of service, and nobody was observed longer"
    )
    measured = one_customer(months=36).measured()
    assert measured.why("cac_payback_survival_adjusted") == "not paid back within 36 months of service"
    story = Story(months=12, spend={"ads": 100})  # 365 spent
    story.customer(0, 1, 10_000)
    story.customer(0, 2, 20_000)
    spent, profit = measured_both(story)
    assert spent / profit == pytest.approx(365 / 240)
    assert story.measured().form("cac_payback_survival_adjusted") == pytest.approx(365 / 240)
    assert story.measured().form("cac_payback_survival_adjusted", "channel", "ads") == pytest.approx(365 / 240)


def measured_both(story: Story) -> tuple[float, float]:
    return story.measured().ratio("cac_payback_months")


def test_payback_with_survival_counts_who_leaves_and_who_grows() -> None:
    story = Story(months=12, spend={"ads": 200})  # 730 spent
    story.customer(0, 1, 50_000)
    story.customer(0, 2, 50_000)
    story.due(28, 2, renewed=False)  # not in its second month of service
    # 800 in the first month would do; half of it is left when 730 of 800 were needed.
    assert story.measured().form("cac_payback_survival_adjusted") == pytest.approx(730 / 800)
    story = Story(months=12, spend={"ads": 500})  # 1825 spent
    story.customer(0, 1, 50_000)
    story.customer(0, 2, 50_000)
    story.due(28, 2, renewed=False)
    story.move(80, Kind.EXPANDED, 1, 10_000)  # from its fourth month on 480
    # 800, 400, 400 and 225 of 480, where the plain formula says 1825 / 800.
    assert story.measured().form("cac_payback_survival_adjusted") == pytest.approx(3 + 225 / 480)
    assert measured_both(story) == (1825, 800)


def test_payback_with_survival_of_nobody_and_of_nothing() -> None:
    assert Story(spend={"ads": 100}).measured().why("cac_payback_survival_adjusted") == "no customer was won"
    story = Story()
    story.customer(0, 1, 10_000)
    assert story.measured().form("cac_payback_survival_adjusted") == 0


def test_payback_with_survival_is_of_all_replications_together() -> None:
    """One firm wins nobody and one wins twice: their costs and profits are added up."""
    form = METRICS["cac_payback_survival_adjusted"].form
    assert form is not None
    parts = []
    for many in (0, 2):
        story = Story(months=12, spend={"ads": 100})
        for who in range(many):
            story.customer(0, 1 + who, 20_000)
        value = story.measured()("cac_payback_survival_adjusted")
        assert isinstance(value, Sums)
        parts.append(value.parts)
    found = Formed(Parts(np.array(parts), value.known), form)
    assert found.estimate().mean == pytest.approx(2 * 365 / (2 * 160))
    assert np.isnan(found.values()).tolist() == [True, False]


def test_cac_ratios_of_new_and_of_all_that_is_gained(measured: Measured) -> None:
    gained = 12 * (1_000 + 500 + 200)  # two customers and one of the initial pipeline
    assert measured.ratio("blended_cac_ratio") == (pytest.approx(MARKETING + SALES + OVERHEAD), gained)
    assert measured.ratio("expansion_cac_ratio") == (CSM_PAY, 0)
    story = Story(months=6, spend={"ads": 1_000})
    story.customer(10, 1, 10_000)
    story.opening(2, 50_000)
    story.move(20, Kind.EXPANDED, 2, 5_000)
    story.move(30, Kind.UPLIFTED, 2, 1_000)
    story.move(40, Kind.CONTRACTED, 2, -20_000)
    for month in range(6):
        story.post(month, Kind.SALARY, team=2, amount=30_000)
    found = story.measured()
    assert found.ratio("blended_cac_ratio") == (1_810, 12 * (100 + 50 + 10))
    assert found.ratio("blended_cac_ratio", "channel", "ads") == (1_810, 1_200)
    assert found.ratio("blended_cac_ratio", "channel", "(initial)") == (0, 720)
    assert found.ratio("expansion_cac_ratio") == (1_800, 600)  # nobody works for a price that rises by itself
    alone = Story(teams=("sdr", "ae"))
    assert alone.measured().why("expansion_cac_ratio") == "there is no CSM team, and nobody else is paid for expansions"
