"""How many people are promoted, and how many positions they fill, by hand."""

from metrics.by_hand import Story

from gtmsim.journal.kinds import Kind

SDR, AE, CSM = 0, 1, 2


def test_promotions() -> None:
    """Of three who begin as AEs two come from other teams; one of those after the horizon."""
    story = Story(months=2, promoted_after=(0.0, 365.0, 0.0))
    for day, source, person in ((3, SDR, 4), (20, CSM, 5), (70, SDR, 7)):
        story.at(day, Kind.EMPLOYEE_LEFT, team=source, detail=2, int_value=0, value=float(day))
        story.at(day, Kind.PROMOTED, team=AE, detail=source, int_value=person, value=400.0)
        story.at(day, Kind.EMPLOYEE_JOINED, team=AE, int_value=person)
    story.at(30, Kind.EMPLOYEE_JOINED, team=AE, int_value=6)
    story.at(33, Kind.EMPLOYEE_JOINED, team=SDR, detail=1, int_value=1)
    measured = story.measured()
    assert measured.count("promotions") == 2
    assert measured.count("promotions", "team", "ae") == 2
    assert measured.count("promotions", "team", "sdr") == 0
    assert measured.ratio("internal_fill_rate") == (2, 4)
    assert measured.ratio("internal_fill_rate", "team", "ae") == (2, 3)
    assert measured.ratio("internal_fill_rate", "team", "sdr") == (0, 1)


def test_where_nobody_is_promoted() -> None:
    measured = Story(months=2).measured()
    why = "no team of this scenario promotes people of another"
    assert measured.why("promotions") == measured.why("internal_fill_rate") == why
