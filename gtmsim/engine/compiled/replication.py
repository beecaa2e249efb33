"""One replication from Inputs to Journal: room for the loop, growth where it runs full, columns at the end."""

import threading
from typing import Any

import numpy as np

from gtmsim.engine.agenda import TooManyEventsError
from gtmsim.engine.compiled.constants import BROKEN, DONE, FULL_ACCOUNTS, FULL_EVENTS, FULL_QUEUES, FULL_ROWS, TOO_MANY
from gtmsim.engine.compiled.loop import run
from gtmsim.engine.compiled.spaces import Spaces
from gtmsim.engine.compiled.tables import Tables, tables
from gtmsim.engine.draws import Draws
from gtmsim.engine.header import header, reviewed
from gtmsim.engine.journal import Header, Journal
from gtmsim.engine.prefix import Prefix
from gtmsim.machine import cache
from gtmsim.rules.decision import FIRST
from gtmsim.scenario.resolved.inputs import Inputs

MOST_HIRED = 100  # by one decision
LIVELY = 12  # rows of a lead and of what comes of it


class World:
    """What the replications of one scenario share."""

    def __init__(self, inputs: Inputs) -> None:
        self.inputs = inputs
        self.tables: Tables = tables(inputs)
        before = inputs.warm_up
        self.before: Tables | None = None if before is None else tables(before.inputs, before)
        self.header: Header = header(inputs)
        self.found = sum(segment.customers + segment.pipeline for segment in inputs.segments)
        room = self.tables.rooms
        # More rows than any one event writes, and more events than it puts on the agenda, but for a day's candidates.
        self.margin = 200 + 8 * len(inputs.stages) + 4 * int(room["role"].seats.sum())
        self.margin += 2 * (len(inputs.channels) + len(inputs.segments))
        # Rows that tables write beside their first where several hold, and the people whom a policy moves at a time.
        adding = [len(table.places) for policy in inputs.policies for table in policy.tables if table.hit != FIRST]
        self.margin += 4 * max(adding, default=0) + (MOST_HIRED * len(inputs.teams) if inputs.hires else 0)
        self.spare = MOST_HIRED * inputs.n_months if inputs.hires else 0
        open_deals = sum(segment.pipeline for segment in inputs.segments)
        self.opening = open_deals * self.margin + 4 * self.found + inputs.n_months + 2 * len(room["person"])
        # A guess that becomes better with each replication; memory that no row needs is asked for and never touched.
        leads = sum(sum(channel.daily_rate) for channel in inputs.channels)
        self.rows = 4096 + self.opening + int(LIVELY * leads)

    def spaces(self) -> Spaces:
        """Empty room for a replication."""
        cool_down = self.inputs.accounts.cool_down if self.inputs.accounts else 0
        events, accounts, people = 1024 + self.opening, 256 + self.found, self.inputs.people is not None
        first = 0 if self.inputs.warm_up is None else self.inputs.warm_up.inputs.first_day
        before = None if self.before is None else self.before.rooms
        return Spaces(self.tables.rooms, events, accounts, accounts, self.spare, cool_down, people, before, first)


_last: World | None = None
_mine = threading.local()  # the room of the last replication, which a thread's next one of the same world uses again
_compiling = threading.Lock()


def live(inputs: Inputs, replication: int, most: int) -> Journal:
    """One replication; TooManyEventsError beyond `most` events."""
    world, space = _ready(inputs, replication, most)
    _tell(world, space, most)
    columns = space.take_rows()
    world.rows = max(world.rows, len(columns["time"]) * 17 // 16 + world.margin)
    _mine.room = (world, space)
    return reviewed(inputs, Journal(world.header, columns))


def begun(inputs: Inputs, replication: int, most: int) -> Prefix:
    """One replication as far as `most` events tell it."""
    world, space = _ready(inputs, replication, most)
    whole = True
    try:
        _tell(world, space, most)
    except TooManyEventsError:
        whole = False
    state = space.state
    return Prefix(Journal(world.header, space.take_rows()), most - int(state.events_left), int(state.now), whole)


def _ready(inputs: Inputs, replication: int, most: int) -> tuple[World, Spaces]:
    """The scenario, and room in which this replication may begin."""
    world = _world(inputs)
    before = getattr(_mine, "room", None)
    space = before[1] if before is not None and before[0] is world else world.spaces()
    _mine.room = None  # what an exception leaves behind is not used again
    roots = np.array(Draws(inputs.seed, replication).roots, dtype=np.uint64)
    space.start(roots, world.rows, most)
    return world, space


def _tell(world: World, space: Spaces, most: int) -> None:
    """Tell it all; TooManyEventsError beyond `most` events."""
    with np.errstate(over="ignore"):  # without compilation the hash is numpy's, which would warn of its wrapping
        if world.before is not None:
            _live(world, world.before, space, most)
            space.turn(most)
            gone = len(world.before.rooms["team"]) > len(world.tables.rooms["team"])  # whoever waited lives on at once
            space.leave_room(int(space.state.leads) * (4 + gone * world.margin))
        _live(world, world.tables, space, most)


def _live(world: World, told: Tables, space: Spaces, most: int) -> None:
    """Let the loop go on to the end of what these tables tell."""
    while (code := _run(world, told, space)) != DONE:
        if code == TOO_MANY:
            raise TooManyEventsError(f"more than {most:,} events")
        if code == BROKEN:
            raise AssertionError("one event needed more room than `margin` leaves")
        _grow(space, code)


def _grow(space: Spaces, code: int) -> None:
    if code == FULL_ROWS:
        space.grow_rows()
    elif code == FULL_EVENTS:
        space.grow_events(int(space.state.need))
    elif code == FULL_ACCOUNTS:
        space.grow_accounts(2)
    else:
        assert code == FULL_QUEUES
        space.grow_queues()


def _world(inputs: Inputs) -> World:
    global _last
    world = _last
    if world is None or world.inputs is not inputs:
        _last = world = World(inputs)
    return world


def _run(world: World, told: Tables, space: Any) -> int:
    """The loop; the first call in a process compiles it or fetches what was kept, one thread at a time."""
    if cache.loaded():
        return int(run(told.home, space.home, world.margin))
    with _compiling:
        code = int(run(told.home, space.home, world.margin))
        if not cache.loaded():
            cache.settle()
    return code
