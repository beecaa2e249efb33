"""Volumes, rates and times of the funnel."""

import numpy as np
import pytest
from metrics.by_hand import Story

from gtmsim.journal.kinds import Kind

SDR, AE = 0, 1


@pytest.fixture(scope="module")
def measured():  # type: ignore[no-untyped-def]
    """Two months: a screened-out lead, one who gave up, one who was not qualified, and deals of every fate."""
    story = Story(months=2)
    story.lead(1, 11, mql=False)
    story.lead(1, 12, "blog", segment=1)
    story.at(4, Kind.ABANDONED, 12, value=3.0)
    story.lead(2, 13)
    story.task(2.5, 2, 13, SDR)
    story.at(2.5 + 2 / 24, Kind.DISQUALIFIED, 13, detail=1)
    for who, of, closed, kind in (
        (1, "ads", 20, Kind.WON),
        (2, "ads", 30, Kind.LOST),
        (3, "blog", 45, Kind.NO_DECISION),
        (4, "blog", 100, Kind.WON),  # in the run-off
        (5, "ads", None, None),
    ):
        story.lead(4, who, of)
        end = story.task(4.25 + who, 3, who, SDR)
        story.at(end, Kind.SQL, who)
        story.at(10, Kind.OPPORTUNITY, who, amount=120_000)
        if kind == Kind.WON:
            story.win(closed, who)
        elif kind is not None:
            story.at(closed, kind, who)
    story.found(6)
    story.win(5, 6, sub=1)
    story.at(9, Kind.CHANNEL_BANNED, channel=0, value=30.0)
    return story.measured()


def test_bans(measured) -> None:  # type: ignore[no-untyped-def]
    assert measured.count("bans") == measured.count("bans", "channel", "ads") == 1
    assert measured.count("bans", "channel", "blog") == 0


@pytest.mark.parametrize(
    ("name", "total", "ads", "blog"),
    [
        ("leads", 8, 5, 3),
        ("mqls", 7, 4, 3),
        ("sqls", 5, 3, 2),
        ("disqualified", 2, 2, 0),
        ("abandoned_leads", 1, 0, 1),
        ("opportunities", 5, 3, 2),
        ("wins", 2, 1, 0),
        ("losses", 1, 1, 0),
        ("no_decisions", 1, 0, 1),
    ],
)
def test_volumes(measured, name: str, total: int, ads: int, blog: int) -> None:  # type: ignore[no-untyped-def]
    assert measured.count(name) == total
    assert measured.count(name, "channel", "ads") == ads
    assert measured.count(name, "channel", "blog") == blog
    assert measured.count(name, "segment", "small") == total - (name in ("leads", "mqls", "abandoned_leads"))


def test_only_outcomes_have_a_line_for_the_initial_pipeline(measured) -> None:  # type: ignore[no-untyped-def]
    assert measured.count("wins", "channel", "(initial)") == 1
    assert ("leads", "channel", "(initial)") not in measured.measures.values


def test_stages_are_compared_each_by_its_own_day(measured) -> None:  # type: ignore[no-untyped-def]
    assert measured.ratio("lead_to_mql_rate") == (7, 8)
    assert measured.ratio("lead_to_mql_rate", "channel", "blog") == (3, 3)
    assert measured.ratio("mql_to_sql_rate") == (5, 7)
    assert measured.ratio("mql_to_sql_rate", "channel", "ads") == (3, 4)


def test_win_rates_by_closing_count_the_initial_pipeline(measured) -> None:  # type: ignore[no-untyped-def]
    assert measured.ratio("win_rate") == (2, 3)
    assert measured.ratio("win_rate_broad") == (2, 4)
    assert measured.ratio("win_rate", "channel", "blog") == (0, 0)  # kept as it is: nothing was closed


def test_rates_by_mode_follow_the_lead() -> None:
    """Of four in need one is won, one is lost, and two are not decided in the horizon; the found one counts nowhere."""
    story = Story(months=2)
    for who, of, mode, closed, kind in (
        (1, "ads", 1, 20, Kind.WON),
        (2, "ads", 1, 21, Kind.LOST),
        (3, "ads", 0, 22, Kind.LOST),
        (4, "blog", 0, 23, Kind.WON),
        (5, "blog", 0, 24, Kind.LOST),
        (6, "blog", 1, 25, Kind.NO_DECISION),
        (7, "blog", 1, 100, Kind.WON),
    ):
        story.at(1, Kind.LEAD, who, of=of, detail=mode)
        story.at(1, Kind.MQL, who)
        story.at(2, Kind.SQL, who)
        story.at(2, Kind.OPPORTUNITY, who, amount=120_000)
        if kind == Kind.WON:
            story.win(closed, who)
        else:
            story.at(closed, kind, who)
    story.at(70, Kind.LEAD, 9, of="ads", detail=1)  # in the run-off
    story.found(8)
    story.win(5, 8, sub=1)
    measured = story.measured()
    assert measured.ratio("in_market_share") == (4, 7)
    assert measured.ratio("in_market_share", "channel", "blog") == (2, 4)
    assert measured.ratio("win_rate_in_market") == (1, 2)
    assert measured.ratio("win_rate_in_market", "channel", "blog") == (0, 0)
    assert measured.ratio("win_rate_out_of_market") == (1, 3)
    assert measured.ratio("win_rate_out_of_market", "channel", "ads") == (0, 1)
    assert measured.ratio("win_rate_out_of_market", "segment", "small") == (1, 3)


