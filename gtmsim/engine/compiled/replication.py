"""One replication from Inputs to Journal: room for the loop, growth where it runs full, columns at the end."""

import threading
from typing import Any

import numpy as np

from gtmsim.engine.agenda import TooManyEventsError
from gtmsim.engine.compiled.constants import (
    BROKEN,
    DONE,
    FULL_ACCOUNTS,
    FULL_EVENTS,
    FULL_QUEUES,
    FULL_ROWS,
    FULL_TEAMS,
    TOO_MANY,
)
from gtmsim.engine.compiled.kernels.columns import INTERPRETED
from gtmsim.engine.compiled.kernels.loop import run
from gtmsim.engine.compiled.workspace import Plan, Workspace
from gtmsim.engine.draws import Draws
from gtmsim.engine.header import header, reviewed
from gtmsim.engine.prefix import Prefix
from gtmsim.journal.header import Header
from gtmsim.journal.journal import Journal
from gtmsim.machine import cache
from gtmsim.mechanisms.staff.steps import MOST_PEOPLE
from gtmsim.rules.calendar import DAY
from gtmsim.rules.decision import FIRST
from gtmsim.scenario.resolved.inputs import Inputs

MOST_HIRED = 100  # by one decision
MOST_STAFF = 2000  # of a team
SHORTEST = 28  # days of a month
LIVELY = 12  # rows of a lead and of what comes of it


class CompiledScenario:
    """What the replications of one scenario share."""

    def __init__(self, inputs: Inputs) -> None:
        self.inputs = inputs
        self.plan = Plan(inputs, inputs)
        before = inputs.warm_up
        self.before: Plan | None = None if before is None else Plan(before.inputs, inputs)
        self.header: Header = header(inputs)
        self.found = sum(segment.customers + segment.pipeline for segment in inputs.segments)
        # More rows than any one event writes, and more events than it puts on the agenda, but for a day's candidates.
        committees = {segment.committee for segment in inputs.segments}
        seats = sum(role.seats for committee in committees for role in committee.roles)
        self.margin = 200 + 8 * len(inputs.stages) + 4 * seats
        self.margin += 2 * (len(inputs.channels) + len(inputs.segments))
        # Rows that tables write beside their first where several hold, and the people whom a policy moves at a time.
        adding = [len(table.places) for policy in inputs.policies for table in policy.tables if table.hit != FIRST]
        self.margin += 4 * max(adding, default=0) + (MOST_HIRED * len(inputs.teams) if inputs.hires else 0)
        # Whom a policy hires comes, leaves and may decline.
        self.margin += 2 * MOST_HIRED * len(inputs.teams) if inputs.hires and inputs.recruiting else 0
        # Whom it promotes leaves another team, whose position is filled likewise.
        self.margin += 6 * MOST_HIRED * len(inputs.teams) if inputs.hires and inputs.promotes else 0
        # Where a freeze of hiring ends, all that it has held back opens.
        held = sum(len(team.persons) for team in inputs.teams) if inputs.may_freeze else 0
        held += MOST_PEOPLE * len(inputs.teams) if inputs.may_freeze and inputs.hires else 0
        self.margin += 6 * held
        self.margin += len(inputs.spifs) + len(inputs.agencies) * (1 + len(inputs.channels))
        # Into one team, by one event; room for replacements is a guess, and grows.
        self.hires = MOST_HIRED if inputs.hires else 1 if inputs.attrition else 0
        self.hires += held if inputs.attrition else 0
        self.hires *= 1 + len(inputs.promotes)  # who was promoted is replaced
        self.spare = MOST_HIRED * inputs.n_months if inputs.hires else 0
        self.spare += 16 if inputs.attrition else 0
        open_deals = sum(segment.pipeline for segment in inputs.segments)
        persons = sum(len(team.persons) for team in inputs.teams)
        self.opening = (
            open_deals * self.margin + 4 * self.found + inputs.n_months + (5 if inputs.recruiting else 4) * persons
        )
        self.opening += 2 * persons if inputs.promotes else 0
        self.opening += 3 * sum(unpaid_at_most(inputs, number) for number in range(len(inputs.collection)))
        self.opening += 2 * len(inputs.funding)
        # A period of quotas that ends writes a row or two of everybody who was there in it, leavers included.
        there = 2 * persons + (min(MOST_HIRED * inputs.n_months, MOST_STAFF) * len(inputs.teams) if inputs.hires else 0)
        self.margin += there * ((inputs.quota is not None) + (len(inputs.variable_pay) > 0))
        # A guess that becomes better with each replication; memory that no row needs is asked for and never touched.
        leads = sum(sum(channel.daily_rate) for channel in inputs.channels)
        self.rows = 4096 + self.opening + int(LIVELY * leads)

    def workspace(self) -> Workspace:
        """Empty room for a replication."""
        accounts = 256 + self.found
        return Workspace(self.plan, self.before, 1024 + self.opening, accounts, accounts, self.spare, self.hires)


