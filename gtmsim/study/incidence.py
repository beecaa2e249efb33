"""How many deals are won by which age, of deals that may end in other ways or are still open (Aalen-Johansen)."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from gtmsim.metrics.values import OPEN, WON, Ended
from gtmsim.study.pooled import Floats

Ints = NDArray[np.int64]
SHORT = 1.0 - 1e-12  # the last step may be short of its own half by rounding, never by more


class Incidence:
    """Cumulative incidence of winning over the ages at which anything ends; deals of a replication weigh the same."""

    def __init__(self, deals: Ended, replication: Ints, weights: Floats) -> None:
        order = np.argsort(deals.days, kind="stable")
        self.replication, self.weights = replication[order], weights
        outcome, days = deals.outcome[order], deals.days[order]
        self.won, self.closed = outcome == WON, outcome != OPEN
        opens = np.ones(len(days), np.bool_)
        opens[1:] = days[1:] != days[:-1]
        self.first = np.flatnonzero(opens)  # deal of each age
        self.age: Ints = np.cumsum(opens) - 1  # of each deal
        self.days: Floats = days[self.first]
        self.mass: Floats = weights[self.replication]

    @cached_property
    def at_risk(self) -> Floats:
        """Deals that reach each age."""
        return np.asarray(np.cumsum(self.mass[::-1])[::-1][self.first])

    @cached_property
    def closing(self) -> Floats:
        return self._by_age(self.closed)

    @cached_property
    def winning(self) -> Floats:
        return self._by_age(self.won)

    @cached_property
    def open_before(self) -> Floats:
        """Chance to be open just before each age."""
        staying = 1.0 - self.closing / self.at_risk
        return np.asarray(np.append(1.0, np.cumprod(staying)[:-1]))

    @cached_property
    def incidence(self) -> Floats:
        """Chance to be won by each age."""
        return np.asarray(np.cumsum(self.open_before * self.winning / self.at_risk))

    @cached_property
    def ahead(self) -> Floats:
        """By how much the incidence at each age is above half of all."""
        return np.asarray(self.incidence - 0.5 * self.incidence[-1])

    @cached_property
    def median(self) -> int:
        """Age by which half of the winners have won."""
        return int(np.searchsorted(self.incidence, 0.5 * self.incidence[-1] * SHORT))

    def when(self, ahead: float) -> float | None:
        """Days at which the incidence is so much above half of all; None beyond the last win."""
        place = int(np.searchsorted(self.ahead, ahead - 1e-15))
        return float(self.days[place]) if place < len(self.days) else None

    def influence(self) -> Floats:
        """How far each replication moves `ahead` at the median: the slope towards its deals."""
        return self._influence_on(self.median) - 0.5 * self._influence_on(len(self.days) - 1)

    def _influence_on(self, until: int) -> Floats:
        """The same of the incidence at an age, from the derivatives of the product and of the sum."""
        f, r, age = self.incidence, self.at_risk, self.age
        left = r - self.closing
        apart = np.where(left > 0.0, f[until] - f, 0.0)
        gone = np.divide(apart, left, out=np.zeros_like(left), where=left > 0.0)
        gone[until:] = 0.0
        hazard = np.cumsum(self.closing / r * gone)
        share = np.cumsum(self.open_before * self.winning / r**2)
        reached = np.minimum(age, until)
        each = hazard[reached] - share[reached] - np.where(self.closed, gone[age], 0.0)
        each += np.where(self.won & (age <= until), self.open_before[age] / r[age], 0.0)
        n = len(self.weights)
        return np.asarray(n * np.bincount(self.replication, each, minlength=n), np.float64)

    def _by_age(self, which: NDArray[np.bool_]) -> Floats:
        return np.asarray(np.bincount(self.age, self.mass * which, minlength=len(self.days)), np.float64)
