"""Sums by slot: exact, and the same alone or beside other divisions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from metrics.by_hand import Story, header

from gtmsim.journal.kinds import Kind
from gtmsim.metrics.cut import INITIAL, Lines, cut_by, sums
from gtmsim.metrics.ledger import Ledger

CHANNELS = ("ads", "blog", "referral", INITIAL)


class Some(Lines):
    """Three lines."""

    channel = np.array([0, -1, 2], np.int16)
    segment = np.array([1, 0, -1], np.int16)
    team = np.array([-1, -1, -1], np.int16)


def test_slots_of_one_division() -> None:
    cut = cut_by(header(), "channel")
    assert cut.keys == CHANNELS
    assert cut.of(Some()).tolist() == [[0, 3, 2]]
    assert cut.count(Some()).tolist() == [1, 0, 1, 1]


def test_slots_of_several_divisions_side_by_side() -> None:
    cut = cut_by(header(), "", "channel", "segment")
    assert cut.names == [
        ("", ""),
        *(("channel", key) for key in CHANNELS),
        *(("segment", key) for key in ("small", "large", None)),
    ]
    assert cut.of(Some()).tolist() == [[0, 0, 0], [1, 4, 3], [6, 5, 7]]
    assert cut.sum(Some(), np.array([1, 10, 100])).tolist() == [111, 1, 0, 100, 10, 10, 1, 100]
    assert cut.count(Some(), np.array([True, True, False])).tolist() == [2, 1, 0, 0, 1, 1, 1, 0]
    assert cut.slots_of(cut_by(header(), "segment")) == [5, 6, 7]
    assert cut.slots_of(cut_by(header())) == [0]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-(2**61), 2**61)), max_size=4))
def test_whole_numbers_stay_exact(lines: list[tuple[int, int]]) -> None:
    slots = np.array([slot for slot, _ in lines], np.int64)
    values = np.array([value for _, value in lines], np.int64)
    expected = [sum(value for slot, value in lines if slot == one) for one in range(4)]
    assert sums(slots, values, 4).tolist() == expected
    assert sums(np.array([slots, slots + 4]), values, 8).tolist() == expected * 2


@pytest.mark.parametrize("dims", [("",), ("channel",), ("", "channel"), ("", "channel", "segment")])
def test_a_tally_counts_as_a_cut_does(dims: tuple[str, ...]) -> None:
    story = Story(months=3, spend={"ads": 100})
    story.customer(5, 1, 2_000)
    story.customer(6, 2, 4_000, of="blog", segment=1)
    story.opening(3, 10_000, segment=1)
    story.move(40, Kind.EXPANDED, 3, 500)
    story.move(75, Kind.EXPANDED, 1, 700)
    story.customer(100, 4)
    ledger = Ledger(story.journal())
    cut = cut_by(ledger.header, *dims)
    for kinds in [(Kind.NEW_CUSTOMER,), (Kind.CHANNEL_SPEND,), (Kind.EXPANDED, Kind.OPENING_CUSTOMER)]:
        rows = ledger.rows(*kinds)
        assert ledger.tally.count(cut, *kinds).tolist() == cut.count(rows).tolist()
        assert ledger.tally.amount(cut, *kinds).tolist() == cut.sum(rows, rows.amount).tolist()
        assert ledger.tally.monthly_count(*kinds).tolist() == np.bincount(rows.month, minlength=3).tolist()
        assert ledger.tally.monthly_amount(*kinds).tolist() == np.bincount(rows.month, rows.amount, 3).tolist()
