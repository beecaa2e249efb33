"""Tables by channel and segment turned into tables by slot. Knows no metric."""

import numpy as np

from gtmsim.journal.header import Ints
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.given import Given


class Slotted:
    """Lines of whole numbers by every slot."""

    def __init__(self, given: Given, table: Ints) -> None:
        self._given, self._table = given, table
        self._found: dict[tuple[str, ...], Ints] = {}

    def by(self, cut: Cut) -> Ints:
        """The numbers by line and slot."""
        if cut.dims not in self._found:
            self._found[cut.dims] = self._table[:, self._given.places(cut)]
        return self._found[cut.dims]


def by_slot(cells: Ints) -> Ints:
    """The numbers of cells by slot: in total, by channel and by segment; what has none comes last of each."""
    channels, segments = cells.sum(axis=2), cells.sum(axis=1)
    total = channels.sum(axis=1, keepdims=True)
    return np.hstack((total, channels[:, 1:], channels[:, :1], segments[:, 1:], segments[:, :1]))
