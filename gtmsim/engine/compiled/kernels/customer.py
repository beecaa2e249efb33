"""A customer from contract to contract, and whom it refers, as `reference.customer` tells it."""

from gtmsim.engine.agenda import COMPLETION
from gtmsim.engine.compiled.constants import (
    BEGINNING,
    BILLING,
    FAILING,
    LIVING,
    NEVER,
    P_FAILURE,
    P_GROWTH,
    P_MEMBER,
    P_ONBOARDING,
    P_PROPENSITY,
    P_RENEWAL,
    P_RETURN_DELAY,
    P_RETURNS,
    P_SAVES,
    RENEWING,
    RETURNING,
    SECOND,
    STEP,
)
from gtmsim.engine.compiled.jit import compiled
from gtmsim.engine.compiled.kernels.accounts import month_index, part, release, today
from gtmsim.engine.compiled.kernels.agenda import put
from gtmsim.engine.compiled.kernels.columns import present
from gtmsim.engine.compiled.kernels.companies import named_key
from gtmsim.engine.compiled.kernels.decisions import answer, know_customer, know_renewal, note_by, settled
from gtmsim.engine.compiled.kernels.luck import uniform
from gtmsim.engine.compiled.kernels.referrals import begin_referring
from gtmsim.engine.compiled.kernels.revenue import move, pay
from gtmsim.engine.compiled.kernels.rows import note
from gtmsim.engine.reference.customer import YEAR
from gtmsim.engine.reference.decisions import ENTITLEMENT, RENEWAL_OFFER, SAVE_PLAY
from gtmsim.engine.reference.tasks import RENEWAL
from gtmsim.machine.jit import kernel
from gtmsim.mechanisms.community import steps as community_steps
from gtmsim.mechanisms.condition import steps as condition_steps
from gtmsim.mechanisms.save_offers.rows import SAVED
from gtmsim.mechanisms.subscription.rows import (
    CHURNED,
    CLOSED_DOWN,
    COGS,
    CONTRACTED,
    CREDITED,
    EXPANDED,
    INVOICED,
    NEW_CUSTOMER,
    RENEWAL_DUE,
    RENEWED,
    UPLIFTED,
)
from gtmsim.mechanisms.success.rows import ENTITLED, GO_LIVE
from gtmsim.mechanisms.win_back.rows import REACTIVATED
from gtmsim.rules import calendar, chance, community, condition, maths, money, referral, subscription, success
from gtmsim.rules.calendar import DAY

angered = compiled(community.angered)
churn_chance = compiled(subscription.churn_chance)
churn_shift = compiled(subscription.churn_shift)
covered_share = compiled(success.covered_share)
cost_of = compiled(money.cost_of)
exponential_quantile = compiled(maths.exponential_quantile)
growth = compiled(subscription.growth)
idle_share = compiled(subscription.idle_share)
law_quantile = compiled(chance.law_quantile)
mean_coverage = compiled(success.mean_coverage)
microseconds = compiled(calendar.microseconds)
net_rise = compiled(subscription.net_rise)
months_after = compiled(calendar.months_after)
months_billed = compiled(subscription.months_billed)
onboarding_days = compiled(subscription.onboarding_days)
refers = compiled(referral.refers)
share_of = compiled(money.share_of)
repriced = compiled(subscription.repriced)
resized = compiled(subscription.resized)
shifted = compiled(subscription.shifted)
step_of = compiled(subscription.step_of)
swayed = compiled(condition.swayed)
table_quantile = compiled(chance.table_quantile)
uncovered_shift = compiled(success.uncovered_shift)
uplift_kept = compiled(subscription.uplift_kept)
yearly_rise = compiled(subscription.yearly_rise)
years_ended = compiled(subscription.years_ended)
hears = compiled(community_steps.hears)
reprice = compiled(community_steps.reprice)
condition_of = compiled(condition_steps.condition_of)


@kernel
def invoice(w, a):
    """Bill the term that starts or goes on now, a year of it at most, and book what serving it costs."""
    months = months_billed(int(a.term), int(a.billed))
    a.billed += months
    a.paid_from = w.now
    a.paid_until = months_after(w.inputs.starts, a.began, a.months + a.billed)
    a.invoiced = a.mrr * months
    a.served = cost_of(a.invoiced, w.inputs.serve_share)
    note(w, INVOICED, a, months, -1, a.invoiced, 0, 0.0)
    if a.served != 0:
        note(w, COGS, a, 0, -1, a.served, 0, 0.0)


