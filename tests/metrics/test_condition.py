"""How customers' business goes at their renewals, by hand."""

import pytest
from metrics.by_hand import Story

from gtmsim.journal.kinds import Kind


def test_only_renewals_of_the_horizon_count() -> None:
    story = Story(months=3)
    story.opening(1)
    story.opening(2, segment=1)
    story.lead(1, 3)
    story.at(1, Kind.SQL, 3)
    story.at(1, Kind.OPPORTUNITY, 3, amount=120_000)
    story.at(2, Kind.CONDITION, 3, value=9.0)  # a buyer
    story.due(20, 1, condition=-0.5)
    story.due(40, 2, condition=1.5)
    story.due(60, 1, 2, condition=-1.5)
    story.due(200, 2, 2, renewed=False, condition=5.0)  # in the run-off
    measured = story.measured()
    assert measured.ratio("condition_at_renewal") == (pytest.approx(-0.5), 3)
    assert measured.ratio("condition_at_renewal", "segment", "small") == (-2.0, 2)
    assert measured.ratio("condition_at_renewal", "segment", "large") == (1.5, 1)


def test_where_nobody_looks_at_it() -> None:
    story = Story(months=3)
    story.opening(1)
    story.due(20, 1)
    assert story.measured().why("condition_at_renewal") == "nobody's own business decided anything in this scenario"
