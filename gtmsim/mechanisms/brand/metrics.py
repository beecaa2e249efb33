"""The brand: what buyers know of us. Its stock is in the journal at the end of each month."""

import numpy as np

from gtmsim.journal.header import Floats
from gtmsim.mechanisms.brand.rows import BRAND_CRISIS, BRAND_SPEND, GOODWILL
from gtmsim.metrics.cut import Cut
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


@series("brand")
def goodwill(ledger: Ledger) -> Floats:
    """Goodwill at the end of each month, NaN without a brand."""
    found = np.full(ledger.header.n_months, np.nan)
    rows = ledger.rows(GOODWILL)
    found[rows.detail] = rows.value
    return found