@kernel
def billed_before(w, a):
    """What was billed of a contract that day 0 finds."""
    a.billed, a.paid_from, a.paid_until = 0, a.began, a.began
    while a.billed == 0 or (a.paid_until <= 0 and a.billed < a.term):
        a.billed += months_billed(int(a.term), int(a.billed))
        a.paid_until = months_after(w.inputs.starts, a.began, a.billed)


@kernel
def entitlement(w, a, mrr, renewals):
    """How much attention a customer who pays so much a month [cents] is entitled to."""
    if not settled(w, ENTITLEMENT):
        know_customer(w, a, mrr, renewals)
        answer(w, ENTITLEMENT)
    return w.given0


@kernel
def entitle(w, a, mrr, renewals):
    """Give somebody who is about to be a customer so much of the CSM team's attention; what it had before."""
    before = a.attention
    a.attention = entitlement(w, a, mrr, renewals)
    return before


@kernel
def tell_attention(w, a, before):
    """Write how much attention a customer has from now on, where that is another than before."""
    if a.attention != before:
        note(w, ENTITLED, a, 0, -1, 0, a.mrr, a.attention)


@kernel
def join(w, kind, a, mrr, fact, renewals):
    """Somebody becomes a customer, perhaps a member too, and is entitled to something: the movement says so."""
    before = entitle(w, a, mrr, renewals)
    if present(w.inputs.community):
        a.member = 1 if uniform(w, P_MEMBER, a.key, 0) < w.inputs.community.share else 0
    pay(w, a, mrr)
    note_by(w, ENTITLEMENT, kind, a, 0, -1, mrr, a.mrr, fact)
    tell_attention(w, a, before)


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
    invoice(w, a)
    begin_referring(w, a)
    a.leaving = table_quantile(w.inputs.segments[g].propensity, uniform(w, P_PROPENSITY, named_key(w, a), 0))
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
def next_bill(w, a):
    """When a part of the term is billed, or it ends."""
    return min(a.due, months_after(w.inputs.starts, a.began, a.months + a.billed))


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
def renews(w, a):
    """Stay or go; who stays may pay more, grow or shrink."""
    now = w.now
    g = a.segment
    retention = w.inputs.segments[g].retention
    average = mean_coverage(w.coverage_sums, month_index(w, a.term_start), month_index(w, now))
    covered = covered_share(a.attention, average)
    if not settled(w, RENEWAL_OFFER):
        know_renewal(w, a, covered)
        answer(w, RENEWAL_OFFER)
    term = int(w.given2)
    years = years_ended(int(a.aged) + int(a.months), int(a.term))
    rise = net_rise(yearly_rise(w.inputs.uplift[today(w)], years) + w.given0, w.given1)
    note_by(w, RENEWAL_OFFER, RENEWAL_DUE, a, a.renewals, -1, 0, 0, 0.0)
    business = condition_of(w, a, int(a.renewals)) if present(w.inputs.condition) else 0.0
    gap = 0.0
    if a.member == 1:
        gap = hears(w, a, int(a.renewals), int(a.met))
        rise = net_rise(rise, w.inputs.community.concession * gap)
    idle = idle_share(a.term_start, a.live, now)
    shift = churn_shift(retention, idle, uncovered_shift(w.inputs.success.churn, covered))
    if present(w.inputs.community):
        shift = angered(shift, w.inputs.community.anger, gap)
    if present(w.inputs.condition):
        shift = swayed(shift, -w.inputs.condition.condition.churn, business)
    chance_ = churn_chance(a.leaving, shift, retention.price * rise, int(a.term))
    if uniform(w, P_RENEWAL, a.key, a.met) < chance_:
        given = saved(w, a, covered)
        if given < 0.0:
            return False
        rise = net_rise(rise, given)
    attention = entitle(w, a, a.mrr, a.renewals)
    note_by(w, ENTITLEMENT, RENEWED, a, a.renewals, -1, 0, 0, 0.0)
    w.books[g].attention += a.attention - attention
    tell_attention(w, a, attention)
    if present(w.inputs.community) and rise != 0.0:
        reprice(w, a, rise)
    less, more = chances(w, g, retention, covered, business)
    priced = repriced(a.mrr, rise)
    after = priced
    for year in range(years):
        what = growth(less, more, uniform(w, P_GROWTH, a.key, a.met + YEAR * year))
        after = resized(after, what, retention.expansion_size, retention.contraction_size)
    resize(w, a, priced, after)
    a.months += a.term
    if term > 0:
        a.term = term
    return True


