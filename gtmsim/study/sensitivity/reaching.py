"""The place at which a rising function takes a value, in few tries; knows no scenario."""

from collections.abc import Callable
from typing import NamedTuple

FAR = 4.7  # the farthest that is looked at: the logarithm of a factor of about 100
CLOSE = 0.01  # of what is asked for, by which it may be missed
NARROW = 1e-4  # of places, between which nothing is looked for any more
FIRST = 0.01  # the first step at least
TRIES = 20
EDGE = 0.1  # of the way between two places, nearer to which no line between them is believed

Value = Callable[[float], float | None]  # at a place; None where there is none


class Place(NamedTuple):
    """Where the search ended."""

    at: float
    value: float
    reached: bool


def reach(value: Value, start: float, wanted: float, first: float) -> Place:
    """The place at which the value is nearest to `wanted`, of those that were tried; at 0 it is `start`.

    Steps double from the first one until the value is passed; then lines are drawn between the two places around it.
    A place without a value is an end, as if the function went no farther.
    """
    sign = 1.0 if wanted > start else -1.0
    best = Place(0.0, start, False)
    near, low = 0.0, start
    limit: float | None = None  # from which on there is no value
    far: tuple[float, float] | None = None  # a place where it is passed, and its value
    at = min(max(abs(first), FIRST), FAR)
    for _ in range(TRIES):
        found = value(sign * at)
        if found is None:
            limit, far = at, None
        else:
            if abs(found - wanted) < abs(best.value - wanted):
                best = Place(sign * at, found, False)
            if sign * (found - wanted) < 0.0:
                near, low = at, found
            else:
                far = (at, found)
        missed = abs(best.value - wanted) > CLOSE * abs(wanted - start)
        end = far[0] if far else FAR if limit is None else limit
        if not missed or end - near < NARROW:
            break
        at = _line(near, low, *far, wanted) if far else _next(near, limit)
    return best._replace(reached=far is not None or not missed)


def _next(near: float, limit: float | None) -> float:
    """Twice as far, or half of the way to an end."""
    return min(2.0 * near, FAR) if limit is None else 0.5 * (near + limit)


def _line(near: float, low: float, far: float, high: float, wanted: float) -> float:
    """Where a line between two places meets what is wanted, not too near to either."""
    share = (wanted - low) / (high - low) if high != low else 0.5
    return near + (far - near) * min(max(share, EDGE), 1.0 - EDGE)
