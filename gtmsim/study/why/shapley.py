"""What each of several parts of a change adds: the mean over all orders in which they could be made (Shapley 1953).

Up to six parts every choice of them is simulated and the split is exact; of more, orders are drawn in pairs, one the
reverse of the other. Each order's steps add up to the whole change, and so do their means.
"""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from gtmsim.rules.keys import child_key, name_key
from gtmsim.study.combined import Combined, Moved
from gtmsim.study.estimators import Estimate, undefined
from gtmsim.study.why.parts import every_choice

EXACT = 6  # parts up to which every choice is simulated
PAIRS = 8  # of orders, above that
Choice = frozenset[int]
Weights = Mapping[Choice, float]


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
    told = Combined(values, "Shapley, paired t")
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
