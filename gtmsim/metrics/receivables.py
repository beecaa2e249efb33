"""What customers owe, by the age of their bills. Knows no metric.

A bill is as old as the time since it was written. Whatever settles it, or takes something off, says how old it is.
"""

import numpy as np

from gtmsim.journal.header import Ints
from gtmsim.journal.kinds import flags
from gtmsim.mechanisms.collection.rows import OPENING_BILL, PAID, PAID_BACK, WRITTEN_OFF
from gtmsim.mechanisms.subscription.rows import COTERMED, CREDITED, INVOICED
from gtmsim.metrics.cut import sums
from gtmsim.metrics.given import Given
from gtmsim.metrics.months import DAY
from gtmsim.metrics.rows import Rows

BILLED_NOW = flags(INVOICED, COTERMED)
WRITTEN = flags(OPENING_BILL, INVOICED, COTERMED, CREDITED)  # whose amounts are owed; all others settle what is
OWING = flags(OPENING_BILL, INVOICED, COTERMED, CREDITED, PAID, PAID_BACK, WRITTEN_OFF)
BILL_AGES = 4  # more than 0, 30, 60 and 90 days
STEP = 30 * DAY


def billed_at(rows: Rows) -> Ints:
    """When the bill of each row was written [microseconds]; whatever becomes of it says how old it is."""
    return rows.time - np.where(BILLED_NOW.take(rows.kind), 0, rows.int_value)


def owed_by_age(given: Given, rows: Rows) -> Ints:
    """Receivables on day 0 and at each end, by ages from younger to older [cents], shape (BILL_AGES, months + 1).

    `rows` are those of `OWING` within the horizon.
    """
    n, ends = given.header.n_months, given.bounds[: given.header.n_months + 1]
    amounts = np.where(WRITTEN.take(rows.kind), rows.amount, -rows.amount)
    first = np.where(rows.kind == OPENING_BILL.number, 0, rows.month + 1)
    billed = billed_at(rows)
    found = np.zeros((BILL_AGES, n + 1), np.int64)
    for age in range(BILL_AGES):
        # The first end at which the bill is older than that.
        older = np.searchsorted(ends, billed + age * STEP, side="right") if age else first
        place = np.maximum(first, older)
        found[age] = sums(place, amounts, n + 2)[: n + 1].cumsum()
    found[:-1] -= found[1:]
    return found
