"""The event loop: one replication, until it is over or some array is nearly full."""

import numpy as np

from gtmsim.engine.agenda import ARRIVAL, CALENDAR
from gtmsim.engine.compiled.agenda import another, put, take
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
from gtmsim.engine.compiled.spaces import (
    account_at,
    bench_at,
    book_at,
    candidate_at,
    coverage_sum_at,
    event_at,
    fetch_account,
    fetch_event,
    heap_at,
    set_candidate,
    set_coverage_sum,
)
from gtmsim.engine.compiled.teams import DISPATCHING, free_push, free_remove, give
from gtmsim.engine.compiled.world import (
    candidates_of,
    channel_at,
    effective_at,
    mix_of,
    month_at,
    month_end_at,
    pay_at,
    person_at,
    position_of,
    quantile_p_of,
    quantile_v_of,
    segment_at,
    spend_at,
    stage_at,
    start_at,
    starts_of,
    team_at,
    wanted_at,
)
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
DONE, FULL_ROWS, FULL_EVENTS, FULL_ACCOUNTS, FULL_QUEUES, TOO_MANY, BROKEN = range(7)
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
def open_books(T, S):
    """Day 0: the customers, the open deals, the staff changes to come, and the months to close."""
    for i in range(T.n_teams):
        for p in range(team_at(T, i).persons_from, team_at(T, i).persons_to):
            if person_at(T, p).start == 0:
                free_push(S, i, p - team_at(T, i).persons_from)
    for g in range(T.n_segments):
        for k in range(segment_at(T, g).customers):
            found_customer(T, S, g, child_key(segment_at(T, g).customer_key, k))
    for i in range(T.n_teams):
        for p in range(team_at(T, i).persons_from, team_at(T, i).persons_to):
            person = p - team_at(T, i).persons_from
            if 0 < person_at(T, p).start < T.horizon:
                put(S, person_at(T, p).start, CALENDAR, 1, (i << 20) + 2 * person + 1, STAFF, i, 2 * person + 1)
            if 0 < person_at(T, p).end < T.horizon:
                put(S, person_at(T, p).end, CALENDAR, 1, (i << 20) + 2 * person, STAFF, i, 2 * person)
    cover(T, S, 0)
    for m in range(T.n_months):
        put(S, month_end_at(T, m + 1), CALENDAR, 0, 0, CLOSING_MONTH, 0, m)
    for c in range(T.n_channels):
        put(S, 0, CALENDAR, 2, c, CANDIDATES, c, 0)
    for slot in range(S.started):
        next_wait(T, S, slot)
    for g in range(T.n_segments):
        for k in range(segment_at(T, g).pipeline):
            found_deal(T, S, g, child_key(segment_at(T, g).pipeline_key, k))


