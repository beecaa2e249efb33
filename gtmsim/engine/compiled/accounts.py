"""Room for an account, what it is subject to, and its waits that no team ends."""

from gtmsim.engine.agenda import ARRIVAL, COMPLETION, GIVE_UP
from gtmsim.engine.compiled.agenda import put
from gtmsim.engine.compiled.constants import BEFORE, BEGINNING, BIRTH, BREAKING_OFF, NOBODY, STEP
from gtmsim.engine.compiled.jit import compiled
from gtmsim.engine.compiled.luck import child_key
from gtmsim.engine.compiled.rows import note
from gtmsim.engine.compiled.spaces import (
    account_at,
    company_at,
    company_of,
    free_account_at,
    pipeline_at,
    set_company_of,
    set_free_account,
)
from gtmsim.engine.compiled.world import handling_at, law_at, role_at, starts_of
from gtmsim.engine.reference.tasks import CLOSING
from gtmsim.engine.reference.world import BORN, MOST_DEALS
from gtmsim.machine.jit import kernel
from gtmsim.mechanisms.selling.rows import NO_DECISION
from gtmsim.rules import calendar
from gtmsim.rules.calendar import DAY
from gtmsim.rules.chance import Law
from gtmsim.rules.committee import Role
from gtmsim.rules.community import LIST_LEVEL
from gtmsim.rules.qualification import Handling

month_of = compiled(calendar.month_of)


@kernel
def law_of(T, number):
    """A law by its number."""
    return Law(law_at(T, number).form, law_at(T, number).location, law_at(T, number).sigma)


@kernel
def handling_of(T, a):
    """How leads like this one fare."""
    m = a.active
    return Handling(
        handling_at(T, m).screened, handling_at(T, m).qualified, handling_at(T, m).half_life, handling_at(T, m).floor
    )


@kernel
def role_of(T, r):
    """A role by its row."""
    return Role(
        role_at(T, r).chance,
        role_at(T, r).weight,
        role_at(T, r).veto,
        role_at(T, r).base_logit,
        role_at(T, r).price,
        role_at(T, r).fit,
        role_at(T, r).proof,
        role_at(T, r).relationship,
        role_at(T, r).decides,
    )


@kernel
def today(T, S):
    """Day of the plan, at least its first and at most its last."""
    return max(0, min(S.now // DAY - T.first_day, T.last_day))


@kernel
def month_index(T, time):
    """Month index of an instant, 0 for all before day 0."""
    return max(0, month_of(starts_of(T, 0, T.n_starts), time) - T.before)


@kernel
def born(S, key, channel, segment, active, fit):
    """Room for a new account: its slot."""
    if S.free_accounts > 0:
        S.free_accounts -= 1
        slot = free_account_at(S, S.free_accounts)
    else:
        slot = S.used_accounts
        S.used_accounts += 1
        if slot >= S.most_accounts:
            S.broken, slot = 1, 0
    a = account_at(S, slot)
    a.key, a.channel, a.segment, a.active, a.fit = key, channel, segment, active, fit
    a.trust, a.waited, a.mrr, a.gone, a.referred, a.holds = 0.0, 0.0, 0, 0, 0, 1
    a.score, a.rounds, a.attention, a.touch, a.level, a.member = 0.0, 0, 1.0, BEFORE, LIST_LEVEL, 0
    a.deviates, a.told = -1, 0
    a.token, a.phase, a.stage, a.person, a.first = -1, BEGINNING, 0, NOBODY, slot * S.seats
    a.contact = -1
    set_company_of(S, slot, -1)
    return slot


@kernel
def part(S, slot, cool):
    """Let an account of the market go; after a deal or a contract (`cool` 1) it does not come again for some time."""
    number = company_of(S, slot)
    if number >= 0:
        company_at(S, number).free = S.now + cool * S.cool_down


@kernel
def lose(S, slot, kind, sub):
    """A deal ends without a sale; its room is to be released."""
    note(S, kind, account_at(S, slot), sub, -1, 0, 0, 0.0)
    part(S, slot, 1)
    leave_place(S, slot)


@kernel
def leave_place(S, slot):
    """Before day 0 the next deal takes a place in the pipeline when one has left it."""
    a = account_at(S, slot)
    if S.now >= 0 or a.found == 0:
        return
    place = pipeline_at(S, a.place)
    place.slot = -1
    place.count += 1
    if place.count < MOST_DEALS:
        put(S, S.now, ARRIVAL, child_key(place.key, place.count), BORN, BIRTH, a.place, 0)


@kernel
def release(S, slot):
    """One of the two things that need an account's room is over; the room is free when both are."""
    a = account_at(S, slot)
    a.holds -= 1
    if a.holds == 0:
        a.token = -1
        set_free_account(S, S.free_accounts, slot)
        S.free_accounts += 1


@kernel
def wait(S, slot, until, about, phase, undecided):
    """Let time pass: 0 the account waits, 1 no time has to pass, 2 the window has closed already."""
    a, now = account_at(S, slot), S.now
    if until > a.closes:
        if a.closes > now:
            a.stage = undecided
            a.phase = BREAKING_OFF
            put(S, a.closes, GIVE_UP, a.key, CLOSING, STEP, slot, 0)
            return 0
        lose(S, slot, NO_DECISION, undecided)
        release(S, slot)
        return 2
    a.phase = phase
    if until > now:
        put(S, until, COMPLETION, a.key, about, STEP, slot, 0)
        return 0
    return 1