def test_the_cohort_is_followed_into_the_run_off(measured) -> None:  # type: ignore[no-untyped-def]
    assert measured.ratio("win_rate_cohort") == (2, 5)
    assert measured.ratio("win_rate_cohort", "channel", "ads") == (1, 3)
    assert Story(months=2, run_off=False).measured().why("win_rate_cohort") == "run-off is off"


def test_response_counts_only_leads_that_were_served(measured) -> None:  # type: ignore[no-untyped-def]
    # Lead 13 waited 12 hours, leads 1 to 5 waited 1.25 to 5.25 days.
    assert measured.ratio("response_hours") == (12 + 24 * (1.25 + 2.25 + 3.25 + 4.25 + 5.25), 6)


def test_cycle_of_winners_with_competing_risks() -> None:
    # Days to the end: won 2, lost 4, won 6, won 8; open at the end of day 31 after 10 and 10.
    # Incidence of winning: 1/6; then S = 5/6 * 4/5 = 4/6, so 1/6 + 4/6 * 1/4 = 2/6; then 2/6 + 3/6 * 1/3 = 3/6.
    # Half of it, 1/4, is passed at day 6.
    story = Story(months=1)
    for who, (created, closed, kind) in enumerate(
        [(1, 3, Kind.WON), (1, 5, Kind.LOST), (2, 8, Kind.WON), (3, 11, Kind.WON), (21, 40, Kind.WON), (21, 0, None)], 1
    ):
        story.opportunity(created, who)
        if kind == Kind.WON:
            story.win(closed, who)
        elif kind is not None:
            story.at(closed, kind, who)
    story.found(9)
    story.win(1, 9, sub=1)  # how long it was open is not known: not in the cohort
    measured = story.measured()
    assert measured.median("sales_cycle_days") == measured.median("sales_cycle_days", "segment", "small") == 6
    assert np.isnan(measured.median("sales_cycle_days", "channel", "blog"))


def test_long_deals_that_are_open_still_count() -> None:
    # Winners after 2 and 10 days; a deal is open since day 26. Without censoring the incidence is 1/3 and 2/3;
    # censored at 5 days the late winner counts 2/3 alone: 1/3 and 1. Half of 1 is passed at 10, half of 2/3 at 2.
    story = Story(months=1)
    for who, created, closed in ((1, 1, 3), (2, 1, 11), (3, 26, 60)):
        story.opportunity(created, who)
        story.win(closed, who)
    assert story.measured().median("sales_cycle_days") == 10


def test_conversion_of_each_stage_and_of_the_committee() -> None:
    """Stages are demo and offer: six deals come to the first, one of them after the horizon."""
    story = Story(months=6)
    story.found(1)
    for who in range(2, 7):
        story.opportunity(10, who)
    story.at(20, Kind.STAGE_PASSED, 1, detail=0)
    story.at(20, Kind.STAGE_PASSED, 2, detail=0)
    story.at(21, Kind.STAGE_PASSED, 3, detail=0)
    story.at(22, Kind.LOST, 4, detail=0)
    story.at(23, Kind.NO_DECISION, 5, detail=0)
    story.at(30, Kind.STAGE_PASSED, 1, detail=1)
    story.at(31, Kind.STAGE_PASSED, 2, detail=1)
    story.at(32, Kind.LOST, 3, detail=1)
    story.win(40, 1)
    story.at(41, Kind.LOST, 2, detail=-1)
    story.at(200, Kind.LOST, 6, detail=0)  # in the run-off
    measured = story.measured()
    assert measured.ratio("stage_conversion", "stage", "demo") == (3, 5)
    assert measured.ratio("stage_conversion", "stage", "offer") == (2, 3)
    assert measured.ratio("stage_conversion", "stage", "(committee)") == (1, 2)
    assert measured.why("stage_conversion").startswith("by stage alone")
