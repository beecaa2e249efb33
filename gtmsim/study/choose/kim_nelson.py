"""Which of several plans are still to be looked at: the fully sequential procedure of Kim and Nelson (2001).

With common luck the variances are those of paired differences, so that fewer replications are needed. If the best is
better than all others by the difference that matters, it is the one left with the wanted probability; if others are
nearer to it, the one left is within that difference of the best.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
FIRST = 20  # replications before anybody is dropped
BATCH = 10  # replications between two looks, or more where there were many


def sizes(most: int) -> list[int]:
    """After how many replications the plans are looked at, the last time after the most."""
    found = [FIRST]
    while found[-1] < most:
        found.append(min(most, found[-1] + max(BATCH, found[-1] // 4)))
    return found


def squared_margin(plans: int, alpha: float, first: int = FIRST) -> float:
    """h^2 of the procedure, with c = 1: from how many plans, error and replications of the first stage."""
    eta: float = 0.5 * ((2.0 * alpha / (plans - 1)) ** (-2.0 / (first - 1)) - 1.0)
    return 2.0 * eta * (first - 1)


def variances(x: Floats, first: int = FIRST) -> Floats:
    """Of paired differences in the first stage; x has shape (plans, replications)."""
    start = x[:, :first]
    return np.asarray(np.var(start[:, None, :] - start[None, :, :], axis=2, ddof=1))


def kept(
    x: Floats, alive: list[int], spread: Floats, margin: float, matters: float, judges: list[int] | None = None
) -> list[int]:
    """Who of those alive is not beaten after so many replications, by all or by some; more is better."""
    r = x.shape[1]
    sums = x.sum(axis=1)
    left, by = [], alive if judges is None else judges
    for i in alive:
        # One that is behind by more than luck could explain is out; the room for luck shrinks to none.
        room = {j: max(0.0, 0.5 * matters * (margin * spread[i, j] / matters**2 - r)) for j in by if j != i}
        if all(sums[i] >= sums[j] - allowed for j, allowed in room.items()):
            left.append(i)
    return left


def last_look(spread: Floats, alive: list[int], margin: float, matters: float) -> int:
    """After how many replications at most one is left."""
    most: Any = max((spread[i, j] for i in alive for j in alive if i < j), default=0.0)
    return int(np.ceil(margin * most / matters**2)) + 1
