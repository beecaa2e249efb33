"""One replication from Inputs to Journal: room for the loop, growth where it runs full, columns at the end."""

import threading
from typing import Any

import numpy as np

from gtmsim.engine.agenda import TooManyEventsError
from gtmsim.engine.compiled import cache
from gtmsim.engine.compiled.loop import DONE, FULL_ACCOUNTS, FULL_EVENTS, FULL_QUEUES, FULL_ROWS, TOO_MANY, run
from gtmsim.engine.compiled.spaces import (
    ACCOUNTS,
    EVENTS,
    EVENTS_LEFT,
    JOURNAL,
    NEED,
    QUEUES,
    ROW,
    ROWS,
    STARTED,
    grown,
    spaces,
)
from gtmsim.engine.compiled.tables import Tables, tables
from gtmsim.engine.draws import Draws
from gtmsim.engine.header import header
from gtmsim.engine.journal import COLUMNS, Journal
from gtmsim.scenario.inputs import Inputs

GROWS = {FULL_ROWS: JOURNAL, FULL_EVENTS: EVENTS, FULL_ACCOUNTS: ACCOUNTS, FULL_QUEUES: QUEUES}

# The tables of the last scenario, which its other replications share.
_last: tuple[Inputs, Tables] | None = None
_compiling = threading.Lock()
_compiled = False


def live(inputs: Inputs, replication: int, most: int) -> Journal:
    """One replication; TooManyEventsError beyond `most` events."""
    table = _tables(inputs)
    found = sum(segment.customers + segment.pipeline for segment in inputs.segments)
    # More rows than any one event writes, and more events than it puts on the agenda, but for a day's candidates.
    margin = (
        200 + 8 * len(table.stage) + 4 * int(table.role.seats.sum()) + 2 * (len(table.channel) + len(table.segment))
    )
    opening = found * margin + inputs.n_months + len(table.person) * 2 + 1024
    space = spaces(table, 4096 + opening, 1024 + opening, 256 + found, 256 + found)
    space.number[EVENTS_LEFT], space.number[STARTED] = most, -1
    roots = np.array(Draws(inputs.seed, replication).roots, dtype=np.uint64)
    with np.errstate(over="ignore"):  # without compilation the hash is numpy's, which would warn of its wrapping
        while (code := _run(table, space, roots, margin)) != DONE:
            if code == TOO_MANY:
                raise TooManyEventsError
            space = grown(space, GROWS[code], int(space.number[NEED]) if code == FULL_EVENTS else 0)
    rows = int(space.number[ROWS])
    columns: dict[str, Any] = {
        name: np.ascontiguousarray(space.journal[field][:rows])
        for (name, _), field in zip(COLUMNS, ROW.names or (), strict=True)
    }
    return Journal(header(inputs), columns)


def _tables(inputs: Inputs) -> Tables:
    global _last
    last = _last
    if last is not None and last[0] is inputs:
        return last[1]
    table = tables(inputs)
    _last = (inputs, table)
    return table


def _run(table: Tables, space: Any, roots: Any, margin: int) -> int:
    """The loop; the first call in a process compiles it or fetches what was kept, one thread at a time."""
    global _compiled
    if _compiled:
        return int(run(table, space, roots, margin))
    with _compiling:
        code = int(run(table, space, roots, margin))
        if not _compiled:
            _compiled = True
            cache.settle()
    return code
