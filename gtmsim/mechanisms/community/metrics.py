"""Groups of customers: how unlike the prices of their members are, and how often these leak."""

import numpy as np

from gtmsim.mechanisms.community.rows import COMMUNITY_SIZE, PRICE_LEAKED
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import Count, Values, metric, nothing, ratios, undefined
from gtmsim.metrics.ordered import total

NO_GROUPS = "no community in this scenario"


@metric("months", "firm", better="lower", nature="events")
def price_leaks(ledger: Ledger, cut: Cut) -> Values:
    """Months in which members of a group compared their prices."""
    if not len(ledger.rows(COMMUNITY_SIZE)):
        return undefined(NO_GROUPS, cut)
    return [Count(float(len(ledger.rows(PRICE_LEAKED))))]


@metric("1", "firm")
def price_spread(ledger: Ledger, cut: Cut) -> Values:
    """Mean over months of the coefficient of variation of members' prices in relation to list prices."""
    rows = ledger.rows(COMMUNITY_SIZE)
    if not len(rows):
        return nothing(NO_GROUPS, cut)
    return ratios(total(rows.value)[None], np.array([len(rows)]))
