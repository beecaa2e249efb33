"""How a metric is divided: not at all, or by channel, segment or team. Knows no metric."""

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from gtmsim.engine.journal import Header, Ints

INITIAL = "(initial)"  # the line, by channel, of opening customers and initial pipeline


class Table(Protocol):
    """Anything with a channel, a segment and a team for each of its lines; -1 is none."""

    @property
    def channel(self) -> NDArray[Any]: ...
    @property
    def segment(self) -> NDArray[Any]: ...
    @property
    def team(self) -> NDArray[Any]: ...


@dataclass(frozen=True)
class Cut:
    """A division into slots: the keys in order; by a dimension, a last slot takes what has none."""

    dim: str
    keys: tuple[str, ...]
    width: int

    @property
    def whole(self) -> bool:
        return not self.dim

    def of(self, table: Table) -> Ints:
        """Slot of each line, shape (lines,)."""
        if self.dim == "channel":
            found = table.channel
        elif self.dim == "segment":
            found = table.segment
        elif self.dim == "team":
            found = table.team
        else:
            return np.zeros(len(table.channel), np.int64)
        return np.where(found < 0, self.width - 1, found).astype(np.int64)

    def count(self, table: Table, where: NDArray[np.bool_] | None = None) -> Ints:
        """Lines in each slot."""
        slots = self.of(table)
        return np.bincount(slots if where is None else slots[where], minlength=self.width)

    def sum(self, table: Table, values: NDArray[Any]) -> NDArray[Any]:
        """Sum of the values in each slot; whole numbers stay exact."""
        return sums(self.of(table), values, self.width)


def sums(slots: Ints, values: NDArray[Any], width: int) -> NDArray[Any]:
    """Sum of `values` in each of `width` slots, in the values' own arithmetic."""
    if values.dtype.kind == "f":
        return np.bincount(slots, values, minlength=width)
    total = np.zeros(width, np.int64)
    np.add.at(total, slots, values)
    return total


def cut_by(header: Header, dim: str = "") -> Cut:
    """The division by one dimension, or the total."""
    if dim == "channel":
        return Cut(dim, (*header.channels, INITIAL), len(header.channels) + 1)
    if dim == "segment":
        return Cut(dim, header.segments, len(header.segments) + 1)
    if dim == "team":
        return Cut(dim, header.teams, len(header.teams) + 1)
    return Cut("", ("",), 1)
