"""Recurring revenue: levels, movements, and what a cohort keeps."""

import numpy as np
from numpy.typing import NDArray

from gtmsim.mechanisms.collection.rows import CUT_OFF
from gtmsim.mechanisms.subscription.rows import (
    CHURNED,
    CLOSED_DOWN,
    CONTRACTED,
    EXPANDED,
    NEW_CUSTOMER,
    UPLIFTED,
)
from gtmsim.mechanisms.upgrades.rows import UPGRADED
from gtmsim.mechanisms.win_back.rows import REACTIVATED
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import CENTS, Values, counts, metric, ratios, undefined
from gtmsim.metrics.service import YEAR

BY = ("channel", "segment")
EXPANSION = (EXPANDED, UPLIFTED, UPGRADED)
LOSS = (CHURNED, CLOSED_DOWN, CUT_OFF)
TOO_SHORT = "the horizon is shorter than 12 months"


@metric("money/month", "recurring", better="higher", by=BY, initial=True, nature="size")
def mrr_end(ledger: Ledger, cut: Cut) -> Values:
    """Monthly recurring revenue under contract at the end of the horizon."""
    return counts(ledger.by(cut, ledger.service.end) / CENTS)


@metric("money/year", "recurring", better="higher", by=BY, initial=True, nature="size")
def arr_end(ledger: Ledger, cut: Cut) -> Values:
    """12 x mrr_end: contracted, from the signature on."""
    return counts(ledger.by(cut, ledger.service.end) * 12 / CENTS)


@metric("money/year", "recurring", better="higher", by=BY, initial=True, nature="size")
def live_arr_end(ledger: Ledger, cut: Cut) -> Values:
    """The part of arr_end that is live: of customers whose onboarding is over."""
    return counts(ledger.by(cut, ledger.service.live_end) * 12 / CENTS)


@metric("money/year", "recurring", better="higher", by=BY, initial=True, nature="size")
def new_arr(ledger: Ledger, cut: Cut) -> Values:
    """12 x MRR of customers won."""
    return counts(moved(ledger, cut, NEW_CUSTOMER) * 12 / CENTS)


@metric("money/year", "recurring", by=BY, initial=True, nature="size")
def average_contract_value(ledger: Ledger, cut: Cut) -> Values:
    """new_arr over the customers won (ACV)."""
    return ratios(moved(ledger, cut, NEW_CUSTOMER) * 12 / CENTS, ledger.tally.count(cut, NEW_CUSTOMER))


@metric("money/year", "recurring", better="higher", by=BY, initial=True, nature="size")
def expansion_arr(ledger: Ledger, cut: Cut) -> Values:
    """12 x increases of MRR while a customer, price uplifts included."""
    return counts(moved(ledger, cut, *EXPANSION) * 12 / CENTS)


@metric("money/year", "recurring", better="higher", by=BY, initial=True, nature="size")
def uplift_arr(ledger: Ledger, cut: Cut) -> Values:
    """12 x the part of the expansion that is price uplift at renewal."""
    return counts(moved(ledger, cut, UPLIFTED) * 12 / CENTS)


@metric("money/year", "recurring", better="lower", by=BY, initial=True, nature="size")
def contraction_arr(ledger: Ledger, cut: Cut) -> Values:
    """12 x decreases of MRR to more than nothing."""
    return counts(-moved(ledger, cut, CONTRACTED) * 12 / CENTS)


@metric("money/year", "recurring", better="lower", by=BY, initial=True, nature="size")
def churned_arr(ledger: Ledger, cut: Cut) -> Values:
    """12 x MRR of customers lost, contracts not renewed and firms that failed."""
    return counts(-moved(ledger, cut, *LOSS) * 12 / CENTS)


@metric("money/year", "recurring", better="higher", by=BY, initial=True)
def net_new_arr(ledger: Ledger, cut: Cut) -> Values:
    """12 x MRR at the end less at the start: new, expanded, back, resumed, less contracted, lost and paused."""
    return counts(ledger.by(cut, ledger.service.end - ledger.service.start) * 12 / CENTS)


