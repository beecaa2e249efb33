"""What the journal says of the brand, and what it costs."""

import pytest
from metrics.by_hand import Measured, Story

from gtmsim.journal.kinds import Kind

NAMES = ("brand_end", "brand_mean", "scandals", "spend_brand")


@pytest.fixture(scope="module")
def measured() -> Measured:
    """Three months: goodwill rises, until a scandal takes some of it."""
    story = Story(months=3, spend={"ads": 100})
    story.opportunity(10, 1)
    story.task(12, 3, 1, team=1, sub=0)
    for month, (now, lost) in enumerate(((1.0, 0.0), (1.4, 0.0), (0.9, 0.6))):
        story.post(month, Kind.BRAND_SPEND, amount=300_000)
        if lost:
            story.post(month, Kind.BRAND_CRISIS, value=lost)
        story.post(month, Kind.GOODWILL, value=now)
    return story.measured()


def test_goodwill(measured: Measured) -> None:
    assert measured.count("brand_end") == 0.9
    assert measured.count("brand_mean") == pytest.approx(1.1)
    assert measured.count("scandals") == 1
    assert measured.monthly["brand"] == [1.0, 1.4, 0.9]


def test_brand_spend_is_marketing(measured: Measured) -> None:
    assert measured.count("spend_brand") == 9_000
    assert measured.count("spend_marketing") == 9_000 + 90
    assert measured.count("spend_marketing", "channel", "ads") == 9_000 + 90  # all hours were worked for its deal
    assert measured.monthly["spend_marketing"] == [3_031, 3_028, 3_031]
    assert measured.ratio("cac_blended") == (9_090, 0)
    assert measured.ratio("cac_paid") == (90, 0)


@pytest.mark.parametrize("name", NAMES)
def test_without_a_brand_there_is_nothing_to_tell(name: str) -> None:
    assert Story().measured().why(name) == "no brand in this scenario"
