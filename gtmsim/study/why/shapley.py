"""What each of several parts of a change adds: the mean over all orders in which they could be made (Shapley 1953).

Up to six parts every choice of them is simulated and the split is exact; of more, orders are drawn in pairs, one the
reverse of the other. Each order's steps add up to the whole change, and so do their means.
"""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from gtmsim.rules.keys import child_key, name_key
from gtmsim.study.distributions import t_quantile
from gtmsim.study.estimators import LEVEL, NO_INTERVAL, Estimate, alone, mean, skew_note, undefined, variance
from gtmsim.study.pooled import Moves
from gtmsim.study.why.parts import every_choice

EXACT = 6  # parts up to which every choice is simulated
PAIRS = 8  # of orders, above that
Choice = frozenset[int]
Weights = Mapping[Choice, float]


class Moved(Protocol):
    """One value of all replications, and how far each moves it."""

    @property
    def replications(self) -> int:
        """How many replications there are."""

    def missing(self) -> str | None:
        """Why there is no value; None if there is one."""

    def moved(self, level: float) -> Moves:
        """The value of all together, with what each adds."""


class Split(NamedTuple):
    """How a metric's change is split over the parts."""

    parts: tuple[Estimate, ...]
    alone: tuple[Estimate, ...]  # what each part does to the base, with no other
    last: tuple[Estimate, ...]  # what each does where all others are made
    whole: Estimate
    orders: int  # of the parts, that were looked at; 0: all of them
    why: str = ""  # there is no split


def orders_of(names: Sequence[str]) -> list[tuple[int, ...]]:
    """Orders of more parts than can be tried in all choices, by their names: pairs of one and its reverse."""
    found = []
    for pair in range(PAIRS):
        luck = [child_key(name_key("why", name), pair) for name in names]
        order = tuple(sorted(range(len(names)), key=luck.__getitem__))
        found += [order, order[::-1]]
    return found


def choices(names: Sequence[str]) -> list[Choice]:
    """Which choices of the parts have to be simulated, the small ones first."""
    n = len(names)
    if n <= EXACT:
        return every_choice(n)
    found = {frozenset(order[:size]) for order in orders_of(names) for size in range(n + 1)}
    found |= {frozenset({i}) for i in range(n)} | {frozenset(range(n)) - {i} for i in range(n)}
    return sorted(found, key=lambda chosen: (len(chosen), sorted(chosen)))


def split(names: Sequence[str], values: Mapping[Choice, Moved]) -> Split:
    """Each part's share of the change, from the metric at each choice; replications are paired."""
    n = len(names)
    missing = next((why for each in values.values() if (why := each.missing())), None)
    if missing is not None:
        return Split((), (), (), undefined(missing), 0, missing)
    told = Told(values)
    every = frozenset(range(n))
    whole = told.estimate([{every: 1.0, frozenset(): -1.0}])
    by_itself = tuple(told.estimate([{frozenset({i}): 1.0, frozenset(): -1.0}]) for i in range(n))
    at_last = tuple(told.estimate([{every: 1.0, every - {i}: -1.0}]) for i in range(n))
    if n <= EXACT:
        return Split(tuple(told.estimate([exact(n, i)]) for i in range(n)), by_itself, at_last, whole, 0)
    orders = orders_of(names)
    pairs = list(zip(orders[::2], orders[1::2], strict=True))
    parts = tuple(told.estimate([_together(pair, i) for pair in pairs]) for i in range(n))
    return Split(parts, by_itself, at_last, whole, len(orders))


def exact(n: int, part: int) -> dict[Choice, float]:
    """The weight of each choice in what a part of n adds."""
    weights: dict[Choice, float] = {}
    for chosen in every_choice(n):
        if part in chosen:
            before = len(chosen) - 1
            weight = math.factorial(before) * math.factorial(n - before - 1) / math.factorial(n)
            weights[chosen] = weight
            weights[chosen - {part}] = -weight
    return weights


def _together(orders: Sequence[tuple[int, ...]], part: int) -> dict[Choice, float]:
    """The same of some orders."""
    weights: dict[Choice, float] = {}
    for order in orders:
        before = frozenset(order[: order.index(part)])
        for chosen, sign in ((before | {part}, 1.0), (before, -1.0)):
            weights[chosen] = weights.get(chosen, 0.0) + sign / len(orders)
    return weights


class Told:
    """Sums of a metric at several choices, with what each replication adds to them."""

    def __init__(self, values: Mapping[Choice, Moved]) -> None:
        moved = {chosen: each.moved(LEVEL) for chosen, each in values.items()}
        self.values = {chosen: each.value for chosen, each in moved.items()}
        self.moves = {chosen: each.moves for chosen, each in moved.items()}
        self.unbounded = any(each.unbounded for each in moved.values())
        self.n = next(iter(values.values())).replications
        self.scale = max(map(abs, self.values.values()), default=0.0)

    def estimate(self, sums: Sequence[Weights]) -> Estimate:
        """The mean of some sums: of one alone it is exact, of several drawn ones their spread is in the interval."""
        each = [math.fsum(weight * self.values[chosen] for chosen, weight in one.items()) for one in sums]
        name, value = "Shapley, paired t", mean(each)
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
        if math.sqrt(total) <= 1e-12 * self.scale:
            same = abs(value) <= 1e-12 * self.scale
            return Estimate(0.0 if same else value, (0.0, 0.0) if same else (value, value), name, 0.0, n=self.n)
        free = total**2 / math.fsum(square**2 / df for square, df in squares)  # Welch and Satterthwaite
        half = t_quantile(0.5 + 0.5 * LEVEL, free) * math.sqrt(total)
        return Estimate(value, (value - half, value + half), name, math.sqrt(total), note=skew_note(used), n=self.n)

    def _moves(self, sums: Sequence[Weights]) -> list[float]:
        """What each replication adds to their mean."""
        weights: dict[Choice, float] = {}
        for one in sums:
            for chosen, weight in one.items():
                weights[chosen] = weights.get(chosen, 0.0) + weight / len(sums)
        columns = [[weight * x for x in self.moves[chosen]] for chosen, weight in weights.items() if weight]
        return [math.fsum(row) for row in zip(*columns, strict=True)] if columns else [0.0] * self.n
