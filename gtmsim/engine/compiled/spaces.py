"""What changes during one replication: rooms for accounts, events and rows, which Python enlarges when one is full."""

from typing import Any

import numpy as np

from gtmsim.engine.compiled.constants import ASKED, LISTS, NURTURED, WORKING
from gtmsim.engine.compiled.memory import LINE, address, columns, empty, fetches, records, stores, values
from gtmsim.engine.compiled.paper import paper
from gtmsim.engine.draws import child_key
from gtmsim.engine.reference.tasks import QUALIFYING
from gtmsim.engine.reference.world import REMEMBERED
from gtmsim.journal.journal import COLUMNS
from gtmsim.policies.points import POINTS
from gtmsim.rules.calendar import DAY
from gtmsim.rules.community import MOST_LEVEL


def _laid(first: int, fields: str) -> dict[str, tuple[str, int]]:
    """int and place of each of "name:kind name:kind", the first at `first`; wide ones come before narrow ones."""
    places = {}
    for field in fields.split():
        name, _, kind = field.partition(":")
        places[name] = (kind, first)
        first += np.dtype(kind).itemsize
    return places


# Of a deal and of the contract that comes of it only one is there at a time, and both lie in the same place, so that an
# account is 256 bytes long: four lines of memory.
_ANY = _laid(
    0,
    "key:u8 token:i8 mrr:i8 occasion_at:i8 attention:f8 person:i4 occasions:i4 phase:i2 stage:i2 channel:i2 segment:i2 "
    "active:i1 holds:i1 in_time:i1 found:i1 referred:i1 unused:i1 is_live:i1 gone:i1",
)
_DEAL = _laid(
    LINE,
    "queued:i8 started:i8 finish:i8 hours:f8 waited:f8 fit:f8 trust:f8 amount:i8 "
    "log_price:f8 closes:i8 opened:i8 score:f8 effort:f8 log_effort:f8 yes:f8 "
    "first:i8 "  # place of its first member in `ballot`
    "seen:f8 champion:u8 influence:f8 "  # key of the member who came to us himself, and the logit that his vote gains
    "contact:i2 meeting:i2 count:i2 members:i2 vote:i2 noes:i2 blocked:i2 deciding:i2 points:i2 rounds:i2 team:i2 "
    "touch:i2",
)
_CONTRACT = _laid(
    LINE,
    "live:i8 began:i8 term_start:i8 due:i8 invoiced:i8 served:i8 leaving:f8 fails:i8 "
    "signed:i8 mrr_before:i8 paid_from:i8 paid_until:i8 months:i4 aged:i4 billed:i4 term:i2 renewals:i2 met:i2",
)
# What a deal hands on to its contract.
_BOTH = _laid(4 * LINE - 16, "deviation:f8 deviates:i4 level:i2 member:i1 told:i1")
# Where a customer counts its occasions to refer, a deal that day 0 finds says its place in the pipeline.
_PLACE = _laid(_ANY["occasions"][1], "place:i4")
_FIELDS = _ANY | _DEAL | _CONTRACT | _BOTH | _PLACE
ACCOUNT = np.dtype(
    {
        "names": list(_FIELDS),
        "formats": [kind for kind, _ in _FIELDS.values()],
        "offsets": [place for _, place in _FIELDS.values()],
        "itemsize": 4 * LINE,
        "aligned": True,
    }
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
DESK = np.dtype(
    [
        *((name, "i8") for name in ("queue_size", "free_size", "called", "waiting", "begun", "hired")),
        ("waits", "f8"),  # days that the tasks begun this month had waited
        ("worked", "f8"),  # hours in tasks ended this month
    ]
)
HIRE = np.dtype([("start", "i8"), ("end", "i8"), ("row", "i8")])
CHANNEL_MONTH = np.dtype([("leads", "i8"), ("opened", "i8"), ("spent", "i8")])
BENCH = np.dtype([("free", "i4"), ("left", "i4")])
BOOK = np.dtype(
    [
        ("mrr", "i8"),
        ("customers", "i8"),
        ("attention", "f8"),  # of these, added up
        ("covered", "f8"),  # coverage at the latest renewal, for which the chances of less and of more are:
        ("less", "f8"),
        ("more", "f8"),
        ("members", "i8"),  # of the community
    ]
)
COMPANY = np.dtype(
    [
        *((name, "i8") for name in ("opens", "closes", "free", "dies", "known")),
        ("key", "u8"),
        ("fit", "f8"),
        ("windows", "i4"),
        ("industry", "i2"),
        ("ours", "i1"),
        ("buys", "i1"),
    ]
)
CONTACT = np.dtype(
    [
        *((name, "i8") for name in ("begun", "opens", "closes", "leaves", "since", "known")),
        ("left", "f8"),
        ("window", "i4"),
        ("job", "i2"),
        ("ours", "i1"),
        ("post", "i1"),
    ]
)
# A place in the pipeline that day 0 finds: the account whose deal is open there (-1: none), and the deals so far.
PLACE = np.dtype([("key", "u8"), ("slot", "i8"), ("count", "i4"), ("segment", "i4"), ("number", "i8")])
# A lead before day 0 as it qualified.
QUALIFIED = np.dtype(
    [("left", "i8"), *((name, "f8") for name in ("fit", "seen", "trust", "score")), ("first", "i4"), ("active", "i4")]
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
    "company": COMPANY,  # the market's accounts, segment after segment; who is not `known` yet has no life so far
    "contact": CONTACT,  # of each of them, where contacts follow us
    "hire": HIRE,  # (teams, spare) who was hired by a policy
    "month_of_channel": CHANNEL_MONTH,  # (channels, months)
    "place": PLACE,
    "latest": QUALIFIED,  # (segments, remembered) leads that qualified before day 0
}
NUMBERS = {
    "first_event": "i8",  # of each list of a day after today; -1: none
    "free_event": "i8",  # places that are free again
    "free_account": "i8",
    "company_of": "i8",  # of each account the one of the market that it is; -1: none
    "candidate": "i8",  # candidates so far, per channel
    "coverage_sums": "f8",
    "factor": "f8",  # on the planned spend of this month, per channel
    "stock": "f8",  # carried spend, per channel [cents a day]
    "free_share": "f8",  # of the day's leads that needs no spend, per channel
    "practised": "i8",  # all spend until yesterday, per channel [cents]
    "free_from": "i8",  # the first day on which a platform has us again, per channel
    "released": "i8",  # when each person of the plan ends, -1 for never
    "paying": "i8",  # members of the community by price level
    "leak_share": "f8",  # of the members who learned in a month what others pay
    "leak_low": "i8",  # and the lowest price level that they learned of
    "known": "f8",  # facts of a decision point
    "case": "f8",  # those that its table looks at
    "holding_row": "i4",
    "root": "u8",  # of the draws, per purpose
    "qualified": "i8",  # leads before day 0, per segment
    "in_hand": "i8",  # accounts of the leads that day 0 finds, in the order of their keys
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
            "opened",  # 1: the time before day 0 has begun, 2: day 0 has
            "started",  # customers of day 0 so far
            "over",
            "closed",  # months whose books are closed
            "spare",  # places for those hired by a policy, per team
            "held",  # the first of them, as its place in the policy; -1 is none
            "holding",  # rows of the table that answered last which held
            "generation",  # replications so far: who of the market is known in this one
            "cool_down",  # microseconds
            "members",  # of the community
            "paid",  # their price levels, added up
            "squares",  # of these
            "low",  # the lowest of which those know who know of any
            "broken",  # an event needed more room than there was
            "first_day",  # on which it begins: day 0, or one before
            "places",  # of the pipeline that day 0 finds
            "leads",  # that day 0 finds
            "teams",  # with those that are there only before day 0
        )
    ]
    + [
        ("coverage", "f8"),
        ("saving_hours", "f8"),
        ("needed", "f8"),
        ("goodwill", "f8"),
        ("lift", "f8"),  # what a unit of carried spend is worth by it
        ("given0", "f8"),
        ("given1", "f8"),
        ("given2", "f8"),
        ("informed", "f8"),  # share of the members who know what others pay
        ("shown", "f8"),  # logit that a buyer gains who is shown the community
    ]
    + [(name, "u8") for name in (*RECORDS, *NUMBERS)]
)
FACTS = max(len(point.facts) for point in POINTS)
ROWS = tuple(f"row_{name}" for name, _ in COLUMNS)
EVENTS = ("heap", "event", "free_event")
ACCOUNTS = ("account", "ballot", "free_account", "company_of")
LEAKS = ("paying", "leak_share", "leak_low")

