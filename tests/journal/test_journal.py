"""Rows of a journal by kind and by month."""

import numpy as np
from metrics.by_hand import DAY, Story

from gtmsim.journal.journal import Journal
from gtmsim.journal.kinds import KINDS, Kind, flags


def told() -> Journal:
    """Two months and a run-off; something happens at the very instant of a month's end."""
    story = Story(months=2)
    story.customer(3, 1)
    story.lead(31, 2)
    story.customer(40, 3)
    story.lead(59, 4)
    story.due(396, 1)
    return story.journal()


def test_rows_of_kinds_come_in_order_of_happening() -> None:
    journal = told()
    kinds = (Kind.WON, Kind.LEAD, Kind.REFERRAL_REWARD)
    expected = [row for row, kind in enumerate(journal.kind.tolist()) if kind in kinds]
    assert journal.where(*kinds).tolist() == np.flatnonzero(journal.of(*kinds)).tolist() == expected
    assert journal.where(Kind.REFERRAL_REWARD).tolist() == []
    assert not journal.of().any()
    assert np.flatnonzero(flags(*kinds)).tolist() == sorted(kinds)
    assert len(flags()) == KINDS


def test_the_books_close_with_their_last_row() -> None:
    journal = told()
    closed = [row for row, kind in enumerate(journal.kind.tolist()) if kind == Kind.MONTH_CLOSED]
    assert journal.closings.tolist() == [closed[1] + 1, closed[3] + 1]
    leads = journal.of(Kind.LEAD)
    assert (journal.time[leads] / DAY).tolist() == [3.0, 31.0, 40.0, 59.0]
    assert journal.month[leads].tolist() == journal.booked[leads].tolist() == [0, 1, 1, 2]
    due = journal.of(Kind.RENEWAL_DUE)
    assert (journal.month[due].tolist(), journal.booked[due].tolist()) == ([13], [2])
    assert journal.run_off.tolist() == (journal.month >= 2).tolist()
