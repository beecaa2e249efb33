"""Day 0, the months and their books, as `reference.firm` tells it."""

from gtmsim.engine.agenda import CALENDAR
from gtmsim.engine.compiled.constants import (
    CLOSING_MONTH,
    OLDEST,
    P_OPENING_AGE,
    P_OPENING_PHASE,
    P_PROPENSITY,
    P_VALUE,
    STAFF,
)
from gtmsim.engine.compiled.jit import compiled
from gtmsim.engine.compiled.kernels.accounts import born
from gtmsim.engine.compiled.kernels.agenda import put
from gtmsim.engine.compiled.kernels.columns import present
from gtmsim.engine.compiled.kernels.customer import join, next_wait, subscribe
from gtmsim.engine.compiled.kernels.luck import child_key, uniform
from gtmsim.engine.compiled.kernels.referrals import begin_referring
from gtmsim.engine.compiled.kernels.review import join as join_team
from gtmsim.engine.compiled.kernels.review import leave, more_hours, more_pay, review
from gtmsim.engine.compiled.kernels.rows import post
from gtmsim.engine.compiled.kernels.teams import free_push
from gtmsim.journal.rows import MONTH_CLOSED
from gtmsim.machine.jit import kernel
from gtmsim.mechanisms.accounts import steps as accounts_steps
from gtmsim.mechanisms.brand import steps as brand_steps
from gtmsim.mechanisms.channels.rows import CHANNEL_SPEND
from gtmsim.mechanisms.community import steps as community_steps
from gtmsim.mechanisms.community.rows import COMMUNITY_COST
from gtmsim.mechanisms.contacts import steps as contacts_steps
from gtmsim.mechanisms.money.rows import OTHER_OPEX, OVERHEAD, PROGRAMME
from gtmsim.mechanisms.selling import rules as selling_rules
from gtmsim.mechanisms.staff.rows import SALARY
from gtmsim.mechanisms.subscription import rules as subscription_rules
from gtmsim.mechanisms.subscription import steps as subscription_steps
from gtmsim.mechanisms.subscription.rows import OPENING_CUSTOMER
from gtmsim.mechanisms.success import rules as success_rules
from gtmsim.mechanisms.success.rows import CSM_COVERAGE
from gtmsim.rules import calendar, chance, maths
from gtmsim.rules.calendar import DAY

annual_price = compiled(selling_rules.annual_price)
coverage = compiled(success_rules.coverage)
equilibrium_terms = compiled(subscription_rules.equilibrium_terms)
exp = compiled(maths.exp)
months_after = compiled(calendar.months_after)
billed_before = compiled(subscription_steps.billed_before)
over_term = compiled(subscription_rules.over_term)
table_quantile = compiled(chance.table_quantile)
brand_moves = compiled(brand_steps.brand_moves)
open_brand = compiled(brand_steps.open_brand)
gather = compiled(community_steps.gather)
hours_of_segment = compiled(community_steps.hours_of_segment)
at = compiled(accounts_steps.at)
fit_of = compiled(accounts_steps.fit_of)
luck_key = compiled(accounts_steps.luck_key)
take = compiled(accounts_steps.take)
tell_account = compiled(accounts_steps.tell_account)
tell_contact = compiled(contacts_steps.tell_contact)


@kernel
def open_books(w):
    """Day 0: the customers, the people, the months to close, and what is under way."""
    open_brand(w)
    if w.first_day == 0:
        seat_people(w)
        for slot in range(take_customers(w)):
            found_customer(w, w.accounts[slot])
            begin_referring(w, w.accounts[slot])
    else:
        for slot in range(w.started):
            found_customer(w, w.accounts[slot])
    change_staff(w)
    gather(w, 0)
    cover(w, 0)
    for m in range(w.inputs.n_months):
        put(w, w.inputs.months[m + 1], CALENDAR, 0, 0, CLOSING_MONTH, 0, m)
    for slot in range(w.started):
        subscribe(w, w.accounts[slot], 1)
        next_wait(w, w.accounts[slot])


@kernel
def seat_people(w):
    """Those whom day 0 finds are free."""
    for i in range(len(w.inputs.teams)):
        for p in range(len(w.inputs.teams[i].persons)):
            if not w.inputs.teams[i].persons[p].hired:
                free_push(w, i, p)


@kernel
def take_customers(w):
    """Those whom day 0 finds are taken before anybody else is met, each in the slot of its number: how many."""
    for g in range(len(w.inputs.segments)):
        for k in range(w.inputs.segments[g].customers):
            found(w, g, child_key(w.inputs.segments[g].customer_key, k), k)
            w.started += 1
    return w.started


@kernel
def change_staff(w):
    """Whom the plan hires and lets go on day 0 comes and goes; put those on the calendar who do so later."""
    for i in range(len(w.inputs.teams)):
        for person in range(len(w.inputs.teams[i].persons)):
            one = w.inputs.teams[i].persons[person]
            if one.hired and one.start == 0:
                join_team(w, i, person)
            elif 0 < one.start < w.inputs.horizon:
                put(w, one.start, CALENDAR, 1, (i << 20) + 2 * person + 1, STAFF, i, 2 * person + 1)
            if one.end == 0:
                leave(w, i, person, -1, -1)
            elif 0 < one.end < w.inputs.horizon:
                put(w, one.end, CALENDAR, 1, (i << 20) + 2 * person, STAFF, i, 2 * person)


