"""What all estimators share: one value of all replications, and how far each replication moves it."""

from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from gtmsim.study.estimators import Estimate

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Moves(NamedTuple):
    """An estimate as a mean over replications, to first order."""

    value: float
    moves: list[float]  # of each replication; whatever their mean, it is their spread that counts
    note: str | None = None
    unbounded: bool = False  # may the value as well be anything?


class Sampled(Protocol):
    """One metric over all replications; nobody is left out, and where anybody is missing nothing is estimated."""

    @property
    def kind(self) -> str:
        """Counts are compared with counts and ratios with ratios."""

    @property
    def nature(self) -> str:
        """What the number is, as metrics declare it."""

    @property
    def replications(self) -> int:
        """How many replications there are, with or without a value."""

    def values(self) -> Floats:
        """Value of each replication on its own, infinite where the denominator is 0, NaN where undefined."""

    def used(self) -> Flags:
        """Which replications add something."""

    def missing(self) -> str | None:
        """Why the replications together have no value; None if they have one."""

    def estimate(self) -> Estimate:
        """The value of all together with its interval."""

    def moved(self, level: float) -> Moves:
        """The value of all together, with what each adds; only where nothing is missing."""

    def worlds(self, weights: Floats) -> Floats:
        """Values where replications have other weights, shape (worlds, replications) -> (worlds,)."""


def holes(values: Floats, why: str | None) -> str | None:
    """Why a mean of replications has no value where some have none: those that have one are not like the others."""
    without = int(np.isnan(values).sum())
    if not without:
        return None
    if without == len(values):
        return why or "no replication has a value"
    return f"undefined in {without} of {len(values)} replications{f' ({why})' if why else ''}"
