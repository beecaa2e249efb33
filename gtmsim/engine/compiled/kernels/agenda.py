"""The agenda in the agreed order: time, round, entity, sub. Later days are lists, and only today is a heap.

A list takes and gives an event without looking at the others, so an agenda of a million costs little more than one of
a thousand. A day has several lists, so that the events of a few are on their way from memory while one is put into the
heap. The heap has four branches.
"""

from gtmsim.engine.compiled.constants import LISTS, NEVER
from gtmsim.engine.compiled.jit import kernel
from gtmsim.engine.compiled.kernels.columns import fetch
from gtmsim.rules.calendar import DAY


@kernel
def before(w, a, b):
    """Whether event a comes before event b, which is at the same instant."""
    one, other = w.events[a], w.events[b]
    if one.turn != other.turn:
        return one.turn < other.turn
    if one.entity != other.entity:
        return one.entity < other.entity
    return one.sub < other.sub


@kernel
def rise(w, at, time, record):
    """Write an event into the heap at this place or above."""
    while at > 0:
        up = (at - 1) >> 2
        above = w.heap[up]
        if time > above.time or (time == above.time and not before(w, record, above.record)):
            break
        here = w.heap[at]
        here.time, here.record = above.time, above.record
        at = up
    here = w.heap[at]
    here.time, here.record = time, record


@kernel
def put(w, time, round_, entity, sub, what, slot, more):
    """Put an event on the agenda; what would come after the last day never happens."""
    w.events_left -= 1
    day = time // DAY
    if day > w.last_day:
        return
    if w.free_events > 0:
        w.free_events -= 1
        record = w.free_event[w.free_events]
    else:
        record = w.used_events
        w.used_events += 1
        if record >= w.most_events:
            w.broken = 1
            return
    event = w.events[record]
    event.turn, event.entity, event.sub = round_, entity, sub
    event.what, event.slot, event.more = what, slot, more
    if day > w.day:
        place = (day - w.first_day) * LISTS + record % LISTS
        event.time, event.follows = time, w.first_event[place]
        w.first_event[place] = record
    else:
        w.due += 1
        rise(w, w.due - 1, time, record)


@kernel
def another(w):
    """Whether anything is left to happen; the next to happen is then at the top of the heap."""
    while w.due == 0 and w.day < w.last_day:
        w.day += 1
        first = (w.day - w.first_day) * LISTS
        going_on = True
        while going_on:
            going_on = False
            for place in range(first, first + LISTS):
                record = w.first_event[place]
                if record >= 0:
                    event = w.events[record]
                    fetch(w.events, event.follows)
                    w.first_event[place] = event.follows
                    w.due += 1
                    rise(w, w.due - 1, event.time, record)
                    going_on = True
    return w.due > 0


@kernel
def first_of(w, down, least):
    """The first of four neighbours in the heap of which several are due at `least`."""
    found = -1
    for other in range(down, down + 4):
        here = w.heap[other]
        if here.time == least and (found < 0 or before(w, here.record, w.heap[found].record)):
            found = other
    return found


@kernel
def take(w):
    """Take the first event off the agenda: its record, whose place is free again.

    The gap at the top moves down to the end of a branch, and the last event from there up to its place, where it
    mostly stays. Behind the last event lie four that never come, so that every branch has four.
    """
    first = w.heap[0].record
    last = w.due - 1
    w.due = last
    time, record = w.heap[last].time, w.heap[last].record
    for end in range(last, last + 4):
        w.heap[end].time = NEVER
    at = 0
    down = 1
    while down < last:
        t0, t1 = w.heap[down].time, w.heap[down + 1].time
        t2, t3 = w.heap[down + 2].time, w.heap[down + 3].time
        least = min(min(t0, t1), min(t2, t3))
        # Sums of comparisons and not branches, since nobody can foretell which of the four it is.
        e1, e2, e3 = int(t1 == least), int(t2 == least), int(t3 == least)
        found = down + e1 + 2 * e2 + 3 * e3
        if int(t0 == least) + e1 + e2 + e3 > 1:
            found = first_of(w, down, least)
        here = w.heap[at]
        here.time, here.record = least, w.heap[found].record
        at = found
        down = 4 * at + 1
    if last > 0:
        rise(w, at, time, record)
    w.free_event[w.free_events] = first
    w.free_events += 1
    return first