@metric("money/month", "recurring", better="higher", by=BY, initial=True, nature="size")
def arpa(ledger: Ledger, cut: Cut) -> Values:
    """Average revenue per account: MRR at the end over customers at the end."""
    return ratios(ledger.by(cut, ledger.service.end) / CENTS, ledger.by(cut, ledger.service.customers))


@metric("share", "recurring", better="lower", by=BY, initial=True)
def gross_mrr_churn(ledger: Ledger, cut: Cut) -> Values:
    """A mean month's gross revenue churn, without pauses: MRR lost and contracted over that with which it began."""
    lost = -moved(ledger, cut, CONTRACTED, *LOSS)
    return ratios(lost / CENTS, ledger.by(cut, ledger.service.months_begun) / CENTS)


@metric("share", "recurring", better="lower", by=BY, initial=True)
def net_mrr_churn(ledger: Ledger, cut: Cut) -> Values:
    """As gross_mrr_churn, less MRR expanded and come back: below 0 where the customers of before grow."""
    lost = -moved(ledger, cut, CONTRACTED, *LOSS, *EXPANSION, REACTIVATED)
    return ratios(lost / CENTS, ledger.by(cut, ledger.service.months_begun) / CENTS)


@metric("customers", "recurring", better="higher", by=BY, initial=True, nature="size")
def customers_end(ledger: Ledger, cut: Cut) -> Values:
    """Customers with MRR at the end of the horizon; who is paused then is none of them."""
    return counts(ledger.by(cut, ledger.service.customers))


@metric("share", "recurring", better="higher", by=BY, initial=True)
def nrr_12m(ledger: Ledger, cut: Cut) -> Values:
    """MRR at the end over MRR 12 months before, of the customers of then; those who left and came back count."""
    if ledger.header.n_months < YEAR:
        return undefined(TOO_SHORT, cut)
    return ratios(ledger.by(cut, ledger.service.stayed) / CENTS, ledger.by(cut, ledger.service.before) / CENTS)


@metric("share", "recurring", better="higher", by=BY, initial=True, nature="part")
def grr_12m(ledger: Ledger, cut: Cut) -> Values:
    """As nrr_12m, with each customer's MRR at the end counted up to what it was."""
    if ledger.header.n_months < YEAR:
        return undefined(TOO_SHORT, cut)
    return ratios(ledger.by(cut, ledger.service.kept) / CENTS, ledger.by(cut, ledger.service.before) / CENTS)


@metric("share", "recurring", better="lower", by=BY, initial=True, nature="proportion")
def logo_churn_12m(ledger: Ledger, cut: Cut) -> Values:
    """Customers of 12 months before the end who are lost at the end, over customers of 12 months before."""
    if ledger.header.n_months < YEAR:
        return undefined(TOO_SHORT, cut)
    return ratios(ledger.by(cut, ledger.service.lost), ledger.by(cut, ledger.service.customers_before))


@metric("1", "recurring", better="higher", by=BY, initial=True)
def quick_ratio(ledger: Ledger, cut: Cut) -> Values:
    """New, expansion and reactivated MRR over contraction and churned MRR."""
    gained = moved(ledger, cut, NEW_CUSTOMER, REACTIVATED, *EXPANSION)
    return ratios(gained / CENTS, -moved(ledger, cut, CONTRACTED, *LOSS) / CENTS)


@metric("customers", "recurring", by=BY, initial=True, nature="events")
def churn_events(ledger: Ledger, cut: Cut) -> Values:
    """Times that a customer was lost, contract not renewed or firm failed."""
    return counts(ledger.tally.count(cut, *LOSS))


def moved(ledger: Ledger, cut: Cut, *kinds: int) -> NDArray[np.int64]:
    """Signed MRR moved by rows of these kinds within the horizon [cents]."""
    return ledger.tally.amount(cut, *kinds)
