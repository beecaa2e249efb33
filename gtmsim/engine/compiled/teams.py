"""Queues and persons of the teams, as `gtmsim.engine.teams` defines them."""

from gtmsim.engine.agenda import DISPATCH
from gtmsim.engine.compiled.agenda import put
from gtmsim.engine.compiled.jit import compiled, kernel
from gtmsim.engine.compiled.spaces import NOW
from gtmsim.rules import calendar, staffing
from gtmsim.rules.calendar import DAY, WorkingTime

finish_at = compiled(calendar.finish_at)
next_open = compiled(calendar.next_open)
worked_before = compiled(calendar.worked_before)
speed = compiled(staffing.speed)

DISPATCHING = 5  # what happens


@kernel
def working(T, team):
    """The team's calendar."""
    return WorkingTime(T.team[team].opens, T.team[team].closes, T.worked[team])


@kernel
def free_push(S, team, person):
    """A person is free: a heap of numbers."""
    heap = S.person[team]
    at = S.desk[team].free_size
    S.desk[team].free_size += 1
    while at > 0:
        up = (at - 1) >> 1
        if heap[up].free <= person:
            break
        heap[at].free = heap[up].free
        at = up
    heap[at].free = person


@kernel
def free_pop(S, team):
    """The free person with the lowest number."""
    heap = S.person[team]
    first = heap[0].free
    S.desk[team].free_size -= 1
    last = S.desk[team].free_size
    if last > 0:
        person = heap[last].free
        at = 0
        while True:
            down = 2 * at + 1
            if down >= last:
                break
            if down + 1 < last and heap[down + 1].free < heap[down].free:
                down += 1
            if heap[down].free >= person:
                break
            heap[at].free = heap[down].free
            at = down
        heap[at].free = person
    return first


@kernel
def free_remove(S, team, person):
    """A free person leaves: the others close the gap and are put in order again, one by one."""
    heap = S.person[team]
    size = S.desk[team].free_size
    for i in range(size):
        if heap[i].free == person:
            for j in range(i + 1, size):
                heap[j - 1].free = heap[j].free
            S.desk[team].free_size = 0
            for j in range(size - 1):
                free_push(S, team, heap[j].free)
            return


@kernel
def _earlier(S, team, a_rank, a_since, a_entity, a_sub, b):
    if a_rank != S.queue[team, b].rank:
        return a_rank < S.queue[team, b].rank
    if a_since != S.queue[team, b].since:
        return a_since < S.queue[team, b].since
    if a_entity != S.queue[team, b].entity:
        return a_entity < S.queue[team, b].entity
    return a_sub < S.queue[team, b].sub


@kernel
def _copy(S, team, source, target):
    S.queue[team, target].rank = S.queue[team, source].rank
    S.queue[team, target].since = S.queue[team, source].since
    S.queue[team, target].entity = S.queue[team, source].entity
    S.queue[team, target].sub = S.queue[team, source].sub
    S.queue[team, target].token = S.queue[team, source].token
    S.queue[team, target].slot = S.queue[team, source].slot


@kernel
def _set(S, team, at, rank, since, entity, sub, token, slot):
    S.queue[team, at].rank = rank
    S.queue[team, at].since = since
    S.queue[team, at].entity = entity
    S.queue[team, at].sub = sub
    S.queue[team, at].token = token
    S.queue[team, at].slot = slot


@kernel
def queue_push(S, team, rank, since, entity, sub, token, slot):
    """Somebody waits."""
    at = S.desk[team].queue_size
    S.desk[team].queue_size += 1
    while at > 0:
        up = (at - 1) >> 1
        if not _earlier(S, team, rank, since, entity, sub, up):
            break
        _copy(S, team, up, at)
        at = up
    _set(S, team, at, rank, since, entity, sub, token, slot)


@kernel
def queue_pop(S, team):
    """Take the first in the queue: token and slot."""
    token, slot = S.queue[team, 0].token, S.queue[team, 0].slot
    S.desk[team].queue_size -= 1
    last = S.desk[team].queue_size
    if last > 0:
        rank, since = S.queue[team, last].rank, S.queue[team, last].since
        entity, sub = S.queue[team, last].entity, S.queue[team, last].sub
        last_token, last_slot = S.queue[team, last].token, S.queue[team, last].slot
        at = 0
        while True:
            down = 2 * at + 1
            if down >= last:
                break
            if down + 1 < last and _earlier(
                S,
                team,
                S.queue[team, down + 1].rank,
                S.queue[team, down + 1].since,
                S.queue[team, down + 1].entity,
                S.queue[team, down + 1].sub,
                down,
            ):
                down += 1
            if _earlier(S, team, rank, since, entity, sub, down):
                break
            _copy(S, team, down, at)
            at = down
        _set(S, team, at, rank, since, entity, sub, last_token, last_slot)
    return token, slot


@kernel
def call(T, S, team):
    """Have the dispatch come, at the end of this instant or when the team next works."""
    if S.desk[team].called == 0:
        S.desk[team].called = 1
        put(S, next_open(working(T, team), S.number[NOW]), DISPATCH, team, 0, DISPATCHING, team, 0)


@kernel
def give(T, S, team, person):
    """A person has finished or begins; a leaver goes."""
    if S.person[team, person].left == 0:
        free_push(S, team, person)
        if S.desk[team].queue_size > 0:
            call(T, S, team)


@kernel
def finish(T, S, team, person, hours):
    """When this person is done with work that starts now [microseconds]."""
    number = T.team[team].persons_from + person
    days = T.team[team].ramp
    now = S.number[NOW]
    if T.person[number].hired == 1:
        days = (now - T.person[number].start) / DAY
    return finish_at(
        working(T, team), now, hours, speed(T.team[team].productive, T.team[team].ramp, T.team[team].ramp_from, days)
    )
