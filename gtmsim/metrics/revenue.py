"""Revenue: the integral of recurring revenue over each month's length, in whole cents. Knows no metric."""

from functools import cached_property
from itertools import pairwise
from math import lcm

import numpy as np

from gtmsim.engine.journal import Ints, Kind
from gtmsim.metrics.apportion import apportion
from gtmsim.metrics.customers import Customers
from gtmsim.metrics.cut import Cut, sums

SPLIT = 20  # bits; products of money and microseconds in two halves stay within 64 bits


class Revenue:
    """Revenue of the horizon; each month is a difference of the running sum rounded down, so months add up."""

    def __init__(self, customers: Customers) -> None:
        self.customers = customers
        self.header = customers.header

    @cached_property
    def by_month(self) -> Ints:
        """Revenue [cents], shape (months,)."""
        whole = Cut("", ("",), 1)
        return np.asarray(self._running(whole)[0])

    def by(self, cut: Cut) -> Ints:
        """Revenue in each slot [cents]; the slots add up to the total."""
        total = int(self.by_month.sum())
        if cut.whole:
            return np.array([total])
        return apportion(np.asarray(total), self._running(cut).sum(axis=1))

    def _running(self, cut: Cut) -> Ints:
        """Revenue by slot and month, each slot rounded by itself [cents]."""
        rows, header = self.customers.rows, self.header
        bounds, n = header.months, header.n_months
        inside = rows.month < n
        opening = rows.kind == Kind.OPENING
        # What a movement adds to its own month is its amount x the rest of the month; every later month has it whole.
        month = rows.month[inside]
        rest = np.where(opening[inside], 0, np.array(bounds)[month + 1] - rows.time[inside])
        cells = cut.of(rows)[inside] * n + month
        moved = np.where(opening[inside], 0, rows.amount[inside])
        high = sums(cells, moved * (rest >> SPLIT), cut.width * n).tolist()
        low = sums(cells, moved * (rest & ((1 << SPLIT) - 1)), cut.width * n).tolist()
        steps = sums(cells, moved, cut.width * n).tolist()
        level = cut.sum(self.customers, self.customers.levels(0)).tolist()
        lengths = [after - before for before, after in pairwise(bounds[: n + 1])]
        common = lcm(*lengths)
        found = np.zeros((cut.width, n), np.int64)
        for slot in range(cut.width):
            running, booked = 0, 0
            for m, length in enumerate(lengths):
                cell = slot * n + m
                part = (high[cell] << SPLIT) + low[cell]
                running += level[slot] * common + part * (common // length)
                found[slot, m] = running // common - booked
                booked += int(found[slot, m])
                level[slot] += steps[cell]
        return found
