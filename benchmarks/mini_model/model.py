"""The mini model's numbers, and what a run of it must bring.

Leads come in a Poisson stream; one of the SDRs, first come first served, takes an exponential time for each; a share
goes on to one of the AEs, who take a lognormal time; then four committee members review side by side, each for an
exponential time, and the first no ends the deal. A won customer renews quarter by quarter until it leaves, and
meanwhile refers new leads. `k` scales arrivals and staff.
"""

import math
from collections.abc import Callable
from typing import NamedTuple

DAYS = 365.0
ARRIVALS = 260.0  # leads a day
SDRS, SDR_DAYS = 76, 0.25
QUALIFIED = 0.30
AES, AE_DAYS, AE_SIGMA = 46, 0.5, 0.8
AE_MU = math.log(AE_DAYS) - AE_SIGMA**2 / 2
MEMBERS, REVIEW_DAYS, VETO = 4, 15.0, 0.10
QUARTER = DAYS / 4
CHURN = 0.10  # at each renewal
REFERRALS = 0.0016  # leads per customer and day


class Counts(NamedTuple):
    """What happened in a run: the first three must agree between all who tell the model."""

    leads: float
    wins: float
    renewals: float
    events: float  # handled by the model, or rows of a journal


Race = Callable[[int], Counts]

# Of a year at k = 1: means of 400 runs of loop.c, and the variances of their counts as multiples of the means.
EXPECTED = {"leads": 99_226, "wins": 17_749, "renewals": 20_007}
DISPERSION = {"leads": 1.3, "wins": 1.1, "renewals": 2.3}


def staff(people: int, k: float) -> int:
    """Whole people of a scaled team, rounded up so that small teams are not swamped."""
    return max(1, math.ceil(people * k - 1e-9))
