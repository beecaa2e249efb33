"""Leaks and the spread of prices, by hand."""

import pytest
from metrics.by_hand import Story

from gtmsim.journal.kinds import Kind


def test_leaks_and_spread() -> None:
    story = Story(months=3)
    for day, month, spread in ((0, 0, 0.0), (31, 1, 0.1), (59, 2, 0.2)):
        story.at(day, Kind.COMMUNITY_SIZE, detail=month, int_value=5, value=spread)
        if spread:
            story.at(day, Kind.PRICE_LEAKED, detail=month, int_value=5, value=0.05)
    measured = story.measured()
    assert measured.count("price_leaks") == 2
    assert measured.ratio("price_spread") == (pytest.approx(0.3), 3)


def test_without_a_community() -> None:
    measured = Story(months=3).measured()
    assert measured.why("price_leaks") == measured.why("price_spread") == "no community in this scenario"
