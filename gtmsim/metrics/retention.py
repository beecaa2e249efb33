"""How customers won in the horizon stay, by completed months of service."""

from typing import NamedTuple

import numpy as np

from gtmsim.engine.journal import Floats
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import CENTS


class Retention(NamedTuple):
    """Customers won in the horizon by age, each of shape (months + 1,); sums over replications keep their meaning."""

    at_risk: Floats  # customers whose age was reached before the end of the horizon
    active: Floats  # of these, still customers
    mrr: Floats  # their recurring revenue [currency/month]
    mrr_first: Floats  # the recurring revenue that the customers at risk started with [currency/month]


def retention(ledger: Ledger) -> Retention:
    """Retention by age; a customer younger than an age at the end is not at risk there."""
    service = ledger.service
    return Retention(
        service.at_risk.astype(np.float64),
        service.active.astype(np.float64),
        service.mrr / CENTS,
        service.mrr_first / CENTS,
    )
