"""What new customers bring month by month: the product of monthly ratios of MRR. Knows no metric."""

from functools import cached_property
from typing import NamedTuple

import numpy as np

from gtmsim.engine.journal import Header
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.rows import CENTS
from gtmsim.metrics.service import CAP, Service

YEAR = 12  # months


class Path(NamedTuple):
    """Expected gross profit of all new customers of one slot [currency]."""

    new: float  # customers won
    capped: float  # 36 months of service, discounted
    tail: float  # all that follows, discounted
    ends: bool  # is the tail finite?


class Paths:
    """Kaplan-Meier in money, where opening customers enter at their age; in words why a slot has no path."""

    def __init__(self, header: Header, service: Service, cut: Cut) -> None:
        self.header, self.service = header, service
        self.cut = cut  # every division that is asked for

    def by(self, cut: Cut) -> list[Path | str]:
        """The path of each slot."""
        return [self._by_slot[slot] for slot in self.cut.slots_of(cut)]

    @cached_property
    def _by_slot(self) -> list[Path | str]:
        service, monthly = self.service, self.header.discount_month
        slots = zip(service.first.tolist(), service.by_age_before.tolist(), service.by_age.tolist(), strict=True)
        expected = [expected_mrr(*slot) for slot in slots]
        mrr = np.array([[0.0] * CAP if isinstance(values, str) else values for values in expected])
        profit = mrr * (1.0 - self.header.serve_share) / CENTS
        paid = profit * monthly ** np.arange(CAP)
        second, third = profit[:, -2 * YEAR : -YEAR].sum(axis=1).tolist(), profit[:, -YEAR:].sum(axis=1).tolist()
        capped, last = paid.sum(axis=1).tolist(), paid[:, -YEAR:].sum(axis=1).tolist()
        found: list[Path | str] = []
        for slot, values in enumerate(expected):
            yearly = third[slot] / second[slot] * monthly**YEAR if second[slot] > 0.0 else 0.0
            tail = last[slot] * yearly / (1.0 - yearly) if yearly < 1.0 else 0.0
            path = Path(float(service.new[slot]), capped[slot], tail, yearly < 1.0)
            found.append(values if isinstance(values, str) else path)
        return found


def expected_mrr(first: int, before: list[int], after: list[int]) -> list[float] | str:
    """MRR [cents] expected at each month of service of customers who start with `first`, or why it is not known."""
    value = [float(first)]
    for age, (then, now) in enumerate(zip(before, after, strict=True), start=1):
        if value[-1] > 0.0 and then == 0:
            return f"no customer was observed in month of service {age + 1}"
        value.append(value[-1] * now / then if then else 0.0)
    return value
