"""Room for an account, what it is subject to, and its waits that no team ends."""

from numba.core import cgutils, types
from numba.extending import intrinsic

from gtmsim.engine.agenda import ARRIVAL, CALENDAR, COMPLETION, GIVE_UP
from gtmsim.engine.compiled.constants import BEGINNING, BIRTH, BREAKING_OFF, FUNDING, NEVER, NOBODY, SETTLING, STEP
from gtmsim.engine.compiled.jit import kernel
from gtmsim.engine.compiled.kernels.agenda import put
from gtmsim.engine.compiled.kernels.columns import INTERPRETED
from gtmsim.engine.compiled.kernels.luck import child_key
from gtmsim.engine.compiled.kernels.rows import note
from gtmsim.engine.compiled.kernels.teams import close_deal
from gtmsim.engine.reference.tasks import CLOSING
from gtmsim.engine.reference.world import BORN, MONEY, MOST_DEALS, SETTLEMENT
from gtmsim.engine.state import BLANK
from gtmsim.mechanisms.accounts.steps import let_go
from gtmsim.mechanisms.community.rules import LIST_LEVEL
from gtmsim.mechanisms.selling.rows import NO_DECISION
from gtmsim.rules.calendar import DAY, month_of


@intrinsic
def _blank(_context, account):
    """The act (account): it remembers nothing of any mechanism."""

    def generate(context, builder, sig, args):
        for name, value in BLANK:
            kind = account.typeof(name)
            place = cgutils.get_record_member(builder, args[0], account.offset(name), context.get_data_type(kind))
            context.pack_value(builder, kind, context.get_constant(kind, value), place, align=1)
        return context.get_dummy_value()

    return types.void(account), generate


def _blank_plainly(account):
    for name, value in BLANK:
        setattr(account, name, value)


blank = _blank_plainly if INTERPRETED else _blank


@kernel
def today(w):
    """Day of the plan, at least its first and at most its last."""
    return max(0, min(w.now // DAY - w.inputs.first_day, w.inputs.last_day))


@kernel
def month_index(w, time):
    """Month index of an instant, 0 for all before day 0."""
    return max(0, month_of(w.inputs.starts, time) - w.inputs.before)


@kernel
def born(w, key, channel, segment, active, fit):
    """Room for a new account: its slot."""
    if w.free_accounts > 0:
        w.free_accounts -= 1
        slot = w.free_account[w.free_accounts]
    else:
        slot = w.used_accounts
        w.used_accounts += 1
        if slot >= w.most_accounts:
            w.broken, slot = 1, 0
    a = w.accounts[slot]
    a.key, a.channel, a.segment, a.active, a.fit = key, channel, segment, active, fit
    a.trust, a.waited, a.mrr, a.gone, a.referred, a.holds = 0.0, 0.0, 0, 0, 0, 1
    a.score, a.rounds, a.attention, a.level, a.member = 0.0, 0, 1.0, LIST_LEVEL, 0
    a.told, a.agreed = 0, 0
    blank(a)
    a.token, a.phase, a.stage, a.person, a.slot, a.company = -1, BEGINNING, 0, NOBODY, slot, -1
    a.contact = -1
    return slot


@kernel
def lose(w, a, kind, detail):
    """A deal ends without a sale; its room is to be released."""
    note(w, kind, a, detail, -1, 0, 0, 0.0)
    let_go(w, a, 1)
    close_deal(w, a)
    leave_place(w, a)


@kernel
def leave_place(w, a):
    """Before day 0 the next deal takes a place in the pipeline when one has left it."""
    if w.now >= 0 or a.found == 0:
        return
    place = w.places[a.place]
    place.slot = -1
    place.count += 1
    if a.company >= 0:
        w.companies[a.company].free = NEVER  # for the next deal
    if place.count < MOST_DEALS:
        put(w, w.now, ARRIVAL, child_key(place.key, place.count), BORN, BIRTH, a.place, 0)


@kernel
def release(w, a):
    """One of the things that need an account's room is over; the room is free when all are."""
    a.holds -= 1
    if a.holds == 0:
        a.token = -1
        w.free_account[w.free_accounts] = a.slot
        w.free_accounts += 1


@kernel
def settle_on(w, a, contract, when, code, amount):
    """Have a bill reminded of or settled at an instant; until then its account needs its room."""
    a.holds += 1
    put(w, when, COMPLETION, a.key, SETTLEMENT + code, SETTLING, a.slot, amount)


@kernel
def fund_on(w, when, code):
    """Have money come in or go back on a day."""
    put(w, when, CALENDAR, MONEY, code, FUNDING, 0, code)


@kernel
def wait(w, a, until, about, phase, undecided):
    """Let time pass: 0 the account waits, 1 no time has to pass, 2 the window has closed already."""
    now = w.now
    if until > a.closes:
        if a.closes > now:
            a.stage = undecided
            a.phase = BREAKING_OFF
            put(w, a.closes, GIVE_UP, a.key, CLOSING, STEP, a.slot, 0)
            return 0
        lose(w, a, NO_DECISION, undecided)
        release(w, a)
        return 2
    a.phase = phase
    if until > now:
        put(w, until, COMPLETION, a.key, about, STEP, a.slot, 0)
        return 0
    return 1
