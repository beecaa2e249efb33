"""Queues and persons of the teams, as `gtmsim.engine.teams` defines them."""

from gtmsim.engine.agenda import DISPATCH
from gtmsim.engine.compiled.agenda import put
from gtmsim.engine.compiled.constants import DISPATCHING
from gtmsim.engine.compiled.jit import compiled
from gtmsim.engine.compiled.spaces import bench_at, desk_at, hire_at, waiting_at
from gtmsim.engine.compiled.world import person_at, team_at, worked_of
from gtmsim.machine.jit import kernel
from gtmsim.rules import calendar, staffing
from gtmsim.rules.calendar import DAY, WorkingTime

finish_at = compiled(calendar.finish_at)
next_open = compiled(calendar.next_open)
worked_before = compiled(calendar.worked_before)
speed = compiled(staffing.speed)


@kernel
def working(T, team):
    """The team's calendar."""
    said = team_at(T, team)
    return WorkingTime(said.opens, said.closes, worked_of(T, team * T.n_calendar, T.n_calendar), T.first_day)


@kernel
def free_push(S, team, person):
    """A person is free: a heap of numbers."""
    bench = team * S.persons
    at = desk_at(S, team).free_size
    desk_at(S, team).free_size += 1
    while at > 0:
        up = (at - 1) >> 1
        if bench_at(S, bench + up).free <= person:
            break
        bench_at(S, bench + at).free = bench_at(S, bench + up).free
        at = up
    bench_at(S, bench + at).free = person


@kernel
def free_pop(S, team):
    """The free person with the lowest number."""
    bench = team * S.persons
    first = bench_at(S, bench).free
    desk_at(S, team).free_size -= 1
    last = desk_at(S, team).free_size
    if last > 0:
        person = bench_at(S, bench + last).free
        at = 0
        while True:
            down = 2 * at + 1
            if down >= last:
                break
            if down + 1 < last and bench_at(S, bench + down + 1).free < bench_at(S, bench + down).free:
                down += 1
            if bench_at(S, bench + down).free >= person:
                break
            bench_at(S, bench + at).free = bench_at(S, bench + down).free
            at = down
        bench_at(S, bench + at).free = person
    return first


@kernel
def free_remove(S, team, person):
    """A free person leaves: the others close the gap and are put in order again, one by one."""
    bench = team * S.persons
    size = desk_at(S, team).free_size
    for i in range(size):
        if bench_at(S, bench + i).free == person:
            for j in range(i + 1, size):
                bench_at(S, bench + j - 1).free = bench_at(S, bench + j).free
            desk_at(S, team).free_size = 0
            for j in range(size - 1):
                free_push(S, team, bench_at(S, bench + j).free)
            return


@kernel
def earlier(rank, since, entity, sub, other):
    """Whether somebody with this place in the order comes before the other."""
    if rank != other.rank:
        return rank < other.rank
    if since != other.since:
        return since < other.since
    if entity != other.entity:
        return entity < other.entity
    return sub < other.sub


@kernel
def move_up(source, target):
    """Copy a place of the queue."""
    target.rank, target.since, target.entity = source.rank, source.since, source.entity
    target.sub, target.token, target.slot = source.sub, source.token, source.slot


@kernel
def queue_push(S, team, rank, since, entity, sub, token, slot):
    """Somebody waits."""
    queue = team * S.queue_room
    at = desk_at(S, team).queue_size
    desk_at(S, team).queue_size = at + 1
    S.longest = max(S.longest, at + 1)
    while at > 0:
        up = (at - 1) >> 1
        above = waiting_at(S, queue + up)
        if not earlier(rank, since, entity, sub, above):
            break
        move_up(above, waiting_at(S, queue + at))
        at = up
    here = waiting_at(S, queue + at)
    here.rank, here.since, here.entity, here.sub, here.token, here.slot = rank, since, entity, sub, token, slot


@kernel
def queue_pop(S, team):
    """Take the first in the queue: token and slot."""
    queue = team * S.queue_room
    first = waiting_at(S, queue)
    token, slot = first.token, first.slot
    last = desk_at(S, team).queue_size - 1
    desk_at(S, team).queue_size = last
    if last > 0:
        moved = waiting_at(S, queue + last)
        at = 0
        while True:
            down = 2 * at + 1
            if down >= last:
                break
            below = waiting_at(S, queue + down)
            if down + 1 < last:
                right = waiting_at(S, queue + down + 1)
                if earlier(right.rank, right.since, right.entity, right.sub, below):
                    down, below = down + 1, right
            if earlier(moved.rank, moved.since, moved.entity, moved.sub, below):
                break
            move_up(below, waiting_at(S, queue + at))
            at = down
        move_up(moved, waiting_at(S, queue + at))
    return token, slot


@kernel
def call(T, S, team):
    """Have the dispatch come, at the end of this instant or when the team next works."""
    if desk_at(S, team).called == 0:
        desk_at(S, team).called = 1
        put(S, next_open(working(T, team), S.now), DISPATCH, team, 0, DISPATCHING, team, 0)


@kernel
def give(T, S, team, person):
    """A person has finished or begins; a leaver goes."""
    if bench_at(S, team * S.persons + person).left == 0:
        free_push(S, team, person)
        if desk_at(S, team).queue_size > 0:
            call(T, S, team)


@kernel
def finish(T, S, team, person, hours):
    """When this person is done with work that starts now [microseconds]."""
    days = team_at(T, team).ramp
    now = S.now
    planned = team_at(T, team).persons_to - team_at(T, team).persons_from
    if person >= planned:
        days = (now - hire_at(S, team * S.spare + person - planned).start) / DAY
    elif person_at(T, team_at(T, team).persons_from + person).hired == 1:
        days = (now - person_at(T, team_at(T, team).persons_from + person).start) / DAY
    return finish_at(
        working(T, team),
        now,
        hours,
        speed(team_at(T, team).productive, team_at(T, team).ramp, team_at(T, team).ramp_from, days),
    )
