"""How often platforms ban us."""

from gtmsim.mechanisms.promotion.rows import CHANNEL_BANNED
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.identities import demand, identity
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import Values, counts, metric


@metric("1", "funnel", better="lower", by=("channel",), nature="events")
def bans(ledger: Ledger, cut: Cut) -> Values:
    """Times that a platform banned our account for advertising too much."""
    return counts(ledger.tally.count(cut, CHANNEL_BANNED))


@identity
def bans_are_a_channels(ledger: Ledger) -> None:
    """A ban is a channel's, and takes a day at least."""
    banned = ledger.rows_ever(CHANNEL_BANNED)
    holds = (banned.channel >= 0) & (banned.value >= 1.0)
    demand(banned, "a ban takes days from a channel", holds, "a channel, and 1 day or more", banned.value)
