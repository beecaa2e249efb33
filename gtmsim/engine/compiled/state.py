"""What changes during one replication, as records and columns in memory: one world that knows where everything lies.

Of a deal and of the contract that comes of it only one is there at a time, and both lie in the same place, so that an
account is few lines of memory. Places are counted here, never by hand, and what would lie over something else stops
the import.
"""

from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numba import from_dtype, types

from gtmsim.engine.compiled.kernels.columns import LINE, Column, Record, dtype_of
from gtmsim.engine.compiled.layout import record_of
from gtmsim.engine.state import STATE
from gtmsim.journal.journal import COLUMNS
from gtmsim.scenario.resolved.inputs import Inputs


class Part(NamedTuple):
    """Fields of an account that lie side by side from some byte on, the wide ones first."""

    first: int
    fields: str  # "name:kind name:kind"

    def placed(self) -> dict[str, tuple[str, int]]:
        """Kind and place of each field."""
        places, at = {}, self.first
        for field in self.fields.split():
            name, _, kind = field.partition(":")
            places[name] = (kind, at)
            at += np.dtype(kind).itemsize
        return places

    def end(self) -> int:
        """The byte after the last field."""
        return self.first + sum(np.dtype(field.partition(":")[2]).itemsize for field in self.fields.split())


ALWAYS = Part(
    0,
    "key:u8 token:i8 mrr:i8 occasion_at:i8 attention:f8 person:i4 occasions:i4 phase:i2 stage:i2 channel:i2 segment:i2 "
    "active:i1 holds:i1 in_time:i1 found:i1 referred:i1 agreed:i1 is_live:i1 gone:i1",
)
# Where a customer counts its occasions to refer, a deal that day 0 finds says its place in the pipeline.
PLACE = Part(ALWAYS.placed()["occasions"][1], "place:i4")
DEAL = Part(
    LINE,
    "queued:i8 started:i8 finish:i8 hours:f8 waited:f8 fit:f8 trust:f8 amount:i8 "
    "log_price:f8 closes:i8 opened:i8 score:f8 effort:f8 log_effort:f8 yes:f8 "
    "seen:f8 champion:u8 influence:f8 "  # key of the member who came to us, and the logit that their vote gains
    "contact:i2 meeting:i2 count:i2 members:i2 vote:i2 noes:i2 blocked:i2 deciding:i2 rounds:i2 "
    "team:i1 points:i1 touch:i1",
)
# Where a deal says what its seller does, it says before the committee until when that waits, and how it is pressed.
ON_TABLE = Part(DEAL.placed()["queued"][1], "awaits:i8 press_at:i8 haste:f8 asked_price:f8")
CONTRACT = Part(
    LINE,
    "live:i8 began:i8 regain:f8 due:i8 invoiced:i8 leaving:f8 fails:i8 "
    "signed:i8 mrr_before:i8 paid_from:i8 paid_until:i8 owed:i8 cut:i8 added:i8 added_from:i8 owing:i8 "
    "bills:i4 months:i2 aged:i2 "
    "commission:i8 "  # known before the contract begins: it lies over what no deal needs that is won
    "billed:i2 term:i2 renewals:i2 met:i2 raised:i2 grown:i2 shrunk:i2 returned:i2 "
    "notice:i1 next_agreed:i1 next_term:i1 introduced:i1",
)
# Between notice and the end of its term a contract keeps the rise that is agreed where the MRR before a renewal lies.
RISE = Part(CONTRACT.placed()["mrr_before"][1], "rise:f8")
# What a deal hands on to its contract, what mechanisms have it remember, and where both lie: their own place, and that
# of the account of the market. They end with the record, the narrow ones first, so that each lies at a multiple of its
# size.
_BASE = ("slot:i4", "company:i4", "level:i2", "member:i1", "told:i1")
_KEPT = sorted((*_BASE, *(f"{name}:{kind}" for name, (kind, _) in STATE.items())), key=lambda each: int(each[-1]))
_SIZE = sum(int(each[-1]) for each in _KEPT)
# An account is as many lines of memory as it takes; four, where mechanisms have it remember little.
SIZE = -(-(max(DEAL.end(), CONTRACT.end()) + _SIZE) // LINE) * LINE
KEPT = Part(SIZE - _SIZE, " ".join(_KEPT))


def apart(parts: tuple[Part, ...], size: int) -> None:
    """Parts that are there at once lie one behind the other in a record of so many bytes, or the import stops."""
    for one, following in pairwise(parts):
        assert one.end() <= following.first, f"{one.fields} reaches into {following.fields}"
    assert parts[-1].end() <= size, f"{parts[-1].fields} reaches beyond the end"


apart((ALWAYS, DEAL, KEPT), SIZE)
apart((ALWAYS, CONTRACT, KEPT), SIZE)
assert ON_TABLE.end() == DEAL.placed()["waited"][1]
assert CONTRACT.placed()["commission"][1] == DEAL.placed()["influence"][1]
_ACCOUNT = {
    name: place
    for part in (ALWAYS, PLACE, DEAL, ON_TABLE, CONTRACT, RISE, KEPT)
    for name, place in part.placed().items()
}
ACCOUNT = np.dtype(
    {
        "names": list(_ACCOUNT),
        "formats": [kind for kind, _ in _ACCOUNT.values()],
        "offsets": [place for _, place in _ACCOUNT.values()],
        "itemsize": SIZE,
    }
)


def _fields(fields: str) -> Any:
    return np.dtype([tuple(field.split(":")) for field in fields.split()])


EVENT = _fields("entity:u8 more:i8 time:i8 sub:i4 slot:i4 follows:i4 turn:i2 what:i2")
ENTRY = _fields("time:i8 record:i8")
WAITING = _fields("rank:i8 since:i8 entity:u8 token:i8 sub:i4 slot:i4")
# `hired` after the plan; `opened`: positions that a policy has made.
# `deals`: open ones that its people have begun.
# `waits`: days that the tasks begun this month had waited; `worked`: hours in tasks ended this month.
# `missed`: hours of absences that have ended this month; `lost`: of all of the month before.
# `paid`: to its people this month, in cents.
DESK = _fields(
    "queue_size:i8 free_size:i8 called:i8 serves:i8 waiting:i8 begun:i8 hired:i8 opened:i8 waits:f8 worked:f8 deals:i8 "
    "missed:f8 lost:f8 paid:i8"
)
# `holder`: how many have held the position before; `row` of the policy that has hired them. `closes`: when the plan
# closes the position; `sought`: since when they are looked for, -1 for no time. `away`: since when they are absent, in
# which `spell`, and when they are `back`. `risen`: promoted from another team. `held`: a freeze of hiring
# holds their position back.
EMPLOYEE = _fields(
    "start:i8 end:i8 row:i8 position:i4 holder:i4 hired:i2 left:i2 resigned:i2 risen:i2 won:i8 period:i8 closes:i8 "
    "sought:i8 away:i8 back:i8 spell:i8 held:i8"
)
CHANNEL_MONTH = _fields("leads:i8 opened:i8 spent:i8")
BENCH = _fields("free:i4")
# `attention` of the customers, added up; `covered` at the latest renewal, for which `less` and `more` are the chances.
BOOK = _fields("mrr:i8 customers:i8 attention:f8 covered:f8 less:f8 more:f8 members:i8")
COMPANY = _fields("opens:i8 closes:i8 free:i8 dies:i8 known:i8 key:u8 fit:f8 windows:i4 industry:i2 ours:i1 buys:i1")
CONTACT = _fields("begun:i8 opens:i8 closes:i8 leaves:i8 since:i8 known:i8 left:f8 window:i4 job:i2 ours:i1 post:i1")
# A place in the pipeline that day 0 finds: the account whose deal is open there (-1: none), and the deals so far.
PIPELINE = _fields("key:u8 slot:i8 count:i4 segment:i4 number:i8")
# A lead before day 0 as it qualified.
QUALIFIED = _fields("left:i8 fit:f8 seen:f8 trust:f8 score:f8 first:i4 active:i4")
BALLOT = _fields("time:i8 key:u8 role:i4 number:i4 seat:i4 none:i4")
# Each column of records with what it holds.
RECORDS = {
    "heap": ENTRY,  # today's agenda: times and places in `events`
    "events": EVENT,
    "accounts": ACCOUNT,
    "ballots": BALLOT,  # (accounts, seats) the members of the committee, in the order of their votes
    "waiting": WAITING,  # (teams and the gate, places) a heap for each
    "desks": DESK,  # per team; the last one is the gate: deals that nobody has begun wait there where AEs have a limit
    "benches": BENCH,  # (teams, persons) a heap of free persons
    "books": BOOK,  # per segment
    "companies": COMPANY,  # the market's accounts, segment after segment; who is not `known` yet has no life so far
    "contacts": CONTACT,  # of each of them, where contacts follow us
    "employees": EMPLOYEE,  # (teams, persons) those of the plan, then whom a policy hires or who replace somebody
    "channel_months": CHANNEL_MONTH,  # (channels, months)
    "places": PIPELINE,
    "latest": QUALIFIED,  # (segments, remembered) leads that qualified before day 0
}
NUMBERS = {
    "first_event": "i8",  # of each list of a day after today; -1: none
    "free_event": "i8",  # places that are free again
    "free_account": "i8",
    "candidate": "i8",  # candidates so far, per channel
    "channel_names": "u8",  # keys that name the luck of candidates, per channel
    "touched": "i8",  # per channel the first day on which anybody is touched who is still under way on day 0
    "spans": "f8",  # per segment the days over which the first deals of the pipeline are opened
    "coverage_sums": "f8",
    "factor": "f8",  # on the planned spend of this month, per channel
    "stock": "f8",  # carried spend, per channel [cents a day]
    "free_share": "f8",  # of the day's leads that needs no spend, per channel
    "beside_plan": "f8",  # goodwill that a month's spend keeps up beyond what the plan's would
    "practised": "i8",  # all spend until yesterday, per channel [cents]
    "free_from": "i8",  # the first day on which a platform has us again, per channel
    "comes": "i8",  # when each funding is paid in, or was asked to be [microseconds]; -1: is not
    "goes_back": "i8",  # when it is repaid, -1 not within the horizon
    "paying": "i8",  # members of the community by price level
    "leak_share": "f8",  # of the members who learned in a month what others pay
    "leak_low": "i8",  # and the lowest price level that they learned of
    "known": "f8",  # facts of a decision point
    "case": "f8",  # those that its table looks at
    "holding_row": "i8",
    "root": "u8",  # of the draws, per purpose
    "qualified": "i8",  # leads before day 0, per segment
    "in_hand": "i8",  # accounts of the leads that day 0 finds, in the order of their keys
    **{f"row_{name}": kind for name, kind in COLUMNS},
}
WORDS = (
    *("now", "rows", "most_rows"),
    "day",  # today
    "last_day",  # of the run
    "due",  # events in the heap
    "used_events",  # places that have ever been taken
    "free_events",  # places that are free again
    *("most_events", "used_accounts", "free_accounts", "most_accounts"),
    "queue_room",  # places per team
    "longest",  # queue so far
    "persons",  # places per team
    "seats",  # places per account
    *("events_left", "need", "token"),
    "opened",  # 1: the time before day 0 has begun, 2: day 0 has
    "started",  # customers of day 0 so far
    "over",
    "closed",  # months whose books are closed
    "crew",  # the most persons of any team so far
    "hires_at_once",  # into one team, at most, by one event
    "held",  # the first of them, as its place in the policy; -1 is none
    "holding",  # rows of the table that answered last which held
    "generation",  # replications so far: who of the market is known in this one
    "members",  # of the community
    "paid",  # their price levels, added up
    "squares",  # of these
    "low",  # the lowest of which those know who know of any
    "cash",  # now [cents]
    "financed",  # of it, from investors and banks since day 0
    *("cash_1", "cash_2", "cash_3"),  # without that, when each of the last three months had closed
    "came_up",  # recurring revenue, for renewal in the period of CSMs
    "went_on",  # of it [cents]
    "broken",  # an event needed more room than there was
    "first_day",  # on which it begins: day 0, or one before
    "ended",  # has the firm?
    "frozen",  # is hiring, by the cash policy?
    "opening_mrr",  # of day 0 [cents]
    "n_places",  # of the pipeline that day 0 finds
    "leads",  # that day 0 finds
    "n_teams",  # with those that are there only before day 0
    "past",  # is it before day 0?
    "followed_since",  # leads that arrive [microseconds]
    "deals_from",  # before day 0, whose deals may be open on it [microseconds]
)
FLOATS = (
    *("coverage", "saving_hours", "needed", "goodwill"),
    "runway",  # days until the cash is gone
    "burn",  # what a month takes of it [cents]
    "throttle",  # on the spend of this month, by the cash policy
    "lift",  # what a unit of carried spend is worth by it
    *("given0", "given1", "given2", "given3"),
    "informed",  # share of the members who know what others pay
    "shown",  # logit that a buyer gains who is shown the community
)


def _entry(name: str, kind: Any) -> Any:
    """How an entry of a column lies in memory."""
    found = np.dtype(kind)
    if found.names is None:
        return from_dtype(found)
    assert found.fields is not None
    places = {field: (from_dtype(each[0]), each[1]) for field, each in found.fields.items()}
    return Record(name, places, found.itemsize)


def _world() -> Any:
    kinds: dict[str, Any] = dict.fromkeys(WORDS, types.int64) | dict.fromkeys(FLOATS, types.float64)
    kinds |= {name: Column(_entry(name, kind)) for name, kind in (RECORDS | NUMBERS).items()}
    kinds["inputs"] = record_of(Inputs)
    places, end = {}, 0
    for name, kind in kinds.items():
        places[name] = (kind, end)
        end += dtype_of(kind).itemsize
    return Record("World", places, end)


WORLD = _world()
ROWS = tuple(f"row_{name}" for name, _ in COLUMNS)
EVENTS = ("heap", "events", "free_event")
ACCOUNTS = ("accounts", "ballots", "free_account")
LEAKS = ("paying", "leak_share", "leak_low")
# What is 0 when a replication begins.
AT_FIRST = (
    *("now", "rows", "day", "due", "used_events", "free_events", "used_accounts", "free_accounts", "longest"),
    *("need", "token", "over", "frozen", "ended", "broken", "closed", "saving_hours", "needed", "informed", "shown"),
    *("members", "paid", "squares", "low", "opened", "started", "leads", "came_up", "went_on"),
)
# And what counts from day 0 on alone.
FROM_DAY_0 = (
    *("now", "rows", "closed", "saving_hours", "needed", "informed", "shown"),
    *("members", "paid", "squares", "low", "broken", "came_up", "went_on"),
)
COUNTED = ("candidate", "coverage_sums", "books", "channel_months", "free_from")