@kernel
def found(w, g, key, place):
    """Somebody found on day 0; where accounts are listed, one who stands at the head of the list."""
    slot = born(w, key, -1, g, 1, 0.0)
    if present(w.inputs.accounts):
        number = at(w, g, place)
        take(w, w.accounts[slot], number)
        w.accounts[slot].fit = fit_of(w, number)
    return slot


@kernel
def found_customer(w, a):
    """A customer found alive: its propensity, its age and its place in the running contract from equilibrium."""
    g, name = a.segment, luck_key(w, a)
    term = w.inputs.segments[g].found_term
    leaving = table_quantile(w.inputs.segments[g].found, uniform(w, P_PROPENSITY, name, 0))
    survival = (1.0 - over_term(leaving, term)) * exp(-w.inputs.segments[g].failure * 365.25 * term / 12.0, 0.0)
    terms = equilibrium_terms(survival, max(1, OLDEST // term), uniform(w, P_OPENING_AGE, a.key, 0))
    running = int(uniform(w, P_OPENING_PHASE, a.key, 0) * -w.inputs.starts[w.inputs.before - term])
    luck = uniform(w, P_VALUE, name, 0)
    mrr = annual_price(w.inputs.segments[g].median, w.inputs.segments[g].sigma, w.inputs.found_price, luck) // 12
    a.live = -running
    age = -months_after(w.inputs.starts, -running, -terms * term)
    a.mrr, a.attention, a.level = 0, 1.0, w.inputs.found_level
    join(w, OPENING_CUSTOMER, a, mrr, age / DAY, terms)
    tell_account(w, a)
    if present(w.inputs.people):
        tell_contact(w, a, 0)
    a.began = a.term_start = -running
    a.months, a.term, a.renewals, a.leaving, a.invoiced, a.served = 0, term, terms, leaving, 0, 0
    a.aged = terms * term
    billed_before(w, a)


@kernel
def asked(w, month):
    """Share of the success hours that content leaves."""
    return 1.0 - w.inputs.self_served[month] if len(w.inputs.self_served) > 0 else 1.0


@kernel
def cover(w, month):
    """How far the CSM team's hours of the coming month reach."""
    needed = w.saving_hours
    w.saving_hours = 0.0
    customers = 0
    for g in range(len(w.inputs.segments)):
        hours = w.inputs.segments[g].success_hours * asked(w, month) * w.books[g].attention
        needed += hours_of_segment(w, hours, g)
        customers += w.books[g].customers
    if present(w.inputs.community):
        needed += w.inputs.community.hours * w.members
    available = 0.0
    if w.inputs.csm >= 0:
        available = w.inputs.teams[w.inputs.csm].effective_hours[month] + more_hours(w, w.inputs.csm, month, 1)
    w.needed = needed
    w.coverage = coverage(needed, available)
    w.coverage_sums[month + 1] = w.coverage_sums[month] + w.coverage
    if needed > 0.0:
        post(w, CSM_COVERAGE, month, -1, -1, -1, 0, customers, w.coverage)


@kernel
def close_month(w, m):
    """Post the month's costs and close its books."""
    for c in range(len(w.inputs.channels)):
        spent = w.inputs.channels[c].monthly_spend[m]
        if w.inputs.shifts:
            spent = w.channel_months[c * w.inputs.n_months + m].spent
        if spent != 0:
            post(w, CHANNEL_SPEND, m, c, -1, -1, spent, 0, 0.0)
    for i in range(len(w.inputs.teams)):
        paid = w.inputs.teams[i].monthly_pay[m] + more_pay(w, i, m)
        if paid != 0:
            post(w, SALARY, m, -1, -1, i, paid, 0, 0.0)
    if w.inputs.programme[m] != 0:
        post(w, PROGRAMME, m, -1, -1, -1, w.inputs.programme[m], 0, 0.0)
    if w.inputs.overhead[m] != 0:
        post(w, OVERHEAD, m, -1, -1, -1, w.inputs.overhead[m], 0, 0.0)
    if w.inputs.other[m] != 0:
        post(w, OTHER_OPEX, m, -1, -1, -1, w.inputs.other[m], 0, 0.0)
    if present(w.inputs.community) and w.inputs.community.cost[m] != 0:
        post(w, COMMUNITY_COST, m, -1, -1, -1, w.inputs.community.cost[m], 0, 0.0)
    brand_moves(w, m)
    for g in range(len(w.inputs.segments)):
        post(w, MONTH_CLOSED, m, -1, g, -1, w.books[g].mrr, w.books[g].customers, 0.0)
    w.closed = m + 1
    if m + 1 < w.inputs.n_months:
        review(w, m + 1)
        gather(w, m + 1)
        cover(w, m + 1)
    elif w.inputs.run_off:
        w.informed = 0.0
        for later in range(m + 1, len(w.inputs.months)):
            w.coverage_sums[later + 1] = w.coverage_sums[later] + w.coverage
    else:
        w.over = 1
