"""Day 0, the months and their books, as `reference.firm` tells it."""

from gtmsim.engine.agenda import CALENDAR
from gtmsim.engine.compiled.constants import CLOSING_MONTH
from gtmsim.engine.compiled.kernels.accounts import born
from gtmsim.engine.compiled.kernels.agenda import put
from gtmsim.engine.compiled.kernels.columns import present
from gtmsim.engine.compiled.kernels.customer import next_wait, subscribe
from gtmsim.engine.compiled.kernels.luck import child_key
from gtmsim.engine.compiled.kernels.people import begins, closing, later
from gtmsim.engine.compiled.kernels.referrals import begin_referring
from gtmsim.engine.compiled.kernels.staffing import join as join_team
from gtmsim.engine.compiled.kernels.staffing import leave
from gtmsim.engine.compiled.kernels.teams import free_push
from gtmsim.engine.compiled.stepping import kernel
from gtmsim.mechanisms.absence.steps import await_absence
from gtmsim.mechanisms.accounts.steps import at, fit_of, take
from gtmsim.mechanisms.attrition.steps import await_resignation
from gtmsim.mechanisms.brand.steps import open_brand
from gtmsim.mechanisms.cash_policy.steps import open_cash_policy
from gtmsim.mechanisms.collection.steps import find_owing
from gtmsim.mechanisms.community.steps import gather
from gtmsim.mechanisms.funding.steps import await_funding
from gtmsim.mechanisms.internal_promotion.candidates import promotes
from gtmsim.mechanisms.internal_promotion.steps import await_openings
from gtmsim.mechanisms.money.steps import open_cash
from gtmsim.mechanisms.productivity.steps import tell_productivity
from gtmsim.mechanisms.recruiting.steps import open_positions
from gtmsim.mechanisms.subscription.steps import found_customer
from gtmsim.mechanisms.success.steps import cover


@kernel
def open_books(w):
    """Day 0: the customers, the people, the months to close, and what is under way."""
    open_brand(w)
    open_cash(w)
    if w.first_day == 0:
        seat_people(w)
        for slot in range(take_customers(w)):
            found_customer(w, w.accounts[slot], w.accounts[slot])
            find_owing(w, w.accounts[slot], w.accounts[slot])
            begin_referring(w, w.accounts[slot])
    else:
        for slot in range(w.started):
            found_customer(w, w.accounts[slot], w.accounts[slot])
            find_owing(w, w.accounts[slot], w.accounts[slot])
    change_staff(w)
    gather(w, 0)
    cover(w, 0)
    await_funding(w)
    open_cash_policy(w)
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
        open_positions(w, i)
        await_openings(w, i)
        for person in range(len(w.inputs.teams[i].persons)):
            await_resignation(w, i, person)
            hired, start, closes = w.inputs.teams[i].persons[person].hired, begins(w, i, person), closing(w, i, person)
            if not hired:
                tell_productivity(w, i, person)
            if hired and start == 0 and not promotes(w, i):
                join_team(w, i, person)
            elif hired and start < w.inputs.horizon:
                later(w, i, person, 1, start)
            if closes == 0:
                leave(w, i, person)
            elif not hired:
                await_absence(w, i, person)
            if 0 < closes < w.inputs.horizon:
                later(w, i, person, 0, closes)


@kernel
def found(w, g, key, place):
    """Somebody found on day 0; where accounts are listed, one who stands at the head of the list."""
    slot = born(w, key, -1, g, 1, 0.0)
    if present(w.inputs.accounts):
        number = at(w, g, place)
        take(w, w.accounts[slot], number)
        w.accounts[slot].fit = fit_of(w, number)
    return slot
