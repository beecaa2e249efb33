"""What payments cost, by hand."""

import pytest
from metrics.by_hand import DAY, Story

from gtmsim.journal.kinds import Kind

FEES = ((0.03, 20), (0.0, 0))


def test_fees_of_payments_are_cost_of_revenue() -> None:
    """Of 1,200 for a year and 100 for being set up, 36.20 and 3.20 are kept: 3.03 % of all."""
    story = Story(months=2, payment_fees=FEES, cash=0, run_off=False)
    story.customer(0, 1, 10_000, of="ads")
    story.at(0, Kind.SETUP_FEE, 1, amount=10_000)
    story.at(0, Kind.PAYMENT_FEE, 1, amount=320, int_value=10_000)
    story.at(0, Kind.INVOICED, 1, detail=12, amount=120_000)
    story.at(0, Kind.COGS, 1, amount=24_000)
    story.at(0, Kind.PAYMENT_FEE, 1, amount=3_620, int_value=120_000)
    measured = story.measured()
    assert measured.count("payment_fees") == measured.count("payment_fees", "channel", "ads") == 39.4
    assert measured.count("payment_fees", "segment", "small") == 39.4
    assert measured.ratio("gross_margin") == (pytest.approx(200 * 0.8 - 39.4), 200)
    assert measured.count("cash_end") == pytest.approx(1_300 - 240 - 39.4)
    assert measured.count("plan_cost") == 39.4  # the cost of serving is the market's


def test_lifetime_value_pays_fees_as_payments_of_the_horizon_do() -> None:
    """40 of 800 that came in: a twentieth of what is served, for as long as the customer stays."""
    story = Story(months=2, payment_fees=((0.04, 800), (0.0, 0)))
    story.customer(0, 1, 10_000, of="ads")
    story.at(0, Kind.INVOICED, 1, detail=8, amount=80_000)
    story.at(0, Kind.COGS, 1, amount=16_000)
    story.at(0, Kind.PAYMENT_FEE, 1, amount=4_000, int_value=80_000)
    story.fail(story.header.months[4] / DAY, 1)
    measured = story.measured()
    assert measured.ratio("ltv_truth_undiscounted") == (pytest.approx(400 * (0.8 - 0.05)), 1)


def test_payments_that_cost_nothing() -> None:
    assert Story(months=2).measured().why("payment_fees") == "payments cost nothing in this scenario"
