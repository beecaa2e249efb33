"""Points that nobody beats in two things at once, by a few searches with the second as a limit; knows no scenario."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from gtmsim.study.optimise.search import Search
from gtmsim.study.optimise.space import Look, Point

LIMITS = 5  # of the second, from what the best in the first has to the most that any point has
NO_VALUE = float("-inf")


class Pair(NamedTuple):
    """What is known of a point in both things."""

    look: Look  # the first, and what it breaks
    second: float  # more is better; -inf where there is none

    @property
    def kept(self) -> bool:
        """Does it keep the limits, and has a value in both?"""
        known = bool(np.isfinite(self.look.value) and np.isfinite(self.second))
        return known and all(each <= 0.0 for each in self.look.excess)


class Tried(NamedTuple):
    """Of one limit of the second the points that are best in the first, the best first."""

    limit: float
    ranked: list[Point]


def traced(look: Callable[[Point], Pair], known: dict[Point, Pair], sizes: tuple[int, ...], each: int) -> list[Tried]:
    """For each of a few limits the best that is known in the end, after `each` more looks for it; `known` grows.

    Nothing where no point that is known keeps the limits.
    """
    if not any(pair.kept for pair in known.values()):
        return []
    _searched(look, known, sizes, 2 * each, lambda pair: Look(pair.second, pair.look.excess))
    kept = [pair for pair in known.values() if pair.kept]
    low = max(kept, key=lambda pair: (pair.look.value, pair.second)).second
    high = max(pair.second for pair in kept)
    found = []
    for limit in np.linspace(low, high, LIMITS).tolist() if high > low else [low]:
        within = _within(limit, high - low)
        found.append(Tried(limit, _searched(look, known, sizes, each, within)))
    return found


def _within(limit: float, scale: float) -> Callable[[Pair], Look]:
    """The first, with the second as one limit more."""

    def seen(pair: Pair) -> Look:
        short = (limit - pair.second) / scale if scale > 0.0 else float(pair.second < limit)
        return Look(pair.look.value, (*pair.look.excess, short))

    return seen


def _searched(
    look: Callable[[Point], Pair],
    known: dict[Point, Pair],
    sizes: tuple[int, ...],
    most: int,
    seen: Callable[[Pair], Look],
) -> list[Point]:
    """All that is known, the best first by how it is seen, after so many looks more."""

    def at(point: Point) -> Look:
        known[point] = look(point)
        return seen(known[point])

    before = {point: seen(pair) for point, pair in known.items()}
    return Search(at, sizes, len(before) + most, before).nearby()


def unbeaten(values: Sequence[tuple[float, float]]) -> list[int]:
    """Places of those that no other one has at least as much of both as, and more of one; the first of equals."""
    found = []
    for i, (a, b) in enumerate(values):
        others = [(c, d) for j, (c, d) in enumerate(values) if (c, d) != (a, b) or j < i]
        if not any(c >= a and d >= b for c, d in others):
            found.append(i)
    return found
