"""For how long new customers are bound, and what that takes off their price."""

import numpy as np

from gtmsim.journal.header import Flags
from gtmsim.mechanisms.contracts.rows import INTRODUCED, OFFERED
from gtmsim.mechanisms.subscription.rows import NEW_CUSTOMER
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.identities import demand, few, identity
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import Values, metric, nothing, ratios
from gtmsim.metrics.recurring import BY
from gtmsim.metrics.rows import Rows

NO_OFFER = "no terms are offered in this scenario: all contracts of a segment are alike"


def chosen(ledger: Ledger) -> tuple[Rows, Rows]:
    """New customers to whom a term was offered, and each one's row that says which it chose: the first of its own."""
    new, offered = ledger.rows(NEW_CUSTOMER), ledger.rows_ever(OFFERED)
    entity, first = np.unique(offered.entity, return_index=True)
    place = np.searchsorted(entity, new.entity)
    known: Flags = place < len(entity)
    known[known] = entity[place[known]] == new.entity[known]
    return new.at(np.flatnonzero(known)), offered.at(first[place[known]])


@metric("months", "recurring", by=BY, initial=True)
def contract_length(ledger: Ledger, cut: Cut) -> Values:
    """Mean length of the contracts that new customers sign, of those to whom a term was offered."""
    if not len(ledger.rows_ever(OFFERED)):
        return nothing(NO_OFFER, cut)
    new, terms = chosen(ledger)
    return ratios(cut.sum(new, terms.detail), cut.count(new))


@metric("share", "recurring", by=BY, initial=True, nature="part")
def term_discount(ledger: Ledger, cut: Cut) -> Values:
    """Mean discount of new customers for the length of their contract and for paying it in one bill."""
    if not len(ledger.rows_ever(OFFERED)):
        return nothing(NO_OFFER, cut)
    new, terms = chosen(ledger)
    return ratios(cut.sum(new, terms.value), cut.count(new))


@identity
def terms_are_offered(ledger: Ledger) -> None:
    """A term has a month or more, and a bill is for no more than the term."""
    offered = ledger.rows_ever(OFFERED)
    demand(offered, "a term lasts a month at least", offered.detail >= 1, "at least 1", offered.detail)
    billed = (offered.int_value >= 1) & (offered.int_value <= offered.detail)
    demand(offered, "a bill is for a part of the term", billed, "1 to its months", offered.int_value)


@few
def a_discount_at_first_leaves_a_price(ledger: Ledger) -> None:
    """It takes something off for some months, and leaves something."""
    rows = ledger.rows_ever(INTRODUCED)
    demand(rows, "a discount is for some months", rows.detail >= 1, "at least 1", rows.detail)
    off = (rows.amount > 0) & (rows.int_value > rows.amount)
    demand(rows, "a discount at first takes a part of the price off", off, "above 0, and less than it", rows.amount)
