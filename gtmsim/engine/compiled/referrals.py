"""Whom a customer refers, as `reference.demand` tells it."""

from gtmsim.engine.agenda import ARRIVAL
from gtmsim.engine.compiled.accounts import born, release
from gtmsim.engine.compiled.agenda import put
from gtmsim.engine.compiled.companies import fit_of, is_free, needs, of_visit, take, tell_whom
from gtmsim.engine.compiled.constants import OCCASION, P_FIT, P_REFERRAL, P_REFERRAL_GAP
from gtmsim.engine.compiled.contacts import tell_contact
from gtmsim.engine.compiled.demand import note_lead
from gtmsim.engine.compiled.jit import compiled
from gtmsim.engine.compiled.luck import child_key, uniform
from gtmsim.engine.compiled.rows import note
from gtmsim.engine.compiled.seen import tell_seen
from gtmsim.engine.compiled.spaces import account_at
from gtmsim.machine.jit import kernel
from gtmsim.mechanisms.referrals.rows import REFERRED
from gtmsim.rules import calendar, maths, referral, success
from gtmsim.rules.referral import Referring

covered_share = compiled(success.covered_share)
exponential_quantile = compiled(maths.exponential_quantile)
microseconds = compiled(calendar.microseconds)
normal_quantile = compiled(maths.normal_quantile)
readiness = compiled(referral.readiness)
refers = compiled(referral.refers)


@kernel
def begin_referring(T, S, slot):
    """A customer's occasions to refer begin."""
    a = account_at(S, slot)
    if T.referrals == 1 and T.refer_rate > 0.0:
        a.holds += 1
        a.occasions, a.occasion_at = 0, max(S.now, T.followed) if T.past == 1 else S.now
        next_occasion(T, S, slot)


@kernel
def next_occasion(T, S, slot):
    """Have the next occasion come, when there is one before the horizon."""
    a = account_at(S, slot)
    u = uniform(S, P_REFERRAL_GAP, a.key, a.occasions)
    a.occasion_at += microseconds(exponential_quantile(u) / T.refer_rate)
    if a.occasion_at < T.horizon:
        put(S, a.occasion_at, ARRIVAL, a.key, 1, OCCASION, slot, 0)
    else:
        release(S, slot)


@kernel
def whom_it_knows(T, S, g, key):
    """Of the accounts that a customer thinks of the first in need: its number, or -1."""
    for attempt in range(T.knows):
        number = of_visit(T, S, g, key, attempt)
        if is_free(S, number) and needs(T, S, number, S.now):
            return number
    return -1


@kernel
def occasion(T, S, slot):
    """Refer somebody, if the customer is one, has value and is willing: the new lead's slot, or -1."""
    a = account_at(S, slot)
    if a.gone == 1:
        release(S, slot)
        return -1
    child = -1
    referring = Referring(T.unrewarded, T.half_reward, T.needs_coverage)
    willing = readiness(referring, float(T.reward), covered_share(a.attention, S.coverage))
    # Before day 0 somebody else was there whenever a customer of day 0 was not there yet.
    live = a.live <= S.now or S.now < 0
    if a.mrr > 0 and live and refers(willing, uniform(S, P_REFERRAL, a.key, a.occasions)):
        key = child_key(child_key(a.key, T.referral_key), a.occasions)
        number = -1
        if T.lists == 1:
            number = whom_it_knows(T, S, a.segment, key)
            fit = fit_of(T, S, number) if number >= 0 else 0.0
        else:
            fit = normal_quantile(uniform(S, P_FIT, key, 0))
        if T.lists == 0 or number >= 0:
            note(S, REFERRED, a, a.occasions, -1, 0, 0, 0.0)
            child = born(S, key, T.n_channels, a.segment, 1, fit)
            c = account_at(S, child)
            c.referred, c.trust = 1, T.trust
            if number >= 0:
                take(T, S, child, number)
            note_lead(T, S, child, a.occasions)
            tell_whom(T, S, child)
            if T.people == 1:
                tell_contact(T, S, child, 1)
            tell_seen(T, S, c)
    a.occasions += 1
    next_occasion(T, S, slot)
    return child
