"""What payments cost."""

import numpy as np

from gtmsim.mechanisms.collection.rows import PAID
from gtmsim.mechanisms.contracts.rows import SETUP_FEE
from gtmsim.mechanisms.payment_fees.rows import PAYMENT_FEE
from gtmsim.mechanisms.subscription.rows import COTERMED, INVOICED
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.identities import expect, fail, few
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import CENTS, Values, counts, metric, nothing

NO_FEES = "payments cost nothing in this scenario"


@metric("money", "firm", by=("channel", "segment"), initial=True)
def payment_fees(ledger: Ledger, cut: Cut) -> Values:
    """What providers keep of the payments of customers in the horizon; no fee comes back with a credit."""
    if not ledger.header.payment_fees:
        return nothing(NO_FEES, cut)
    return counts(ledger.tally.amount(cut, PAYMENT_FEE) / CENTS)


@few
def each_payment_has_its_fee(ledger: Ledger) -> None:
    """A fee is the share of its payment and what is fixed, and each payment that costs something has one."""
    said = ledger.header.payment_fees
    told = ledger.rows_ever(PAYMENT_FEE)
    if not len(told) and not said:
        return
    share = np.array([fee[0] for fee in said] or [0.0])[np.minimum(told.segment, len(said) - 1)]
    fixed = np.array([fee[1] for fee in said] or [0])[np.minimum(told.segment, len(said) - 1)]
    due = (told.int_value * share + 0.5).astype(np.int64) + fixed
    expect(told, "a fee is a share of its payment and what is fixed", due, told.amount)
    kinds = (PAID, SETUP_FEE) if ledger.header.collects else (INVOICED, COTERMED, SETUP_FEE)
    paid = ledger.rows_ever(*kinds)
    costs = np.array([rate > 0.0 or least > 0 for rate, least in said] or [False])[np.maximum(paid.segment, 0)]
    amounts, segments = paid.amount[costs & (paid.amount > 0)], paid.segment[costs & (paid.amount > 0)]
    dear = np.array([rate for rate, _ in said] or [0.0])[segments] * amounts + 0.5 >= 1.0
    dear |= np.array([least > 0 for _, least in said] or [False])[segments]
    if len(told) != np.count_nonzero(dear) or told.int_value.sum() != amounts[dear].sum():
        fail("each payment has its fee", int(amounts[dear].sum()), int(told.int_value.sum()))
