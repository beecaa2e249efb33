"""For how long new customers are bound, by hand."""

import pytest
from metrics.by_hand import Story

from gtmsim.journal.kinds import Kind


def chooses(story: Story, day: float, who: int, months: int, discount: float, segment: int = 0) -> None:
    """A buyer chooses a term and signs."""
    story.opportunity(day, who, segment=segment)
    story.at(day + 1, Kind.OFFERED, who, detail=months, int_value=min(months, 12), value=discount)
    story.at(day + 1, Kind.QUOTED, who, amount=120_000)
    story.win(day + 2, who)


def test_only_customers_who_were_offered_a_term_count() -> None:
    story = Story(months=3)
    story.opening(1)
    chooses(story, 3, 2, 36, 0.15)
    chooses(story, 4, 3, 1, 0.0)
    chooses(story, 5, 4, 12, 0.1, segment=1)
    story.customer(6, 5)  # quoted before day 0
    story.opportunity(7, 6)  # quoted, and not won so far
    story.at(8, Kind.OFFERED, 6, detail=60, int_value=12, value=0.5)
    story.at(8, Kind.QUOTED, 6, amount=120_000)
    story.at(36, Kind.RENEWAL_DUE, 3, detail=1)  # it goes on for a year: not of whom we have won
    story.at(36, Kind.OFFERED, 3, detail=12, int_value=12, value=0.3)
    story.at(36, Kind.RENEWED, 3, detail=1)
    chooses(story, 200, 7, 24, 0.2)  # in the run-off
    measured = story.measured()
    assert measured.ratio("contract_length") == (49, 3)
    assert measured.ratio("contract_length", "segment", "small") == (37, 2)
    assert measured.ratio("term_discount") == (pytest.approx(0.25), 3)
    assert measured.ratio("term_discount", "segment", "large") == (0.1, 1)


def test_where_nothing_is_offered() -> None:
    story = Story(months=3)
    story.customer(3, 1)
    why = "no terms are offered in this scenario: all contracts of a segment are alike"
    assert [story.measured().why(name) for name in ("contract_length", "term_discount")] == [why, why]
