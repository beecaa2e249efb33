"""Wins before and after quarters' ends, and what discounts take off: by hand."""

import pytest
from metrics.by_hand import Story

from gtmsim.journal.header import Closing
from gtmsim.journal.kinds import Kind
from gtmsim.metrics.books import audit
from gtmsim.metrics.identities import BooksError
from gtmsim.report.story import story

DAY = 86_400_000_000
CLOSING = Closing(3, 10 * DAY, 0.1)


def told(**said: object) -> Story:
    """From January on: a win in each of three quarters, one of them in the last days, and one after the third.

    The first quarter ends after 90 days, the second after 181, the third after 273.
    """
    one = Story(months=10, **{"closing": CLOSING, **said})
    wins = ((1, 50, 120_000, 120_000), (2, 85, 240_000, 216_000), (3, 110, 60_000, 60_000), (4, 150, 180_000, 162_000))
    for who, day, asked, price in (*wins, (5, 290, 600_000, 600_000)):
        one.opportunity(10 + who, who, asked)
        if price != asked:
            one.at(81 if who == 2 else 85, Kind.CLOSING_OFFER, who, detail=who // 2, amount=price,
                   int_value=asked - price, value=0.0 if who == 2 else 40.0)  # fmt: skip
        one.at(day, Kind.WON, who, amount=price)
        one.move(day, Kind.NEW_CUSTOMER, who, price // 12)
    return one


def test_shares_of_what_was_won() -> None:
    measured = told().measured()
    assert measured.ratio("won_at_quarter_end") == (2160.0, 5580.0)
    assert measured.ratio("won_after_quarter_end") == (600.0, 2220.0)
    assert measured.ratio("average_discount") == (420.0, 12_000.0)
    assert measured.count("pulled_forward_arr") == 1620.0


def test_where_nothing_is_offered_and_where_no_quarter_ends() -> None:
    bare = Story(months=5)
    assert bare.measured().why("pulled_forward_arr").startswith("nothing is offered")
    assert bare.measured().why("won_after_quarter_end") == "the horizon is shorter than two quarters"
    assert Story(months=2).measured().why("won_at_quarter_end") == "the horizon is shorter than a quarter"


def test_what_the_story_of_an_account_says() -> None:
    journal = told().journal()
    said = "\n".join((*story(journal, 2), *story(journal, 4)))
    assert "a further 10.0% off for signing before the period ends: it agrees, as it would have done; 2,160 EUR" in said
    assert "it agrees, and decides 40.0 days sooner; 1,620 EUR a year" in said
    vain = Story(months=4, closing=CLOSING)
    vain.opportunity(10, 1, 120_000)
    vain.at(85, Kind.CLOSING_OFFER, 1, amount=120_000)
    assert "is offered less for signing before the period ends, and does not decide" in "\n".join(
        story(vain.journal(), 1)
    )


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        ({"at": 79}, "a deal is pressed when a period is about to end"),
        ({"detail": 3}, "an offer lapses, is taken, or pulls a decision forward"),
        ({"detail": -1}, "an offer lapses, is taken, or pulls a decision forward"),
        ({"int_value": 5}, "an offer in vain takes nothing off"),
        ({"detail": 1, "value": 1.0}, "a decision comes sooner where it is pulled forward"),
        ({"detail": 2}, "a decision comes sooner where it is pulled forward"),
        ({"closing": None}, "deals are pressed where the plan says so"),
        ({"twice": True}, "a deal is pressed once in a period"),
        ({"amount": 132_000}, "takes off the price asked"),
    ],
)
def test_an_offer_that_cannot_be_is_noticed(fault: dict[str, object], says: str) -> None:
    said = {"at": 85, "detail": 0, "amount": 120_000, "int_value": 0, "value": 0.0, "closing": CLOSING, **fault}
    one = Story(months=4, closing=said.pop("closing"))
    one.opportunity(10, 1, 120_000)
    again = [86] if said.pop("twice", False) else []
    for day in (said.pop("at"), *again):
        one.at(day, Kind.CLOSING_OFFER, 1, **said)
    with pytest.raises(BooksError, match=says):
        audit(one.journal())
