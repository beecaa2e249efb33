"""The event loop: one replication, until it is over or some array is nearly full."""

from gtmsim.engine.compiled.agenda import another, take
from gtmsim.engine.compiled.constants import (
    ARRIVING,
    BIRTH,
    BROKEN,
    CANDIDATES,
    CLOSING_MONTH,
    DISPATCHING,
    DONE,
    FULL_ACCOUNTS,
    FULL_EVENTS,
    FULL_QUEUES,
    FULL_ROWS,
    OCCASION,
    STEP,
    TIMER,
    TOO_MANY,
)
from gtmsim.engine.compiled.demand import arrive, candidates, most_candidates
from gtmsim.engine.compiled.firm import close_month
from gtmsim.engine.compiled.lives import dispatch, go_on, step, timer
from gtmsim.engine.compiled.referrals import occasion
from gtmsim.engine.compiled.review import join, leave
from gtmsim.engine.compiled.selling import lead
from gtmsim.engine.compiled.spaces import event_at, fetch_account, fetch_ballot, fetch_event, heap_at
from gtmsim.engine.compiled.warm_up import begin, birth, warm_up
from gtmsim.engine.reference.tasks import REVIEW
from gtmsim.machine.jit import kept


@kept
def run(tables, spaces, margin):
    """Go on until the end (DONE) or until something is full; `margin` rows fit into what one event may write."""
    T, S = tables[0], spaces[0]
    if T.past == 1 and S.opened == 0:
        S.opened = 1
        warm_up(T, S)
    elif T.past == 0 and S.opened < 2:
        S.opened = 2
        begin(T, S)
    while S.over == 0 and another(S) and heap_at(S, 0).time <= T.end:
        if S.broken == 1 or S.rows > S.most_rows:
            return BROKEN
        if S.rows + margin > S.most_rows:
            return FULL_ROWS
        if S.free_accounts + S.most_accounts - S.used_accounts < 2:
            return FULL_ACCOUNTS
        if S.longest + 2 > S.queue_room:
            return FULL_QUEUES
        if S.events_left < 0:
            return TOO_MANY
        first = heap_at(S, 0).record
        need = margin
        if event_at(S, first).what == CANDIDATES:
            # The agenda must have room for the most that a day may have before the first is put on it.
            need += most_candidates(T, event_at(S, first).slot)
        if S.free_events + S.most_events - S.used_events < need:
            S.need = need
            return FULL_EVENTS
        S.now = heap_at(S, 0).time
        event = take(S)
        if S.due > 0:
            # Among many accounts, waiting for the next one to come from memory would take longer than its event.
            coming = event_at(S, heap_at(S, 0).record)
            fetch_account(S, coming.slot)
            if coming.sub == REVIEW:
                for seat in range(coming.slot * S.seats, (coming.slot + 1) * S.seats, 2):
                    fetch_ballot(S, seat)
            for after in range(1, 5):
                fetch_event(S, heap_at(S, after).record)
        what, slot, more = event_at(S, event).what, event_at(S, event).slot, event_at(S, event).more
        if what == STEP:
            step(T, S, slot)
        elif what == TIMER:
            timer(T, S, slot, more)
        elif what == DISPATCHING:
            dispatch(T, S, slot, more)
        elif what == ARRIVING:
            born_ = arrive(T, S, event_at(S, event).entity, slot, more)
            if born_ >= 0 and lead(T, S, born_):
                go_on(T, S, born_, 0)
        elif what == OCCASION:
            child = occasion(T, S, slot)
            if child >= 0 and lead(T, S, child):
                go_on(T, S, child, 0)
        elif what == BIRTH:
            birth(T, S, slot)
        elif what == CANDIDATES:
            candidates(T, S, slot, more)
        elif what == CLOSING_MONTH:
            close_month(T, S, more)
        else:
            person, joins = more // 2, more % 2
            if joins == 1:
                join(T, S, slot, person)
            else:
                leave(S, slot, person, -1, -1)
    return BROKEN if S.broken == 1 or S.rows > S.most_rows else DONE