def unpaid_at_most(inputs: Inputs, segment: int) -> int:
    """Bills of a segment that day 0 may find unpaid, if nobody has paid any."""
    said, before = inputs.segments[segment], inputs.collection[segment].before
    age = (before.due + before.written_off) // (SHORTEST * DAY) + 1  # months
    terms = [each.months for each in said.found_mix] or [said.found_term]
    return max(int(said.customers * (age // term + 2) * -(-term // min(said.found_billing, term))) for term in terms)


_last: CompiledScenario | None = None
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
    state = space.world
    return Prefix(Journal(world.header, space.take_rows()), most - int(state.events_left), int(state.now), whole)


def _ready(inputs: Inputs, replication: int, most: int) -> tuple[CompiledScenario, Workspace]:
    """The scenario, and room in which this replication may begin."""
    world = _world(inputs)
    before = getattr(_mine, "room", None)
    space = before[1] if before is not None and before[0] is world else world.workspace()
    _mine.room = None  # what an exception leaves behind is not used again
    roots = np.array(Draws(inputs.seed, replication).roots, dtype=np.uint64)
    space.start(roots, world.rows, most)
    return world, space


def _tell(world: CompiledScenario, space: Workspace, most: int) -> None:
    """Tell it all; TooManyEventsError beyond `most` events."""
    with np.errstate(over="ignore"):  # without compilation the hash is numpy's, which would warn of its wrapping
        if world.before is not None:
            _live(world, world.before, space, most)
            space.turn(most)
            gone = len(world.before.inputs.teams) > len(world.inputs.teams)  # whoever waited lives on at once
            space.leave_room(int(space.world.leads) * (4 + gone * world.margin))
        _live(world, world.plan, space, most)


def _live(world: CompiledScenario, plan: Plan, space: Workspace, most: int) -> None:
    """Let the loop go on to the end of a plan."""
    space.use(plan)
    while (code := _run(world, space)) != DONE:
        if code == TOO_MANY:
            raise TooManyEventsError(f"more than {most:,} events")
        if code == BROKEN:
            raise AssertionError("one event needed more room than `margin` leaves")
        _grow(space, code)


def _grow(space: Workspace, code: int) -> None:
    if code == FULL_ROWS:
        space.grow_rows()
    elif code == FULL_EVENTS:
        space.grow_events(int(space.world.need))
    elif code == FULL_ACCOUNTS:
        space.grow_accounts(2)
    elif code == FULL_TEAMS:
        space.grow_teams()
    else:
        assert code == FULL_QUEUES
        space.grow_queues()


def _world(inputs: Inputs) -> CompiledScenario:
    global _last
    world = _last
    if world is None or world.inputs is not inputs:
        _last = world = CompiledScenario(inputs)
    return world


def _run(world: CompiledScenario, space: Workspace) -> int:
    """The loop; the first call in a process compiles it or fetches what was kept, one thread at a time."""
    if cache.loaded():
        return int(run(_home(space), world.margin))
    with _compiling:
        code = int(run(_home(space), world.margin))
        if not cache.loaded():
            cache.settle()
    return code


def _home(space: Workspace) -> Any:
    """The world as the loop takes it: its address, where it is compiled."""
    return space.world if INTERPRETED else np.uint64(space.home.ctypes.data)
