"""How often each row of each decision table fired. Knows no metric."""

import numpy as np
from numpy.typing import NDArray

from gtmsim.journal.header import Ints
from gtmsim.journal.journal import Journal
from gtmsim.mechanisms.nurture.rows import RECYCLED
from gtmsim.mechanisms.qualification.rows import DISQUALIFIED
from gtmsim.mechanisms.recruiting.rows import POSITION_CLOSED
from gtmsim.mechanisms.staff.rows import EMPLOYEE_JOINED, EMPLOYEE_LEFT

Counts = tuple[tuple[int, ...], ...]  # for each decision point: cases that no row answered, then those of each row


def counts_of(journal: Journal) -> Counts:
    """The firings of a journal within the horizon, in the order of the header's decision points."""
    rows, n = journal.header.rows, int(journal.closings[-1])
    if not rows:
        return ()
    width = 1 + max(map(len, rows))
    table = np.where(_again(journal, n), -1, journal.table[:n]).astype(np.int64)
    # What nothing decided is counted before the first table.
    counts = np.bincount((table + 1) * width + journal.rule_row[:n] + 1, minlength=(len(rows) + 1) * width)
    return told(rows, counts.reshape(-1, width)[1:])


def _again(journal: Journal, n: int) -> NDArray[np.bool_]:
    """Rows that tell once more of a decision: who joins or leaves by it, and the lead that is dropped on its return."""
    kind, entity, table = journal.kind[:n], journal.entity[:n], journal.table[:n]
    again = (kind == EMPLOYEE_JOINED) | (kind == EMPLOYEE_LEFT) | (kind == POSITION_CLOSED)
    dropped = (kind[1:] == DISQUALIFIED) & (kind[:-1] == RECYCLED)
    again[1:] |= dropped & (entity[1:] == entity[:-1]) & (table[1:] == table[:-1])
    return np.asarray(again)


def told(rows: tuple[tuple[str, ...], ...], counts: Ints) -> Counts:
    """Counts by decision point and row, of each only so many as its table has."""
    return tuple(tuple(count[: len(names) + 1]) for names, count in zip(rows, counts.tolist(), strict=True))
