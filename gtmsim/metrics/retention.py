"""How customers won in the horizon stay, by completed months of service."""

from typing import NamedTuple

import numpy as np

from gtmsim.journal.header import Floats
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import CENTS


class Retention(NamedTuple):
    """Customers won in the horizon by age, each of shape (months + 1,); sums over replications keep their meaning."""

    at_risk: Floats  # customers whose age was reached before the end of the horizon
    active: Floats  # of these, customers then
    mrr: Floats  # their recurring revenue [currency/month]
    mrr_first: Floats  # the recurring revenue that the customers at risk started with [currency/month]
    mrr_before: Floats  # that those at risk had a month before [currency/month]
    kept: Floats  # of those at risk, never lost so far
    kept_before: Floats  # of those at risk, never lost until a month before

    def survival(self) -> Floats:
        """Share of the customers that is never lost until each age (Kaplan and Meier 1958); it cannot rise."""
        return chain(self.kept, self.kept_before)

    def revenue(self) -> Floats:
        """Recurring revenue at each age as a share of the first, by the product of its monthly ratios."""
        return chain(self.mrr, self.mrr_before)


def chain(after: Floats, before: Floats) -> Floats:
    """Product of the ratios from age to age, from 1 on; NaN from the first that nothing is known of."""
    found = np.ones(len(after))
    for age in range(1, len(after)):
        last = found[age - 1]
        # The ratio first: where nobody has left it is 1, and no rounding lets the product rise.
        found[age] = last * (after[age] / before[age]) if before[age] > 0.0 else last if last == 0.0 else np.nan
    return found


def retention(ledger: Ledger) -> Retention:
    """Retention by age; a customer younger than an age at the end is not at risk there."""
    service = ledger.service
    customers = (service.at_risk, service.active), (service.survived, service.survived_before)
    (at_risk, active), (kept, kept_before) = (tuple(one.astype(np.float64) for one in pair) for pair in customers)
    money = (service.mrr / CENTS, service.mrr_first / CENTS, service.mrr_before / CENTS)
    return Retention(at_risk, active, *money, kept, kept_before)
