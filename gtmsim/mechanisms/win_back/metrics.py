"""Recurring revenue of former customers who came back."""

from gtmsim.mechanisms.win_back.rows import REACTIVATED
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import CENTS, Values, counts, metric
from gtmsim.metrics.recurring import BY, moved


@metric("money/year", "recurring", better="higher", by=BY, initial=True, nature="size")
def reactivated_arr(ledger: Ledger, cut: Cut) -> Values:
    """12 x MRR of former customers who came back."""
    return counts(moved(ledger, cut, REACTIVATED) * 12 / CENTS)
