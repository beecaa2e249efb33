"""Day 0, the months and their books, as `reference.firm` tells it."""

from gtmsim.engine.agenda import CALENDAR
from gtmsim.engine.compiled.accounts import born
from gtmsim.engine.compiled.agenda import put
from gtmsim.engine.compiled.brand import brand_moves, open_brand
from gtmsim.engine.compiled.community import gather, hours_of_segment
from gtmsim.engine.compiled.companies import at, fit_of, named_key, take, tell_whom
from gtmsim.engine.compiled.constants import (
    CLOSING_MONTH,
    OLDEST,
    P_OPENING_AGE,
    P_OPENING_PHASE,
    P_PROPENSITY,
    P_VALUE,
    STAFF,
)
from gtmsim.engine.compiled.contacts import tell_contact
from gtmsim.engine.compiled.customer import billed_before, join, next_wait, subscribe
from gtmsim.engine.compiled.jit import compiled
from gtmsim.engine.compiled.luck import child_key, uniform
from gtmsim.engine.compiled.referrals import begin_referring
from gtmsim.engine.compiled.review import join as join_team
from gtmsim.engine.compiled.review import leave, more_hours, more_pay, review
from gtmsim.engine.compiled.rows import post
from gtmsim.engine.compiled.spaces import (
    account_at,
    book_at,
    coverage_sum_at,
    month_of_channel_at,
    set_coverage_sum,
)
from gtmsim.engine.compiled.teams import free_push
from gtmsim.engine.compiled.world import (
    community_at,
    effective_at,
    month_at,
    month_end_at,
    pay_at,
    person_at,
    quantile_p_of,
    quantile_v_of,
    segment_at,
    spend_at,
    start_at,
    starts_of,
    team_at,
)
from gtmsim.journal.rows import MONTH_CLOSED
from gtmsim.machine.jit import kernel
from gtmsim.mechanisms.channels.rows import CHANNEL_SPEND
from gtmsim.mechanisms.community.rows import COMMUNITY_COST
from gtmsim.mechanisms.money.rows import OTHER_OPEX, OVERHEAD, PROGRAMME
from gtmsim.mechanisms.staff.rows import SALARY
from gtmsim.mechanisms.subscription.rows import OPENING_CUSTOMER
from gtmsim.mechanisms.success.rows import CSM_COVERAGE
from gtmsim.rules import calendar, chance, maths, selling, subscription, success
from gtmsim.rules.calendar import DAY
from gtmsim.rules.chance import Table

annual_price = compiled(selling.annual_price)
coverage = compiled(success.coverage)
equilibrium_terms = compiled(subscription.equilibrium_terms)
exp = compiled(maths.exp)
months_after = compiled(calendar.months_after)
over_term = compiled(subscription.over_term)
table_quantile = compiled(chance.table_quantile)


@kernel
def open_books(T, S):
    """Day 0: the customers, the people, the months to close, and what is under way."""
    open_brand(T, S)
    if S.first_day == 0:
        seat_people(T, S)
        for slot in range(take_customers(T, S)):
            found_customer(T, S, slot)
            begin_referring(T, S, slot)
    else:
        for slot in range(S.started):
            found_customer(T, S, slot)
    change_staff(T, S)
    gather(T, S, 0)
    cover(T, S, 0)
    for m in range(T.n_months):
        put(S, month_end_at(T, m + 1), CALENDAR, 0, 0, CLOSING_MONTH, 0, m)
    for slot in range(S.started):
        subscribe(T, S, slot, 1)
        next_wait(T, S, slot)


@kernel
def seat_people(T, S):
    """Those whom day 0 finds are free."""
    for i in range(T.n_teams):
        for p in range(team_at(T, i).persons_from, team_at(T, i).persons_to):
            if person_at(T, p).hired == 0:
                free_push(S, i, p - team_at(T, i).persons_from)


@kernel
def take_customers(T, S):
    """Those whom day 0 finds are taken before anybody else is met, each in the slot of its number: how many."""
    for g in range(T.n_segments):
        for k in range(segment_at(T, g).customers):
            found(T, S, g, child_key(segment_at(T, g).customer_key, k), k)
            S.started += 1
    return S.started


@kernel
def change_staff(T, S):
    """Whom the plan hires and lets go on day 0 comes and goes; put those on the calendar who do so later."""
    for i in range(T.n_teams):
        for p in range(team_at(T, i).persons_from, team_at(T, i).persons_to):
            one, person = person_at(T, p), p - team_at(T, i).persons_from
            if one.hired == 1 and one.start == 0:
                join_team(T, S, i, person)
            elif 0 < one.start < T.horizon:
                put(S, one.start, CALENDAR, 1, (i << 20) + 2 * person + 1, STAFF, i, 2 * person + 1)
            if one.end == 0:
                leave(S, i, person, -1, -1)
            elif 0 < one.end < T.horizon:
                put(S, one.end, CALENDAR, 1, (i << 20) + 2 * person, STAFF, i, 2 * person)


