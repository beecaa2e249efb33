"""Contracts that came up for renewal, what became of them, and losses that are known before they happen."""

import numpy as np

from gtmsim.journal.header import Flags, Floats, Ints
from gtmsim.mechanisms.collection.rows import CUT_OFF
from gtmsim.mechanisms.pausing.rows import PAUSED
from gtmsim.mechanisms.subscription.rows import (
    CHURNED,
    CLOSED_DOWN,
    CONTRACTED,
    CREDIT_DUE,
    INVOICED,
    NOTICE_DUE,
    NOTICE_GIVEN,
    NOTICE_MISSED,
    RENEWAL_DUE,
    RENEWED,
    UPLIFTED,
)
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.identities import demand, few
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import CENTS, Values, counts, metric, nothing, ratios, series
from gtmsim.metrics.recurring import BY
from gtmsim.metrics.rows import Rows

NO_NOTICE = "no customer had to give notice before the end of its contract in this scenario"
YEAR = 12  # months
CENT = 1.0 + 1e-6  # by which what is rounded down may differ, and floats


@metric("share", "recurring", better="lower", by=BY, initial=True, nature="proportion")
def renewal_due_churn(ledger: Ledger, cut: Cut) -> Values:
    """Contracts not renewed, at once or after a pause, over those that came up for renewal; no closed firm is in it."""
    return ratios(ledger.tally.count(cut, CHURNED), ledger.tally.count(cut, RENEWAL_DUE))


@metric("share", "recurring", better="higher", by=BY, initial=True, nature="proportion")
def renewal_rate(ledger: Ledger, cut: Cut) -> Values:
    """Contracts renewed over contracts that came up for renewal: what renewal_due_churn and pauses leave."""
    return ratios(ledger.tally.count(cut, RENEWED), ledger.tally.count(cut, RENEWAL_DUE))


@metric("money/year", "recurring", better="lower", by=BY, initial=True)
def arr_under_notice(ledger: Ledger, cut: Cut) -> Values:
    """The part of arr_end whose customers have given notice: their contracts end, but for those who pause then."""
    if not ledger.tally.count(cut, NOTICE_DUE).any():
        return nothing(NO_NOTICE, cut)
    rows, until = noticed(ledger)
    then = rows.at(np.flatnonzero(is_open(ledger, rows, until, ledger.header.n_months)))
    return counts(cut.sum(then, then.int_value) * YEAR / CENTS)


@metric("customers", "recurring", better="lower", by=BY, initial=True, nature="events")
def notices_given(ledger: Ledger, cut: Cut) -> Values:
    """Customers who gave notice and did not take it back: their contracts end, but for those who pause then."""
    if not ledger.tally.count(cut, NOTICE_DUE).any():
        return nothing(NO_NOTICE, cut)
    return counts(ledger.tally.count(cut, NOTICE_GIVEN))


@metric("share", "recurring", by=BY, initial=True, nature="proportion")
def missed_notices(ledger: Ledger, cut: Cut) -> Values:
    """Customers who wanted to leave and missed the last day to say so, over all to whom notice was due."""
    if not ledger.tally.count(cut, NOTICE_DUE).any():
        return nothing(NO_NOTICE, cut)
    return ratios(ledger.tally.count(cut, NOTICE_MISSED), ledger.tally.count(cut, NOTICE_DUE))


@metric("customers", "recurring", better="lower", by=BY, initial=True, nature="events")
def lapsed_customers(ledger: Ledger, cut: Cut) -> Values:
    """Customers who wanted to stay and whose contracts nobody signed anew in time, a part of churn_events."""
    lost = ledger.rows(CHURNED)
    return counts(cut.count(lost, lost.detail == 1))


@series("arr_under_notice", "money/year")
def arr_under_notice_by_month(ledger: Ledger) -> Floats:
    """What customers pay a year who have given notice, at the end of each month; NaN where nobody has to."""
    n_months = ledger.header.n_months
    if not ledger.tally.monthly_count(NOTICE_DUE).any():
        return np.full(n_months, np.nan)
    rows, until = noticed(ledger)
    ends = range(1, n_months + 1)
    return np.array([rows.int_value[is_open(ledger, rows, until, n)].sum() for n in ends]) * YEAR / CENTS


