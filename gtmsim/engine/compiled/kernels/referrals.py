"""Whom a customer refers, as `reference.demand` tells it."""

from gtmsim.engine.agenda import ARRIVAL
from gtmsim.engine.compiled.constants import OCCASION, P_FIT, P_REFERRAL, P_REFERRAL_GAP
from gtmsim.engine.compiled.jit import compiled
from gtmsim.engine.compiled.kernels.accounts import born, release
from gtmsim.engine.compiled.kernels.agenda import put
from gtmsim.engine.compiled.kernels.columns import present
from gtmsim.engine.compiled.kernels.demand import note_lead
from gtmsim.engine.compiled.kernels.luck import U, child_key, uniform
from gtmsim.engine.compiled.kernels.rows import note
from gtmsim.engine.reference.world import REFERRAL
from gtmsim.machine.jit import kernel
from gtmsim.mechanisms.accounts import steps as accounts_steps
from gtmsim.mechanisms.buying_windows import steps as buying_windows_steps
from gtmsim.mechanisms.contacts import steps as contacts_steps
from gtmsim.mechanisms.enrichment import steps as enrichment_steps
from gtmsim.mechanisms.referrals import rules as referrals_rules
from gtmsim.mechanisms.referrals.rows import REFERRED
from gtmsim.mechanisms.success import rules as success_rules
from gtmsim.rules import calendar, maths

covered_share = compiled(success_rules.covered_share)
exponential_quantile = compiled(maths.exponential_quantile)
microseconds = compiled(calendar.microseconds)
normal_quantile = compiled(maths.normal_quantile)
readiness = compiled(referrals_rules.readiness)
refers = compiled(referrals_rules.refers)
REFERRAL_KEY = U(REFERRAL)
tell_fit = compiled(enrichment_steps.tell_fit)
fit_of = compiled(accounts_steps.fit_of)
is_free = compiled(accounts_steps.is_free)
needs = compiled(buying_windows_steps.needs)
of_visit = compiled(accounts_steps.of_visit)
take = compiled(accounts_steps.take)
tell_account = compiled(accounts_steps.tell_account)
tell_contact = compiled(contacts_steps.tell_contact)


@kernel
def begin_referring(w, a):
    """A customer's occasions to refer begin."""
    if present(w.inputs.referrals) and w.inputs.referrals.rate > 0.0:
        a.holds += 1
        a.occasions, a.occasion_at = 0, max(w.now, w.followed_since) if w.past else w.now
        next_occasion(w, a)


@kernel
def next_occasion(w, a):
    """Have the next occasion come, when there is one before the horizon."""
    u = uniform(w, P_REFERRAL_GAP, a.key, a.occasions)
    a.occasion_at += microseconds(exponential_quantile(u) / w.inputs.referrals.rate)
    if a.occasion_at < w.inputs.horizon:
        put(w, a.occasion_at, ARRIVAL, a.key, 1, OCCASION, a.slot, 0)
    else:
        release(w, a)


@kernel
def whom_it_knows(w, g, key):
    """Of the accounts that a customer thinks of the first in need: its number, or -1."""
    for attempt in range(w.inputs.referrals.knows):
        number = of_visit(w, g, key, attempt)
        if is_free(w, number) and needs(w, number, w.now):
            return number
    return -1


@kernel
def occasion(w, a):
    """Refer somebody, if the customer is one, has value and is willing: the new lead's slot, or -1."""
    if a.gone == 1:
        release(w, a)
        return -1
    child = -1
    willing = readiness(
        w.inputs.referrals.referring, float(w.inputs.referrals.reward), covered_share(a.attention, w.coverage)
    )
    # Before day 0 somebody else was there whenever a customer of day 0 was not there yet.
    live = a.live <= w.now or w.now < 0
    if a.mrr > 0 and live and refers(willing, uniform(w, P_REFERRAL, a.key, a.occasions)):
        key = child_key(child_key(a.key, REFERRAL_KEY), a.occasions)
        number = -1
        if present(w.inputs.accounts):
            number = whom_it_knows(w, a.segment, key)
            fit = fit_of(w, number) if number >= 0 else 0.0
        else:
            fit = normal_quantile(uniform(w, P_FIT, key, 0))
        if not present(w.inputs.accounts) or number >= 0:
            note(w, REFERRED, a, a.occasions, -1, 0, 0, 0.0)
            child = born(w, key, len(w.inputs.channels), a.segment, 1, fit)
            c = w.accounts[child]
            c.referred, c.trust = 1, w.inputs.referrals.trust
            if number >= 0:
                take(w, c, number)
            note_lead(w, c, a.occasions)
            tell_account(w, c)
            if present(w.inputs.people):
                tell_contact(w, c, 1)
            tell_fit(w, c)
    a.occasions += 1
    next_occasion(w, a)
    return child
