"""Rows of the horizon counted, and their amounts summed, by kind and slot or month. Knows no metric."""

import numpy as np

from gtmsim.journal.header import Ints
from gtmsim.journal.journal import Journal
from gtmsim.journal.kinds import KINDS
from gtmsim.metrics.cut import Cut, sums
from gtmsim.metrics.given import Given
from gtmsim.metrics.slotted import Slotted


class Tally:
    """One table for all kinds, so that no metric has to look at the rows again."""

    def __init__(self, given: Given, counts: Ints, amounts: Ints, monthly: Ints) -> None:
        self._counts, self._amounts = Slotted(given, counts), Slotted(given, amounts)
        self._monthly_counts, self._monthly_amounts = monthly

    def count(self, cut: Cut, *kinds: int) -> Ints:
        """Rows of these kinds in each slot."""
        return added(self._counts.by(cut), kinds)

    def amount(self, cut: Cut, *kinds: int) -> Ints:
        """Their amounts in each slot [cents]."""
        return added(self._amounts.by(cut), kinds)

    def monthly_count(self, *kinds: int) -> Ints:
        """Rows of these kinds in each month."""
        return added(self._monthly_counts, kinds)

    def monthly_amount(self, *kinds: int) -> Ints:
        """Their amounts in each month [cents]."""
        return added(self._monthly_amounts, kinds)


def cells_of(journal: Journal) -> Ints:
    """Rows of the horizon and their amounts [cents] by kind, channel and segment, where none is the first of each."""
    n = int(journal.closings[-1])
    shape = (KINDS, len(journal.header.channels) + 1, len(journal.header.segments) + 1)
    width = shape[0] * shape[1] * shape[2]
    # The smaller the integers, the quicker.
    kind = journal.kind[:n].astype(np.min_scalar_type(-width))
    cells = (kind * shape[1] + journal.channel[:n] + 1) * shape[2] + journal.segment[:n] + 1
    paying = np.flatnonzero(journal.amount[:n] != 0)
    amounts = sums(cells.take(paying), journal.amount.take(paying), width)
    return np.array([np.bincount(cells, minlength=width), amounts]).reshape(2, *shape)


def monthly_of(journal: Journal) -> Ints:
    """Rows of the horizon and their amounts [cents] by kind and month."""
    n, n_months = int(journal.closings[-1]), journal.header.n_months
    cells = journal.kind[:n] * np.int64(n_months) + journal.booked[:n]
    paying = np.flatnonzero(journal.amount[:n] != 0)
    amounts = sums(cells.take(paying), journal.amount.take(paying), KINDS * n_months)
    counts = np.bincount(cells, minlength=KINDS * n_months)
    return np.array([counts, amounts]).reshape(2, KINDS, n_months)


def added(table: Ints, kinds: tuple[int, ...]) -> Ints:
    """Lines of a table by kind, added up."""
    found: Ints = table[kinds[0]]
    for kind in kinds[1:]:
        found = found + table[kind]
    return found
