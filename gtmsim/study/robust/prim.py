"""The simplest box of conditions in which something happens: the patient rule induction method of Friedman and Fisher.

From all worlds a thin slice is peeled off again and again, at the end of the number where that leaves the most of what
is looked for (1999). Numbers that add nothing to a box are given back (Bryant and Lempert 2010), so that few are left.
Whether a box is more than noise is asked of worlds in another order; how good it is, of worlds that did not find it.
"""

from typing import NamedTuple

import numpy as np

from gtmsim.journal.header import Flags, Floats

PEEL = 0.06  # share of what is left that one step takes off at most
FEWEST = 20  # worlds in which a box is looked for
CASES = 4  # worlds in which it happens, at least, to look for a box
MOST = 3  # conditions of a box
ORDERS = 99
FOLDS = 10
LOOKS = 10  # at boxes on the way
DENSE = 0.5  # in a box it happens more often than not
ALPHA = 0.05
GIVEN = 0.04  # of the harmonic mean, which one condition less may cost


class Side(NamedTuple):
    """One condition: a number is above, or below, a value."""

    place: int  # of the number
    above: bool
    value: float

    def holds(self, numbers: Floats) -> Flags:
        """In which worlds it does."""
        column = numbers[:, self.place]
        return np.asarray(column > self.value if self.above else column < self.value)


class Box(NamedTuple):
    """Conditions that hold together, and how much of what is looked for they have."""

    sides: tuple[Side, ...]
    coverage: float  # share of the worlds in which it happens that lie inside
    density: float  # share of the worlds inside in which it happens
    inside: int  # worlds
    held_out: tuple[float, float] = (0.0, 0.0)  # coverage and density among worlds that did not find the box
    p_value: float = 1.0  # of noise alone making as good a box


def box_of(numbers: Floats, happens: Flags, seed: int = 1) -> Box | None:
    """The simplest box in which it happens; None where there is none that is more than noise."""
    worlds, cases = len(happens), int(happens.sum())
    if worlds < FEWEST or not CASES <= cases <= worlds - CASES:
        return None
    found = best_box(numbers, happens)
    if found is None or found.density < max(DENSE, 1.2 * cases / worlds):
        return None
    luck = np.random.Generator(np.random.PCG64(seed))
    others = (best_box(numbers, happens[np.argsort(luck.random(worlds))]) for _ in range(ORDERS))
    as_good = sum(other is not None and worth(other) >= worth(found) - 1e-12 for other in others)
    p = (1 + as_good) / (ORDERS + 1)
    return found._replace(p_value=p, held_out=_held_out(numbers, happens, luck)) if p <= ALPHA else None


def worth(box: Box) -> float:
    """The harmonic mean of coverage and density."""
    both = box.coverage + box.density
    return 2.0 * box.coverage * box.density / both if both > 0.0 else 0.0


def best_box(numbers: Floats, happens: Flags) -> Box | None:
    """The best of the boxes on the way of peeling, with as few conditions as do."""
    tried: list[tuple[Side, ...]] = [()]
    for sides in _looked_at(_peeled(numbers, happens)):
        kept = _fewer(numbers, happens, sides)
        tried.append(_fewer(numbers, happens, _moved(numbers, happens, kept)))
    best = max(tried, key=lambda sides: _good(numbers, happens, sides))
    found = [_grown(numbers, happens, sides) for sides in (best, ())]
    sides = max(found, key=lambda sides: _good(numbers, happens, sides))
    return _box(_inside(numbers, sides), happens, sides) if sides else None


def _looked_at(way: list[tuple[Side, ...]]) -> list[tuple[Side, ...]]:
    return [way[at] for at in sorted({round(x) for x in np.linspace(0, len(way) - 1, LOOKS)})] if way else []


def _inside(numbers: Floats, sides: tuple[Side, ...]) -> Flags:
    found = np.ones(len(numbers), dtype=np.bool_)
    for side in sides:
        found &= side.holds(numbers)
    return found


def _good(numbers: Floats, happens: Flags, sides: tuple[Side, ...]) -> float:
    return float(_means(_inside(numbers, sides)[None, :], happens)[0])


def _grown(numbers: Floats, happens: Flags, sides: tuple[Side, ...]) -> tuple[Side, ...]:
    """With each condition more that is worth having, values moved to where they serve best together."""
    while len(sides) < MOST:
        more = _added(numbers, happens, sides)
        if not more:
            break
        moved = _moved(numbers, happens, (*sides, *more))
        if _good(numbers, happens, moved) < _good(numbers, happens, sides) + GIVEN:
            break
        sides = moved
    return sides


