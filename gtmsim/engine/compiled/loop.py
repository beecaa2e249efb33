"""The event loop: one replication, until it is over or some array is nearly full."""

import numpy as np

from gtmsim.engine.agenda import ARRIVAL, CALENDAR
from gtmsim.engine.compiled.agenda import put, take
from gtmsim.engine.compiled.jit import compiled, kept, kernel
from gtmsim.engine.compiled.lives import (
    DO_MEET,
    DO_THOUGHT,
    FEE,
    LEAD,
    NEVER,
    OCCASION,
    OPENING,
    STEP,
    THINKING_ON,
    TIMER,
    P,
    annual_price,
    begin_referring,
    born,
    choose,
    dispatch,
    go_on,
    law_of,
    law_quantile,
    lead,
    microseconds,
    months_after,
    move,
    next_wait,
    normal_quantile,
    note,
    occasion,
    open_deal,
    over_term,
    residual_quantile,
    row,
    step,
    subscribe,
    table_quantile,
    timer,
    to_committee,
    wait,
)
from gtmsim.engine.compiled.luck import child_key, uniform
from gtmsim.engine.compiled.spaces import EVENTS_LEFT, FREE_ACCOUNTS, FREE_EVENTS, HEAP, NEED, NOW, OVER, ROWS, STARTED
from gtmsim.engine.compiled.teams import DISPATCHING, free_push, free_remove, give
from gtmsim.engine.journal import Kind
from gtmsim.engine.reference.tasks import THINKING
from gtmsim.rules import chance, demand, maths, subscription, success
from gtmsim.rules.calendar import DAY
from gtmsim.rules.chance import Table

count_quantile = compiled(chance.count_quantile)
touch_time = compiled(demand.touch_time)
touches = compiled(demand.touches)
exp = compiled(maths.exp)
equilibrium_terms = compiled(subscription.equilibrium_terms)
coverage = compiled(success.coverage)

CANDIDATES, ARRIVING, CLOSING_MONTH, STAFF = 3, 4, 6, 7
OLDEST = 240
DONE, FULL_ROWS, FULL_EVENTS, FULL_ACCOUNTS, FULL_QUEUES, TOO_MANY = range(6)
SPENT, SALARY, PROGRAMME, OVERHEAD, OTHER, COVERAGE, CLIPPED, JOINED, LEFT, MONTH_CLOSED = (
    int(k)
    for k in (
        Kind.SPENT,
        Kind.SALARY,
        Kind.PROGRAMME,
        Kind.OVERHEAD,
        Kind.OTHER,
        Kind.COVERAGE,
        Kind.CLIPPED,
        Kind.JOINED,
        Kind.LEFT,
        Kind.MONTH_CLOSED,
    )
)
P_CANDIDATES, P_TOUCH_TIME, P_ACCEPTANCE, P_DELAY = P["CANDIDATES"], P["TOUCH_TIME"], P["ACCEPTANCE"], P["DELAY"]
P_MODE, P_SEGMENT, P_FIT, P_PROPENSITY, P_VALUE = P["MODE"], P["SEGMENT"], P["FIT"], P["PROPENSITY"], P["VALUE"]
P_OPENING_AGE, P_OPENING_PHASE = P["OPENING_AGE"], P["OPENING_PHASE"]
P_PIPELINE_STAGE, P_PIPELINE_LENGTH, P_PIPELINE_SHARE = P["PIPELINE_STAGE"], P["PIPELINE_LENGTH"], P["PIPELINE_SHARE"]
P_WINDOW_LENGTH, P_WINDOW_SHARE = P["WINDOW_LENGTH"], P["WINDOW_SHARE"]


@kernel
def post(S, kind, sub, channel, segment, team, amount, level, fact):
    """Write a row about the firm."""
    row(S, kind, np.uint64(0), sub, channel, segment, team, amount, level, fact)


@kernel
def open_books(T, S, roots):
    """Day 0: the customers, the open deals, the staff changes to come, and the months to close."""
    for i in range(len(T.team)):
        for p in range(T.team[i].persons_from, T.team[i].persons_to):
            if T.person[p].start == 0:
                free_push(S, i, p - T.team[i].persons_from)
    for g in range(len(T.segment)):
        for k in range(T.segment[g].customers):
            found_customer(T, S, roots, g, child_key(T.segment[g].customer_key, k))
    for i in range(len(T.team)):
        for p in range(T.team[i].persons_from, T.team[i].persons_to):
            person = p - T.team[i].persons_from
            if 0 < T.person[p].start < T.firm[0].horizon:
                put(S, T.person[p].start, CALENDAR, 1, (i << 20) + 2 * person + 1, STAFF, i, 2 * person + 1)
            if 0 < T.person[p].end < T.firm[0].horizon:
                put(S, T.person[p].end, CALENDAR, 1, (i << 20) + 2 * person, STAFF, i, 2 * person)
    cover(T, S, 0)
    for m in range(T.firm[0].n_months):
        put(S, T.months[m + 1], CALENDAR, 0, 0, CLOSING_MONTH, 0, m)
    for c in range(len(T.channel)):
        put(S, 0, CALENDAR, 2, c, CANDIDATES, c, 0)
    for slot in range(S.number[STARTED]):
        next_wait(T, S, slot)
    for g in range(len(T.segment)):
        for k in range(T.segment[g].pipeline):
            found_deal(T, S, roots, g, child_key(T.segment[g].pipeline_key, k))