def noticed(ledger: Ledger) -> tuple[Rows, Ints]:
    """Rows after which a customer has given notice and pays so much; for each, which row of the journal ends that."""
    rows = ledger.rows_ever(NOTICE_GIVEN, UPLIFTED, CHURNED, PAUSED, CLOSED_DOWN, CUT_OFF)
    rows = rows.at(np.lexsort((rows.index, rows.entity)))
    same = np.append(rows.entity[1:] == rows.entity[:-1], False)
    until = np.where(same, np.append(rows.index[1:], 0), len(ledger.journal))
    # An agreed rise within the term changes what is lost with it, and nothing else.
    told = np.where(rows.kind == UPLIFTED, -1, np.arange(len(rows)))
    last = np.maximum.accumulate(told) if len(told) else told
    given = (last >= 0) & (rows.kind[last] == NOTICE_GIVEN) & (rows.entity[last] == rows.entity)
    place = np.flatnonzero(given)
    return rows.at(place), until[place]


def is_open(ledger: Ledger, rows: Rows, until: Ints, months: int) -> Flags:
    """Is what a row says still so when the books of so many months, one at least, are closed?"""
    closed = ledger.journal.closings[months - 1]
    return np.asarray((rows.index < closed) & (until >= closed))


@few
def credits_are_taken_off(ledger: Ledger) -> None:
    """What a contraction leaves of its bill, pro rata, is taken off the bills that follow, and nothing else is."""
    due = ledger.rows_ever(CREDIT_DUE)
    if not len(due):
        return
    rows = ledger.rows_ever(CONTRACTED, CREDIT_DUE, INVOICED)
    rows = rows.at(np.lexsort((rows.index, rows.entity)))
    demand(rows, "a credit is taken off", (rows.kind != INVOICED) | (rows.value >= 0.0), "at least 0", rows.value)
    place = np.flatnonzero(rows.kind == CREDIT_DUE)
    due, before = rows.at(place), rows.at(np.maximum(place - 1, 0))
    less = np.where((before.kind == CONTRACTED) & (before.entity == due.entity), -before.amount, 0)
    demand(due, "a credit is of a contraction", less > 0, "a contraction before it", less)
    demand(due, "a credit has a part for later", due.int_value >= 0, "at least 0", due.int_value)
    part = (due.value > 0.0) & (due.value <= 1.0) & (due.amount > 0)
    demand(due, "a credit is for a part of the bill", part, "more than 0 to 1", due.value)
    pro_rata = np.abs(less * due.detail * due.value - (due.amount - due.int_value)) <= CENT
    demand(due, "a credit = what is bought less x months x what is left", pro_rata, "to the cent", due.amount)
    moved = np.where(rows.kind == CREDIT_DUE, rows.amount, 0)
    taken = np.where(rows.kind == INVOICED, rows.value, 0.0).astype(np.int64)
    left = np.cumsum(moved - taken)
    first = np.searchsorted(rows.entity, rows.entity)
    left -= np.where(first > 0, left[np.maximum(first - 1, 0)], 0)
    demand(rows, "no more than what is due is taken off", left >= 0, "at least 0", left)


@few
def notice_is_kept(ledger: Ledger) -> None:
    """Whoever has given notice is lost or pauses, and nobody signs with it another time."""
    given = ledger.rows_ever(NOTICE_GIVEN)
    if not len(given):
        return
    rows = ledger.rows_ever(NOTICE_GIVEN, RENEWED)
    rows = rows.at(np.lexsort((rows.index, rows.entity)))
    follows = np.zeros(len(rows), np.bool_)
    same = (rows.entity[1:] == rows.entity[:-1]) & (rows.detail[1:] == rows.detail[:-1])
    follows[1:] = same & (rows.kind[:-1] == NOTICE_GIVEN)
    demand(rows, "whoever has given notice leaves", ~follows, "no RENEWED of that number", rows.detail)
