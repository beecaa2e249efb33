"""What a plan takes from investors and banks."""

import numpy as np

from gtmsim.mechanisms.funding.rows import FUNDING_CALLED, INTEREST
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.identities import demand, few
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


@few
def funding_is_asked_for_once(ledger: Ledger) -> None:
    """What is asked for has a name, comes after a time or at once, and is asked for once."""
    rows, known = ledger.rows_ever(FUNDING_CALLED), len(ledger.header.funding)
    demand(rows, "funding has a name", (rows.detail >= 0) & (rows.detail < known), f"one of {known}", rows.detail)
    demand(rows, "funding comes after a time or at once", rows.value >= 0.0, "at least 0", rows.value)
    first = np.zeros(len(rows), np.bool_)
    first[np.unique(rows.detail, return_index=True)[1]] = True
    demand(rows, "funding is asked for once", first, "a further name", rows.detail)
