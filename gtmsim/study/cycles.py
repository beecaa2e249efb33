"""A median over the deals of all replications, with an interval by Woodruff's method."""

import math
from collections.abc import Sequence
from functools import cached_property
from typing import Any, Literal

import numpy as np

from gtmsim.metrics.metric import Nature
from gtmsim.metrics.ordered import mean, total
from gtmsim.metrics.values import Ended
from gtmsim.study.distributions import t_quantile
from gtmsim.study.estimators import LEVEL, NO_INTERVAL, Estimate, alone, same_note, undefined, variance
from gtmsim.study.incidence import Incidence, Ints
from gtmsim.study.pooled import Flags, Floats, Moves
from gtmsim.study.worlds import weighed

NAME = "median by Aalen-Johansen, Woodruff"
NO_WIN = "no opportunity of the horizon was won within it"
UNBOUNDED = "unbounded: too few wins"


class Deals:
    """The deals of all replications in the order of their ages, so that they are put in order once for all slots."""

    def __init__(self, ended: Sequence[Ended]) -> None:
        self.replications = len(ended)
        columns: Any = zip(*ended, strict=True)
        found = Ended._make(np.concatenate(column) for column in columns)
        order = np.argsort(found.days, kind="stable")
        self.all = Ended._make(column[order] for column in found)
        self.replication: Ints = np.repeat(np.arange(len(ended)), [len(one.days) for one in ended])[order]

    def of(self, dim: str, place: int) -> tuple[Ended, Ints]:
        """Those of one slot, and the replication of each."""
        if not dim:
            return self.all, self.replication
        mine = np.flatnonzero(getattr(self.all, dim) == place)
        return Ended._make(column[mine] for column in self.all), self.replication[mine]


class Cycles:
    """The median of one slot."""

    kind: Literal["median"] = "median"
    nature: Nature = "amount"

    def __init__(self, own: Floats, deals: Deals, dim: str, place: int, why: str | None = None) -> None:
        self.own, self.why = own, why
        self.deals, self.replication = deals.of(dim, place)

    @property
    def replications(self) -> int:
        """How many replications there are."""
        return len(self.own)

    def values(self) -> Floats:
        """Median of each replication on its own, NaN where nobody has won."""
        return self.own

    def used(self) -> Flags:
        """Which replications had a deal."""
        return np.bincount(self.replication, minlength=self.replications) > 0

    @cached_property
    def incidence(self) -> Incidence:
        return Incidence(self.deals, self.replication, np.ones(self.replications))

    def missing(self) -> str | None:
        """Why all together have no value."""
        return self.why or (None if len(self.deals.days) and self.incidence.winning.any() else NO_WIN)

    @cached_property
    def slope(self) -> tuple[float, tuple[float | None, float | None]]:
        """Days for each unit of incidence around the median, and the 95 % interval that this is taken from."""
        used = int(self.used().sum())
        spread = math.sqrt(variance(self.incidence.influence().tolist()) / self.replications)
        half = t_quantile(0.5 + 0.5 * LEVEL, used - 1.0) * spread if used > 1 else 0.0
        ends = self.incidence.when(-half), self.incidence.when(half)
        if ends[0] is None or ends[1] is None or not half:
            return 0.0, ends
        return (ends[1] - ends[0]) / (2.0 * half), ends

    def estimate(self) -> Estimate:
        """The median with its interval."""
        missing, used, n = self.missing(), int(self.used().sum()), self.replications
        if missing is not None:
            return undefined(missing, NAME)
        median = float(self.incidence.days[self.incidence.median])
        if used < 2:
            return Estimate(median, NO_INTERVAL, NAME, why=alone(n), n=used)
        _, (low, high) = self.slope
        if low is None or high is None:
            return Estimate(median, NO_INTERVAL, NAME, why=UNBOUNDED, n=used)
        se = (high - low) / (2.0 * t_quantile(0.5 + 0.5 * LEVEL, used - 1.0))
        return Estimate(median, (low, high), NAME, se, note=same_note(n) if low == high else None, n=used)

    def moved(self, level: float = LEVEL) -> Moves:
        """The median, with what each replication adds: its incidence at the median, turned into days."""
        slope, ends = self.slope
        moves = (-slope * self.incidence.influence()).tolist()
        return Moves(float(self.incidence.days[self.incidence.median]), moves, None, None in ends)

    def worlds(self, weights: Floats) -> Floats:
        """Medians where replications have other weights, to first order, as their interval has it."""
        value, moves, _, _ = self.moved()
        return np.asarray(value + weighed(weights, np.array(moves) - mean(np.array(moves))) / total(weights))
