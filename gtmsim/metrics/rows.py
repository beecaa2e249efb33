"""Rows of one or more kinds, picked out of a journal. Knows no metric."""

from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gtmsim.journal.header import Flags, Floats, Ints
from gtmsim.journal.journal import Journal
from gtmsim.metrics.cut import Lines

CENTS = 100  # in a unit of currency; amounts are cents


class Rows(Lines):
    """The columns of a journal at some of its rows."""

    def __init__(self, journal: Journal, index: Ints) -> None:
        self.journal = journal
        self.index = index

    def __len__(self) -> int:
        return len(self.index)

    def at(self, places: Ints) -> "Rows":
        """Some of these rows."""
        return Rows(self.journal, self.index.take(places))

    @cached_property
    def time(self) -> Ints:
        return self.journal.time.take(self.index)

    @cached_property
    def kind(self) -> NDArray[np.int16]:
        return self.journal.kind.take(self.index)

    @cached_property
    def entity(self) -> NDArray[np.uint64]:
        return self.journal.entity.take(self.index)

    @cached_property
    def detail(self) -> NDArray[np.int32]:
        return self.journal.detail.take(self.index)

    @cached_property
    def channel(self) -> NDArray[np.int16]:
        return self.journal.channel.take(self.index)

    @cached_property
    def segment(self) -> NDArray[np.int16]:
        return self.journal.segment.take(self.index)

    @cached_property
    def team(self) -> NDArray[np.int16]:
        return self.journal.team.take(self.index)

    @cached_property
    def amount(self) -> Ints:
        return self.journal.amount.take(self.index)

    @cached_property
    def int_value(self) -> Ints:
        return self.journal.int_value.take(self.index)

    @cached_property
    def value(self) -> Floats:
        return self.journal.value.take(self.index)

    @property
    def within(self) -> Flags:
        """Is a row within the horizon?"""
        return np.asarray(self.index < self.journal.closings[-1])

    @cached_property
    def month(self) -> Ints:
        """Month of each row by the books, n_months for all of the run-off."""
        return np.searchsorted(self.journal.closings, self.index, side="right")


def found_in(wanted: NDArray[Any], known: NDArray[Any]) -> Ints:
    """Place in `known` (each value once, any order) of each wanted value, -1 where it is missing."""
    if not len(known):
        return np.full(len(wanted), -1, np.int64)
    order = np.argsort(known)
    place = order[np.minimum(np.searchsorted(known, wanted, sorter=order), len(known) - 1)]
    return np.where(known[place] == wanted, place, -1).astype(np.int64)
