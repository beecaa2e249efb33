"""Tables by channel and segment turned into tables by slot. Knows no metric."""

import numpy as np

from gtmsim.engine.journal import Ints
from gtmsim.metrics.cut import Cut


class Slotted:
    """Lines of whole numbers in cells of a channel and a segment, where none is the first of each."""

    def __init__(self, every: Cut, cells: Ints) -> None:
        channels, segments = cells.sum(axis=2), cells.sum(axis=1)
        total = channels.sum(axis=1, keepdims=True)
        self._every = every
        self._table = np.hstack((total, channels[:, 1:], channels[:, :1], segments[:, 1:], segments[:, :1]))
        self._by = {every.dims: self._table}

    def by(self, cut: Cut) -> Ints:
        """The numbers by line and slot."""
        if cut.dims not in self._by:
            self._by[cut.dims] = self._table[:, self._every.slots_of(cut)]
        return self._by[cut.dims]
