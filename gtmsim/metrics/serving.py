"""What serving customers costs beside the share of revenue: customer success, by the hours that each takes. No metric.

The pay of the CSM teams is cost of revenue, idle time included: an hour that customers take costs what the horizon has
paid over the hours that they took. Who is served after the horizon goes on costing that. Payment fees are what
payments of the horizon cost, over these payments.
"""

from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gtmsim.journal.header import Floats, Ints
from gtmsim.metrics.costs import Costs
from gtmsim.metrics.given import Given
from gtmsim.metrics.service import Service
from gtmsim.metrics.values import Sums


class Serving:
    """Gross profit of customers; money in cents, hours in millionths."""

    def __init__(self, given: Given, service: Service, salaries: Ints, fees: int = 0, received: int = 0) -> None:
        """`fees` are those of payments in the horizon, of all that was received in it [cents]."""
        self.given, self.service = given, service
        self.fees, self.received = fees, received
        self.pay = int(salaries[~given.acquiring].sum())  # of CSM teams in the horizon [cents]

    @cached_property
    def rate(self) -> float:
        """What a millionth of an hour of a CSM costs [cents]; 0 where no customer took any."""
        taken = int(self.service.hours[0])
        return self.pay / taken if taken else 0.0

    @property
    def margin(self) -> float:
        """What the cost of serving leaves of revenue, before payment fees and customer success [1]."""
        return float(1.0 - self.given.header.serve_share)

    @property
    def fee_rate(self) -> float:
        """What payment fees take of money [1]: as much of all payments as of those of the horizon."""
        return self.fees / self.received if self.received > 0 else 0.0

    def profit(self, money: NDArray[Any], hours: NDArray[Any]) -> Floats:
        """Gross profit [cents] of this much revenue from customers who take these hours."""
        return np.asarray(money * self.margin - (hours * self.rate + money * self.fee_rate))


def sums_by_month(given: Given, serving: Serving, costs: Costs) -> list[Sums]:
    """Sums of every slot by month of service, as `gtmsim.metrics.lifetime` takes them."""
    service, channels = serving.service, given.cut("", "channel")
    cost = np.zeros(len(service.new))
    cost[given.every.slots_of(channels)] = costs.of(costs.loaded, channels)
    table = np.column_stack(
        (
            service.new,
            cost,
            service.first,
            service.hours_first * serving.rate + service.first * serving.fee_rate,
            service.by_age_before,
            service.by_age,
            service.by_age_hours * serving.rate + service.by_age * serving.fee_rate,
        )
    ).astype(np.float64)
    return [Sums(parts, (serving.margin, given.header.discount_month)) for parts in table]
