"""Attrition and vacancy, by hand."""

import pytest
from metrics.by_hand import Story

from gtmsim.journal.kinds import Kind

SDR, AE = 0, 1


def test_attrition_and_vacancy() -> None:
    """Of the sdr team one in 90 days of work, with 10 days of vacancy; who is let go by the plan is no attrition."""
    story = Story(months=2)
    story.at(3, Kind.EMPLOYEE_LEFT, team=SDR, detail=1, int_value=0, value=3.0)
    story.at(4, Kind.EMPLOYEE_LEFT, team=AE, int_value=0)
    story.at(13, Kind.EMPLOYEE_JOINED, team=SDR, detail=1, int_value=1)
    for team, days, vacant in ((SDR, 40, 10.0), (AE, 4, 0.0)):
        story.at(30, Kind.HEADCOUNT, team=team, detail=0, int_value=days, value=vacant)
    for team, days, vacant in ((SDR, 50, 0.0), (AE, 0, 0.0)):
        story.at(58, Kind.HEADCOUNT, team=team, detail=1, int_value=days, value=vacant)
    measured = story.measured()
    assert measured.ratio("employee_attrition") == (1, pytest.approx(94 / 365.25))
    assert measured.ratio("employee_attrition", "team", "sdr") == (1, pytest.approx(90 / 365.25))
    assert measured.ratio("employee_attrition", "team", "ae") == (0, pytest.approx(4 / 365.25))
    assert measured.ratio("vacancy") == (10, 104)
    assert measured.ratio("vacancy", "team", "sdr") == (10, 100)


def test_where_nobody_leaves() -> None:
    measured = Story(months=2).measured()
    assert (
        measured.why("employee_attrition")
        == measured.why("vacancy")
        == "nobody leaves of their own accord in this scenario, and every position is filled on its day"
    )
