"""Who gets the credit of a win: the rules of touch by hand, and the touches of an account in a journal made by hand."""

import numpy as np
import pytest
from metrics.by_hand import Story

from gtmsim.journal.kinds import Kind
from gtmsim.metrics.credit import RULES, credited, wins_of
from gtmsim.metrics.ledger import ledger_of

ADS, BLOG, REFERRAL = range(3)


@pytest.mark.parametrize(
    ("rule", "of_one", "of_two", "of_four"),
    [
        ("first touch", [1.0], [1.0, 0.0], [1.0, 0.0, 0.0, 0.0]),
        ("last touch", [1.0], [0.0, 1.0], [0.0, 0.0, 0.0, 1.0]),
        ("linear", [1.0], [0.5, 0.5], [0.25, 0.25, 0.25, 0.25]),
        ("position-based", [1.0], [0.5, 0.5], [0.4, 0.1, 0.1, 0.4]),
    ],
)
def test_rules_by_hand(rule: str, of_one: list[float], of_two: list[float], of_four: list[float]) -> None:
    for said in (of_one, of_two, of_four):
        assert RULES[rule](len(said)) == pytest.approx(said)


@pytest.mark.parametrize("touches", range(1, 9))
def test_each_rule_gives_one_win_away(touches: int) -> None:
    for rule in RULES.values():
        assert sum(rule(touches)) == pytest.approx(1.0)


def listed(story: Story, day: float, who: int, of: str, account: int) -> None:
    """A lead of an account of the market comes to nothing."""
    story.at(day, Kind.LEAD, who, of=of)
    story.at(day, Kind.ACCOUNT_MATCHED, who, int_value=account, value=1.0)
    story.at(day + 1, Kind.DISQUALIFIED, who)


def won(story: Story, day: float, who: int, of: str, account: int, value: int = 120_000) -> None:
    """A lead of an account of the market is won ten days later."""
    story.at(day, Kind.LEAD, who, of=of)
    story.at(day, Kind.ACCOUNT_MATCHED, who, int_value=account, value=1.0)
    for kind in (Kind.MQL, Kind.SQL):
        story.at(day, kind, who)
    story.at(day, Kind.OPPORTUNITY, who, amount=value)
    story.win(day + 10, who, value)


def test_where_accounts_are_not_listed_each_win_has_its_own_touch() -> None:
    story = Story(months=2)
    story.opportunity(1, 1)
    story.win(9, 1)
    story.opportunity(2, 2, of="blog", value=240_000)
    story.win(12, 2, value=240_000)
    story.found(3)
    story.win(5, 3)  # nobody knows what brought a deal that day 0 finds
    found = credited(story.journal())
    assert found.wins.tolist() == [[1.0, 1.0, 0.0]] * 4
    assert found.arr.tolist() == [[1200.0, 2400.0, 0.0]] * 4
    assert (found.touched, found.again) == (2, 0)


def test_touches_are_the_leads_of_an_account_since_its_last_win() -> None:
    story = Story(months=6)
    story.under_way(1, 0, of="blog")
    story.at(0, Kind.ACCOUNT_MATCHED, 1, int_value=7, value=1.0)
    story.at(1, Kind.ABANDONED, 1)
    listed(story, 5, 2, "ads", 7)
    listed(story, 6, 3, "ads", 8)  # of another account
    won(story, 20, 4, "referral", 7)
    listed(story, 40, 5, "ads", 7)  # after it was won
    won(story, 60, 6, "blog", 7, 360_000)
    won(story, 175, 7, "ads", 9)  # in the run-off
    journal = story.journal()
    assert [win.path for win in wins_of(ledger_of(journal))] == [(BLOG, ADS, REFERRAL), (ADS, BLOG)]
    found = credited(journal)
    first, last, linear, position = found.wins
    assert first.tolist() == [1.0, 1.0, 0.0]
    assert last.tolist() == [0.0, 1.0, 1.0]
    assert linear.tolist() == pytest.approx([1 / 3 + 0.5, 1 / 3 + 0.5, 1 / 3])
    assert position.tolist() == pytest.approx([0.2 + 0.5, 0.4 + 0.5, 0.4])
    assert found.arr[1].tolist() == pytest.approx([0.0, 3600.0, 1200.0])
    assert (found.touched, found.again) == (2, 2)


def test_credit_adds_up_to_the_wins() -> None:
    story = Story(months=4)
    for who in range(1, 7):
        won(story, 15.0 * who, who, ("ads", "blog", "referral")[who % 3], who % 2, 120_000 * who)
    found = credited(story.journal())
    assert np.allclose(found.wins.sum(axis=1), 6.0)
    assert np.allclose(found.arr.sum(axis=1), 1200.0 * 21)
