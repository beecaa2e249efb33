"""How often each row of each decision table fired. Knows no metric."""

import numpy as np

from gtmsim.engine.journal import Journal

Firings = dict[str, tuple[int, ...]]  # decision point -> of no row, and of each row of its table


def firings(journal: Journal) -> Firings:
    """Firings within the horizon, in the order of the header's decision points."""
    header, n = journal.header, int(journal.closings[-1])
    if not header.tables:
        return {}
    width = 1 + max(map(len, header.rows))
    table = journal.table[:n].astype(np.int64)
    # What nothing decided is counted before the first table.
    counts = np.bincount((table + 1) * width + journal.row[:n] + 1, minlength=(len(header.tables) + 1) * width)
    by_table = counts.reshape(-1, width)[1:].tolist()
    found = zip(header.tables, header.rows, by_table, strict=True)
    return {name: tuple(count[: len(rows) + 1]) for name, rows, count in found}