@kernel
def found_customer(T, S, roots, g, key):
    """A customer found alive: its propensity, its age and its place in the running contract from equilibrium."""
    low, high, term = T.segment[g].found_from, T.segment[g].found_to, T.segment[g].term
    leaving = table_quantile(
        Table(T.quantile_p[low:high], T.quantile_v[low:high]), uniform(roots, P_PROPENSITY, key, 0)
    )
    survival = (1.0 - over_term(leaving, term)) * exp(-T.segment[g].failure * 365.25 * term / 12.0, 0.0)
    terms = equilibrium_terms(survival, max(1, OLDEST // term), uniform(roots, P_OPENING_AGE, key, 0))
    running = int(uniform(roots, P_OPENING_PHASE, key, 0) * -T.starts[T.firm[0].before - term])
    mrr = annual_price(T.segment[g].median, T.segment[g].sigma, 1.0, uniform(roots, P_VALUE, key, 0)) // 12
    slot = born(S, key, -1, g, 1, 0.0)
    a = S.account[slot]
    a.live = -running
    age = -months_after(T.starts, -running, -terms * term)
    move(S, OPENING, a, mrr, age / DAY)
    begin_referring(T, S, roots, slot)
    a.began = a.term_start = -running
    a.terms, a.renewals, a.leaving, a.invoiced, a.served = 0, terms, leaving, 0, 0
    subscribe(T, S, roots, a, 1)
    S.number[STARTED] += 1


@kernel
def found_deal(T, S, roots, g, key):
    """A deal found open: its stage, and what is left of its wait and of its window, from equilibrium."""
    slot = born(S, key, -1, g, 1, normal_quantile(uniform(roots, P_FIT, key, 0)))
    a, now = S.account[slot], S.number[NOW]
    closes = NEVER
    if T.firm[0].window >= 0:
        left = residual_quantile(
            law_of(T, T.firm[0].window), uniform(roots, P_WINDOW_LENGTH, key, 0), uniform(roots, P_WINDOW_SHARE, key, 0)
        )
        closes = now + microseconds(left)
    open_deal(T, S, roots, slot, 1, closes)
    number = choose(T.position[g], uniform(roots, P_PIPELINE_STAGE, key, 0))
    a.stage = number
    if number == len(T.stage):
        to_committee(T, S, roots, slot, 1)
        go_on(T, S, roots, slot, DO_MEET)
        return
    days = residual_quantile(
        law_of(T, T.stage[number].think),
        uniform(roots, P_PIPELINE_LENGTH, key, 0),
        uniform(roots, P_PIPELINE_SHARE, key, 0),
    )
    if wait(S, slot, now + microseconds(days), THINKING + number, THINKING_ON, number) == 1:
        go_on(T, S, roots, slot, DO_THOUGHT)


@kernel
def cover(T, S, month):
    """How far the CSM team's hours of the coming month reach."""
    needed = 0.0
    customers = 0
    for g in range(len(T.segment)):
        needed += T.segment[g].success_hours * S.base[g].customers
        customers += S.base[g].customers
    available = T.effective[T.firm[0].csm, month] if T.firm[0].csm >= 0 else 0.0
    S.coverage[0] = coverage(needed, available)
    S.coverage_sums[month + 1] = S.coverage_sums[month] + S.coverage[0]
    if needed > 0.0:
        post(S, COVERAGE, month, -1, -1, -1, 0, customers, S.coverage[0])


@kernel
def close_month(T, S, m):
    """Post the month's costs and close its books."""
    for c in range(len(T.channel)):
        if T.spend[c, m] != 0:
            post(S, SPENT, m, c, -1, -1, T.spend[c, m], 0, 0.0)
    for i in range(len(T.team)):
        if T.pay[i, m] != 0:
            post(S, SALARY, m, -1, -1, i, T.pay[i, m], 0, 0.0)
    if T.month[m].programme != 0:
        post(S, PROGRAMME, m, -1, -1, -1, T.month[m].programme, 0, 0.0)
    if T.month[m].overhead != 0:
        post(S, OVERHEAD, m, -1, -1, -1, T.month[m].overhead, 0, 0.0)
    if T.month[m].other != 0:
        post(S, OTHER, m, -1, -1, -1, T.month[m].other, 0, 0.0)
    for g in range(len(T.segment)):
        post(S, MONTH_CLOSED, m, -1, g, -1, S.base[g].mrr, S.base[g].customers, 0.0)
    if m + 1 < T.firm[0].n_months:
        cover(T, S, m + 1)
    elif T.firm[0].run_off == 1:
        for later in range(m + 1, len(T.months)):
            S.coverage_sums[later + 1] = S.coverage_sums[later] + S.coverage[0]
    else:
        S.number[OVER] = 1


@kernel
def candidates(T, S, roots, c, day, room):
    """Touch the candidates of a day that our spend reaches; how many places on the agenda are missing."""
    key = T.channel[c].channel_key
    low, high = T.channel[c].candidates_from, T.channel[c].candidates_to
    count = count_quantile(T.candidates[low:high], T.channel[c].first, uniform(roots, P_CANDIDATES, key, day))
    if count + 2 > room:
        return count + 2
    wanted, ceiling = T.wanted[c, day], T.channel[c].ceiling
    rate = min(wanted, ceiling)
    if wanted > ceiling:
        post(S, CLIPPED, 0, c, -1, -1, 0, 0, wanted)
    law = law_of(T, T.channel[c].delay)
    for ordinal in range(S.candidate[c], S.candidate[c] + count):
        who = child_key(key, ordinal)
        if touches(rate, T.channel[c].ceiling, uniform(roots, P_ACCEPTANCE, who, 0)):
            touched = touch_time(day, uniform(roots, P_TOUCH_TIME, who, 0))
            arrives = touched + microseconds(law_quantile(law, uniform(roots, P_DELAY, who, 0)))
            if arrives < T.firm[0].horizon:
                put(S, arrives, ARRIVAL, who, 0, ARRIVING, c, ordinal)
    S.candidate[c] += count
    if day < T.firm[0].last_day:
        put(S, (day + 1) * DAY, CALENDAR, 2, c, CANDIDATES, c, day + 1)
    return 0


@kernel
def arrive(T, S, roots, key, c, ordinal):
    """A lead is there."""
    active = 1 if uniform(roots, P_MODE, key, 0) < T.channel[c].active else 0
    g = choose(T.mix[c], uniform(roots, P_SEGMENT, key, 0))
    slot = born(S, key, c, g, active, normal_quantile(uniform(roots, P_FIT, key, 0)))
    a = S.account[slot]
    note(S, LEAD, a, active, -1, 0, ordinal, a.fit)
    if T.channel[c].fee != 0:
        note(S, FEE, a, 0, -1, T.channel[c].fee, 0, 0.0)
    return slot


@kept
def run(T, S, roots, margin):
    """Go on until the end (DONE) or until something is full; `margin` rows fit into what one event may write."""
    n = S.number
    if n[OVER] == 0 and n[STARTED] < 0:
        n[STARTED] = 0
        open_books(T, S, roots)
    while n[HEAP] > 0 and n[OVER] == 0 and S.heap[0].time <= T.firm[0].end:
        if n[ROWS] + margin > len(S.journal):
            return FULL_ROWS
        if n[FREE_EVENTS] < margin:
            n[NEED] = margin
            return FULL_EVENTS
        if n[FREE_ACCOUNTS] < 2:
            return FULL_ACCOUNTS
        if n[EVENTS_LEFT] < 0:
            return TOO_MANY
        for i in range(len(S.desk)):
            if S.desk[i].queue_size + 2 > S.queue.shape[1]:
                return FULL_QUEUES
        first = S.heap[0].record
        n[NOW] = S.heap[0].time
        if S.event[first].what == CANDIDATES:
            # The agenda must have room for them all before the first is put on it.
            c, day = S.event[first].slot, S.event[first].more
            low, high = T.channel[c].candidates_from, T.channel[c].candidates_to
            u = uniform(roots, P_CANDIDATES, T.channel[c].channel_key, day)
            need = count_quantile(T.candidates[low:high], T.channel[c].first, u) + margin
            if n[FREE_EVENTS] < need:
                n[NEED] = need
                return FULL_EVENTS
        event = take(S)
        what, slot, more = S.event[event].what, S.event[event].slot, S.event[event].more
        if what == STEP:
            step(T, S, roots, slot)
        elif what == TIMER:
            timer(S, slot, more)
        elif what == DISPATCHING:
            dispatch(T, S, roots, slot)
        elif what == ARRIVING:
            born_ = arrive(T, S, roots, S.event[event].entity, slot, more)
            if lead(T, S, roots, born_):
                go_on(T, S, roots, born_, 0)
        elif what == OCCASION:
            child = occasion(T, S, roots, slot)
            if child >= 0 and lead(T, S, roots, child):
                go_on(T, S, roots, child, 0)
        elif what == CANDIDATES:
            candidates(T, S, roots, slot, more, 1 << 60)
        elif what == CLOSING_MONTH:
            close_month(T, S, more)
        else:
            person, joins = more // 2, more % 2
            post(S, JOINED if joins == 1 else LEFT, 0, -1, -1, slot, 0, person, 0.0)
            if joins == 1:
                give(T, S, slot, person)
            else:
                S.person[slot, person].left = 1
                free_remove(S, slot, person)
    return DONE