@kernel
def chances(w, g, retention, covered, business):
    """Chances a year that a customer of a segment buys less and more, with this coverage and in this condition."""
    if present(w.inputs.condition):
        fewer = swayed(
            uncovered_shift(w.inputs.success.contraction, covered), -w.inputs.condition.condition.contraction, business
        )
        further = swayed(
            -uncovered_shift(w.inputs.success.expansion, covered), w.inputs.condition.condition.expansion, business
        )
        return shifted(retention.contraction, fewer), shifted(retention.expansion, further)
    book = w.books[g]
    if book.covered != covered:
        # Most renewals of a month look back on the same coverage, and so have the same chances.
        book.covered = covered
        book.less = shifted(retention.contraction, uncovered_shift(w.inputs.success.contraction, covered))
        book.more = shifted(retention.expansion, -uncovered_shift(w.inputs.success.expansion, covered))
    return book.less, book.more


@kernel
def resize(w, a, priced, after):
    """Write the change of MRR at a renewal in net: a gain of price and of volume, or one loss."""
    uplift = uplift_kept(a.mrr, priced, after)
    if uplift > 0:
        move(w, UPLIFTED, a, uplift, 0.0)
    if after > a.mrr:
        move(w, EXPANDED, a, after - a.mrr, 0.0)
    elif after < a.mrr:
        move(w, CONTRACTED, a, after - a.mrr, 0.0)


@kernel
def saved(w, a, covered):
    """Perhaps a customer who wants to leave is kept: the discount that it was given, or -1 and it is lost."""
    if not settled(w, SAVE_PLAY):
        know_renewal(w, a, covered)
        answer(w, SAVE_PLAY)
    tries, discount = w.given0, w.given1
    if tries > 0.0 and present(w.inputs.saving):
        w.saving_hours += w.inputs.saving.hours
        if uniform(w, P_SAVES, a.key, a.met) < shifted(w.inputs.saving.chance, w.inputs.saving.discount * discount):
            note_by(w, SAVE_PLAY, SAVED, a, a.renewals, -1, 0, a.mrr, discount)
            return discount
    before = a.mrr
    pay(w, a, -before)
    note_by(w, SAVE_PLAY, CHURNED, a, 0, -1, -before, 0, tries)
    return -1.0


@kernel
def leaves(w, a):
    """A customer that is lost perhaps comes back. True if it does so at once."""
    now = w.now
    back = False
    if present(w.inputs.returns):
        chance_ = shifted(
            w.inputs.returns.chance,
            -uncovered_shift(w.inputs.success.reactivation, covered_share(a.attention, w.coverage)),
        )
        if uniform(w, P_RETURNS, a.key, a.met) < chance_:
            delay = law_quantile(w.inputs.returns.delay, uniform(w, P_RETURN_DELAY, a.key, a.met))
            when = now + microseconds(delay)
            if not a.fails <= when:
                back = True
                if when > now:
                    a.phase = RETURNING
                    put(w, when, COMPLETION, a.key, RENEWAL, STEP, a.slot, 0)
                    return False
    if not back:
        a.gone = 1
        part(w, a, 1)
        release(w, a)
    return back


@kernel
def comes_back(w, a):
    """A new contract with a lost customer."""
    mrr = step_of(a.mrr_before, w.inputs.returns.value)
    join(w, REACTIVATED, a, mrr, 0.0, a.renewals)
    a.began = a.term_start = w.now
    a.months, a.aged, a.billed = 0, 0, 0
    invoice(w, a)


@kernel
def fails(w, a):
    """The customer's firm closes: the unserved rest of the term is credited and not served."""
    now = w.now
    a.gone = 1
    part(w, a, 1)
    move(w, CLOSED_DOWN, a, -a.mrr, 0.0)
    left, whole = (a.paid_until - now) // SECOND, (a.paid_until - a.paid_from) // SECOND
    credit = share_of(a.invoiced, left, whole)
    if credit != 0:
        note(w, CREDITED, a, 0, -1, -credit, 0, 0.0)
    unserved = share_of(a.served, left, whole)
    if unserved != 0:
        note(w, COGS, a, 0, -1, -unserved, 0, 0.0)
    release(w, a)
