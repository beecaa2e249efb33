"""The memory of one replication: arrays that Python doubles when the loop says that one is nearly full."""

from typing import Any, NamedTuple

import numpy as np

from gtmsim.engine.journal import COLUMNS

# Places in the vector of whole numbers.
ROWS, HEAP, FREE_EVENTS, FREE_ACCOUNTS, EVENTS_LEFT, OVER, TOKEN, STARTED, NEED, NOW = range(10)
NUMBERS = 10

ACCOUNT = np.dtype(
    [
        ("key", "u8"),
        ("channel", "i8"),
        ("segment", "i8"),
        ("active", "i8"),
        ("fit", "f8"),
        ("trust", "f8"),
        ("waited", "f8"),
        ("mrr", "i8"),
        ("live", "i8"),
        ("gone", "i8"),
        ("referred", "i8"),
        ("holds", "i8"),
        # The task or the wait in hand.
        ("phase", "i8"),
        ("stage", "i8"),
        ("person", "i8"),
        ("queued", "i8"),
        ("started", "i8"),
        ("finish", "i8"),
        ("hours", "f8"),
        ("in_time", "i8"),
        ("token", "i8"),
        # The deal.
        ("amount", "i8"),
        ("log_price", "f8"),
        ("closes", "i8"),
        ("found", "i8"),
        ("meeting", "i8"),
        ("count", "i8"),
        ("middle", "i8"),
        ("opened", "i8"),
        ("vote", "i8"),
        ("yes", "f8"),
        ("noes", "i8"),
        ("blocked", "i8"),
        ("deciding", "i8"),
        # The contract.
        ("began", "i8"),
        ("term_start", "i8"),
        ("due", "i8"),
        ("terms", "i8"),
        ("renewals", "i8"),
        ("met", "i8"),
        ("invoiced", "i8"),
        ("served", "i8"),
        ("leaving", "f8"),
        ("fails", "i8"),
        ("is_live", "i8"),
        ("signed", "i8"),
        ("mrr_before", "i8"),
        # Referring.
        ("occasions", "i8"),
        ("occasion_at", "i8"),
    ]
)


ROW = np.dtype([("time" if n == "time" else "fact" if n == "number" else n, k) for n, k in COLUMNS], align=True)
EVENT = np.dtype([("turn", "i8"), ("entity", "u8"), ("sub", "i8"), ("what", "i8"), ("slot", "i8"), ("more", "i8")])
HEAP_ENTRY = np.dtype([("time", "i8"), ("record", "i8")])
WAITING = np.dtype([("rank", "i8"), ("since", "i8"), ("entity", "u8"), ("sub", "i8"), ("token", "i8"), ("slot", "i8")])
DESK = np.dtype([("queue_size", "i8"), ("free_size", "i8"), ("called", "i8")])
PERSON = np.dtype([("free", "i8"), ("left", "i8")])
BASE = np.dtype([("mrr", "i8"), ("customers", "i8")])
BALLOT = np.dtype([("time", "i8"), ("number", "i8"), ("seat", "i8"), ("key", "u8"), ("role", "i8")])


class Spaces(NamedTuple):
    """Everything that changes."""

    number: Any  # (NUMBERS,) counters
    journal: Any
    heap: Any  # the agenda: a binary heap of times and places in `event`
    event: Any
    free_event: Any
    account: Any
    free_account: Any
    queue: Any  # (teams, places) a binary heap for each team
    desk: Any  # per team
    person: Any  # (teams, persons) a heap of free persons, and who has left
    base: Any  # per segment
    coverage: Any  # (1,)
    coverage_sums: Any
    candidate: Any  # candidates so far, per channel
    vote: Any  # scratch for one committee


JOURNAL = ("journal",)
EVENTS = ("heap", "event", "free_event")
ACCOUNTS = ("account", "free_account")
QUEUES = ("queue",)


def spaces(tables: Any, rows: int, events: int, accounts: int, queue: int) -> Spaces:
    """Empty memory with room for so much."""
    teams, persons = max(1, len(tables.team)), max(1, len(tables.person))
    seats = 1 + max((int(tables.role[c.roles_from : c.roles_to].seats.sum()) for c in tables.committee), default=0)
    i8 = np.int64
    number = np.zeros(NUMBERS, i8)
    number[FREE_EVENTS], number[FREE_ACCOUNTS] = events, accounts
    return Spaces(
        number=number,
        journal=_records(ROW, rows),
        heap=_records(HEAP_ENTRY, events),
        event=_records(EVENT, events),
        free_event=np.arange(events, dtype=i8)[::-1].copy(),
        account=_records(ACCOUNT, accounts),
        free_account=np.arange(accounts, dtype=i8)[::-1].copy(),
        queue=_records(WAITING, teams, queue),
        desk=_records(DESK, teams),
        person=_records(PERSON, teams, persons),
        base=_records(BASE, len(tables.segment)),
        coverage=np.ones(1),
        coverage_sums=np.zeros(len(tables.months) + 2),
        candidate=np.zeros(max(1, len(tables.channel)), i8),
        vote=_records(BALLOT, seats),
    )


def _records(kind: Any, *shape: int) -> Any:
    return np.zeros(shape, dtype=kind).view(np.recarray)


def grown(space: Spaces, names: tuple[str, ...], least: int) -> Spaces:
    """The same memory with the named arrays at least twice as long, and longer by at least `least`."""
    new = {}
    for name in names:
        old = getattr(space, name)
        axis = old.ndim - 1
        before = old.shape[axis]
        after = before + max(before, least)
        bigger = np.zeros((*old.shape[:axis], after), dtype=old.dtype)
        bigger[..., :before] = old
        if name.startswith("free_"):
            # The new places are free: they go on top of the stack of free ones.
            which = FREE_EVENTS if name == "free_event" else FREE_ACCOUNTS
            free = int(space.number[which])
            bigger[free : free + after - before] = np.arange(before, after, dtype=np.int64)[::-1]
            space.number[which] = free + after - before
        new[name] = bigger.view(np.recarray) if old.dtype.names else bigger
    return space._replace(**new)
