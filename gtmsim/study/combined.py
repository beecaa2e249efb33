"""Sums of one metric over several scenarios in the same luck, as a difference or a difference of differences."""

import math
from collections.abc import Hashable, Mapping, Sequence
from typing import Generic, Protocol, TypeVar

from gtmsim.study.distributions import t_quantile
from gtmsim.study.estimators import LEVEL, NO_INTERVAL, Estimate, alone, mean, skew_note, variance
from gtmsim.study.pooled import Moves

K = TypeVar("K", bound=Hashable)
NOISE = 1e-12  # of the values, below which what is left is rounding


class Moved(Protocol):
    """One value of all replications, and how far each moves it."""

    @property
    def replications(self) -> int:
        """How many replications there are."""

    def missing(self) -> str | None:
        """Why there is no value; None if there is one."""

    def moved(self, level: float) -> Moves:
        """The value of all together, with what each adds."""


class Combined(Generic[K]):
    """Sums over scenarios by their keys, with what each replication adds to them."""

    def __init__(self, values: Mapping[K, Moved], name: str) -> None:
        self.name = name  # of the estimator
        moved = {chosen: each.moved(LEVEL) for chosen, each in values.items()}
        self.values = {chosen: each.value for chosen, each in moved.items()}
        self.moves = {chosen: each.moves for chosen, each in moved.items()}
        self.unbounded = any(each.unbounded for each in moved.values())
        self.n = next(iter(values.values())).replications
        self.scale = max(map(abs, self.values.values()), default=0.0)

    def estimate(self, sums: Sequence[Mapping[K, float]]) -> Estimate:
        """The mean of some sums: of one alone it is exact, of several drawn ones their spread is in the interval."""
        each = [math.fsum(weight * self.values[chosen] for chosen, weight in one.items()) for one in sums]
        name, value = self.name, mean(each)
        used = self._moves(sums)
        if self.unbounded:
            why = "unbounded: a denominator may as well be zero"
            return Estimate(value, NO_INTERVAL, name, why=why, n=self.n)
        if self.n < 2:
            return Estimate(value, NO_INTERVAL, name, why=alone(self.n), n=self.n)
        squares = [(variance(used) / self.n, self.n - 1.0)]
        if len(sums) > 1:
            squares.append((variance(each) / len(each), len(each) - 1.0))
        total = math.fsum(square for square, _ in squares)
        if math.sqrt(total) <= NOISE * self.scale:
            same = abs(value) <= NOISE * self.scale
            return Estimate(0.0 if same else value, (0.0, 0.0) if same else (value, value), name, 0.0, n=self.n)
        free = total**2 / math.fsum(square**2 / df for square, df in squares)  # Welch and Satterthwaite
        half = t_quantile(0.5 + 0.5 * LEVEL, free) * math.sqrt(total)
        return Estimate(value, (value - half, value + half), name, math.sqrt(total), note=skew_note(used), n=self.n)

    def _moves(self, sums: Sequence[Mapping[K, float]]) -> list[float]:
        """What each replication adds to their mean."""
        weights: dict[K, float] = {}
        for one in sums:
            for chosen, weight in one.items():
                weights[chosen] = weights.get(chosen, 0.0) + weight / len(sums)
        columns = [[weight * x for x in self.moves[chosen]] for chosen, weight in weights.items() if weight]
        return [math.fsum(row) for row in zip(*columns, strict=True)] if columns else [0.0] * self.n
