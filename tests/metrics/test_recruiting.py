"""Time to start, acceptance of offers and vacancy, by hand."""

from metrics.by_hand import Story

from gtmsim.journal.kinds import Kind

SDR, AE = 0, 1


def test_time_to_start_and_acceptance() -> None:
    """Two SDRs after 20 and 40 days, with three offers declined; an AE whose position is closed; a replacement."""
    story = Story(months=2)
    story.at(10, Kind.OFFER_DECLINED, team=SDR, detail=1, int_value=2, value=10.0)
    story.at(12, Kind.OFFER_DECLINED, team=AE, detail=1, int_value=3, value=12.0)
    story.at(20, Kind.EMPLOYEE_JOINED, team=SDR, int_value=1, value=20.0)
    story.at(21, Kind.EMPLOYEE_JOINED, team=SDR, detail=1, int_value=4)
    story.at(21, Kind.EMPLOYEE_LEFT, team=SDR, detail=1, int_value=0, value=21.0)
    story.at(25, Kind.POSITION_CLOSED, team=AE, int_value=3, value=25.0)
    story.at(25, Kind.OFFER_DECLINED, team=SDR, detail=2, int_value=2, value=25.0)
    story.at(40, Kind.EMPLOYEE_JOINED, team=SDR, int_value=2, value=40.0)
    for team, days, vacant in ((SDR, 70, 60.0), (AE, 31, 25.0)):
        story.at(30, Kind.HEADCOUNT, team=team, detail=0, int_value=days, value=vacant)
    measured = story.measured()
    assert measured.ratio("time_to_start") == (60, 2)
    assert measured.ratio("time_to_start", "team", "sdr") == (60, 2)
    assert measured.ratio("offer_acceptance") == (2, 5)
    assert measured.ratio("offer_acceptance", "team", "sdr") == (2, 4)
    assert measured.ratio("offer_acceptance", "team", "ae") == (0, 1)
    assert measured.ratio("vacancy") == (85, 186)


def test_where_positions_are_filled_on_their_day() -> None:
    story = Story(months=2)
    story.at(20, Kind.EMPLOYEE_JOINED, team=SDR, int_value=1)
    measured = story.measured()
    assert measured.why("time_to_start") == "nobody has begun in a position that was looked for"
    assert measured.why("offer_acceptance") == "no offer for a position was answered"
