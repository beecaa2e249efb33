"""What a cash policy comes to: months without hiring, and firms that end."""

import math

import numpy as np

from gtmsim.mechanisms.cash_policy.rows import CASH_REVIEWED, FIRM_ENDED
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.identities import demand, few
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import Count, Values, metric, nothing

NO_POLICY = "no policy looks at the cash of this firm as months begin: see plan.policies.cash_policy"


@metric("months", "firm", nature="events")
def hiring_freeze_months(ledger: Ledger, cut: Cut) -> Values:
    """Months in which the cash policy had frozen hiring."""
    if not ledger.header.reviews_cash:
        return nothing(NO_POLICY, cut)
    return [Count(float(ledger.rows(CASH_REVIEWED).int_value.sum()))]


@metric("probability", "firm", better="lower", nature="probability")
def firm_end_probability(ledger: Ledger, cut: Cut) -> Values:
    """Share of replications in which the firm ended."""
    if not ledger.header.reviews_cash:
        return nothing(NO_POLICY, cut)
    return [Count(float(len(ledger.rows(FIRM_ENDED)) > 0))]


@metric("month", "firm", better="higher", nature="size")
def firm_end_month(ledger: Ledger, cut: Cut) -> Values:
    """Month, counted from 1, as which began the firm ended; infinite in a replication in which it goes on."""
    if not ledger.header.reviews_cash:
        return nothing(NO_POLICY, cut)
    months = ledger.rows(FIRM_ENDED).detail
    return [Count(float(months[0]) + 1.0 if len(months) else math.inf)]


@few
def a_firm_ends_once(ledger: Ledger) -> None:
    """Cash is reviewed as months begin, until the firm ends; a multiple of spend is at least 0."""
    reviewed, ended = ledger.rows_ever(CASH_REVIEWED), ledger.rows_ever(FIRM_ENDED)
    order = reviewed.detail[1:] > reviewed.detail[:-1]
    demand(
        reviewed.at(np.arange(1, len(reviewed))),
        "cash is reviewed once a month",
        order,
        "a later month",
        reviewed.detail[1:],
    )
    flag = (reviewed.int_value == 0) | (reviewed.int_value == 1)
    demand(reviewed, "hiring is frozen or is not", flag, "0 or 1", reviewed.int_value)
    demand(reviewed, "a multiple of spend is at least 0", reviewed.value >= 0.0, "at least 0", reviewed.value)
    last = ended.detail == reviewed.detail.max(initial=-1)
    demand(ended, "a firm ends in the month of its last review", last, "that month", ended.detail)
