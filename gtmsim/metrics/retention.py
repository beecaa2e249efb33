"""How customers won in the horizon stay, by completed months of service."""

from typing import NamedTuple

import numpy as np

from gtmsim.engine.journal import Floats
from gtmsim.metrics.customers import sum_by_age
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
    customers, ages = ledger.customers, ledger.header.n_months + 1
    seen, first_level = customers.ages[customers.new], customers.first_level[customers.new]
    alone = np.zeros(len(seen), np.int64)
    won = np.flatnonzero(customers.new[customers.observed.of])
    _, start, stop, level = customers.observed.at(won)
    rows = np.zeros(len(level), np.int64)
    arrays = (
        sum_by_age(alone, 1, alone, seen, np.ones_like(alone), ages)[0].astype(np.float64),
        sum_by_age(rows, 1, start, stop, (level > 0).astype(np.int64), ages)[0].astype(np.float64),
        sum_by_age(rows, 1, start, stop, level, ages)[0] / CENTS,
        sum_by_age(alone, 1, alone, seen, first_level, ages)[0] / CENTS,
    )
    return Retention(*arrays)
