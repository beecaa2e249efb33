"""How readily people leave, and how long their positions wait."""

import numpy as np

from gtmsim.mechanisms.attrition.rows import BACKFILL, HEADCOUNT, OWN_ACCORD
from gtmsim.mechanisms.internal_promotion.rows import RISES
from gtmsim.mechanisms.staff.rows import EMPLOYEE_JOINED, EMPLOYEE_LEFT
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.identities import demand, fail, identity
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import Values, metric, nothing, ratios

YEAR = 365.25  # days
NOBODY_LEAVES = "nobody leaves of their own accord in this scenario, and every position is filled on its day"


@metric("1/year", "firm", better="lower", by=("team",))
def employee_attrition(ledger: Ledger, cut: Cut) -> Values:
    """People who left of their own accord in a year, over the mean headcount: voluntary turnover."""
    months = ledger.rows(HEADCOUNT)
    if not len(months):
        return nothing(NOBODY_LEAVES, cut)
    left = ledger.rows(EMPLOYEE_LEFT)
    return ratios(cut.count(left, left.detail == OWN_ACCORD), cut.sum(months, months.int_value) / YEAR)


@metric("share", "firm", better="lower", by=("team",), nature="part")
def vacancy(ledger: Ledger, cut: Cut) -> Values:
    """Share of the time of all positions in which they waited for a replacement, or for who begins in them."""
    months = ledger.rows(HEADCOUNT)
    if not len(months):
        return nothing(NOBODY_LEAVES, cut)
    waited = cut.sum(months, months.value)
    return ratios(waited, waited + cut.sum(months, months.int_value))


@identity
def leavers_are_replaced_once(ledger: Ledger) -> None:
    """Days of employment and of vacancy are none or more; replacements are no more than leavers."""
    months = ledger.rows_ever(HEADCOUNT)
    demand(months, "days of employment are none or more", months.int_value >= 0, "at least 0", months.int_value)
    demand(months, "positions wait for no time or some", months.value >= 0.0, "at least 0", months.value)
    left, joined = ledger.rows_ever(EMPLOYEE_LEFT), ledger.rows_ever(EMPLOYEE_JOINED)
    resigned = int(np.count_nonzero((left.detail == OWN_ACCORD) | (left.detail == RISES)))
    replaced = int(np.count_nonzero(joined.detail == BACKFILL))
    if replaced > resigned:
        fail("replacements are no more than leavers", resigned, replaced)
