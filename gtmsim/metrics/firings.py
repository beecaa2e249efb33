"""How often each row of each decision table fired. Knows no metric."""

import numpy as np

from gtmsim.journal.header import Ints
from gtmsim.journal.journal import Journal

Counts = tuple[tuple[int, ...], ...]  # for each decision point: cases that no row answered, then those of each row


def counts_of(journal: Journal) -> Counts:
    """The firings of a journal within the horizon, in the order of the header's decision points."""
    rows, n = journal.header.rows, int(journal.closings[-1])
    if not rows:
        return ()
    width = 1 + max(map(len, rows))
    table = journal.table[:n].astype(np.int64)
    # What nothing decided is counted before the first table.
    counts = np.bincount((table + 1) * width + journal.rule_row[:n] + 1, minlength=(len(rows) + 1) * width)
    return told(rows, counts.reshape(-1, width)[1:])


def told(rows: tuple[tuple[str, ...], ...], counts: Ints) -> Counts:
    """Counts by decision point and row, of each only so many as its table has."""
    return tuple(tuple(count[: len(names) + 1]) for names, count in zip(rows, counts.tolist(), strict=True))
