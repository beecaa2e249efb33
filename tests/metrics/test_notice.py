"""Who has given notice, who missed the day, and what lapsed, by hand."""

import numpy as np
from metrics.by_hand import Story

from gtmsim.journal.kinds import Kind


def decides(story: Story, day: float, who: int, kind: Kind | None = None) -> None:
    """The last day to give notice comes."""
    story.at(day, Kind.NOTICE_DUE, who, detail=1)
    if kind is not None:
        story.at(day, kind, who, detail=1, int_value=story.mrr[who])


def ends(story: Story, day: float, who: int, renewed: bool) -> None:
    """The term of which it was decided before."""
    story.at(day, Kind.RENEWAL_DUE, who, detail=1, int_value=1)
    if renewed:
        story.at(day, Kind.RENEWED, who, detail=1)
    else:
        story.move(day, Kind.CHURNED, who, -story.mrr[who])


def test_what_is_known_before_it_is_lost() -> None:
    story = Story(months=4)
    for who, mrr in ((1, 10_000), (2, 5_000), (3, 2_000), (4, 1_000), (5, 700)):
        story.opening(who, mrr, segment=int(who == 2))
    decides(story, 10, 1, Kind.NOTICE_GIVEN)  # in January; lost in March
    story.move(40, Kind.UPLIFTED, 1, 500)  # as was agreed
    ends(story, 70, 1, renewed=False)
    decides(story, 80, 2, Kind.NOTICE_GIVEN)  # in March; lost after the horizon
    decides(story, 85, 3, Kind.NOTICE_MISSED)
    ends(story, 100, 3, renewed=True)
    decides(story, 90, 4)
    decides(story, 92, 5, Kind.NOTICE_GIVEN)
    story.fail(95, 5)  # and its firm closes before it leaves
    measured = story.measured()
    assert measured.count("arr_under_notice") == 12 * 50.0
    assert measured.count("arr_under_notice", "segment", "small") == 0.0
    assert measured.count("arr_under_notice", "segment", "large") == 600.0
    assert measured.count("notices_given") == 3
    assert measured.ratio("missed_notices") == (1, 5)
    known = measured.monthly["arr_under_notice"]
    assert known == [12 * 100.0, 12 * 105.0, 12 * 50.0, 12 * 50.0]


def test_what_lapses_is_told_apart() -> None:
    story = Story(months=3)
    for who in (1, 2):
        story.opening(who, 10_000)
        story.at(20, Kind.RENEWAL_DUE, who, detail=1)
    story.mrr[1] = story.mrr[2] = 0
    story.at(20, Kind.CHURNED, 1, detail=1, amount=-10_000)
    story.at(20, Kind.CHURNED, 2, amount=-10_000)
    measured = story.measured()
    assert measured.count("lapsed_customers") == 1
    assert measured.count("churn_events") == 2
    names = ("arr_under_notice", "notices_given", "missed_notices")
    assert {measured.why(name) for name in names} == {
        "no customer had to give notice before the end of its contract in this scenario"
    }
    assert np.isnan(measured.monthly["arr_under_notice"]).all()
