"""How soon bills are paid, what is owed at the end, and what is lost."""

import numpy as np

from gtmsim.mechanisms.collection.rows import CUT_OFF, PAID, WRITTEN_OFF
from gtmsim.mechanisms.subscription.rows import COTERMED, INVOICED
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import CENTS, Values, counts, metric, nothing, ratios, undefined
from gtmsim.rules.calendar import DAY

AT_ONCE = "bills are paid at once in this scenario"
QUARTER = 3  # months
NO_QUARTER = "the horizon is shorter than 3 months"
BY = ("channel", "segment")


@metric("money", "firm", better="higher", by=BY, initial=True, nature="size")
def collections(ledger: Ledger, cut: Cut) -> Values:
    """Money received for bills in the horizon, less what was paid back: bills of before count, unpaid ones do not."""
    if not ledger.header.collects:
        return nothing(AT_ONCE, cut)
    return counts(ledger.tally.amount(cut, *ledger.cash.sources) / CENTS)


@metric("money", "firm", better="lower", nature="size")
def receivables_end(ledger: Ledger, cut: Cut) -> Values:
    """Billed and not yet paid nor written off at the end of the horizon."""
    if not ledger.header.collects:
        return nothing(AT_ONCE, cut)
    return counts(ledger.owed[:, -1:].sum(axis=0) / CENTS)


@metric("days", "firm", better="lower")
def days_sales_outstanding(ledger: Ledger, cut: Cut) -> Values:
    """DSO: receivables at the end over what is billed in the last 3 months, times the days of these."""
    if not ledger.header.collects:
        return nothing(AT_ONCE, cut)
    n = ledger.header.n_months
    if n < QUARTER:
        return undefined(NO_QUARTER, cut)
    days = (ledger.given.bounds[n] - ledger.given.bounds[n - QUARTER]) / DAY
    billed = ledger.tally.monthly_amount(INVOICED, COTERMED)[-QUARTER:].sum(keepdims=True)
    return ratios(ledger.owed[:, -1:].sum(axis=0) / CENTS * days, billed / CENTS)


@metric("days", "firm", better="lower", by=("segment",), nature="size")
def days_to_pay(ledger: Ledger, cut: Cut) -> Values:
    """Mean age of the bills that are paid in the horizon when they are paid, each weighed by its money."""
    if not ledger.header.collects:
        return nothing(AT_ONCE, cut)
    paid = ledger.rows(PAID)
    return ratios(cut.sum(paid, paid.amount * (paid.int_value / DAY)), cut.sum(paid, paid.amount.astype(np.float64)))


# Longer terms move write-offs beyond the horizon, which makes no plan better: no side is.
@metric("share", "firm", by=BY, initial=True)
def bad_debt(ledger: Ledger, cut: Cut) -> Values:
    """Written off in the horizon, over what is billed in it; of late write-offs the bills are of before."""
    if not ledger.header.collects:
        return nothing(AT_ONCE, cut)
    billed = ledger.tally.amount(cut, INVOICED, COTERMED)
    return ratios(ledger.tally.amount(cut, WRITTEN_OFF) / CENTS, billed / CENTS)


@metric("customers", "recurring", better="lower", by=BY, initial=True, nature="events")
def cut_off_customers(ledger: Ledger, cut: Cut) -> Values:
    """Customers who were cut off for an unpaid bill, a part of churn_events: involuntary churn."""
    if not ledger.header.collects:
        return nothing(AT_ONCE, cut)
    if ledger.header.reviews_cash:  # whose firm may have ended, and cut off everybody
        rows = ledger.rows(CUT_OFF)
        return counts(cut.count(rows, rows.detail == 0))
    return counts(ledger.tally.count(cut, CUT_OFF))