@kernel
def found(T, S, g, key, place):
    """Somebody found on day 0; where accounts are listed, one who stands at the head of the list."""
    slot = born(S, key, -1, g, 1, 0.0)
    if T.lists == 1:
        number = at(T, S, g, place)
        take(T, S, slot, number)
        account_at(S, slot).fit = fit_of(T, S, number)
    return slot


@kernel
def found_customer(T, S, slot):
    """A customer found alive: its propensity, its age and its place in the running contract from equilibrium."""
    a = account_at(S, slot)
    g, name = a.segment, named_key(S, slot)
    low, high, term = segment_at(T, g).found_from, segment_at(T, g).found_to, segment_at(T, g).found_term
    leaving = table_quantile(
        Table(quantile_p_of(T, low, high - low), quantile_v_of(T, low, high - low)), uniform(S, P_PROPENSITY, name, 0)
    )
    survival = (1.0 - over_term(leaving, term)) * exp(-segment_at(T, g).failure * 365.25 * term / 12.0, 0.0)
    terms = equilibrium_terms(survival, max(1, OLDEST // term), uniform(S, P_OPENING_AGE, a.key, 0))
    running = int(uniform(S, P_OPENING_PHASE, a.key, 0) * -start_at(T, T.before - term))
    luck = uniform(S, P_VALUE, name, 0)
    mrr = annual_price(segment_at(T, g).median, segment_at(T, g).sigma, T.found_price, luck) // 12
    a.live = -running
    age = -months_after(starts_of(T, 0, T.n_starts), -running, -terms * term)
    a.mrr, a.attention, a.level = 0, 1.0, T.found_level
    join(T, S, OPENING_CUSTOMER, a, mrr, age / DAY, terms)
    tell_whom(T, S, slot)
    if T.people == 1:
        tell_contact(T, S, slot, 0)
    a.began = a.term_start = -running
    a.months, a.term, a.renewals, a.leaving, a.invoiced, a.served = 0, term, terms, leaving, 0, 0
    a.aged = terms * term
    billed_before(T, a)


@kernel
def cover(T, S, month):
    """How far the CSM team's hours of the coming month reach."""
    needed = S.saving_hours
    S.saving_hours = 0.0
    customers = 0
    for g in range(T.n_segments):
        hours = segment_at(T, g).success_hours * month_at(T, month).asked * book_at(S, g).attention
        needed += hours_of_segment(T, S, hours, g)
        customers += book_at(S, g).customers
    if T.grouped == 1:
        needed += community_at(T, 0).hours * S.members
    available = 0.0
    if T.csm >= 0:
        available = effective_at(T, T.csm * T.n_months + month) + more_hours(T, S, T.csm, month, 1)
    S.needed = needed
    S.coverage = coverage(needed, available)
    set_coverage_sum(S, month + 1, coverage_sum_at(S, month) + S.coverage)
    if needed > 0.0:
        post(S, CSM_COVERAGE, month, -1, -1, -1, 0, customers, S.coverage)


@kernel
def close_month(T, S, m):
    """Post the month's costs and close its books."""
    for c in range(T.n_channels):
        spent = spend_at(T, c * T.n_months + m)
        if T.shifts == 1:
            spent = month_of_channel_at(S, c * T.n_months + m).spent
        if spent != 0:
            post(S, CHANNEL_SPEND, m, c, -1, -1, spent, 0, 0.0)
    for i in range(T.n_teams):
        paid = pay_at(T, i * T.n_months + m) + more_pay(T, S, i, m)
        if paid != 0:
            post(S, SALARY, m, -1, -1, i, paid, 0, 0.0)
    if month_at(T, m).programme != 0:
        post(S, PROGRAMME, m, -1, -1, -1, month_at(T, m).programme, 0, 0.0)
    if month_at(T, m).overhead != 0:
        post(S, OVERHEAD, m, -1, -1, -1, month_at(T, m).overhead, 0, 0.0)
    if month_at(T, m).other != 0:
        post(S, OTHER_OPEX, m, -1, -1, -1, month_at(T, m).other, 0, 0.0)
    if month_at(T, m).hosting != 0:
        post(S, COMMUNITY_COST, m, -1, -1, -1, month_at(T, m).hosting, 0, 0.0)
    brand_moves(T, S, m)
    for g in range(T.n_segments):
        post(S, MONTH_CLOSED, m, -1, g, -1, book_at(S, g).mrr, book_at(S, g).customers, 0.0)
    S.closed = m + 1
    if m + 1 < T.n_months:
        review(T, S, m + 1)
        gather(T, S, m + 1)
        cover(T, S, m + 1)
    elif T.run_off == 1:
        S.informed = 0.0
        for later in range(m + 1, T.n_ends):
            set_coverage_sum(S, later + 1, coverage_sum_at(S, later) + S.coverage)
    else:
        S.over = 1