@kernel
def found_customer(T, S, g, key):
    """A customer found alive: its propensity, its age and its place in the running contract from equilibrium."""
    low, high, term = segment_at(T, g).found_from, segment_at(T, g).found_to, segment_at(T, g).term
    leaving = table_quantile(
        Table(quantile_p_of(T, low, high - low), quantile_v_of(T, low, high - low)), uniform(S, P_PROPENSITY, key, 0)
    )
    survival = (1.0 - over_term(leaving, term)) * exp(-segment_at(T, g).failure * 365.25 * term / 12.0, 0.0)
    terms = equilibrium_terms(survival, max(1, OLDEST // term), uniform(S, P_OPENING_AGE, key, 0))
    running = int(uniform(S, P_OPENING_PHASE, key, 0) * -start_at(T, T.before - term))
    mrr = annual_price(segment_at(T, g).median, segment_at(T, g).sigma, 1.0, uniform(S, P_VALUE, key, 0)) // 12
    slot = born(S, key, -1, g, 1, 0.0)
    a = account_at(S, slot)
    a.live = -running
    age = -months_after(starts_of(T, 0, T.n_starts), -running, -terms * term)
    move(S, OPENING, a, mrr, age / DAY)
    begin_referring(T, S, slot)
    a.began = a.term_start = -running
    a.terms, a.renewals, a.leaving, a.invoiced, a.served = 0, terms, leaving, 0, 0
    subscribe(T, S, a, 1)
    S.started += 1


@kernel
def found_deal(T, S, g, key):
    """A deal found open: its stage, and what is left of its wait and of its window, from equilibrium."""
    slot = born(S, key, -1, g, 1, normal_quantile(uniform(S, P_FIT, key, 0)))
    a, now = account_at(S, slot), S.now
    closes = NEVER
    if T.window >= 0:
        left = residual_quantile(
            law_of(T, T.window), uniform(S, P_WINDOW_LENGTH, key, 0), uniform(S, P_WINDOW_SHARE, key, 0)
        )
        closes = now + microseconds(left)
    open_deal(T, S, slot, 1, closes)
    number = choose(position_of(T, g * (T.n_stages + 1), T.n_stages + 1), uniform(S, P_PIPELINE_STAGE, key, 0))
    a.stage = number
    if number == T.n_stages:
        to_committee(T, S, slot, 1)
        go_on(T, S, slot, DO_MEET)
        return
    days = residual_quantile(
        law_of(T, stage_at(T, number).think),
        uniform(S, P_PIPELINE_LENGTH, key, 0),
        uniform(S, P_PIPELINE_SHARE, key, 0),
    )
    if wait(S, slot, now + microseconds(days), THINKING + number, THINKING_ON, number) == 1:
        go_on(T, S, slot, DO_THOUGHT)


@kernel
def cover(T, S, month):
    """How far the CSM team's hours of the coming month reach."""
    needed = 0.0
    customers = 0
    for g in range(T.n_segments):
        needed += segment_at(T, g).success_hours * book_at(S, g).customers
        customers += book_at(S, g).customers
    available = effective_at(T, T.csm * T.n_months + month) if T.csm >= 0 else 0.0
    S.coverage = coverage(needed, available)
    set_coverage_sum(S, month + 1, coverage_sum_at(S, month) + S.coverage)
    if needed > 0.0:
        post(S, COVERAGE, month, -1, -1, -1, 0, customers, S.coverage)


@kernel
def close_month(T, S, m):
    """Post the month's costs and close its books."""
    for c in range(T.n_channels):
        spent = spend_at(T, c * T.n_months + m)
        if spent != 0:
            post(S, SPENT, m, c, -1, -1, spent, 0, 0.0)
    for i in range(T.n_teams):
        paid = pay_at(T, i * T.n_months + m)
        if paid != 0:
            post(S, SALARY, m, -1, -1, i, paid, 0, 0.0)
    if month_at(T, m).programme != 0:
        post(S, PROGRAMME, m, -1, -1, -1, month_at(T, m).programme, 0, 0.0)
    if month_at(T, m).overhead != 0:
        post(S, OVERHEAD, m, -1, -1, -1, month_at(T, m).overhead, 0, 0.0)
    if month_at(T, m).other != 0:
        post(S, OTHER, m, -1, -1, -1, month_at(T, m).other, 0, 0.0)
    for g in range(T.n_segments):
        post(S, MONTH_CLOSED, m, -1, g, -1, book_at(S, g).mrr, book_at(S, g).customers, 0.0)
    if m + 1 < T.n_months:
        cover(T, S, m + 1)
    elif T.run_off == 1:
        for later in range(m + 1, T.n_ends):
            set_coverage_sum(S, later + 1, coverage_sum_at(S, later) + S.coverage)
    else:
        S.over = 1


@kernel
def candidate_count(T, S, c, day):
    """How many candidates a channel has on a day."""
    low, high = channel_at(T, c).candidates_from, channel_at(T, c).candidates_to
    u = uniform(S, P_CANDIDATES, channel_at(T, c).channel_key, day)
    return count_quantile(candidates_of(T, low, high - low), channel_at(T, c).first, u)


@kernel
def candidates(T, S, c, day):
    """Touch the candidates of a day that our spend reaches."""
    key, ceiling = channel_at(T, c).channel_key, channel_at(T, c).ceiling
    wanted = wanted_at(T, c * T.n_days + day)
    rate = min(wanted, ceiling)
    if wanted > ceiling:
        post(S, CLIPPED, 0, c, -1, -1, 0, 0, wanted)
    law = law_of(T, channel_at(T, c).delay)
    first = candidate_at(S, c)
    after = first + candidate_count(T, S, c, day)
    set_candidate(S, c, after)
    for ordinal in range(first, after):
        who = child_key(key, ordinal)
        if touches(rate, ceiling, uniform(S, P_ACCEPTANCE, who, 0)):
            touched = touch_time(day, uniform(S, P_TOUCH_TIME, who, 0))
            arrives = touched + microseconds(law_quantile(law, uniform(S, P_DELAY, who, 0)))
            if arrives < T.horizon:
                put(S, arrives, ARRIVAL, who, 0, ARRIVING, c, ordinal)
    if day < T.last_day:
        put(S, (day + 1) * DAY, CALENDAR, 2, c, CANDIDATES, c, day + 1)


@kernel
def arrive(T, S, key, c, ordinal):
    """A lead is there."""
    active = 1 if uniform(S, P_MODE, key, 0) < channel_at(T, c).active else 0
    g = choose(mix_of(T, c * T.n_segments, T.n_segments), uniform(S, P_SEGMENT, key, 0))
    slot = born(S, key, c, g, active, normal_quantile(uniform(S, P_FIT, key, 0)))
    a = account_at(S, slot)
    note(S, LEAD, a, active, -1, 0, ordinal, a.fit)
    if channel_at(T, c).fee != 0:
        note(S, FEE, a, 0, -1, channel_at(T, c).fee, 0, 0.0)
    return slot


@kept
def run(tables, spaces, margin):
    """Go on until the end (DONE) or until something is full; `margin` rows fit into what one event may write."""
    T, S = tables[0], spaces[0]
    if S.started < 0:
        S.started = 0
        open_books(T, S)
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
            # The agenda must have room for them all before the first is put on it.
            need += candidate_count(T, S, event_at(S, first).slot, event_at(S, first).more)
        if S.free_events + S.most_events - S.used_events < need:
            S.need = need
            return FULL_EVENTS
        S.now = heap_at(S, 0).time
        event = take(S)
        if S.due > 0:
            # Among many accounts, waiting for the next one to come from memory would take longer than its event.
            fetch_account(S, event_at(S, heap_at(S, 0).record).slot)
            for after in range(1, 5):
                fetch_event(S, heap_at(S, after).record)
        what, slot, more = event_at(S, event).what, event_at(S, event).slot, event_at(S, event).more
        if what == STEP:
            step(T, S, slot)
        elif what == TIMER:
            timer(S, slot, more)
        elif what == DISPATCHING:
            dispatch(T, S, slot, more)
        elif what == ARRIVING:
            born_ = arrive(T, S, event_at(S, event).entity, slot, more)
            if lead(T, S, born_):
                go_on(T, S, born_, 0)
        elif what == OCCASION:
            child = occasion(T, S, slot)
            if child >= 0 and lead(T, S, child):
                go_on(T, S, child, 0)
        elif what == CANDIDATES:
            candidates(T, S, slot, more)
        elif what == CLOSING_MONTH:
            close_month(T, S, more)
        else:
            person, joins = more // 2, more % 2
            post(S, JOINED if joins == 1 else LEFT, 0, -1, -1, slot, 0, person, 0.0)
            if joins == 1:
                give(T, S, slot, person)
            else:
                bench_at(S, slot * S.persons + person).left = 1
                free_remove(S, slot, person)
    return BROKEN if S.broken == 1 or S.rows > S.most_rows else DONE
