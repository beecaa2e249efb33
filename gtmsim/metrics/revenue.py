"""Revenue: the integral of recurring revenue over each month's length, in whole cents. Knows no metric."""

from functools import cached_property

import numpy as np

from gtmsim.journal.header import Ints
from gtmsim.metrics.apportion import apportioned
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.given import Given
from gtmsim.metrics.service import SPLIT, Service


class Revenue:
    """Revenue of the horizon; each month is a difference of the running sum rounded down, so months add up."""

    def __init__(self, given: Given, service: Service) -> None:
        self.given, self.service = given, service

    @cached_property
    def by_month(self) -> Ints:
        """Revenue [cents], shape (months,)."""
        service, (whole, rest) = self.service, self._own_months
        level = service.start[0] + np.cumsum(service.moved[0])
        level[1:] = level[:-1]
        level[0] = service.start[0]
        sums = np.cumsum(level + whole[0]) + np.cumsum(rest[0]) // self.given.common_length
        return np.asarray(np.diff(sums, prepend=0))

    def by(self, cut: Cut) -> Ints:
        """Revenue in each slot [cents]; the slots of a dimension add up to the total."""
        return self._by_slot[self.given.places(cut)]

    @cached_property
    def _by_slot(self) -> Ints:
        total, alone = self.by_month.sum(keepdims=True), self._alone
        return np.concatenate(
            [apportioned(int(total[0]), alone[part]) if dim else total for dim, part in self.given.every.parts]
        )

    @cached_property
    def _alone(self) -> Ints:
        """Revenue of each slot, rounded down by itself [cents]."""
        service, (whole, rest), n = self.service, self._own_months, self.given.header.n_months
        level = service.start * n + service.moved @ np.arange(n - 1, -1, -1)
        return np.asarray(level + whole.sum(axis=1) + rest.sum(axis=1) // self.given.common_length)

    @cached_property
    def _own_months(self) -> tuple[Ints, Ints]:
        """What movements add to their own months: whole cents, and the rest in parts of `common_length`."""
        length = self.given.lengths
        # Amount x rest of the month is beyond 64 bits; each half, and what is left of it, is not.
        high, left = np.divmod(self.service.rest_high, length)
        low, rest = np.divmod(self.service.rest_low, length)
        more, rest = np.divmod((left << SPLIT) + rest, length)
        return (high << SPLIT) + low + more, rest * (self.given.common_length // length)
