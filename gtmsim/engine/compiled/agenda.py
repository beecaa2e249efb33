"""The agenda as a binary heap, in the agreed order: time, round, entity, sub."""

from gtmsim.engine.compiled.jit import kernel
from gtmsim.engine.compiled.spaces import EVENTS_LEFT, FREE_EVENTS, HEAP


@kernel
def _before(S, time_a, a, time_b, b):
    if time_a != time_b:
        return time_a < time_b
    if S.event[a].turn != S.event[b].turn:
        return S.event[a].turn < S.event[b].turn
    if S.event[a].entity != S.event[b].entity:
        return S.event[a].entity < S.event[b].entity
    return S.event[a].sub < S.event[b].sub


@kernel
def put(S, time, round_, entity, sub, what, slot, more):
    """Put an event on the agenda."""
    n = S.number
    n[EVENTS_LEFT] -= 1
    n[FREE_EVENTS] -= 1
    record = S.free_event[n[FREE_EVENTS]]
    S.event[record].turn = round_
    S.event[record].entity = entity
    S.event[record].sub = sub
    S.event[record].what = what
    S.event[record].slot = slot
    S.event[record].more = more
    at = n[HEAP]
    n[HEAP] += 1
    while at > 0:
        up = (at - 1) >> 1
        if not _before(S, time, record, S.heap[up].time, S.heap[up].record):
            break
        S.heap[at].time = S.heap[up].time
        S.heap[at].record = S.heap[up].record
        at = up
    S.heap[at].time = time
    S.heap[at].record = record


@kernel
def take(S):
    """Take the first event off the agenda: its record, whose place is free again."""
    n = S.number
    first = S.heap[0].record
    n[HEAP] -= 1
    last = n[HEAP]
    if last > 0:
        time, record = S.heap[last].time, S.heap[last].record
        at = 0
        while True:
            down = 2 * at + 1
            if down >= last:
                break
            if down + 1 < last and _before(
                S, S.heap[down + 1].time, S.heap[down + 1].record, S.heap[down].time, S.heap[down].record
            ):
                down += 1
            if not _before(S, S.heap[down].time, S.heap[down].record, time, record):
                break
            S.heap[at].time = S.heap[down].time
            S.heap[at].record = S.heap[down].record
            at = down
        S.heap[at].time = time
        S.heap[at].record = record
    S.free_event[n[FREE_EVENTS]] = first
    n[FREE_EVENTS] += 1
    return first
