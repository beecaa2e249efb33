"""Rows of one or more kinds, picked out of a journal. Knows no metric."""

from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gtmsim.engine.journal import Floats, Ints, Journal


class Rows:
    """The columns of a journal at some of its rows, in order of happening."""

    def __init__(self, journal: Journal, index: Ints) -> None:
        self.journal = journal
        self.index = index

    def __len__(self) -> int:
        return len(self.index)

    @cached_property
    def time(self) -> Ints:
        return self.journal.time[self.index]

    @cached_property
    def kind(self) -> NDArray[np.int16]:
        return self.journal.kind[self.index]

    @cached_property
    def entity(self) -> NDArray[np.uint64]:
        return self.journal.entity[self.index]

    @cached_property
    def sub(self) -> NDArray[np.int32]:
        return self.journal.sub[self.index]

    @cached_property
    def channel(self) -> NDArray[np.int16]:
        return self.journal.channel[self.index]

    @cached_property
    def segment(self) -> NDArray[np.int16]:
        return self.journal.segment[self.index]

    @cached_property
    def team(self) -> NDArray[np.int16]:
        return self.journal.team[self.index]

    @cached_property
    def amount(self) -> Ints:
        return self.journal.amount[self.index]

    @cached_property
    def level(self) -> Ints:
        return self.journal.level[self.index]

    @cached_property
    def number(self) -> Floats:
        return self.journal.number[self.index]

    @cached_property
    def month(self) -> Ints:
        return self.journal.month[self.index]


def found_in(wanted: NDArray[Any], known: NDArray[Any]) -> Ints:
    """Place in `known` (each value once, any order) of each wanted value, -1 where it is missing."""
    if not len(known):
        return np.full(len(wanted), -1, np.int64)
    order = np.argsort(known)
    place = order[np.minimum(np.searchsorted(known, wanted, sorter=order), len(known) - 1)]
    return np.where(known[place] == wanted, place, -1).astype(np.int64)
