"""The best point of a lattice within limits, by as few looks as that takes: spread points, then steps downhill.

First Sobol points on what the budget allows, then COBYQA (which models the value and the limits by parabolas), then
steps on the lattice itself: one lever, or money from one lever to another.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import permutations

import numpy as np

from gtmsim.study.optimise.space import Bill, Floats, Look, Point, nearest_point, shares, spread_points

SPREAD = 0.3  # of the looks, for points that are spread
MODELLED = 0.25  # of the looks, for each model that starts from one of the best
AGAIN = 2  # times as many, where they fall on what is known
STARTS = 2  # of models
FIRST_STEP = 6  # a first step is so small a part of a range
TINY = 1e-9


class SpentError(Exception):
    """No look is left."""


@dataclass
class Search:
    """Looks at points, each once, and never more than are allowed."""

    look: Callable[[Point], Look]
    sizes: tuple[int, ...]
    most: int
    known: dict[Point, Look] = field(default_factory=dict)

    def at(self, point: Point) -> Look:
        """What is known of a point."""
        if point not in self.known:
            if len(self.known) >= self.most:
                raise SpentError
            self.known[point] = self.look(point)
        return self.known[point]

    def run(self, start: Point) -> list[Point]:
        """Every point that was looked at, the best first; the search sets out from one that is known to be a plan."""
        try:
            self.around(start)
            self._spread()
            self._modelled()
            self._stepwise()
        except SpentError:
            pass
        return self.ranked()

    def settled(self, here: Point) -> list[Point]:
        """Every point that is known, the best first, after single steps from one that looks best."""
        try:
            while (there := self._improved(here, (1,) * len(self.sizes))) != here:
                here = there
        except SpentError:
            pass
        return self.ranked()

    def nearby(self) -> list[Point]:
        """Every point that is known, the best first, after a model and steps around the best of them."""
        try:
            if self._can_model:
                self._model(self.ranked()[0], self.left // 2)
            self._stepwise()
        except SpentError:
            pass
        return self.ranked()

    def ranked(self) -> list[Point]:
        """The best first, of equals the one that was seen first."""
        return sorted(self.known, key=lambda point: self.known[point].rank)

    @property
    def left(self) -> int:
        """Looks that may still be taken."""
        return self.most - len(self.known)

    @property
    def _can_model(self) -> bool:
        return len(self.sizes) > 1 and max(self.sizes) >= FIRST_STEP

    @property
    def bill(self) -> Bill:
        """What levers cost, as far as is known."""
        return Bill.of(list(self.known.items()), self.sizes)

    def around(self, start: Point) -> None:
        """The start, and each lever alone at the end of its range that is farther away."""
        self.at(start)
        for place, size in enumerate(self.sizes):
            far = 0 if 2 * start[place] >= size - 1 else size - 1
            self.at((*start[:place], far, *start[place + 1 :]))
        self.at(nearest_point(self.bill.cheapest, self.sizes))

    def _spread(self) -> None:
        wanted = max(4, int(SPREAD * self.most))
        before = len(self.known)
        for point in spread_points(self.sizes, self.bill, AGAIN * wanted):
            self.at(point)
            if len(self.known) - before >= wanted:
                return

    def _modelled(self) -> None:
        """Parabolas through what is seen around the best, moved and made smaller until they fit."""
        if not self._can_model:
            return
        for start in self.ranked()[:STARTS]:
            self._model(start, int(MODELLED * self.most))

    def _model(self, start: Point, most: int) -> None:
        from scipy.optimize import NonlinearConstraint, minimize

        values = [look.value for look in self.known.values() if np.isfinite(look.value)]
        if len(values) < 2 or not np.isfinite(self.known[start].value):
            return
        worst, size = min(values), float(np.std(values)) or 1.0
        limit = min(self.most, len(self.known) + most)

        def at(u: Floats) -> Look:
            point = nearest_point(u, self.sizes)
            if point not in self.known and len(self.known) >= limit:
                raise SpentError
            return self.at(point)

        def value(u: Floats) -> float:
            found = at(u).value
            return -(found if np.isfinite(found) else worst - size) / size

        limits = len(self.known[start].excess)
        kept = NonlinearConstraint(lambda u: [min(10.0, each) for each in at(u).excess] or [0.0] * limits, -np.inf, 0.0)
        half = 0.5 / (max(self.sizes) - 1)
        options = {"initial_tr_radius": 0.2, "final_tr_radius": half, "maxfev": 4 * most, "scale": False}
        try:
            minimize(
                value,
                shares(start, self.sizes),
                method="COBYQA",
                bounds=[(0.0, 1.0)] * len(self.sizes),
                constraints=[kept] if limits else [],
                options=options,
            )
        except SpentError:
            if not self.left:
                raise

    def _stepwise(self) -> None:
        """From the best, then from others that lie elsewhere, until all looks are taken or nothing moves."""
        settled: set[Point] = set()
        for start in self.ranked()[:20]:
            if start in settled:
                continue
            settled |= self._downhill(start)

    def _downhill(self, here: Point) -> set[Point]:
        """Steps that are made smaller where none improves; all points that it came by."""
        passed = {here}
        part = FIRST_STEP
        while True:
            steps = tuple(max(1, (size - 1) // part) for size in self.sizes)
            before = here
            here = self._improved(here, steps)
            passed.add(here)
            if here != before:
                continue
            if max(steps) == 1:
                return passed
            part *= 2

    def _improved(self, here: Point, steps: tuple[int, ...]) -> Point:
        """The first better point that a step reaches, and on in that direction as long as it gets better."""
        rank = self.at(here).rank
        for move in self._moves(here, steps):
            there = self._moved(here, move)
            if there == here or not self.at(there).rank < rank:
                continue
            while True:
                on = self._moved(there, move)
                if on == there or not self.at(on).rank < self.at(there).rank:
                    return there
                there = on
        return here

    def _moved(self, here: Point, move: Sequence[int]) -> Point:
        ends = zip(here, move, self.sizes, strict=True)
        return tuple(min(max(0, place + by), size - 1) for place, by, size in ends)

    def _moves(self, here: Point, steps: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        """One lever up or down or to nothing; then money from one to another, at last all of it."""
        n = len(self.sizes)
        slopes = self.bill.slopes if self.known[here].excess else np.zeros(n)
        prices = [float(slope) / max(1, size - 1) for slope, size in zip(slopes, self.sizes, strict=True)]
        for i in range(n):
            for by in (steps[i], -steps[i]):
                yield _one(n, i, by)
        for i, j in permutations(range(n), 2):
            for by in (steps[i], here[i]):
                if prices[i] > TINY and prices[j] > TINY and by:
                    yield _two(n, (i, -by), (j, int(by * prices[i] / prices[j] + TINY)))
                else:
                    yield _two(n, (i, -by), (j, steps[j]))
        for i in range(n):
            yield _one(n, i, -here[i])


def _one(n: int, i: int, by: int) -> tuple[int, ...]:
    return tuple(by if k == i else 0 for k in range(n))


def _two(n: int, one: tuple[int, int], other: tuple[int, int]) -> tuple[int, ...]:
    return tuple(dict((one, other)).get(k, 0) for k in range(n))
