"""The brand: what buyers know of us. Its stock is in the journal at the end of each month."""

import numpy as np

from gtmsim.journal.header import Floats
from gtmsim.mechanisms.brand.rows import BRAND_CRISIS, BRAND_SPEND, GOODWILL
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.identities import demand, expect, fail, identity
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import CENTS, Count, Values, counts, metric, series, undefined
from gtmsim.metrics.ordered import mean

NO_BRAND = "no brand in this scenario"


@metric("1", "firm", better="higher")
def brand_end(ledger: Ledger, cut: Cut) -> Values:
    """Goodwill at the end, 1 being typical of the category."""
    rows = ledger.rows(GOODWILL)
    return [Count(float(rows.value[-1]))] if len(rows) else undefined(NO_BRAND, cut)


@metric("1", "firm", better="higher")
def brand_mean(ledger: Ledger, cut: Cut) -> Values:
    """Mean goodwill at the ends of months."""
    rows = ledger.rows(GOODWILL)
    return [Count(mean(rows.value))] if len(rows) else undefined(NO_BRAND, cut)


@metric("1", "firm", better="lower", nature="events")
def scandals(ledger: Ledger, cut: Cut) -> Values:
    """Scandals within the horizon."""
    if not len(ledger.rows(GOODWILL)):
        return undefined(NO_BRAND, cut)
    return counts(np.array([len(ledger.rows(BRAND_CRISIS))]))


@metric("money", "cac")
def spend_brand(ledger: Ledger, cut: Cut) -> Values:
    """The part of spend_marketing that goes into the brand."""
    if not len(ledger.rows(GOODWILL)):
        return undefined(NO_BRAND, cut)
    return counts(ledger.tally.amount(cut, BRAND_SPEND) / CENTS)


@series("brand", "1")
def goodwill(ledger: Ledger) -> Floats:
    """Goodwill at the end of each month, NaN without a brand."""
    found = np.full(ledger.header.n_months, np.nan)
    rows = ledger.rows(GOODWILL)
    found[rows.detail] = rows.value
    return found


@identity
def goodwill_is_told(ledger: Ledger) -> None:
    """Goodwill is told at the end of each month or never, and is at least 0; what a scandal took comes right before."""
    told, lost, journal = ledger.rows_ever(GOODWILL), ledger.rows_ever(BRAND_CRISIS), ledger.journal
    if len(told) not in (0, ledger.header.n_months):
        fail("goodwill is told at the end of each month", ledger.header.n_months, len(told))
    expect(told, "goodwill is told at the end of each month", np.arange(len(told)), told.detail.astype(np.int64))
    expect(told, "goodwill is told before its month is closed", told.month, told.detail.astype(np.int64))
    expect(told, "goodwill is told when its month ends", np.array(ledger.header.months)[1:][told.detail], told.time)
    demand(told, "goodwill is at least 0", told.value >= 0.0, "at least 0", told.value)
    demand(lost, "a scandal takes no less than nothing", lost.value >= 0.0, "at least 0", lost.value)
    below = np.minimum(lost.index + 1, len(journal) - 1)
    follows = (journal.kind.take(below) == GOODWILL) & (journal.time.take(below) == lost.time)
    demand(lost, "goodwill is told after a scandal", follows, "a GOODWILL row", journal.kind.take(below))
