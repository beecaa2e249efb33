"""What changes during one replication: rooms for accounts, events and rows, which Python enlarges when one is full."""

from typing import Any

import numpy as np

from gtmsim.engine.compiled.constants import LISTS
from gtmsim.engine.compiled.memory import LINE, address, columns, empty, fetches, records, stores, values
from gtmsim.engine.compiled.paper import paper
from gtmsim.engine.journal import COLUMNS
from gtmsim.rules.calendar import DAY

# In the order of their use and 256 bytes long, so that an account lies in four lines of memory.
ACCOUNT = np.dtype(
    [
        ("key", "u8"),
        ("token", "i8"),
        ("phase", "i2"),
        ("stage", "i2"),
        ("channel", "i2"),
        ("segment", "i2"),
        ("active", "i1"),
        ("holds", "i1"),  # of the two things that need the account's room, how many still do
        ("in_time", "i1"),
        ("found", "i1"),
        ("referred", "i1"),
        ("middle", "i1"),
        ("is_live", "i1"),
        ("gone", "i1"),
        ("person", "i4"),
        ("occasions", "i4"),
        # The task or the wait in hand.
        ("queued", "i8"),
        ("started", "i8"),
        ("finish", "i8"),
        ("hours", "f8"),
        ("waited", "f8"),
        # The deal.
        ("fit", "f8"),
        ("trust", "f8"),
        ("amount", "i8"),
        ("log_price", "f8"),
        ("closes", "i8"),
        ("yes", "f8"),
        ("first", "i8"),  # place of its first member in `ballot`
        ("meeting", "i2"),
        ("count", "i2"),
        ("members", "i2"),
        ("vote", "i2"),
        ("noes", "i2"),
        ("blocked", "i2"),
        ("deciding", "i2"),
        # The contract.
        ("terms", "i2"),
        ("renewals", "i2"),
        ("met", "i2"),
        ("mrr", "i8"),
        ("live", "i8"),
        ("began", "i8"),
        ("term_start", "i8"),
        ("due", "i8"),
        ("invoiced", "i8"),
        ("served", "i8"),
        ("leaving", "f8"),
        ("fails", "i8"),
        ("signed", "i8"),
        ("mrr_before", "i8"),
        ("occasion_at", "i8"),
    ],
    align=True,
)
EVENT = np.dtype(
    [
        ("entity", "u8"),
        ("more", "i8"),
        ("time", "i8"),
        ("sub", "i4"),
        ("slot", "i4"),
        ("follows", "i4"),  # the next event of the same day, which is not yet today; -1: none
        ("turn", "i2"),
        ("what", "i2"),
    ],
    align=True,
)
ENTRY = np.dtype([("time", "i8"), ("record", "i8")])
WAITING = np.dtype([("rank", "i8"), ("since", "i8"), ("entity", "u8"), ("token", "i8"), ("sub", "i4"), ("slot", "i4")])
DESK = np.dtype([("queue_size", "i8"), ("free_size", "i8"), ("called", "i8")])
BENCH = np.dtype([("free", "i4"), ("left", "i4")])
BOOK = np.dtype(
    [
        ("mrr", "i8"),
        ("customers", "i8"),
        ("covered", "f8"),  # coverage at the latest renewal, for which the chances of less and of more are:
        ("less", "f8"),
        ("more", "f8"),
    ]
)
BALLOT = np.dtype([("time", "i8"), ("key", "u8"), ("role", "i4"), ("number", "i4"), ("seat", "i4"), ("none", "i4")])

# Each array with what it holds; its address is the field of the state that is called like it.
RECORDS = {
    "heap": ENTRY,  # today's agenda: times and places in `event`
    "event": EVENT,
    "account": ACCOUNT,
    "ballot": BALLOT,  # (accounts, seats) the members of the committee, in the order of their votes
    "waiting": WAITING,  # (teams, places) a heap for each team
    "desk": DESK,  # per team
    "bench": BENCH,  # (teams, persons) a heap of free persons, and who has left
    "book": BOOK,  # per segment
}
NUMBERS = {
    "first_event": "i8",  # of each list of a day after today; -1: none
    "free_event": "i8",  # places that are free again
    "free_account": "i8",
    "candidate": "i8",  # candidates so far, per channel
    "coverage_sums": "f8",
    "root": "u8",  # of the draws, per purpose
    **{f"row_{name}": kind for name, kind in COLUMNS},
}
STATE = np.dtype(
    [
        (name, "i8")
        for name in (
            "now",
            "rows",
            "most_rows",
            "day",  # today
            "last_day",  # of the run
            "due",  # events in the heap
            "used_events",  # places that have ever been taken
            "free_events",  # places that are free again
            "most_events",
            "used_accounts",
            "free_accounts",
            "most_accounts",
            "queue_room",  # places per team
            "longest",  # queue so far
            "persons",  # places per team
            "seats",  # places per account
            "events_left",
            "need",
            "token",
            "started",
            "over",
            "broken",  # an event needed more room than there was
        )
    ]
    + [("coverage", "f8")]
    + [(name, "u8") for name in (*RECORDS, *NUMBERS)]
)
ROWS = tuple(f"row_{name}" for name, _ in COLUMNS)
EVENTS = ("heap", "event", "free_event")
ACCOUNTS = ("account", "ballot", "free_account")