def _added(numbers: Floats, happens: Flags, sides: tuple[Side, ...]) -> tuple[Side, ...]:
    """The one more condition that serves best."""
    inside = _inside(numbers, sides)
    columns, hits = numbers[inside], happens[inside]
    n, cases = len(columns), int(happens.sum())
    if n < 2:
        return ()
    order = np.argsort(columns, axis=0, kind="stable")
    ranked = np.take_along_axis(columns, order, axis=0)
    below = np.cumsum(hits[order], axis=0)[:-1]
    count = np.arange(1, n)[:, None]
    apart = ranked[:-1] < ranked[1:]
    low = np.where(apart, 2.0 * below / (cases + count), -1.0)
    high = np.where(apart, 2.0 * (hits.sum() - below) / (cases + n - count), -1.0)
    above = bool(high.max() > low.max())
    at, place = np.unravel_index(int((high if above else low).argmax()), low.shape)
    value = 0.5 * (ranked[at, place] + ranked[at + 1, place])
    return (Side(int(place), above, float(value)),) if max(low.max(), high.max()) > 0.0 else ()


def _peeled(numbers: Floats, happens: Flags) -> list[tuple[Side, ...]]:
    """The boxes on the way, each with the conditions that it has by then."""
    inside = np.ones(len(happens), dtype=np.bool_)
    ends: dict[tuple[int, bool], float] = {}
    way: list[tuple[Side, ...]] = []
    least = max(5, len(happens) // 20)
    while inside.sum() > least and happens[inside].any() and not happens[inside].all():
        cut = _cut(numbers[inside], happens[inside], least)
        if cut is None:
            break
        place, above, value = cut
        ends[place, above] = value
        inside &= numbers[:, place] > value if above else numbers[:, place] < value
        way.append(tuple(Side(i, up, at) for (i, up), at in ends.items()))
    return way


def _cut(columns: Floats, happens: Flags, least: int) -> tuple[int, bool, float] | None:
    """The slice whose loss leaves the most of what is looked for: number, side and the value in the gap."""
    n = len(happens)
    take = min(max(1, int(PEEL * n)), n - least)
    if take < 1 or columns.shape[1] == 0:
        return None
    order = np.argsort(columns, axis=0, kind="stable")
    total = happens.sum()
    lost_low = happens[order[:take]].sum(axis=0)
    lost_high = happens[order[n - take :]].sum(axis=0)
    ranked = np.take_along_axis(columns, order, axis=0)
    low = np.where(ranked[take - 1] < ranked[take], (total - lost_low) / (n - take), -1.0)
    high = np.where(ranked[n - take - 1] < ranked[n - take], (total - lost_high) / (n - take), -1.0)
    place = int(np.argmax(np.maximum(low, high)))
    if max(low[place], high[place]) < 0.0:
        return None
    if low[place] >= high[place]:
        return place, True, float(0.5 * (ranked[take - 1, place] + ranked[take, place]))
    return place, False, float(0.5 * (ranked[n - take - 1, place] + ranked[n - take, place]))


def _fewer(numbers: Floats, happens: Flags, sides: tuple[Side, ...]) -> tuple[Side, ...]:
    """Without conditions that cost least to give back, until few are left and each is worth having."""
    broken = ~np.stack([side.holds(numbers) for side in sides], axis=0)
    kept = np.arange(len(sides))
    while len(kept) > 1:
        times = broken[kept].sum(axis=0)
        here = _means(times[None, :] == 0, happens)[0]
        without = _means(times[None, :] == broken[kept], happens)  # what each alone keeps out comes back
        least = int(np.argmax(without))
        if len(kept) <= MOST and without[least] < here - GIVEN:
            break
        kept = np.delete(kept, least)
    return tuple(sides[i] for i in kept)


def _moved(numbers: Floats, happens: Flags, sides: tuple[Side, ...]) -> tuple[Side, ...]:
    """Each condition in turn with the value that serves best beside the others."""
    found = list(sides)
    for i, side in enumerate(sides):
        rest = np.ones(len(happens), dtype=np.bool_)
        for j, other in enumerate(found):
            rest &= other.holds(numbers) if j != i else True
        values = np.unique(numbers[rest, side.place])
        if len(values) < 2:
            continue
        between = 0.5 * (values[1:] + values[:-1])
        column = numbers[None, :, side.place]
        inside = rest & (column > between[:, None] if side.above else column < between[:, None])
        found[i] = side._replace(value=float(between[int(np.argmax(_means(inside, happens)))]))
    return tuple(found)


def _means(inside: Flags, happens: Flags) -> Floats:
    """The harmonic mean of coverage and density of each of several boxes, shape (boxes, worlds)."""
    return np.asarray(2.0 * (inside & happens).sum(axis=1) / (happens.sum() + inside.sum(axis=1)))


def _box(inside: Flags, happens: Flags, sides: tuple[Side, ...]) -> Box:
    both, cases, n = int((inside & happens).sum()), int(happens.sum()), int(inside.sum())
    return Box(sides, both / max(cases, 1), both / max(n, 1), n)


def _held_out(numbers: Floats, happens: Flags, luck: np.random.Generator) -> tuple[float, float]:
    """Coverage and density when each tenth of the worlds is told by a box that the others made."""
    fold = np.argsort(luck.random(len(happens))) % FOLDS
    inside = np.zeros(len(happens), dtype=np.bool_)
    for k in range(FOLDS):
        out = fold == k
        box = best_box(numbers[~out], happens[~out])
        if box is not None and out.any():
            inside[out] = _inside(numbers[out], box.sides)
    found = _box(inside, happens, ())
    return found.coverage, found.density
