"""How customers' own business goes when they decide whether to stay."""

import numpy as np

from gtmsim.mechanisms.condition.rows import CONDITION
from gtmsim.mechanisms.subscription.rows import NOTICE_DUE, RENEWAL_DUE
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.identities import demand, fail, identity
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import Values, metric, nothing, ratios

NO_CONDITION = "nobody's own business decided anything in this scenario"


@metric("1", "recurring", by=("segment",))
def condition_at_renewal(ledger: Ledger, cut: Cut) -> Values:
    """Mean condition of customers' own business at their renewals, in standard deviations from what is usual."""
    if not ledger.tally.count(cut, CONDITION).any():
        return nothing(NO_CONDITION, cut)
    rows = ledger.rows(CONDITION)
    renewing = rows.at(np.flatnonzero(rows.detail > 0))  # 0 is a buyer
    return ratios(cut.sum(renewing, renewing.value), cut.count(renewing))


@identity
def renewals_tell_the_condition(ledger: Ledger) -> None:
    """Where a condition decides, each renewal tells the one that it looks at; a buyer's has the number 0."""
    told, ended = ledger.rows_ever(CONDITION), ledger.rows_ever(RENEWAL_DUE)
    due = int((ended.int_value == 0).sum()) + len(ledger.rows_ever(NOTICE_DUE))
    demand(told, "a condition is a buyer's or of a renewal", told.detail >= 0, "at least 0", told.detail)
    renewals = int((told.detail > 0).sum())
    if len(told) and renewals != due:
        fail("every renewal tells the condition that it looks at", due, renewals)
