"""A customer from contract to contract, as `reference.customer` tells it."""

from gtmsim.engine.agenda import COMPLETION
from gtmsim.engine.compiled.constants import (
    BEGINNING,
    BILLING,
    FAILING,
    LIVING,
    NEVER,
    P_FAILURE,
    P_ONBOARDING,
    P_PROPENSITY,
    RENEWING,
    RETURNING,
    STEP,
)
from gtmsim.engine.compiled.jit import compiled
from gtmsim.engine.compiled.kernels.accounts import release
from gtmsim.engine.compiled.kernels.agenda import put
from gtmsim.engine.compiled.kernels.columns import present
from gtmsim.engine.compiled.kernels.luck import uniform
from gtmsim.engine.compiled.kernels.referrals import begin_referring
from gtmsim.engine.compiled.kernels.rows import note
from gtmsim.engine.reference.tasks import RENEWAL
from gtmsim.machine.jit import kernel
from gtmsim.mechanisms.accounts import steps as accounts_steps
from gtmsim.mechanisms.subscription import rules as subscription_rules
from gtmsim.mechanisms.subscription import steps as subscription_steps
from gtmsim.mechanisms.subscription.rows import NEW_CUSTOMER
from gtmsim.mechanisms.success import rules as success_rules
from gtmsim.mechanisms.success import steps as success_steps
from gtmsim.mechanisms.success.rows import GO_LIVE
from gtmsim.mechanisms.win_back import steps as win_back
from gtmsim.rules import calendar, chance, maths
from gtmsim.rules.calendar import DAY

covered_share = compiled(success_rules.covered_share)
exponential_quantile = compiled(maths.exponential_quantile)
law_quantile = compiled(chance.law_quantile)
microseconds = compiled(calendar.microseconds)
months_after = compiled(calendar.months_after)
onboarding_days = compiled(subscription_rules.onboarding_days)
table_quantile = compiled(chance.table_quantile)
closes_down = compiled(subscription_steps.closes_down)
comes_back = compiled(win_back.comes_back)
comes_back_at = compiled(win_back.comes_back_at)
invoice = compiled(subscription_steps.invoice)
join = compiled(success_steps.join)
next_bill = compiled(subscription_steps.next_bill)
renews = compiled(subscription_steps.renews)
luck_key = compiled(accounts_steps.luck_key)
let_go = compiled(accounts_steps.let_go)


@kernel
def sign(w, a):
    """A win becomes a customer."""
    now = w.now
    g = a.segment
    join(w, NEW_CUSTOMER, a, a.amount // 12, 0.0, 0)
    drawn = law_quantile(w.inputs.segments[g].onboarding, uniform(w, P_ONBOARDING, a.key, 0))
    a.live = now + microseconds(
        onboarding_days(drawn, w.inputs.success.onboarding, covered_share(a.attention, w.coverage))
    )
    a.began, a.term_start, a.due, a.months, a.renewals, a.aged, a.billed = now, now, now, 0, 0, 0, 0
    a.term = w.inputs.segments[g].term
    invoice(w, a, a)
    begin_referring(w, a)
    a.leaving = table_quantile(w.inputs.segments[g].propensity, uniform(w, P_PROPENSITY, luck_key(w, a), 0))
    subscribe(w, a, 0)


@kernel
def subscribe(w, a, live):
    """Begin to live from contract to contract."""
    a.is_live, a.signed, a.fails, a.met = live, w.now, NEVER, 0
    rate = w.inputs.segments[a.segment].failure
    if present(w.inputs.accounts):
        a.fails = w.companies[a.company].dies
    elif rate > 0.0:
        a.fails = w.now + microseconds(exponential_quantile(uniform(w, P_FAILURE, a.key, 0)) / rate)
    a.phase = BEGINNING


@kernel
def next_wait(w, a):
    """What a customer waits for next: value, the firm's end, or the end of the term."""
    a.due = months_after(w.inputs.starts, a.began, a.months + a.term)
    if a.is_live == 0 and a.live <= next_bill(w, a) and a.live < a.fails:
        if a.live > w.now:
            a.phase = LIVING
            put(w, a.live, COMPLETION, a.key, RENEWAL, STEP, a.slot, 0)
            return
        goes_live(w, a)
    await_due(w, a)


@kernel
def goes_live(w, a):
    """Value is reached."""
    a.is_live = 1
    note(w, GO_LIVE, a, 0, -1, 0, 0, (w.now - a.signed) / DAY)


@kernel
def await_due(w, a):
    """Wait for the firm's end, for the next bill, or for the end of the term."""
    until = next_bill(w, a)
    if a.fails <= until:
        a.phase, until = FAILING, a.fails
    else:
        a.phase = BILLING if a.billed < a.term else RENEWING
    put(w, until, COMPLETION, a.key, RENEWAL, STEP, a.slot, 0)


@kernel
def leaves(w, a):
    """A customer that is lost perhaps comes back. True if it does so at once."""
    when = comes_back_at(w, a, a)
    if when == win_back.NEVER:
        a.gone = 1
        let_go(w, a, 1)
        release(w, a)
        return False
    if when > w.now:
        a.phase = RETURNING
        put(w, when, COMPLETION, a.key, RENEWAL, STEP, a.slot, 0)
        return False
    return True
