"""The share of paid time that is missed, by hand."""

import numpy as np
from metrics.by_hand import Story

from gtmsim.journal.kinds import Kind

SDR, AE = 0, 1


def test_absence() -> None:
    """SDRs miss 20 of 100 hours, in two months; AEs 5 of 205; CSMs none of 50."""
    hours = np.array([[30.0, 50.0], [100.0, 100.0], [25.0, 25.0]])
    story = Story(months=2, working_hours=hours)
    story.post(0, Kind.ABSENCE, team=SDR, value=20.0)
    story.post(1, Kind.ABSENCE, team=AE, value=5.0)
    story.at(3, Kind.ABSENT, team=SDR, detail=1, int_value=1, value=2.5)
    measured = story.measured()
    assert measured.ratio("absence") == (25, 355)
    assert measured.ratio("absence", "team", "sdr") == (20, 100)
    assert measured.ratio("absence", "team", "ae") == (5, 205)
    assert measured.ratio("absence", "team", "csm") == (0, 50)


def test_nobody_is_absent() -> None:
    assert Story(months=2).measured().why("absence") == "nobody is absent in this scenario"
