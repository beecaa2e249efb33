"""Room for one replication, which is made larger where it runs full, and the world that knows where everything lies."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np

from gtmsim.engine.compiled.constants import ASKED, LISTS, NURTURED, WORKING
from gtmsim.engine.compiled.kernels.columns import INTERPRETED, LINE, dtype_of
from gtmsim.engine.compiled.layout import Memory
from gtmsim.engine.compiled.memory import empty
from gtmsim.engine.compiled.paper import paper
from gtmsim.engine.compiled.state import (
    ACCOUNTS,
    AT_FIRST,
    COUNTED,
    EVENTS,
    FROM_DAY_0,
    LEAKS,
    NUMBERS,
    RECORDS,
    ROWS,
    WORLD,
)
from gtmsim.engine.draws import child_key, name_key
from gtmsim.journal.journal import COLUMNS
from gtmsim.mechanisms.absence.rules import PRESENT
from gtmsim.mechanisms.community.rules import MOST_LEVEL
from gtmsim.mechanisms.qualification.steps import QUALIFYING
from gtmsim.mechanisms.selling.steps import REMEMBERED
from gtmsim.mechanisms.staff.rules import Person
from gtmsim.policies.points import POINTS
from gtmsim.rules.calendar import DAY
from gtmsim.scenario.resolved.inputs import Inputs

FACTS = max(len(point.facts) for point in POINTS)


class Plan:
    """What holds from some day on, in memory: the scenario, or the time before its day 0."""

    def __init__(self, inputs: Inputs, main: Inputs) -> None:
        self.inputs, self.past = inputs, inputs is not main
        self.memory = Memory()
        self.record: Any = None if INTERPRETED else self.memory.record(inputs)
        warm_up = main.warm_up
        before = ["before"] if self.past else []
        self.names = np.array([name_key("channel", each.name, *before) for each in inputs.channels], np.uint64)
        self.touched = np.array(warm_up.touched if self.past and warm_up else [0] * len(inputs.channels), np.int64)
        self.spans = np.array(warm_up.spans if self.past and warm_up else [0.0] * len(inputs.segments), np.float64)
        self.followed_since = warm_up.leads * DAY if self.past and warm_up else 0
        self.deals_from = warm_up.deals * DAY if self.past and warm_up else 0


class Workspace:
    """The columns of a replication and the world that knows them."""

    def __init__(
        self, plan: Plan, before: Plan | None, events: int, accounts: int, queue: int, spare: int, hires: int
    ) -> None:
        """Room for a scenario, and for the time `before` its day 0 where that is lived."""
        inputs = plan.inputs
        both = [plan.inputs] if before is None else [plan.inputs, before.inputs]
        self.inputs, self.opening = inputs, events
        self.rooms: dict[str, Any] = {}
        self.home = np.zeros(1, dtype=dtype_of(WORLD))
        self.world: Any = SimpleNamespace() if INTERPRETED else self.home.view(np.recarray)[0]
        world, channels, segments = self.world, len(inputs.channels), len(inputs.segments)
        if INTERPRETED:
            for name in dtype_of(WORLD).names:
                setattr(world, name, 0)
        teams = max(1, *(len(each.teams) for each in both), 1)
        seats = (sum(role.seats for role in segment.committee.roles) for segment in inputs.segments)
        self.persons = max((len(team.persons) for each in both for team in each.teams), default=0)
        world.n_teams, world.persons, world.hires_at_once = teams, max(1, self.persons) + spare, hires
        world.seats = 1 + max(seats, default=0)
        world.last_day = inputs.months[-1] // DAY
        world.first_day = 0 if before is None else before.inputs.first_day
        world.inputs = inputs if INTERPRETED else plan.record[0]
        self._make("first_event", LISTS * (int(world.last_day) + 1 - int(world.first_day)))
        for name in ("candidate", "factor", "stock", "free_share", "practised", "free_from"):
            self._make(name, channels)
        for name in ("channel_names", "touched"):
            self._make(name, channels)
        self._make("spans", segments)
        self._make("coverage_sums", len(inputs.months) + 2)
        # Nobody is known yet; of a large market only the accounts that are looked at take memory.
        listed = sum(inputs.accounts.numbers) if inputs.accounts else 0
        for name, places in (("companies", listed), ("contacts", listed if inputs.people is not None else 0)):
            self._keep(name, empty(RECORDS[name], places, clear=True))
        self._make("channel_months", channels * max(each.n_months for each in both))
        self._make("known", FACTS)
        self._make("case", FACTS)
        rows = (table.grid.rows for each in both for policy in each.policies for table in policy.tables)
        self._make("holding_row", 1 + max(rows, default=0))
        self._make("books", segments)
        for name in ("comes", "goes_back"):
            self._make(name, len(inputs.funding))
        builds = any(each.brand is not None and each.brand.builders for each in both)
        self._make("beside_plan", builds * max(each.n_months for each in both))
        grouped = any(each.community is not None for each in both)
        self._make("paying", grouped * (MOST_LEVEL + 1))
        self._make("leak_share", grouped * inputs.n_months)
        self._make("leak_low", grouped * inputs.n_months)
        self._make("desks", teams + 1)
        self._make("benches", teams * int(world.persons))
        self._make("employees", teams * int(world.persons))
        staffs = [*inputs.teams, *(team for each in both[1:] for team in each.teams[len(inputs.teams) :])]
        self.at_first = [self._employed(team.persons) for team in staffs]
        self._make("waiting", (teams + 1) * queue)
        self._make("places", sum(segment.pipeline for segment in inputs.segments))
        self._make("in_hand", 0)
        self._make("latest", segments * REMEMBERED)
        self._make("qualified", segments)
        self._seat()
        world.queue_room = queue
        self.grow_events(events)
        self.grow_accounts(accounts)

    def _seat(self) -> None:
        """The places of the pipeline, segment after segment."""
        places, at = self.rooms["places"], 0
        for g, segment in enumerate(self.inputs.segments):
            for n in range(segment.pipeline):
                places.key[at] = child_key(segment.pipeline_key, n)
                places.segment[at], places.number[at] = g, segment.customers + n
                at += 1
        self.world.n_places = at

    def use(self, plan: Plan) -> None:
        """Go by a plan from now on."""
        world = self.world
        world.inputs = plan.inputs if INTERPRETED else plan.record[0]
        world.past, world.followed_since, world.deals_from = plan.past, plan.followed_since, plan.deals_from
        for name, values in (("channel_names", plan.names), ("touched", plan.touched), ("spans", plan.spans)):
            self.rooms[name][: len(values)] = values

    def start(self, roots: Any, rows: int, most: int) -> None:
        """Make ready for another replication, with room for so many rows."""
        world, rooms = self.world, self.rooms
        self._zero(AT_FIRST)
        world.generation, world.events_left = int(world.generation) + 1, most
        world.coverage = 1.0
        world.day = world.first_day
        world.now = int(world.first_day) * DAY
        for name in (*COUNTED, "desks", *LEAKS):
            rooms[name].view(np.uint8)[:] = 0
        rooms["places"].slot.fill(-1)
        rooms["places"].count.fill(0)
        rooms["qualified"].fill(0)
        rooms["books"].covered = np.nan
        rooms["factor"].fill(1.0)
        channels = len(self.inputs.channels)
        rooms["stock"][:channels] = [channel.initial_stock for channel in self.inputs.channels]
        rooms["practised"][:channels] = [channel.practised for channel in self.inputs.channels]
        world.crew = self.persons
        for team, at_first in enumerate(self.at_first):
            place = team * int(world.persons)
            rooms["employees"][place : place + len(at_first)] = at_first
        rooms["first_event"].fill(-1)
        self._keep("root", roots)
        self._lay_out(rows)

    def _employed(self, persons: tuple[Person, ...]) -> Any:
        """Those of the plan as they begin, each in their own position."""
        one = empty(RECORDS["employees"], len(persons))[: len(persons)]
        one.start, one.end = [person.start for person in persons], [person.end for person in persons]
        one.hired, one.position = [person.hired for person in persons], range(len(persons))
        one.row, one.holder, one.left, one.resigned, one.risen = -1, 0, 0, 0, 0
        one.won, one.period, one.closes, one.sought = 0, -1, one.end, -1
        one.away, one.spell, one.back, one.held = PRESENT, 0, -1, 0
        return one

    def turn(self, most: int) -> None:
        """Make ready for day 0: nothing counts that was before, and the leads in hand are in order."""
        world, rooms = self.world, self.rooms
        self._zero(FROM_DAY_0)
        world.events_left = most
        for name in (*COUNTED, *LEAKS):
            rooms[name].view(np.uint8)[:] = 0
        rooms["books"].covered = np.nan
        for name in ("begun", "waits", "worked", "paid"):
            rooms["desks"][name] = 0
        accounts = rooms["accounts"][: int(world.used_accounts)]
        waiting = (accounts.phase == ASKED) | (accounts.phase == WORKING)
        leads = (accounts.holds > 0) & (waiting & (accounts.stage == QUALIFYING) | (accounts.phase == NURTURED))
        found = np.flatnonzero(leads)
        self._keep("in_hand", found[np.argsort(accounts.key[found])].astype(np.int64))
        world.leads = len(found)

    def leave_room(self, more: int) -> None:
        """Room for so many rows and events more than the beginning of day 0 takes, and for deals of its own."""
        world, need = self.world, more + self.opening
        while int(world.most_rows) < need:
            self.grow_rows()
        if int(world.free_events) + int(world.most_events) - int(world.used_events) < need:
            self.grow_events(need)
        deals = int(world.n_places)
        if int(world.free_accounts) + int(world.most_accounts) - int(world.used_accounts) < deals + 2:
            self.grow_accounts(deals + 2)

    def take_rows(self) -> dict[str, Any]:
        """The journal's columns, which are the caller's from now on."""
        rows = int(self.world.rows)
        return {name: self.rooms.pop(f"row_{name}")[:rows] for name, _ in COLUMNS}

    def grow_rows(self) -> None:
        """Twice the room for rows."""
        used = int(self.world.rows)
        old = {name: self.rooms[name] for name in ROWS}
        self._lay_out(2 * int(self.world.most_rows))
        for name in ROWS:
            self.rooms[name][:used] = old[name][:used]

    def grow_events(self, more: int) -> None:
        """Room for at least so many more events."""
        before = int(self.world.most_events)
        after = before + max(before, more)
        for name in EVENTS:
            # Four places more than events: the end of the agenda.
            self._enlarge(name, after + 4, before)
        self.world.most_events = after

    def grow_accounts(self, more: int) -> None:
        """Room for at least so many more accounts."""
        before = int(self.world.most_accounts)
        after = before + max(before, more)
        seats = int(self.world.seats)
        for name in ACCOUNTS:
            width = seats if name == "ballots" else 1
            self._enlarge(name, after * width, before * width)
        self.world.most_accounts = after

    def grow_queues(self) -> None:
        """Twice the room in each queue."""
        before, queues = int(self.world.queue_room), int(self.world.n_teams) + 1
        old = self.rooms["waiting"].reshape(queues, before)
        self._make("waiting", queues * 2 * before)
        self.rooms["waiting"].reshape(queues, 2 * before)[:, :before] = old
        self.world.queue_room = 2 * before

    def grow_teams(self) -> None:
        """Twice the room for people of each team."""
        before, teams = int(self.world.persons), int(self.world.n_teams)
        after = 2 * before + int(self.world.hires_at_once)
        for name in ("benches", "employees"):
            old = self.rooms[name].reshape(teams, before)
            self._make(name, teams * after)
            self.rooms[name].reshape(teams, after)[:, :before] = old
        self.world.persons = after

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
        self.world.most_rows = rows

    def _make(self, name: str, places: int) -> None:
        # The four below an event of the agenda share a line of memory, since the first of all is alone on its own.
        self._keep(name, empty(RECORDS.get(name) or NUMBERS[name], places, LINE - 16 if name == "heap" else 0))

    def _enlarge(self, name: str, places: int, used: int) -> None:
        old = self.rooms.get(name)
        self._make(name, places)
        if old is not None:
            self.rooms[name][:used] = old[:used]

    def _zero(self, names: Sequence[str]) -> None:
        for name in names:
            if INTERPRETED:
                setattr(self.world, name, 0)
            else:
                self.home[name] = 0  # ten times as quick as by the record

    def _keep(self, name: str, array: Any) -> None:
        self.rooms[name] = array
        if INTERPRETED:
            setattr(self.world, name, array)
        else:
            self.home[name] = (array.ctypes.data, len(array))