account_at = records("account", ACCOUNT)
ballot_at = records("ballot", BALLOT)
book_at = records("book", BOOK)
desk_at = records("desk", DESK)
event_at = records("event", EVENT)
heap_at = records("heap", ENTRY)
bench_at = records("bench", BENCH)
company_at = records("company", COMPANY)
contact_at = records("contact", CONTACT)
waiting_at = records("waiting", WAITING)
candidate_at, set_candidate = values("candidate", "i8"), stores("candidate", "i8")
coverage_sum_at, set_coverage_sum = values("coverage_sums", "f8"), stores("coverage_sums", "f8")
coverage_sums_of = columns("coverage_sums", "f8")
case_of, set_case = columns("case", "f8"), stores("case", "f8")
company_of, set_company_of = values("company_of", "i8"), stores("company_of", "i8")
factor_at, set_factor = values("factor", "f8"), stores("factor", "f8")
hire_at = records("hire", HIRE)
latest_at = records("latest", QUALIFIED)
qualified_at, set_qualified = values("qualified", "i8"), stores("qualified", "i8")
in_hand_at = values("in_hand", "i8")
pipeline_at = records("place", PLACE)
month_of_channel_at = records("month_of_channel", CHANNEL_MONTH)
released_at, set_released = values("released", "i8"), stores("released", "i8")
free_share_at, set_free = values("free_share", "f8"), stores("free_share", "f8")
stock_at, set_stock = values("stock", "f8"), stores("stock", "f8")
practised_at, set_practised = values("practised", "i8"), stores("practised", "i8")
free_from_at, set_free_from = values("free_from", "i8"), stores("free_from", "i8")
fetch_account = fetches("account", ACCOUNT)
fetch_ballot = fetches("ballot", BALLOT)
fetch_company = fetches("company", COMPANY)
fetch_event = fetches("event", EVENT)
free_account_at, set_free_account = values("free_account", "i8"), stores("free_account", "i8")
first_event_at, set_first_event = values("first_event", "i8"), stores("first_event", "i8")
free_event_at, set_free_event = values("free_event", "i8"), stores("free_event", "i8")
holding_at, set_holding = values("holding_row", "i4"), stores("holding_row", "i4")
paying_at, set_paying = values("paying", "i8"), stores("paying", "i8")
paying_of = columns("paying", "i8")
leak_share_at, set_leak_share = values("leak_share", "f8"), stores("leak_share", "f8")
leak_low_at, set_leak_low = values("leak_low", "i8"), stores("leak_low", "i8")
known_at, set_known = values("known", "f8"), stores("known", "f8")
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
    set_table,
    set_row,
) = (stores(f"row_{name}", kind) for name, kind in COLUMNS)


