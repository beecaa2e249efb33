"""How often platforms ban us."""

from gtmsim.mechanisms.promotion.rows import CHANNEL_BANNED
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import Values, counts, metric


@metric("1", "funnel", better="lower", by=("channel",), nature="events")
def bans(ledger: Ledger, cut: Cut) -> Values:
    """Times that a platform banned our account for advertising too much."""
    return counts(ledger.tally.count(cut, CHANNEL_BANNED))