account_at = records("account", ACCOUNT)
ballot_at = records("ballot", BALLOT)
book_at = records("book", BOOK)
desk_at = records("desk", DESK)
event_at = records("event", EVENT)
heap_at = records("heap", ENTRY)
bench_at = records("bench", BENCH)
waiting_at = records("waiting", WAITING)
candidate_at, set_candidate = values("candidate", "i8"), stores("candidate", "i8")
coverage_sum_at, set_coverage_sum = values("coverage_sums", "f8"), stores("coverage_sums", "f8")
coverage_sums_of = columns("coverage_sums", "f8")
fetch_account = fetches("account", ACCOUNT)
fetch_ballot = fetches("ballot", BALLOT)
fetch_event = fetches("event", EVENT)
free_account_at, set_free_account = values("free_account", "i8"), stores("free_account", "i8")
first_event_at, set_first_event = values("first_event", "i8"), stores("first_event", "i8")
free_event_at, set_free_event = values("free_event", "i8"), stores("free_event", "i8")
root_at = values("root", "u8")
(
    set_time,
    set_kind,
    set_entity,
    set_sub,
    set_channel,
    set_segment,
    set_team,
    set_amount,
    set_level,
    set_number,
) = (stores(f"row_{name}", kind) for name, kind in COLUMNS)


class Spaces:
    """The rooms and the record of state that knows their addresses."""

    def __init__(self, tables: dict[str, Any], events: int, accounts: int, queue: int) -> None:
        self.teams = max(1, len(tables["team"]))
        seats = [int(tables["role"].seats[c.roles_from : c.roles_to].sum()) for c in tables["committee"]]
        self.rooms: dict[str, Any] = {}
        self.home = np.zeros(1, dtype=STATE).view(np.recarray)
        self.state = self.home[0]
        self.state.persons, self.state.seats = max(1, len(tables["person"])), 1 + max(seats, default=0)
        self.state.last_day = int(tables["months"][-1]) // DAY
        self._make("first_event", LISTS * (int(self.state.last_day) + 1))
        self._make("candidate", len(tables["channel"]))
        self._make("coverage_sums", len(tables["months"]) + 2)
        self._make("book", len(tables["segment"]))
        self._make("desk", self.teams)
        self._make("bench", self.teams * self.state.persons)
        self._make("waiting", self.teams * queue)
        self.state.queue_room = queue
        self.grow_events(events)
        self.grow_accounts(accounts)

    def start(self, roots: Any, rows: int, most: int) -> None:
        """Make ready for another replication, with room for so many rows."""
        state, rooms = self.state, self.rooms
        for name in ("now", "rows", "day", "due", "used_events", "free_events", "used_accounts", "free_accounts"):
            state[name] = 0
        state.need = state.token = state.over = state.broken = 0
        state.events_left, state.started, state.coverage = most, -1, 1.0
        for name in ("candidate", "coverage_sums", "book", "desk", "bench"):
            rooms[name].view(np.uint8)[:] = 0
        rooms["book"].covered = np.nan
        state.longest = 0
        rooms["first_event"].fill(-1)
        self._keep("root", roots)
        self._lay_out(rows)

    def take_rows(self) -> dict[str, Any]:
        """The journal's columns, which are the caller's from now on."""
        return {name: self.rooms.pop(f"row_{name}")[: int(self.state.rows)] for name, _ in COLUMNS}

    def grow_rows(self) -> None:
        """Twice the room for rows."""
        used = int(self.state.rows)
        old = {name: self.rooms[name] for name in ROWS}
        self._lay_out(2 * int(self.state.most_rows))
        for name in ROWS:
            self.rooms[name][:used] = old[name][:used]

    def grow_events(self, more: int) -> None:
        """Room for at least so many more events."""
        before = int(self.state.most_events)
        after = before + max(before, more)
        for name in EVENTS:
            # Four places more than events: the end of the agenda.
            self._enlarge(name, after + 4, before)
        self.state.most_events = after

    def grow_accounts(self, more: int) -> None:
        """Room for at least so many more accounts."""
        before = int(self.state.most_accounts)
        after = before + max(before, more)
        seats = int(self.state.seats)
        for name in ACCOUNTS:
            width = seats if name == "ballot" else 1
            self._enlarge(name, after * width, before * width)
        self.state.most_accounts = after

    def grow_queues(self) -> None:
        """Twice the room in each queue."""
        before = int(self.state.queue_room)
        old = self.rooms["waiting"].reshape(self.teams, before)
        self._make("waiting", self.teams * 2 * before)
        self.rooms["waiting"].reshape(self.teams, 2 * before)[:, :before] = old
        self.state.queue_room = 2 * before

    def _lay_out(self, rows: int) -> None:
        """New columns for so many rows, one behind the other on one sheet."""
        starts, end = {}, 0
        for name in ROWS:
            starts[name] = end
            # Not all at the same place of a page, or they would drive each other out of the processor's cache.
            end += (rows * np.dtype(NUMBERS[name]).itemsize // LINE + 4) * LINE
        sheet = paper(end)
        for name, start in starts.items():
            self._keep(name, sheet[start:].view(NUMBERS[name])[:rows])
        self.state.most_rows = rows

    def _make(self, name: str, places: int) -> None:
        # The four below an event of the agenda share a line of memory, since the first of all is alone on its own.
        self._keep(name, empty(RECORDS.get(name) or NUMBERS[name], places, LINE - 16 if name == "heap" else 0))

    def _enlarge(self, name: str, places: int, used: int) -> None:
        old = self.rooms.get(name)
        self._make(name, places)
        if old is not None:
            self.rooms[name][:used] = old[:used]

    def _keep(self, name: str, array: Any) -> None:
        self.rooms[name] = array
        self.state[name] = address(array)
