"""Points on a lattice of values, and where on it a budget still reaches; knows no scenario."""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Point = tuple[int, ...]  # the place of each lever's value, from 0 on
Floats = NDArray[np.float64]
SCRAMBLE = 1  # of the Sobol points: the same each time


class Look(NamedTuple):
    """What is known of a point."""

    value: float  # more is better; -inf where there is none
    excess: tuple[float, ...] = ()  # beyond each limit, as a share of it; above 0 it is broken. The budget is the first

    @property
    def rank(self) -> tuple[float, float]:
        """Less is better: what keeps the limits comes first, by its value; the rest by how far it breaks them."""
        return sum(max(0.0, each) for each in self.excess), -self.value


def shares(point: Sequence[float], sizes: Sequence[int]) -> Floats:
    """A point as shares of each range [1]."""
    return np.array([place / max(1, size - 1) for place, size in zip(point, sizes, strict=True)])


def nearest_point(u: Floats, sizes: Sequence[int]) -> Point:
    """The point next to shares of each range."""
    places = (round(float(share) * (size - 1)) for share, size in zip(u, sizes, strict=True))
    return tuple(min(max(0, place), size - 1) for place, size in zip(places, sizes, strict=True))


class Bill(NamedTuple):
    """What a plan costs beyond the budget, as if each step of a lever cost always the same."""

    fixed: float
    slopes: Floats

    @classmethod
    def of(cls, known: Sequence[tuple[Point, Look]], sizes: Sequence[int]) -> "Bill":
        """Least squares over the points that are known."""
        seen = [(point, look) for point, look in known if look.excess and np.isfinite(look.excess[0])]
        if not seen:
            return cls(0.0, np.zeros(len(sizes)))
        rows = np.array([[1.0, *shares(point, sizes)] for point, _ in seen])
        found = np.linalg.lstsq(rows, np.array([look.excess[0] for _, look in seen]), rcond=None)[0]
        return cls(float(found[0]), found[1:])

    def at(self, u: Floats) -> float:
        """Beyond the budget, as a share of it."""
        return self.fixed + float(self.slopes @ u)

    @property
    def cheapest(self) -> Floats:
        """The corner that costs least."""
        return np.where(self.slopes > 0.0, 0.0, 1.0)

    def within(self, u: Floats, part: float) -> Floats:
        """Moved towards the cheapest corner, or away from there, to so large a part of the way that the budget reaches.

        A plan within the budget stays where it is, unless it is to use all of it.
        """
        corner = self.cheapest
        least, here = self.at(corner), self.at(u)
        if least >= 0.0 or here <= least:
            return u
        reach = -least / (here - least)
        if reach >= 1.0 and part < 1.0:
            return u
        away = u - corner
        with np.errstate(divide="ignore"):
            box = np.where(away != 0.0, 1.0 / np.abs(away), np.inf)
        return np.asarray(corner + min(part * reach, float(box.min())) * away)


def spread_points(sizes: Sequence[int], bill: Bill, number: int) -> Iterator[Point]:
    """Sobol points on what the budget allows; every other one uses all of it, the others as the last number says."""
    from scipy.stats import qmc

    n = len(sizes)
    power = max(1, math.ceil(math.log2(max(2, number))))
    found = qmc.Sobol(n + 1, rng=np.random.default_rng(SCRAMBLE)).random_base2(power)
    for place, (*u, part) in enumerate(found[:number].tolist()):
        yield nearest_point(bill.within(np.array(u), 1.0 if place % 2 == 0 else part ** (1.0 / n)), sizes)
