"""How wins pile up before quarters end, and what that costs."""

import numpy as np

from gtmsim.journal.header import Flags
from gtmsim.mechanisms.quarter_end.rows import CLOSING_OFFER
from gtmsim.mechanisms.quarter_end.rules import LAPSED, PULLED
from gtmsim.mechanisms.selling.rows import OPPORTUNITY, WON
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.identities import demand, few
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import CENTS, Value, Values, counts, metric, nothing, ratios, undefined
from gtmsim.metrics.months import DAY
from gtmsim.metrics.rows import found_in
from gtmsim.metrics.selling import QUARTER

FORTNIGHT = 14 * DAY
BY = ("channel", "segment")
NO_PUSH = "nothing is offered for signing before a period ends in this scenario"
TOO_SHORT = "the horizon is shorter than {} quarter{}"


@metric("share", "pipeline", by=BY, initial=True, nature="part")
def won_at_quarter_end(ledger: Ledger, cut: Cut) -> Values:
    """Share of the new ARR of whole quarters that is won in their last 14 days; evenly it would be about 15 %."""
    ends = np.array(ledger.header.months[QUARTER : ledger.header.n_months + 1 : QUARTER], np.int64)
    if not len(ends):
        return undefined(TOO_SHORT.format("a", ""), cut)
    won = ledger.rows(WON)
    place = np.searchsorted(ends, won.time, "right")
    whole = place < len(ends)
    late = whole & (won.time >= ends[np.minimum(place, len(ends) - 1)] - FORTNIGHT)
    return _shares(ledger, cut, late, whole)


@metric("share", "pipeline", by=BY, initial=True, nature="part")
def won_after_quarter_end(ledger: Ledger, cut: Cut) -> Values:
    """Share of the new ARR of whole quarters but the first that is won in their first month; evenly a third."""
    n = ledger.header.n_months // QUARTER * QUARTER
    if n < 2 * QUARTER:
        return undefined(TOO_SHORT.format("two", "s"), cut)
    won = ledger.rows(WON)
    later = (won.month >= QUARTER) & (won.month < n)
    return _shares(ledger, cut, later & (won.month % QUARTER == 0), later)


@metric("share", "pipeline", by=BY, initial=True, nature="part")
def average_discount(ledger: Ledger, cut: Cut) -> Values:
    """What all discounts together take off the price at which deals began that are won, over that price."""
    won, asked = ledger.rows(WON), ledger.rows_ever(OPPORTUNITY)
    price = asked.amount[found_in(won.entity, asked.entity)]
    return ratios(cut.sum(won, price - won.amount) / CENTS, cut.sum(won, price) / CENTS)


@metric("money/year", "pipeline", by=BY, initial=True)
def pulled_forward_arr(ledger: Ledger, cut: Cut) -> Values:
    """New ARR won of deals whose decision was pulled forward before a period ended."""
    if ledger.header.closing is None:
        return nothing(NO_PUSH, cut)
    offered, won = ledger.rows_ever(CLOSING_OFFER), ledger.rows(WON)
    pulled = np.isin(won.entity, offered.entity[offered.detail == PULLED])
    return counts(cut.sum(won, np.where(pulled, won.amount, 0)) / CENTS)


def _shares(ledger: Ledger, cut: Cut, part: Flags, whole: Flags) -> list[Value]:
    won = ledger.rows(WON)
    return ratios(
        cut.sum(won, np.where(part, won.amount, 0)) / CENTS, cut.sum(won, np.where(whole, won.amount, 0)) / CENTS
    )


@few
def offers_end_with_their_period(ledger: Ledger) -> None:
    """A deal is pressed at most once a period, near its end, and what is taken off is told to the cent."""
    told, closing = ledger.rows_ever(CLOSING_OFFER), ledger.header.closing
    if not len(told):
        return
    within = np.full(len(told), closing is not None) & (told.time < ledger.header.horizon)
    demand(told, "deals are pressed where the plan says so", within, "none", told.amount)
    assert closing is not None
    known = (told.detail >= LAPSED) & (told.detail <= PULLED)
    demand(told, "an offer lapses, is taken, or pulls a decision forward", known, "0, 1 or 2", told.detail)
    months, entity = np.array(ledger.header.months, np.int64), told.entity.astype(np.int64)
    period = (np.searchsorted(months, told.time, "right") - 1) // closing.months
    once = np.zeros(len(told), np.bool_)
    once[np.unique(np.stack((entity, period), axis=1), axis=0, return_index=True)[1]] = True
    demand(told, "a deal is pressed once in a period", once, "once", told.detail)
    end = (period + 1) * closing.months
    seen = end < len(months)  # the run may be over before
    soon = ~seen | (told.time >= months[np.where(seen, end, 0)] - closing.last)
    demand(told, "a deal is pressed when a period is about to end", soon, "near its end", told.time)
    off = np.where(told.detail == LAPSED, told.int_value == 0, told.int_value >= 0)
    demand(told, "an offer in vain takes nothing off", off, "0 in vain, else what it takes off", told.int_value)
    sooner = np.where(told.detail == PULLED, told.value > 0.0, told.value == 0.0)
    demand(told, "a decision comes sooner where it is pulled forward", sooner, "above 0 days of it alone", told.value)
