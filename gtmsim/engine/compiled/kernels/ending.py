"""The firm ends: nothing happens any more but that bills are settled and months end."""

from gtmsim.engine.agenda import COMPLETION
from gtmsim.engine.compiled.constants import (
    APPROVING,
    ASKED,
    BILLING,
    BREAKING_OFF,
    CLOSING_MONTH,
    DROPPED,
    ENDING,
    FAILING,
    LISTS,
    LIVING,
    MEETING_ON,
    PAUSING,
    PRESSING,
    RENEWING,
    REVIEWING,
    SETTLING,
    THINKING_ON,
    WORKING,
)
from gtmsim.engine.compiled.jit import kernel
from gtmsim.engine.compiled.kernels.agenda import put, rise
from gtmsim.mechanisms.qualification.steps import QUALIFYING
from gtmsim.mechanisms.subscription.rules import PAUSES


@kernel
def wind_up(w):
    """Forget all but bills and the ends of months, and have each deal and subscription end now."""
    kept = -1
    for place in range(w.due):
        record = w.heap[place].record
        w.events[record].time = w.heap[place].time
        kept = keep(w, record, kept)
    w.due = 0
    while kept >= 0:
        w.due += 1
        rise(w, w.due - 1, w.events[kept].time, kept)
        kept = w.events[kept].follows
    for place in range((w.day + 1 - w.first_day) * LISTS, (w.last_day + 1 - w.first_day) * LISTS):
        record, kept = w.first_event[place], -1
        while record >= 0:
            follows = w.events[record].follows
            kept = keep(w, record, kept)
            record = follows
        w.first_event[place] = kept
    for slot in range(w.used_accounts):
        a = w.accounts[slot]
        if a.holds > 0 and (has_deal(a) or is_customer(a)):
            put(w, w.now, COMPLETION, a.key, 0, ENDING, slot, 0)


@kernel
def keep(w, record, kept):
    """Put an event before those that are kept, or give its place up: the first of those that are kept then."""
    event = w.events[record]
    if event.what in (SETTLING, CLOSING_MONTH):
        event.follows = kept
        return record
    w.free_event[w.free_events] = record
    w.free_events += 1
    return kept


@kernel
def has_deal(a):
    """Is an account's deal open?"""
    phase = a.phase
    if phase in (ASKED, DROPPED):
        return a.stage != QUALIFYING
    if phase == WORKING:
        return a.stage != QUALIFYING and a.in_time == 1
    return phase in (THINKING_ON, APPROVING, BREAKING_OFF, MEETING_ON, PRESSING, REVIEWING)


@kernel
def is_customer(a):
    """Does an account pay, or will it perhaps again when its pause ends?"""
    phase = a.phase
    lives = phase in (LIVING, BILLING, RENEWING, FAILING, PAUSING)
    return lives and a.gone == 0 and (a.mrr > 0 or a.notice == PAUSES)
