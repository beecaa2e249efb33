"""What a plan takes from investors and banks."""

from gtmsim.mechanisms.funding.rows import INTEREST
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import CENTS, Values, counts, metric, nothing

NO_FUNDING = "no money comes from investors or banks in this scenario"


@metric("money", "firm")
def funding(ledger: Ledger, cut: Cut) -> Values:
    """Rounds and loans that come in within the horizon, less what is repaid in it."""
    if not ledger.header.funding:
        return nothing(NO_FUNDING, cut)
    return counts(ledger.cash.financing.sum(keepdims=True) / CENTS)


@metric("money", "firm", better="lower")
def interest(ledger: Ledger, cut: Cut) -> Values:
    """Interest on loans, paid in the horizon."""
    if not ledger.header.funding:
        return nothing(NO_FUNDING, cut)
    return counts(ledger.tally.monthly_amount(INTEREST).sum(keepdims=True) / CENTS)
