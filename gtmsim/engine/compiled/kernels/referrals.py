"""Whom a customer refers, as `reference.demand` tells it."""

from gtmsim.engine.agenda import ARRIVAL
from gtmsim.engine.compiled.constants import OCCASION, P_FIT
from gtmsim.engine.compiled.kernels.accounts import born, release
from gtmsim.engine.compiled.kernels.agenda import put
from gtmsim.engine.compiled.kernels.columns import present
from gtmsim.engine.compiled.kernels.demand import note_lead
from gtmsim.engine.compiled.kernels.luck import U, child_key, uniform
from gtmsim.engine.compiled.kernels.rows import note
from gtmsim.engine.compiled.stepping import kernel
from gtmsim.engine.reference.world import REFERRAL
from gtmsim.mechanisms.accounts.steps import fit_of, take, tell_account
from gtmsim.mechanisms.contacts.steps import tell_contact
from gtmsim.mechanisms.enrichment.steps import tell_fit
from gtmsim.mechanisms.referrals.rows import REFERRED
from gtmsim.mechanisms.referrals.steps import until_the_next, wants_to_refer, whom_it_knows
from gtmsim.rules.maths import normal_quantile

REFERRAL_KEY = U(REFERRAL)


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
    a.occasion_at += until_the_next(w, a, a.occasions)
    if a.occasion_at < w.inputs.horizon:
        put(w, a.occasion_at, ARRIVAL, a.key, 1, OCCASION, a.slot, 0)
    else:
        release(w, a)


@kernel
def occasion(w, a):
    """Refer somebody, if the customer is one, has value and is willing: the new lead's slot, or -1."""
    if a.gone == 1:
        release(w, a)
        return -1
    child = -1
    if wants_to_refer(w, a, a.occasions):
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
