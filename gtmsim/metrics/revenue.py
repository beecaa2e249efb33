"""Revenue: the integral of recurring revenue over each month's length, in whole cents. Knows no metric."""

from functools import cached_property
from itertools import accumulate, pairwise
from math import lcm
from operator import mul

import numpy as np

from gtmsim.engine.journal import Header, Ints
from gtmsim.metrics.apportion import apportion
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.service import SPLIT, Service


class Revenue:
    """Revenue of the horizon; each month is a difference of the running sum rounded down, so months add up."""

    def __init__(self, header: Header, service: Service, cut: Cut) -> None:
        self.header, self.service = header, service
        self.cut = cut  # every division that is asked for, the total first
        lengths = [after - before for before, after in pairwise(self.header.months[: self.header.n_months + 1])]
        self._common = lcm(*lengths)
        self._shares = [self._common // length for length in lengths]

    @cached_property
    def by_month(self) -> Ints:
        """Revenue [cents], shape (months,)."""
        level, moved, high, low = (part[0].tolist() for part in self._parts)
        levels = accumulate(accumulate(moved[:-1], initial=level))
        rests = zip(accumulate(map(mul, high, self._shares)), accumulate(map(mul, low, self._shares)), strict=True)
        return np.diff([whole + self._rest(*rest) for whole, rest in zip(levels, rests, strict=True)], prepend=0)

    def by(self, cut: Cut) -> Ints:
        """Revenue in each slot [cents]; the slots of a dimension add up to the total."""
        return self._by_slot[self.cut.slots_of(cut)]

    @cached_property
    def _by_slot(self) -> Ints:
        total, alone = self.by_month.sum(keepdims=True), self._alone
        return np.concatenate([apportion(total[0], alone[part]) if dim else total for dim, part in self.cut.parts])

    @cached_property
    def _alone(self) -> Ints:
        """Revenue of each slot, rounded down by itself [cents]."""
        level, moved, high, low = self._parts
        n = self.header.n_months
        whole = level * n + moved @ np.arange(n - 1, -1, -1)
        rests = [
            self._rest(sum(map(mul, above, self._shares)), sum(map(mul, below, self._shares)))
            for above, below in zip(high.tolist(), low.tolist(), strict=True)
        ]
        return np.asarray(whole + rests)

    def _rest(self, high: int, low: int) -> int:
        """What movements add to their own months [cents], of the halves of amount x rest of the month; rounded down."""
        return ((high << SPLIT) + low) // self._common

    @property
    def _parts(self) -> tuple[Ints, Ints, Ints, Ints]:
        """Of each slot: MRR at the start; by month what movements change, and amount x rest of the month in halves."""
        return self.service.start, self.service.moved, self.service.rest_high, self.service.rest_low
