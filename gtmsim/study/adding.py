"""Mean statements in whole units of money that add up as they are printed, as the cents of each replication do.

What nothing adds up is rounded: of what happens, the sums since day 0, so that months add up to quarters; of balances,
those that no movement tells. All else follows by addition, and differs by few units from its own mean.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from gtmsim.journal.chart import CHART
from gtmsim.journal.header import Ints
from gtmsim.metrics.statements import BY_AGE, completed

CENTS = 100
REVENUE, WRITTEN_OFF = "revenue", "bad_debt"
HAPPENS = (*(line.name for line in CHART), "raised", "borrowed", "repaid", "bookings")
STANDS = (*BY_AGE, "prepaid", "deferred_revenue")


def adding(lines: Mapping[str, NDArray[np.int64]], unit: int = CENTS) -> dict[str, Ints]:
    """Means by month of cents of each replication, in whole units of so many cents; balances have day 0 in front."""
    found = {name: np.diff(_rounded(lines[name].cumsum(axis=1), unit), prepend=0) for name in HAPPENS}
    found |= {name: _rounded(lines[name], unit) for name in STANDS}
    owed = sum((found[name] for name in BY_AGE), start=np.zeros_like(found["prepaid"]))
    paid = (found[line.name] for line in CHART if line.name not in (REVENUE, WRITTEN_OFF))
    found["billings"] = found[REVENUE] + np.diff(found["deferred_revenue"])
    found["receipts"] = found["billings"] - found[WRITTEN_OFF] - np.diff(owed)
    found["payments"] = sum(paid, start=np.diff(found["prepaid"]))  # serving is paid with its bill
    return completed(found, int(_rounded(lines["cash"][:, :1], unit)[0]))


def _rounded(cents: NDArray[np.int64], unit: int) -> Ints:
    return np.asarray(np.rint(cents.sum(axis=0) / (len(cents) * unit)), np.int64)
