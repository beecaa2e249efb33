"""The time before day 0, and what day 0 finds of it under way, as `reference.warm_up` tells it."""

from gtmsim.engine.agenda import ARRIVAL, CALENDAR
from gtmsim.engine.compiled.constants import (
    ASKED,
    BIRTH,
    CANDIDATES,
    DO_COMMITTEE,
    DO_END_WORK,
    DO_STAGE,
    DROPPED,
    NEVER,
    NOBODY,
    P_FIT,
    P_PLACE,
    WORKING,
)
from gtmsim.engine.compiled.kernels.agenda import put
from gtmsim.engine.compiled.kernels.columns import present
from gtmsim.engine.compiled.kernels.firm import cover, found, found_customer, open_books, seat_people, take_customers
from gtmsim.engine.compiled.kernels.lives import go_on
from gtmsim.engine.compiled.kernels.luck import child_key, uniform
from gtmsim.engine.compiled.kernels.referrals import begin_referring
from gtmsim.engine.compiled.kernels.rows import note
from gtmsim.engine.compiled.kernels.teams import call, queue_pop
from gtmsim.engine.compiled.kernels.work import begin_work
from gtmsim.engine.compiled.stepping import kernel
from gtmsim.engine.reference.warm_up import IN_WORK, WAITING
from gtmsim.engine.reference.warm_up import NURTURED as WRITTEN_TO
from gtmsim.engine.reference.world import BORN
from gtmsim.mechanisms.accounts.steps import at, tell_account
from gtmsim.mechanisms.brand.steps import open_brand
from gtmsim.mechanisms.community.steps import gather
from gtmsim.mechanisms.contacts.steps import tell_contact
from gtmsim.mechanisms.qualification.rows import OPENING_LEAD
from gtmsim.mechanisms.selling.rows import OPPORTUNITY
from gtmsim.mechanisms.selling.steps import open_found_deal
from gtmsim.mechanisms.staff.rows import TASK_STARTED
from gtmsim.rules.calendar import DAY, microseconds
from gtmsim.rules.maths import normal_quantile


@kernel
def warm_up(w):
    """Begin with the time before day 0."""
    open_brand(w)
    seat_people(w)
    for slot in range(take_customers(w)):
        found_customer(w, w.accounts[slot], w.accounts[slot])
        begin_referring(w, w.accounts[slot])
    gather(w, 0)
    w.informed = 0.0  # what has leaked is part of what is to come
    cover(w, 0)
    for c in range(len(w.inputs.channels)):
        if w.touched[c] < 0:
            put(w, w.touched[c] * DAY, CALENDAR, 2, c, CANDIDATES, c, w.touched[c])
    for n in range(w.n_places):
        place = w.places[n]
        if present(w.inputs.accounts):  # nobody else meets whose deal day 0 finds
            w.companies[at(w, place.segment, place.number)].free = NEVER
        span = w.spans[place.segment]
        if span > 0.0:
            when = w.deals_from + microseconds(uniform(w, P_PLACE, place.key, 0) * span)
            put(w, when, ARRIVAL, child_key(place.key, 0), BORN, BIRTH, n, 0)


@kernel
def birth(w, n):
    """The next deal of a place is opened."""
    go_on(w, w.accounts[opened(w, n)], DO_STAGE)


@kernel
def opened(w, n):
    """A deal of the pipeline that day 0 finds, as if it had come of one of the leads that qualified last."""
    place = w.places[n]
    key = child_key(place.key, place.count)
    slot = found(w, place.segment, key, place.number)
    a = w.accounts[slot]
    if not present(w.inputs.accounts):
        a.fit = normal_quantile(uniform(w, P_FIT, key, 0))
    first = open_found_deal(w, a, a)
    a.place, a.stage = n, first
    place.slot = slot
    if present(w.inputs.people) and w.now < 0:
        tell_contact(w, a, 0)
    return slot


@kernel
def begin(w):
    """Day 0: the books are opened, and it is told what is under way, deals first."""
    for team in range(len(w.inputs.teams)):
        if w.desks[team].called == 1:  # who waits is served when this plan opens
            w.desks[team].called = 0
            call(w, team)
    open_books(w)
    for n in range(w.n_places):
        if w.places[n].slot < 0:  # deals take no time: this one is decided now
            w.accounts[opened(w, n)].stage = len(w.inputs.stages)
        slot = w.places[n].slot
        a = w.accounts[slot]
        stage = len(w.inputs.stages) if a.stage < 0 else a.stage
        note(w, OPPORTUNITY, a, 1, -1, a.amount, stage, (w.now - a.opened) / DAY)
        tell_account(w, a)
        if present(w.inputs.people):
            tell_contact(w, a, 0)
        tell_task(w, a)
    for i in range(w.leads):
        slot = w.in_hand[i]
        a = w.accounts[slot]
        state = WAITING if a.phase == ASKED else IN_WORK if a.phase == WORKING else WRITTEN_TO
        note(w, OPENING_LEAD, a, a.active, -1, 0, state, (w.now - a.opened) / DAY)
        tell_account(w, a)
        tell_task(w, a)
    for team in range(len(w.inputs.teams), w.n_teams):
        close(w, team)
    for c in range(len(w.inputs.channels)):
        put(w, 0, CALENDAR, 2, c, CANDIDATES, c, 0)
    for n in range(w.n_places):
        slot = w.places[n].slot
        if w.accounts[slot].opened == w.now:
            go_on(w, w.accounts[slot], DO_COMMITTEE)


@kernel
def tell_task(w, a):
    """Say the task in hand; where its team is there no more, nobody's."""
    a.told = 1
    if a.phase not in (WORKING, DROPPED):
        return
    if a.team >= len(w.inputs.teams):
        a.team, a.person = -1, NOBODY
    note(w, TASK_STARTED, a, a.stage, int(a.team), 0, a.person, (a.started - a.queued) / DAY)


@kernel
def close(w, team):
    """A team is there no more: whoever waits has to wait no longer."""
    while w.desks[team].queue_size > 0:
        token, slot = queue_pop(w, team)
        a = w.accounts[slot]
        if a.token == token:
            a.token, a.team = -1, -1
            w.desks[team].waiting -= 1
            if begin_work(w, a, NOBODY):
                go_on(w, a, DO_END_WORK)
