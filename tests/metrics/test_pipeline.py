"""Open deals, the speed of selling, and how the teams are used."""

import numpy as np
import pytest
from metrics.by_hand import Measured, Story

from gtmsim.journal.kinds import Kind

SDR, AE = 0, 1


@pytest.fixture(scope="module")
def measured() -> Measured:
    """Six months; the last quarter begins on day 90."""
    story = Story(months=6)
    story.found(1, 120_000)
    story.at(100, Kind.LOST, 1)  # open on day 90
    story.found(2, 60_000, segment=1)  # open to the end
    story.opportunity(10, 3, 240_000)
    story.win(30, 3, 240_000)
    story.opportunity(60, 4, 360_000, "blog", segment=1)
    story.win(120, 4, 360_000)  # open on day 90, won in the quarter
    story.opportunity(170, 5, 480_000)
    story.win(210, 5, 480_000)  # open at the end, won in the run-off
    story.opportunity(100, 6, 12_000)
    story.at(110, Kind.NO_DECISION, 6)
    return story.measured()


def test_open_pipeline_at_the_end(measured: Measured) -> None:
    assert measured.count("pipeline_open") == 600 + 4800
    assert measured.count("pipeline_open", "channel", "(initial)") == 600
    assert measured.count("pipeline_open", "segment", "large") == 600
    assert measured.count("pipeline_deals") == 2


def test_pipeline_created_is_what_was_asked_first(measured: Measured) -> None:
    assert measured.count("pipeline_created") == 2400 + 3600 + 4800 + 120
    assert measured.count("pipeline_created", "channel", "ads") == 2400 + 4800 + 120
    assert measured.count("pipeline_created", "segment", "large") == 3600
    assert measured.monthly["pipeline_created"] == [2400, 0, 3600, 120, 0, 4800]
    story = Story(months=1)
    story.found(1, 120_000)  # in no pipeline that was created
    story.opportunity(3, 2, 60_000)
    story.at(4, Kind.QUOTED, 2, amount=54_000)
    assert story.measured().count("pipeline_created") == 600
    assert story.measured().monthly["pipeline_created"] == [600]


def test_coverage_of_what_the_quarter_won(measured: Measured) -> None:
    assert measured.ratio("pipeline_coverage") == (1200 + 600 + 3600, 3600)
    assert measured.ratio("pipeline_coverage", "segment", "small") == (1200, 0)
    assert Story(months=2).measured().why("pipeline_coverage") == "the horizon is shorter than a quarter"


def test_coverage_of_a_single_quarter_takes_the_initial_pipeline() -> None:
    story = Story(months=3)
    story.found(1, 120_000)
    story.opportunity(0, 2, 120_000)
    story.win(5, 2)
    assert story.measured().ratio("pipeline_coverage") == (1200, 1200)


def test_velocity_is_a_flow(measured: Measured) -> None:
    assert measured.count("sales_velocity") == pytest.approx((2400 + 3600 + 4800) / 181)
    assert measured.count("sales_velocity", "channel", "blog") == pytest.approx(3600 / 181)


def test_stock_formula_beside_it(measured: Measured) -> None:
    # Stock 1 x 3/4 won / mean cycle of (20 + 60 + 40) / 3 = 40 days, against 4 created x 3/4 in 181 days.
    assert measured.form("sales_velocity_stock_ratio") == pytest.approx(181 / (4 * 40))
    assert measured.why("sales_velocity_stock_ratio", "channel", "referral") == "no opportunity was won"


def test_work_waits_for_a_team() -> None:
    story = Story(months=2)
    story.lead(1, 1)
    story.task(1, 4, 1, SDR)
    story.task(3, 2, 1, SDR, sub=0, waited=3.0)
    story.task(40, 2, 1, AE, sub=1, waited=5.0)
    story.task(70, 2, 1, AE, sub=2, waited=50.0)  # in the run-off
    measured = story.measured()
    assert measured.ratio("queue_wait", "team", "sdr") == (3, 2)
    assert measured.ratio("queue_wait", "team", "ae") == (5, 1)
    assert measured.why("queue_wait").startswith("by team alone")


