"""What new customers bring month by month: the product of monthly ratios of MRR. Knows no metric."""

from functools import cached_property
from typing import NamedTuple

import numpy as np

from gtmsim.engine.journal import Floats, Ints
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.given import Given
from gtmsim.metrics.months import CAP
from gtmsim.metrics.ordered import powers, total
from gtmsim.metrics.rows import CENTS
from gtmsim.metrics.service import YEAR, Service


class Path(NamedTuple):
    """Expected gross profit of all new customers of one slot [currency]."""

    new: float  # customers won
    capped: float  # 36 months of service, discounted
    tail: float  # all that follows, discounted
    ends: bool  # is the tail finite?


class Expected(NamedTuple):
    """MRR of new customers by slot, as the product of monthly ratios goes on."""

    mrr: Floats  # cents, shape (slots, CAP); 0 where it is not known
    unknown: Ints  # the first month of service, from 0, in which nobody was observed; 0 where there is none


class Paths:
    """Kaplan-Meier in money, where opening customers enter at their age; in words why a slot has no path."""

    def __init__(self, given: Given, service: Service, expected: Expected) -> None:
        self.given, self.service, self.expected = given, service, expected

    def by(self, cut: Cut) -> list[Path | str]:
        """The path of each slot."""
        places = self.given.places(cut)
        return self._by_slot[places] if isinstance(places, slice) else [self._by_slot[place] for place in places]

    @cached_property
    def _by_slot(self) -> list[Path | str]:
        header = self.given.header
        yearly_worth, (mrr, unknown) = powers(header.discount_month, YEAR + 1)[-1], self.expected
        profit = mrr * (1.0 - header.serve_share) / CENTS
        paid = profit * self.given.discounts
        second, third = total(profit[:, -2 * YEAR : -YEAR]).tolist(), total(profit[:, -YEAR:]).tolist()
        capped, last = total(paid).tolist(), total(paid[:, -YEAR:]).tolist()
        new, missing = self.service.new.astype(np.float64).tolist(), unknown.tolist()
        found: list[Path | str] = []
        for slot, age in enumerate(missing):
            if age:
                found.append(f"no customer was observed in month of service {age + 1}")
                continue
            yearly = third[slot] / second[slot] * yearly_worth if second[slot] > 0.0 else 0.0
            tail = last[slot] * yearly / (1.0 - yearly) if yearly < 1.0 else 0.0
            found.append(Path(new[slot], capped[slot], tail, yearly < 1.0))
        return found


def expected_of(service: Service) -> Expected:
    """MRR that new customers are expected to bring."""
    slots = zip(service.first.tolist(), service.by_age_before.tolist(), service.by_age.tolist(), strict=True)
    found = [expected_mrr(*slot) for slot in slots]
    mrr = np.array([values if len(values) == CAP else [0.0] * CAP for values in found])
    return Expected(mrr, np.array([len(values) % CAP for values in found], np.int64))


def expected_mrr(first: int, before: list[int], after: list[int]) -> list[float]:
    """MRR [cents] expected at each month of service of customers who start with `first`, as far as it is known."""
    value = [float(first)]
    for then, now in zip(before, after, strict=True):
        if value[-1] > 0.0 and then == 0:
            break
        value.append(value[-1] * now / then if then else 0.0)
    return value
