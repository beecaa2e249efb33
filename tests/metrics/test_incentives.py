"""What incentives cost, by hand, and the months in which it stands."""

from typing import Any

import pytest
from metrics.by_hand import Story

from gtmsim.journal.kinds import Kind
from gtmsim.report.story import story


def told(**said: Any) -> Story:
    """Two wins with commissions; one takes its back two months later, and the other pays two SPIFs."""
    one = Story(months=4, **said)
    one.opportunity(1, 1)
    one.at(5, Kind.WON, 1, amount=120_000)
    one.at(5, Kind.COMMISSION, 1, amount=12_000)
    one.move(5, Kind.NEW_CUSTOMER, 1, 10_000)
    one.fail(65, 1)
    one.at(65, Kind.CLAWBACK, 1, amount=-12_000, value=60.0)
    one.opportunity(30, 2)
    one.at(40, Kind.WON, 2, amount=120_000)
    one.at(40, Kind.COMMISSION, 2, amount=12_000)
    one.at(40, Kind.SPIF, 2, amount=20_050)
    one.at(40, Kind.SPIF, 2, detail=1, amount=1_025)
    one.move(40, Kind.NEW_CUSTOMER, 2, 10_000)
    return one


def test_what_they_cost_and_where_it_stands() -> None:
    measured = told(clawback=6, spifs=("a", "b"), cash=100_000).measured()
    assert measured.count("commission_clawed_back") == 120.0
    assert measured.count("spifs_paid") == 210.75
    assert measured.monthly["spend_sales"] == pytest.approx([120.0, 330.75, -120.0, 0.0])
    assert measured.count("spend_sales") == measured.count("payroll") == pytest.approx(330.75)
    assert measured.count("plan_cost") == pytest.approx(330.75)
    assert measured.ratio("cac_blended") == (pytest.approx(330.75), 2)
    assert measured.monthly["cash"] == pytest.approx([880.0, 549.25, 669.25, 669.25])


def test_a_bonus_that_is_taken_back() -> None:
    """Of 210.75 the first 200.50 come back with the customer."""
    one = told(clawback=6, spifs=("a", "b"))
    one.fail(70, 2)
    one.at(70, Kind.CLAWBACK, 2, amount=-12_000, value=30.0)
    one.at(70, Kind.SPIF_CLAWBACK, 2, amount=-20_050, value=30.0)
    measured = one.measured()
    assert measured.count("spifs_clawed_back") == 200.5
    assert measured.count("spifs_paid") == 210.75
    assert measured.count("spend_sales") == measured.count("payroll") == pytest.approx(10.25)


def test_where_nothing_is_said_of_them() -> None:
    measured = Story(months=2).measured()
    assert measured.why("commission_clawed_back") == "no commission is taken back in this scenario"
    assert measured.why("spifs_clawed_back") == "no commission is taken back in this scenario"
    assert measured.why("spifs_paid") == "there are no SPIFs in this scenario"
    silent = Story(months=2, clawback=6, spifs=("a",)).measured()  # said, and never paid
    assert silent.count("commission_clawed_back") == silent.count("spifs_paid") == 0


def test_what_the_story_of_an_account_says() -> None:
    journal = told(clawback=6, spifs=("kick-off", "spring")).journal()
    lines = "\n".join((*story(journal, 1), *story(journal, 2)))
    assert "the commission of 120 EUR is taken back, 60.0 days after the win" in lines
    assert "the win pays a bonus of 200.50 EUR, kick-off" in lines and "10.25 EUR, spring" in lines
    assert "paid out for it 0 EUR" in lines  # a commission and the same back
