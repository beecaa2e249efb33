"""A metric whose value is a form of sums over all replications, with the error that follows from each one's sums."""

import math
from functools import cached_property
from typing import Literal

import numpy as np

from gtmsim.metrics.metric import Form, Nature
from gtmsim.study.estimators import LEVEL, Estimate, around, undefined
from gtmsim.study.pooled import Flags, Floats, Moves
from gtmsim.study.quantiles import possible
from gtmsim.study.sample import with_note
from gtmsim.study.worlds import weighed

STEP = 1e-3  # how far the sums are moved towards one replication, as a share of what one replication is of all
NAME = "form of sums, linearised"


class Parts:
    """The sums of each replication, shape (replications, parts), shared by all metrics that are forms of them."""

    def __init__(self, table: Floats, known: tuple[float, ...]) -> None:
        self.table, self.known = table, known

    @cached_property
    def total(self) -> Floats:
        """The sums of all."""
        return np.array([math.fsum(column) for column in self.table.T.tolist()])

    @cached_property
    def nudged(self) -> Floats:
        """The sums of all, moved a little towards and away from each replication, shape (2 x replications, parts)."""
        towards = (len(self.table) * self.table - self.total) * (STEP / len(self.table))
        return np.concatenate((self.total + towards, self.total - towards))


class Formed:
    """One form of them."""

    kind: Literal["form"] = "form"

    def __init__(self, parts: Parts, form: Form, why: str | None = None, nature: Nature = "amount") -> None:
        self.parts, self.form, self.why, self.nature = parts, form, why, nature

    @property
    def replications(self) -> int:
        """How many replications there are."""
        return len(self.parts.table)

    def values(self) -> Floats:
        """Value of each replication on its own, NaN where it has none."""
        return self.form.values(self.parts.table, self.parts.known)

    def used(self) -> Flags:
        """Which replications add something."""
        return self.form.adds(self.parts.table)

    @cached_property
    def value(self) -> float:
        """The value of all together, NaN if there is none."""
        return float(self.form.values(self.parts.total[None, :], self.parts.known)[0])

    @cached_property
    def influence(self) -> list[float]:
        """How far each replication moves it: the slope towards its sums (the infinitesimal jackknife)."""
        if (self.parts.table == self.parts.table[0]).all():
            return [0.0] * self.replications
        ends = self.form.values(self.parts.nudged, self.parts.known)
        forth, back = ends[: self.replications], ends[self.replications :]
        return [float(x) for x in (forth - back) * (0.5 * self.replications / STEP)]

    def missing(self) -> str | None:
        """Why all together have no value."""
        if not self.used().any():
            return self.why or self.form.why(self.parts.total, self.parts.known)
        return None if math.isfinite(self.value) else self.form.why(self.parts.total, self.parts.known)

    def estimate(self) -> Estimate:
        """The form of the sums with its interval."""
        missing = self.missing()
        if missing is not None:
            return undefined(missing, NAME)
        n, without = self.replications, int(np.isnan(self.values()).sum())
        notes = [self.note, f"no value of its own in {without} of {n} replications" if without else None]
        found = around(self.value, self.influence, int(self.used().sum()), NAME)
        own = self.values()[np.isfinite(self.values())]
        found = possible(found, (float(own.min(initial=math.inf)), float(own.max(initial=-math.inf))), self.nature)
        return with_note(found, "; ".join(filter(None, notes)))

    @cached_property
    def note(self) -> str | None:
        """What a reader must know of the value of all together."""
        return self.form.note(self.parts.total)

    def moved(self, level: float = LEVEL) -> Moves:
        """The value of all together, with what each adds."""
        return Moves(self.value, self.influence, self.note)

    def worlds(self, weights: Floats) -> Floats:
        """Values where replications have other weights."""
        return self.form.values(weighed(weights, self.parts.table), self.parts.known)
