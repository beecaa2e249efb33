"""Rows of the horizon counted, and their amounts summed, by kind and slot or month. Knows no metric."""

import numpy as np

from gtmsim.engine.journal import KINDS, Ints, Journal, Kind
from gtmsim.metrics.cut import Cut, sums


class Tally:
    """One table for all kinds, so that no metric has to look at the rows again."""

    def __init__(self, journal: Journal) -> None:
        self.journal, self.n_months = journal, journal.header.n_months
        n = int(journal.closings[-1])
        shape = (KINDS, len(journal.header.channels) + 1, len(journal.header.segments) + 1)
        width = shape[0] * shape[1] * shape[2]
        # The smaller the integers, the quicker.
        kind = journal.kind[:n].astype(np.min_scalar_type(-width))
        cells = (kind * shape[1] + journal.channel[:n] + 1) * shape[2] + journal.segment[:n] + 1
        paying = np.flatnonzero(journal.amount[:n] != 0)
        amount = journal.amount.take(paying)
        self._counts = Table(np.bincount(cells, minlength=width).reshape(shape))
        self._amounts = Table(sums(cells.take(paying), amount, width).reshape(shape))
        months = journal.kind.take(paying) * np.int64(self.n_months) + journal.booked.take(paying)
        self._monthly = sums(months, amount, KINDS * self.n_months).reshape(KINDS, self.n_months)

    def count(self, cut: Cut, *kinds: Kind) -> Ints:
        """Rows of these kinds in each slot."""
        return added(self._counts.by(cut), kinds)

    def amount(self, cut: Cut, *kinds: Kind) -> Ints:
        """Their amounts in each slot [cents]."""
        return added(self._amounts.by(cut), kinds)

    def monthly_count(self, *kinds: Kind) -> Ints:
        """Rows of these kinds in each month."""
        before = np.zeros(self.n_months + 1, np.int64)
        for kind in kinds:
            before[1:] += self.journal.where(kind).searchsorted(self.journal.closings)
        return before[1:] - before[:-1]

    def monthly_amount(self, *kinds: Kind) -> Ints:
        """Their amounts in each month [cents]."""
        return added(self._monthly, kinds)


class Table:
    """Whole numbers by kind, channel and segment, where none is the first of each."""

    def __init__(self, cells: Ints) -> None:
        self._cells = {"channel": cells.sum(axis=2), "segment": cells.sum(axis=1)}
        self._by: dict[tuple[str, ...], Ints] = {}

    def by(self, cut: Cut) -> Ints:
        """The numbers by kind and slot."""
        if cut.dims not in self._by:
            self._by[cut.dims] = np.hstack([part for dim in cut.dims for part in self._parts(dim)])
        return self._by[cut.dims]

    def _parts(self, dim: str) -> tuple[Ints, ...]:
        if not dim:
            return (self._cells["channel"].sum(axis=1, keepdims=True),)
        return self._cells[dim][:, 1:], self._cells[dim][:, :1]


def added(table: Ints, kinds: tuple[Kind, ...]) -> Ints:
    """Lines of a table by kind, added up."""
    found: Ints = table[kinds[0]]
    for kind in kinds[1:]:
        found = found + table[kind]
    return found