@pytest.mark.parametrize("name", ["sales_velocity", "sales_velocity_stock_ratio"])
def test_velocity_needs_the_run_off(name: str) -> None:
    assert Story(run_off=False).measured().why(name) == "run-off is off"


def test_utilisation_splits_a_task_over_months() -> None:
    hours = np.array([[100.0, 80.0], [50.0, 50.0], [10.0, 10.0]])
    story = Story(months=2, working_hours=hours)
    story.lead(1, 1)
    story.task(1, 4, 1, SDR)
    story.task(1.5, 2, 1, SDR, sub=0)
    story.task(30.5, 24, 1, AE, sub=1)  # half in January, half in February
    story.task(58.75, 12, 1, SDR, sub=2)  # half in February, half in the run-off
    story.at(5, Kind.TASK_STARTED, 1, detail=3, int_value=-1)  # of no team
    story.at(6, Kind.TASK_ENDED, 1, detail=3, int_value=-1, value=24.0)
    measured = story.measured()
    assert measured.ratio("utilisation", "team", "sdr") == (12, 180)
    assert measured.ratio("utilisation", "team", "ae") == (24, 100)
    assert measured.why("utilisation").startswith("by team alone")
    assert measured.why("utilisation", "team", "csm") == "a CSM team has coverage, not tasks"
    assert measured.monthly["utilisation_sdr"] == [0.06, 0.075]
    assert measured.monthly["utilisation_ae"] == [0.24, 0.24]
    assert "utilisation_csm" not in measured.monthly


def test_a_leaver_is_employed_until_the_task_in_hand_is_done() -> None:
    story = Story(months=2, working_hours=np.array([[10.0, 0.0]] * 3))
    story.lead(1, 1)
    story.at(30.75, Kind.EMPLOYEE_LEFT, team=SDR, int_value=0)
    story.task(30.5, 24, 1, SDR)  # 6 hours until he leaves, 6 more in January, 12 in February
    measured = story.measured()
    assert measured.ratio("utilisation", "team", "sdr") == (24, 28)
    assert measured.monthly["utilisation_sdr"] == pytest.approx([12 / 16, 1.0])


def test_open_pipeline_is_at_the_price_on_the_table() -> None:
    story = Story(months=6)
    story.found(1, 120_000)
    story.at(20, Kind.QUOTED, 1, amount=108_000, value=0.1)
    story.opportunity(40, 2, 240_000, "blog", segment=1)
    story.at(100, Kind.QUOTED, 2, amount=180_000, value=0.25)  # after the last quarter has begun
    story.opportunity(50, 3, 60_000)
    story.at(170, Kind.STAGE_PASSED, 3)
    story.opportunity(150, 4, 96_000)
    story.at(190, Kind.QUOTED, 4, amount=48_000, value=0.5)  # in the run-off
    measured = story.measured()
    assert measured.count("pipeline_open") == 1080 + 1800 + 600 + 960
    assert measured.count("pipeline_open", "channel", "blog") == 1800
    assert measured.ratio("pipeline_coverage")[0] == 1080 + 2400 + 600


def test_a_task_over_three_months() -> None:
    story = Story(months=3, working_hours=np.full((3, 3), 1000.0))
    story.lead(1, 1)
    story.task(30, 30 * 24, 1, AE)  # 1 day of January, 28 of February, 1 of March
    assert story.measured().monthly["utilisation_ae"] == pytest.approx([0.024, 28 * 0.024, 0.024])


def test_coverage() -> None:
    story = Story(months=3)
    assert story.measured().why("csm_coverage") == "no CSM coverage in this scenario"
    story.at(0, Kind.CSM_COVERAGE, value=1.0)
    story.at(31, Kind.CSM_COVERAGE, value=0.5)  # written after the books of January are closed
    story.at(90, Kind.CSM_COVERAGE, value=0.1)  # of the run-off
    measured = story.measured()
    assert measured.ratio("csm_coverage") == (1.5, 2)
    assert measured.monthly["csm_coverage"][:2] == [1.0, 0.5]
    assert np.isnan(measured.monthly["csm_coverage"][2])
