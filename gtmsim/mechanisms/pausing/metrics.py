"""Customers who pause, what they paid, and whether they go on."""

from typing import Any

import numpy as np

from gtmsim.journal.header import Floats, Ints
from gtmsim.mechanisms.collection.rows import CUT_OFF
from gtmsim.mechanisms.pausing.rows import PAUSE_ENDED, PAUSED
from gtmsim.mechanisms.subscription.rows import CHURNED, CLOSED_DOWN
from gtmsim.metrics.cut import Cut, sums
from gtmsim.metrics.identities import demand, expect, few
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import CENTS, Values, counts, metric, nothing, ratios, series

BY = ("channel", "segment")
NO_PAUSE = "no customer is offered a pause in this scenario"
YEAR = 12  # months
LONGEST = 31 * 86_400_000_000  # microseconds of a month
LOSS = (CHURNED, CLOSED_DOWN, CUT_OFF)


@metric("customers", "recurring", by=BY, initial=True, nature="events")
def pauses_taken(ledger: Ledger, cut: Cut) -> Values:
    """Times that a customer who would have left paused instead."""
    if not ledger.header.pauses:
        return nothing(NO_PAUSE, cut)
    return counts(ledger.tally.count(cut, PAUSED))


@metric("customers", "recurring", by=BY, initial=True, nature="events")
def paused_customers(ledger: Ledger, cut: Cut) -> Values:
    """Customers who are paused at the end of the horizon: neither active nor lost."""
    if not ledger.header.pauses:
        return nothing(NO_PAUSE, cut)
    return counts(ledger.tally.count(cut, PAUSED) - ledger.tally.count(cut, PAUSE_ENDED))


@metric("money/year", "recurring", by=BY, initial=True, nature="size")
def paused_arr(ledger: Ledger, cut: Cut) -> Values:
    """12 x MRR that customers who pause no longer paid; what was lost when a pause ended is churned_arr instead."""
    if not ledger.header.pauses:
        return nothing(NO_PAUSE, cut)
    moved = ledger.tally.amount(cut, PAUSED, PAUSE_ENDED) - _resumed(ledger, cut)
    return counts(-moved * YEAR / CENTS)


@metric("money/year", "recurring", better="higher", by=BY, initial=True, nature="size")
def resumed_arr(ledger: Ledger, cut: Cut) -> Values:
    """12 x MRR of customers who went on after a pause."""
    if not ledger.header.pauses:
        return nothing(NO_PAUSE, cut)
    return counts(_resumed(ledger, cut) * YEAR / CENTS)


@metric("share", "recurring", better="higher", by=BY, initial=True, nature="proportion")
def pause_resume_rate(ledger: Ledger, cut: Cut) -> Values:
    """Pauses after which the customer went on, over pauses that ended."""
    if not ledger.header.pauses:
        return nothing(NO_PAUSE, cut)
    ended = ledger.rows(PAUSE_ENDED)
    return ratios(cut.count(ended, ended.detail == 0), ledger.tally.count(cut, PAUSE_ENDED))


@series("paused_customers", "customers")
def paused_customers_by_month(ledger: Ledger) -> Floats:
    """Customers who are paused at the end of each month; NaN where nobody is offered it."""
    if not ledger.header.pauses:
        return np.full(ledger.header.n_months, np.nan)
    moved = ledger.tally.monthly_count(PAUSED) - ledger.tally.monthly_count(PAUSE_ENDED)
    return np.cumsum(moved).astype(np.float64)


def _resumed(ledger: Ledger, cut: Cut) -> Any:
    """MRR of customers who went on after a pause [cents]."""
    ended = ledger.rows(PAUSE_ENDED)
    return cut.sum(ended, np.where(ended.detail == 0, ended.amount, 0))


def resumed_by_month(ledger: Ledger) -> Ints:
    """The same month by month."""
    ended = ledger.rows(PAUSE_ENDED)
    return np.asarray(sums(ended.month, np.where(ended.detail == 0, ended.amount, 0), ledger.header.n_months))


@few
def pauses_end_as_they_began(ledger: Ledger) -> None:
    """What is paid after a pause was paid before it; none is longer than it says; who does not go on is lost then."""
    begun = ledger.rows_ever(PAUSED)
    if not len(begun):
        return
    demand(begun, "a pause takes all that is paid", begun.amount < 0, "below 0", begun.amount)
    demand(begun, "a pause has months", begun.detail > 0, "above 0", begun.detail)
    rows = ledger.rows_ever(PAUSED, PAUSE_ENDED, *LOSS)
    rows = rows.at(np.lexsort((rows.index, rows.entity)))
    ended = np.flatnonzero(rows.kind == PAUSE_ENDED)
    over, paused = rows.at(ended), rows.at(ended - 1)  # no legal life ends a pause that it has not begun
    expect(over, "after a pause is paid what was paid before", -paused.amount, over.amount)
    lasted, longest = over.time - paused.time, paused.detail.astype(np.int64) * LONGEST
    demand(over, "a pause is no longer than it says", lasted <= longest, "its months", lasted)
    after = rows.at(np.minimum(ended + 1, len(rows) - 1))
    gone = (ended + 1 < len(rows)) & (after.entity == over.entity) & (after.time == over.time)
    gone &= after.kind != PAUSED
    demand(over, "who does not go on after a pause is lost then", (over.detail == 1) == gone, "a loss", over.detail)
