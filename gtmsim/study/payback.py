"""When a plan has paid back: the month from which its cash is ahead of the base's for good, in each replication."""

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gtmsim.study.estimators import Estimate
from gtmsim.study.quantiles import probability, quantile_interval

Cents = NDArray[np.int64]  # shape (replications, months)


class Payback(NamedTuple):
    """Months after which cash is ahead for good, of those plans that are behind at first."""

    months: Estimate  # median; infinite where it is not within the run
    chance: Estimate  # of paying back within the run
    behind: int  # replications in which the plan costs before it brings
    n: int


class Held(NamedTuple):
    """How long what a plan saves lasts, of those plans that are ahead at first."""

    months: Estimate  # median month from which cash is behind for good; infinite where it stays ahead
    chance: Estimate  # of being ahead when the run ends
    ahead: int
    n: int


def ahead(base: Cents, other: Cents) -> Cents:
    """Cash that a plan has more than the base at the end of each month [cents]."""
    return np.asarray(np.cumsum(other - base, axis=1))


def crossing(path: NDArray[np.int64]) -> float:
    """The month, from 1, from which a path that begins below 0 is at 0 or above for good; infinite where it never is.

    A path that is never below 0 has crossed before it began: 0.
    """
    below = np.flatnonzero(path < 0)
    if not len(below):
        return 0.0
    last = int(below[-1])
    return math.inf if last == len(path) - 1 else float(last + 2)


def begins(path: NDArray[np.int64]) -> int:
    """Is the path first below 0 (-1) or above (1)? 0 where it is always 0."""
    moved = np.flatnonzero(path)
    return int(np.sign(path[moved[0]])) if len(moved) else 0


def payback(found: Cents) -> Payback | Held | None:
    """When cash crosses that of the base; None where cash never differs. What most replications do first decides which.

    Every replication counts: one that never goes the other way has paid back from the start.
    """
    first = [begins(path) for path in found]
    if not any(first):
        return None
    n, costs_first = len(found), sum(first) <= 0
    months = [crossing(path if costs_first else -path) for path in found]
    ended = sum(path[-1] >= 0 for path in found)
    estimate, chance = quantile_interval(months, 0.5), probability(int(ended), n)
    if costs_first:
        return Payback(estimate, chance, first.count(-1), n)
    return Held(estimate, chance, first.count(1), n)


def shown(found: Payback | Held | None) -> dict[str, Any] | None:
    """For programs: median month with its interval, and the chance at the end of the run."""
    if found is None:
        return None
    kind = "pays back" if isinstance(found, Payback) else "saves until"
    low, high = found.months.ci95
    return {
        "kind": kind,
        "median": found.months.mean,
        "ci95": [low, high],
        "why": found.months.why,
        "chance": found.chance.mean,
        "chance95": list(found.chance.ci95),
        "n": found.n,
    }
