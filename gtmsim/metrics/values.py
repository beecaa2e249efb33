"""What one replication says of a metric: its share in a mean, in a ratio, or in the sums of a form. Knows no metric."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gtmsim.journal.header import Floats


class Ratio(NamedTuple):
    """One replication's share in a ratio of means; a denominator of 0 is kept."""

    num: float
    den: float


class Count(NamedTuple):
    """One replication's share in a plain mean."""

    x: float


class Undefined(NamedTuple):
    """No value, and the reason in words; a metric that has none in one replication has none at all."""

    why: str


class Nothing(NamedTuple):
    """Nothing to add to a ratio's sums; the reason in words, for where nobody adds anything."""

    why: str


class Sums(NamedTuple):
    """One replication's sums, of which a form makes a value when those of all replications are added up."""

    parts: Floats
    known: tuple[float, ...]  # what is the same in all replications

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sums) and self.known == other.known and np.array_equal(self.parts, other.parts)

    def __hash__(self) -> int:
        return hash((self.parts.tobytes(), self.known))


class Ended(NamedTuple):
    """Deals created within the horizon, by how and when they ended; all slots of a replication share them."""

    channel: NDArray[np.int16]
    segment: NDArray[np.int16]
    days: Floats  # from creation to the end, or to the end of the horizon
    outcome: NDArray[np.int8]  # OPEN, CLOSED or WON


class Cycle(NamedTuple):
    """One replication's deals in one slot; the median of all is that of the deals of all replications."""

    days: float  # median of this replication alone, NaN where nobody has won
    deals: Ended
    dim: str
    place: int  # of the slot in its dimension

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Cycle) or (self.dim, self.place) != (other.dim, other.place):
            return False
        columns: Any = zip(self.deals, other.deals, strict=True)
        return all(np.array_equal(a, b) for a, b in columns) and np.array_equal(self.days, other.days, equal_nan=True)

    def __hash__(self) -> int:
        return hash((self.dim, self.place))


OPEN, CLOSED, WON = range(3)  # outcomes of a deal by the end of the horizon; CLOSED without a win
Value = Ratio | Count | Sums | Cycle | Nothing | Undefined
