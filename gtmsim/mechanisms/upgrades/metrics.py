"""Customers who move to a higher plan."""

from gtmsim.mechanisms.upgrades.rows import UPGRADED
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import CENTS, Values, counts, metric, nothing
from gtmsim.metrics.recurring import BY

NO_UPGRADE = "no customer of this scenario can move to a higher plan"
YEAR = 12  # months


@metric("customers", "recurring", better="higher", by=BY, initial=True, nature="events")
def upgrades(ledger: Ledger, cut: Cut) -> Values:
    """Times that a customer moved to a higher plan."""
    if not ledger.header.upgrades:
        return nothing(NO_UPGRADE, cut)
    return counts(ledger.tally.count(cut, UPGRADED))


@metric("money/year", "recurring", better="higher", by=BY, initial=True, nature="size")
def upgrade_arr(ledger: Ledger, cut: Cut) -> Values:
    """12 x the part of the expansion that higher plans add."""
    if not ledger.header.upgrades:
        return nothing(NO_UPGRADE, cut)
    return counts(ledger.tally.amount(cut, UPGRADED) * YEAR / CENTS)