# What is 0 when a replication begins.
AT_FIRST = (
    *("now", "rows", "day", "due", "used_events", "free_events", "used_accounts", "free_accounts", "longest"),
    *("need", "token", "over", "broken", "closed", "saving_hours", "needed", "informed", "shown"),
    *("members", "paid", "squares", "low", "opened", "started", "leads"),
)
# And what counts from day 0 on alone.
FROM_DAY_0 = (
    *("now", "rows", "closed", "saving_hours", "needed", "informed", "shown"),
    *("members", "paid", "squares", "low", "broken"),
)
COUNTED = ("candidate", "coverage_sums", "book", "month_of_channel", "free_from")


class Spaces:
    """The rooms and the record of state that knows their addresses."""

    def __init__(
        self,
        tables: dict[str, Any],
        events: int,
        accounts: int,
        queue: int,
        spare: int = 0,
        cool_down: int = 0,
        people: bool = False,
        before: dict[str, Any] | None = None,
        first_day: int = 0,
    ) -> None:
        """Room for a scenario whose tables these are, and for those of the time `before` day 0."""
        self.before, self.opening = before or tables, events
        self.teams = max(1, *(len(each["team"]) for each in (tables, self.before)))
        seats = [int(tables["role"].seats[c.roles_from : c.roles_to].sum()) for c in tables["committee"]]
        self.rooms: dict[str, Any] = {}
        self.home = np.zeros(1, dtype=STATE).view(np.recarray)
        self.state = self.home.view(np.ndarray)[0]  # whose fields are set sooner than those of a record array's
        self.state.spare, self.state.cool_down, self.state.teams = spare, cool_down, self.teams
        people_at_most = max(len(each["person"]) for each in (tables, self.before))
        self.state.persons, self.state.seats = max(1, people_at_most) + spare, 1 + max(seats, default=0)
        self.state.last_day, self.state.first_day = int(tables["months"][-1]) // DAY, first_day
        self._make("first_event", LISTS * (int(self.state.last_day) + 1 - first_day))
        self._make("candidate", len(tables["channel"]))
        self._make("coverage_sums", len(tables["months"]) + 2)
        self.people = tables["person"].end
        self.stocks = tables["channel"].initial_stock
        self.practised = tables["channel"].practised
        self._make("hire", self.teams * spare)
        # Nobody is known yet; of a large market only the accounts that are looked at take memory.
        listed = int(tables["segment"].listed.sum())
        for name, places in (("company", listed), ("contact", listed if people else 0)):
            self._keep(name, empty(RECORDS[name], places, clear=True))
        self._make("month_of_channel", max(tables["spend"].size, self.before["spend"].size))
        self._make("factor", len(tables["channel"]))
        self._make("stock", len(tables["channel"]))
        self._make("practised", len(tables["channel"]))
        self._make("free_share", len(tables["channel"]))
        self._make("free_from", len(tables["channel"]))
        self._make("released", len(tables["person"]))
        self._make("known", FACTS)
        self._make("case", FACTS)
        rows = [int(n) for each in (tables, self.before) for n in each["decision"].rows]
        self._make("holding_row", 1 + max(rows, default=0))
        self._make("book", len(tables["segment"]))
        grouped = max(len(each["community"]) for each in (tables, self.before))
        self._make("paying", grouped * (MOST_LEVEL + 1))
        self._make("leak_share", grouped * len(tables["month"]))
        self._make("leak_low", grouped * len(tables["month"]))
        self._make("desk", self.teams)
        self._make("bench", self.teams * self.state.persons)
        self._make("waiting", self.teams * queue)
        self.pipeline = tables["segment"].pipeline
        self._make("place", int(self.pipeline.sum()))
        self._make("in_hand", 0)
        self._make("latest", len(tables["segment"]) * REMEMBERED)
        self._make("qualified", len(tables["segment"]))
        self._seat(tables)
        self.state.queue_room = queue
        self.grow_events(events)
        self.grow_accounts(accounts)

    def _seat(self, tables: dict[str, Any]) -> None:
        """The places of the pipeline, segment after segment."""
        places, at = self.rooms["place"], 0
        for g, segment in enumerate(tables["segment"]):
            for n in range(int(segment.pipeline)):
                places.key[at] = child_key(int(segment.pipeline_key), n)
                places.segment[at], places.number[at] = g, int(segment.customers) + n
                at += 1
        self.state.places = at

    def start(self, roots: Any, rows: int, most: int) -> None:
        """Make ready for another replication, with room for so many rows."""
        state, rooms = self.state, self.rooms
        for name in AT_FIRST:
            state[name] = 0
        for name, value in (("generation", int(state.generation) + 1), ("events_left", most)):
            state[name] = value
        state["coverage"] = 1.0
        state["day"] = state["first_day"]
        state["now"] = int(state["first_day"]) * DAY
        for name in (*COUNTED, "desk", "bench", *LEAKS):
            rooms[name].view(np.uint8)[:] = 0
        rooms["place"].slot.fill(-1)
        rooms["place"].count.fill(0)
        rooms["qualified"].fill(0)
        rooms["book"].covered = np.nan
        rooms["factor"].fill(1.0)
        rooms["stock"][: len(self.stocks)] = self.stocks
        rooms["practised"][: len(self.practised)] = self.practised
        rooms["released"][: len(self.people)] = self.people
        rooms["first_event"].fill(-1)
        self._keep("root", roots)
        self._lay_out(rows)

    def turn(self, most: int) -> None:
        """Make ready for day 0: nothing counts that was before, and the leads in hand are in order."""
        state, rooms = self.state, self.rooms
        for name in FROM_DAY_0:
            state[name] = 0
        state["events_left"] = most
        for name in (*COUNTED, *LEAKS):
            rooms[name].view(np.uint8)[:] = 0
        rooms["book"].covered = np.nan
        for name in ("begun", "waits", "worked"):
            rooms["desk"][name] = 0
        accounts = rooms["account"][: int(state.used_accounts)]
        waiting = (accounts.phase == ASKED) | (accounts.phase == WORKING)
        leads = (accounts.holds > 0) & (waiting & (accounts.stage == QUALIFYING) | (accounts.phase == NURTURED))
        found = np.flatnonzero(leads)
        self._keep("in_hand", found[np.argsort(accounts.key[found])].astype(np.int64))
        state["leads"] = len(found)

    def leave_room(self, more: int) -> None:
        """Room for so many rows and events more than the beginning of day 0 takes by itself."""
        state, need = self.state, more + self.opening
        while int(state.most_rows) < need:
            self.grow_rows()
        if int(state.free_events) + int(state.most_events) - int(state.used_events) < need:
            self.grow_events(need)

    def take_rows(self) -> dict[str, Any]:
        """The journal's columns, which are the caller's from now on."""
        rows = int(self.state.rows)
        return {name: self.rooms.pop(f"row_{name}")[:rows] for name, _ in COLUMNS}

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
