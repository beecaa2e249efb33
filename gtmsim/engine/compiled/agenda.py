"""The agenda in the agreed order: time, round, entity, sub. Later days are lists, and only today is a heap.

A list takes and gives an event without looking at the others, so an agenda of a million costs little more than one of
a thousand. A day has several lists, so that the events of a few are on their way from memory while one is put into the
heap. The heap has four branches.
"""

from gtmsim.engine.compiled.constants import LISTS, NEVER
from gtmsim.engine.compiled.spaces import (
    event_at,
    fetch_event,
    first_event_at,
    free_event_at,
    heap_at,
    set_first_event,
    set_free_event,
)
from gtmsim.machine.jit import kernel
from gtmsim.rules.calendar import DAY


@kernel
def before(S, a, b):
    """Whether event a comes before event b, which is at the same instant."""
    one, other = event_at(S, a), event_at(S, b)
    if one.turn != other.turn:
        return one.turn < other.turn
    if one.entity != other.entity:
        return one.entity < other.entity
    return one.sub < other.sub


@kernel
def rise(S, at, time, record):
    """Write an event into the heap at this place or above."""
    while at > 0:
        up = (at - 1) >> 2
        above = heap_at(S, up)
        if time > above.time or (time == above.time and not before(S, record, above.record)):
            break
        here = heap_at(S, at)
        here.time, here.record = above.time, above.record
        at = up
    here = heap_at(S, at)
    here.time, here.record = time, record


@kernel
def put(S, time, round_, entity, sub, what, slot, more):
    """Put an event on the agenda; what would come after the last day never happens."""
    S.events_left -= 1
    day = time // DAY
    if day > S.last_day:
        return
    if S.free_events > 0:
        S.free_events -= 1
        record = free_event_at(S, S.free_events)
    else:
        record = S.used_events
        S.used_events += 1
        if record >= S.most_events:
            S.broken = 1
            return
    event = event_at(S, record)
    event.turn, event.entity, event.sub = round_, entity, sub
    event.what, event.slot, event.more = what, slot, more
    if day > S.day:
        place = (day - S.first_day) * LISTS + record % LISTS
        event.time, event.follows = time, first_event_at(S, place)
        set_first_event(S, place, record)
    else:
        S.due += 1
        rise(S, S.due - 1, time, record)


@kernel
def another(S):
    """Whether anything is left to happen; the next to happen is then at the top of the heap."""
    while S.due == 0 and S.day < S.last_day:
        S.day += 1
        first = (S.day - S.first_day) * LISTS
        going_on = True
        while going_on:
            going_on = False
            for place in range(first, first + LISTS):
                record = first_event_at(S, place)
                if record >= 0:
                    event = event_at(S, record)
                    fetch_event(S, event.follows)
                    set_first_event(S, place, event.follows)
                    S.due += 1
                    rise(S, S.due - 1, event.time, record)
                    going_on = True
    return S.due > 0


@kernel
def first_of(S, down, least):
    """The first of four neighbours in the heap of which several are due at `least`."""
    found = -1
    for other in range(down, down + 4):
        here = heap_at(S, other)
        if here.time == least and (found < 0 or before(S, here.record, heap_at(S, found).record)):
            found = other
    return found


@kernel
def take(S):
    """Take the first event off the agenda: its record, whose place is free again.

    The gap at the top moves down to the end of a branch, and the last event from there up to its place, where it
    mostly stays. Behind the last event lie four that never come, so that every branch has four.
    """
    first = heap_at(S, 0).record
    last = S.due - 1
    S.due = last
    time, record = heap_at(S, last).time, heap_at(S, last).record
    for end in range(last, last + 4):
        heap_at(S, end).time = NEVER
    at = 0
    down = 1
    while down < last:
        t0, t1 = heap_at(S, down).time, heap_at(S, down + 1).time
        t2, t3 = heap_at(S, down + 2).time, heap_at(S, down + 3).time
        least = min(min(t0, t1), min(t2, t3))
        # Sums of comparisons and not branches, since nobody can foretell which of the four it is.
        e1, e2, e3 = int(t1 == least), int(t2 == least), int(t3 == least)
        found = down + e1 + 2 * e2 + 3 * e3
        if int(t0 == least) + e1 + e2 + e3 > 1:
            found = first_of(S, down, least)
        here = heap_at(S, at)
        here.time, here.record = least, heap_at(S, found).record
        at = found
        down = 4 * at + 1
    if last > 0:
        rise(S, at, time, record)
    set_free_event(S, S.free_events, first)
    S.free_events += 1
    return first
