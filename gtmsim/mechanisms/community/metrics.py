"""Groups of customers: how unlike the prices of their members are, and how often these leak."""

import numpy as np

from gtmsim.mechanisms.community.rows import COMMUNITY_SIZE, PRICE_LEAKED
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.identities import demand, identity
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


@identity
def prices_leak_where_they_differ(ledger: Ledger) -> None:
    """A leak stands below the month's count of members, among whom prices differ, and reaches some of them."""
    grouped, leaked, journal = ledger.rows_ever(COMMUNITY_SIZE), ledger.rows_ever(PRICE_LEAKED), ledger.journal
    counted = (grouped.value >= 0.0) & (grouped.int_value >= 0)
    demand(grouped, "members are counted and prices differ by at least 0", counted, "at least 0", grouped.value)
    if not len(leaked):
        return
    above = leaked.index - 1
    follows = (
        (leaked.index > 0) & (journal.kind.take(above) == COMMUNITY_SIZE) & (journal.time.take(above) == leaked.time)
    )
    demand(leaked, "a leak follows the month's count of members", follows, "below it at that instant", leaked.detail)
    unequal = (journal.value.take(above) > 0.0) & (leaked.value >= 0.0) & (leaked.value < 1.0)
    demand(leaked, "prices leak where they differ", unequal, "unequal prices and a share", leaked.value)
    some = (leaked.int_value >= 1) & (leaked.int_value <= journal.int_value.take(above))
    demand(leaked, "a leak reaches some of the members", some, "1 to all of them", leaked.int_value)
