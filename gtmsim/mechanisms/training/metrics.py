"""What training brings, and how many new customers buy it."""

import numpy as np

from gtmsim.mechanisms.subscription.rows import NEW_CUSTOMER
from gtmsim.mechanisms.training.rows import TRAINING_COST, TRAINING_FEE
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.identities import demand, few
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import CENTS, Values, counts, metric, nothing, ratios

NO_TRAINING = "no training is offered in this scenario"
BY = ("channel", "segment")


@metric("money", "firm", better="higher", by=BY)
def training_revenue(ledger: Ledger, cut: Cut) -> Values:
    """Fees for training in the horizon: revenue at once, and no part of MRR."""
    if not ledger.header.trains:
        return nothing(NO_TRAINING, cut)
    return counts(ledger.tally.amount(cut, TRAINING_FEE) / CENTS)


@metric("share", "firm", by=BY, nature="proportion")
def training_attach_rate(ledger: Ledger, cut: Cut) -> Values:
    """New customers who buy training over all new customers."""
    if not ledger.header.trains:
        return nothing(NO_TRAINING, cut)
    return ratios(ledger.tally.count(cut, TRAINING_FEE), ledger.tally.count(cut, NEW_CUSTOMER))


@few
def only_who_pays_is_trained(ledger: Ledger) -> None:
    """What training costs is posted with its fee."""
    costs = ledger.tally.monthly_count(TRAINING_COST)
    if not costs.any():
        return
    fees, rows = ledger.rows_ever(TRAINING_FEE), ledger.rows_ever(TRAINING_COST)
    paid = {*zip(fees.entity.tolist(), fees.time.tolist(), strict=True)}
    mine = np.array([each in paid for each in zip(rows.entity.tolist(), rows.time.tolist(), strict=True)], np.bool_)
    demand(rows, "who is trained has paid for it", mine, "a fee at that time", rows.amount)
