"""How a metric is divided: not at all, by channel, by segment, by team, or in several ways at once. Knows no metric."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gtmsim.journal.header import Flags, Header, Ints

INITIAL = "(initial)"  # the line, by channel, of opening customers and initial pipeline
COMMITTEE = "(committee)"  # the line, by stage, of the vote that follows the last one
EXACT = 2**53  # floats hold all whole numbers below


class Lines:
    """Anything with a channel, a segment and a team for each of its lines; -1 is none."""

    channel: Any
    segment: Any
    team: Any

    @cached_property
    def slots(self) -> dict[tuple[str, ...], Ints]:
        """Slot of each line by dimensions, as far as a cut has asked for it."""
        return {}


@dataclass(frozen=True)
class Cut:
    """Divisions side by side, so that one sum serves them all: a line falls into one slot of each."""

    dims: tuple[str, ...]  # "" is the total, which has one slot
    keys: tuple[str | None, ...]  # of the slots; by a dimension, the last one takes what has none
    first: tuple[int, ...]  # slot of each division

    @property
    def width(self) -> int:
        """Slots of all divisions together."""
        return len(self.keys)

    @cached_property
    def parts(self) -> list[tuple[str, slice]]:
        """Each dimension with its slots."""
        return [
            (dim, slice(*ends)) for dim, *ends in zip(self.dims, self.first, (*self.first[1:], self.width), strict=True)
        ]

    @cached_property
    def names(self) -> list[tuple[str, str | None]]:
        """Dimension and key of each slot."""
        return [(dim, key) for dim, slots in self.parts for key in self.keys[slots]]

    def slots_of(self, cut: "Cut") -> list[int]:
        """Where the slots of another cut lie in this one."""
        parts = dict(self.parts)
        return [slot for dim in cut.dims for slot in range(parts[dim].start, parts[dim].stop)]

    def of(self, lines: Lines) -> Ints:
        """Slots of each line, shape (divisions, lines)."""
        if self.dims not in lines.slots:
            lines.slots[self.dims] = np.array([self._slot(lines, dim, slots) for dim, slots in self.parts], np.int64)
        return lines.slots[self.dims]

    def count(self, lines: Lines, where: Flags | None = None) -> Ints:
        """Lines in each slot."""
        slots = self.of(lines) if where is None else self.of(lines).take(np.flatnonzero(where), axis=1)
        return np.bincount(slots.ravel(), minlength=self.width)

    def sum(self, lines: Lines, values: NDArray[Any]) -> NDArray[Any]:
        """Sum of the values in each slot; whole numbers stay exact."""
        return sums(self.of(lines), values, self.width)

    def _slot(self, lines: Lines, dim: str, slots: slice) -> Ints:
        if not dim:
            return np.full(len(lines.channel), slots.start)
        found: NDArray[np.int16] = getattr(lines, dim)
        return np.asarray(np.where(found < 0, slots.stop - 1, found + slots.start), np.int64)


def sums(slots: Ints, values: NDArray[Any], width: int) -> NDArray[Any]:
    """Sum of `values` in each of `width` slots, in the values' own arithmetic; slots may be of several divisions."""
    divisions = len(slots) if slots.ndim > 1 else 1
    weights = values.astype(np.float64)
    found = np.bincount(slots.ravel(), np.concatenate([weights] * divisions), minlength=width)
    if values.dtype.kind == "f":
        return found.astype(np.float64, copy=False)  # of nothing at all, numpy's sums are whole numbers
    # By Cauchy and Schwarz the sum of all sizes is below `EXACT` then, and so is each partial sum.
    # (Not by `@`: linear algebra starts threads for it, which wait for one another on a busy machine.)
    if len(values) * float(np.square(weights).sum()) < EXACT**2:
        return found.astype(np.int64)
    total = np.zeros(width, np.int64)
    np.add.at(total, slots.ravel(), np.concatenate([values] * divisions))
    return total


def cut_by(header: Header, *dims: str) -> Cut:
    """The divisions by these dimensions; "" or none at all for the total."""
    names: dict[str, tuple[str | None, ...]] = {
        "": ("",),
        "channel": (*header.channels, INITIAL),
        "segment": (*header.segments, None),
        "team": (*header.teams, None),
        "stage": (*header.stages, COMMITTEE, None),
    }
    keys: list[str | None] = []
    first: list[int] = []
    for dim in dims or ("",):
        first.append(len(keys))
        keys += names[dim]
    return Cut(dims or ("",), tuple(keys), tuple(first))
