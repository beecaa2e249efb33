"""Contracts that came up for renewal, and what became of them."""

from gtmsim.mechanisms.subscription.rows import CHURNED, RENEWAL_DUE, RENEWED
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import Values, metric, ratios
from gtmsim.metrics.recurring import BY


@metric("share", "recurring", better="lower", by=BY, initial=True, nature="proportion")
def renewal_due_churn(ledger: Ledger, cut: Cut) -> Values:
    """Contracts not renewed over contracts that came up for renewal; failures of a customer's firm are not in it."""
    return ratios(ledger.tally.count(cut, CHURNED), ledger.tally.count(cut, RENEWAL_DUE))


@metric("share", "recurring", better="higher", by=BY, initial=True, nature="proportion")
def renewal_rate(ledger: Ledger, cut: Cut) -> Values:
    """Contracts renewed over contracts that came up for renewal: what renewal_due_churn leaves."""
    return ratios(ledger.tally.count(cut, RENEWED), ledger.tally.count(cut, RENEWAL_DUE))
