"""The event loop: one replication, until it is over or some array is nearly full."""

from gtmsim.engine.compiled.constants import (
    ABSENCE,
    ARRIVING,
    BIRTH,
    BROKEN,
    CANDIDATES,
    CLOSING_MONTH,
    DECLINING,
    DISPATCHING,
    DONE,
    ENDING,
    FULL_ACCOUNTS,
    FULL_EVENTS,
    FULL_QUEUES,
    FULL_ROWS,
    FULL_TEAMS,
    FUNDING,
    OCCASION,
    OPENING_POSITION,
    SETTLING,
    STEP,
    TIMER,
    TOO_MANY,
)
from gtmsim.engine.compiled.kernels.accounts import release
from gtmsim.engine.compiled.kernels.agenda import another, take
from gtmsim.engine.compiled.kernels.columns import at_address, fetch
from gtmsim.engine.compiled.kernels.demand import arrive, candidates, most_candidates
from gtmsim.engine.compiled.kernels.ending import is_customer
from gtmsim.engine.compiled.kernels.lives import dispatch, go_on, step, timer
from gtmsim.engine.compiled.kernels.referrals import occasion
from gtmsim.engine.compiled.kernels.selling import lead
from gtmsim.engine.compiled.kernels.staffing import join, leave
from gtmsim.engine.compiled.kernels.warm_up import begin, birth, warm_up
from gtmsim.engine.compiled.state import WORLD
from gtmsim.engine.compiled.stepping import kept
from gtmsim.engine.months import close_month
from gtmsim.engine.reference.tasks import REVIEW
from gtmsim.engine.reference.world import SETTLEMENT
from gtmsim.mechanisms.absence.steps import come_back, go_away
from gtmsim.mechanisms.cash_policy.ending import end_deal, end_subscription
from gtmsim.mechanisms.collection.steps import settle
from gtmsim.mechanisms.funding.steps import fund
from gtmsim.mechanisms.internal_promotion.steps import open_position
from gtmsim.mechanisms.recruiting.rules import MOST_OFFERS
from gtmsim.mechanisms.recruiting.steps import decline

world_at = at_address(WORLD)


@kept
def run(address, margin):
    """Go on until the end (DONE) or until something is full; `margin` rows fit into what one event may write."""
    w = world_at(address)
    if w.past and w.opened == 0:
        w.opened = 1
        warm_up(w)
    elif not w.past and w.opened < 2:
        w.opened = 2
        begin(w)
    while w.over == 0 and another(w) and w.heap[0].time <= w.inputs.end:
        if w.broken == 1 or w.rows > w.most_rows:
            return BROKEN
        if w.rows + margin > w.most_rows:
            return FULL_ROWS
        if w.free_accounts + w.most_accounts - w.used_accounts < 2:
            return FULL_ACCOUNTS
        if w.longest + 2 > w.queue_room:
            return FULL_QUEUES
        if w.crew + w.hires_at_once > w.persons:
            return FULL_TEAMS
        if w.events_left < 0:
            return TOO_MANY
        first = w.heap[0].record
        need = margin
        if w.events[first].what == CANDIDATES:
            # The agenda must have room for the most that a day may have before the first is put on it.
            need += most_candidates(w, w.events[first].slot)
        elif w.inputs.may_end and w.events[first].what == CLOSING_MONTH:
            need += w.used_accounts
        if w.free_events + w.most_events - w.used_events < need:
            w.need = need
            return FULL_EVENTS
        w.now = w.heap[0].time
        event = take(w)
        if w.due > 0:
            # Among many accounts, waiting for the next one to come from memory would take longer than its event.
            coming = w.events[w.heap[0].record]
            fetch(w.accounts, coming.slot)
            if coming.sub == REVIEW:
                for seat in range(coming.slot * w.seats, (coming.slot + 1) * w.seats, 2):
                    fetch(w.ballots, seat)
            for after in range(1, 5):
                fetch(w.events, w.heap[after].record)
        what, slot, more = w.events[event].what, w.events[event].slot, w.events[event].more
        if what == STEP:
            step(w, w.accounts[slot])
        elif what == TIMER:
            timer(w, w.accounts[slot], more)
        elif what == DISPATCHING:
            dispatch(w, slot, more)
        elif what == ARRIVING:
            born_ = arrive(w, w.events[event].entity, slot, more)
            if born_ >= 0 and lead(w, w.accounts[born_]):
                go_on(w, w.accounts[born_], 0)
        elif what == OCCASION:
            child = occasion(w, w.accounts[slot])
            if child >= 0 and lead(w, w.accounts[child]):
                go_on(w, w.accounts[child], 0)
        elif what == SETTLING:
            settle(w, w.accounts[slot], w.accounts[slot], w.events[event].sub - SETTLEMENT, more)
            release(w, w.accounts[slot])
        elif what == BIRTH:
            birth(w, slot)
        elif what == CANDIDATES:
            candidates(w, slot, more)
        elif what == FUNDING:
            fund(w, more)
        elif what == CLOSING_MONTH:
            close_month(w, more)
        elif what == ABSENCE:
            if more % 2 == 1:
                come_back(w, slot, more // 2)
            else:
                go_away(w, slot, more // 2)
        elif what == OPENING_POSITION:
            open_position(w, slot, more)
        elif what == ENDING:
            a = w.accounts[slot]
            if is_customer(a):
                end_subscription(w, a, a)
            else:
                end_deal(w, a)
            release(w, a)
        elif what == DECLINING:
            decline(w, slot, more // MOST_OFFERS, more % MOST_OFFERS)
        else:
            person, joins = more // 2, more % 2
            if joins == 1:
                join(w, slot, person)
            else:
                leave(w, slot, person)
    return BROKEN if w.broken == 1 or w.rows > w.most_rows else DONE
