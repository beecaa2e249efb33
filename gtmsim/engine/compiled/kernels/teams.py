"""Queues and persons of the teams, as `gtmsim.engine.teams` defines them."""

from gtmsim.engine.agenda import DISPATCH
from gtmsim.engine.compiled.constants import DISPATCHING, NOBODY
from gtmsim.engine.compiled.jit import kernel
from gtmsim.engine.compiled.kernels.agenda import put
from gtmsim.mechanisms.staff.rules import takes_on
from gtmsim.rules.calendar import next_open


@kernel
def working(w, team):
    """The team's calendar."""
    return w.inputs.teams[team].working


@kernel
def employee(w, team, person):
    """A person: of the plan, hired by a policy, or a replacement."""
    return w.employees[team * w.persons + person]


@kernel
def free_push(w, team, person):
    """A person is free: a heap of numbers."""
    bench = team * w.persons
    at = w.desks[team].free_size
    w.desks[team].free_size += 1
    while at > 0:
        up = (at - 1) >> 1
        if w.benches[bench + up].free <= person:
            break
        w.benches[bench + at].free = w.benches[bench + up].free
        at = up
    w.benches[bench + at].free = person


@kernel
def free_pop(w, team):
    """The free person with the lowest number."""
    bench = team * w.persons
    first = w.benches[bench].free
    w.desks[team].free_size -= 1
    last = w.desks[team].free_size
    if last > 0:
        person = w.benches[bench + last].free
        at = 0
        while True:
            down = 2 * at + 1
            if down >= last:
                break
            if down + 1 < last and w.benches[bench + down + 1].free < w.benches[bench + down].free:
                down += 1
            if w.benches[bench + down].free >= person:
                break
            w.benches[bench + at].free = w.benches[bench + down].free
            at = down
        w.benches[bench + at].free = person
    return first


@kernel
def free_remove(w, team, person):
    """A free person leaves: the others close the gap and are put in order again, one by one."""
    bench = team * w.persons
    size = w.desks[team].free_size
    for i in range(size):
        if w.benches[bench + i].free == person:
            for j in range(i + 1, size):
                w.benches[bench + j - 1].free = w.benches[bench + j].free
            w.desks[team].free_size = 0
            for j in range(size - 1):
                free_push(w, team, w.benches[bench + j].free)
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
def queue_push(w, team, rank, since, entity, sub, token, slot):
    """Somebody waits."""
    queue = team * w.queue_room
    at = w.desks[team].queue_size
    w.desks[team].queue_size = at + 1
    w.longest = max(w.longest, at + 1)
    while at > 0:
        up = (at - 1) >> 1
        above = w.waiting[queue + up]
        if not earlier(rank, since, entity, sub, above):
            break
        move_up(above, w.waiting[queue + at])
        at = up
    here = w.waiting[queue + at]
    here.rank, here.since, here.entity, here.sub, here.token, here.slot = rank, since, entity, sub, token, slot


@kernel
def queue_pop(w, team):
    """Take the first in the queue: token and slot."""
    queue = team * w.queue_room
    first = w.waiting[queue]
    token, slot = first.token, first.slot
    last = w.desks[team].queue_size - 1
    w.desks[team].queue_size = last
    if last > 0:
        moved = w.waiting[queue + last]
        at = 0
        while True:
            down = 2 * at + 1
            if down >= last:
                break
            below = w.waiting[queue + down]
            if down + 1 < last:
                right = w.waiting[queue + down + 1]
                if earlier(right.rank, right.since, right.entity, right.sub, below):
                    down, below = down + 1, right
            if earlier(moved.rank, moved.since, moved.entity, moved.sub, below):
                break
            move_up(below, w.waiting[queue + at])
            at = down
        move_up(moved, w.waiting[queue + at])
    return token, slot


@kernel
def call(w, team):
    """Have the dispatch come, at the end of this instant or when the team next works."""
    if w.desks[team].called == 0:
        w.desks[team].called = 1
        w.desks[team].serves = next_open(working(w, team), w.now)
        put(w, w.desks[team].serves, DISPATCH, team, 0, DISPATCHING, team, 0)


@kernel
def give(w, team, person):
    """A person has finished or begins; a leaver goes."""
    if employee(w, team, person).left == 0:
        free_push(w, team, person)
        if w.desks[team].queue_size > 0 or has_gate(w, team):
            call(w, team)


@kernel
def has_gate(w, team):
    """Does any deal wait for a place among those that the team may have open?"""
    return team == w.inputs.ae and w.desks[w.n_teams].queue_size > 0


@kernel
def heads(w, team):
    """People of a team who are there now."""
    count = 0
    for person in range(len(w.inputs.teams[team].persons) + w.desks[team].hired):
        one = employee(w, team, person)
        count += int(one.start <= w.now and one.left == 0)
    return count


@kernel
def first_queue(w, team):
    """The queue whose first is served next: the team's or the gate; -1 where nobody can be."""
    there = w.desks[team].queue_size > 0
    if has_gate(w, team):
        gate = w.waiting[w.n_teams * w.queue_room]
        head = w.waiting[team * w.queue_room]
        sooner = not there or not earlier(head.rank, head.since, head.entity, head.sub, gate)
        if sooner and takes_on(w.desks[team].deals, w.inputs.teams[team].open_deals, heads(w, team)):
            return w.n_teams
    return team if there else -1


@kernel
def close_deal(w, a):
    """A deal is open no more: whoever has begun it may begin another."""
    team = w.inputs.ae
    if team >= 0 and a.seller != NOBODY:
        w.desks[team].deals -= 1
        if w.desks[team].free_size > 0 and has_gate(w, team):
            call(w, team)
