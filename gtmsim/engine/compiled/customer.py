"""A customer from contract to contract, and whom it refers, as `reference.customer` tells it."""

from gtmsim.engine.agenda import COMPLETION
from gtmsim.engine.compiled.accounts import law_of, month_index, part, release, today
from gtmsim.engine.compiled.agenda import put
from gtmsim.engine.compiled.community import hears, reprice
from gtmsim.engine.compiled.companies import named_key
from gtmsim.engine.compiled.condition import condition_of
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
from gtmsim.engine.compiled.decisions import answer, know_customer, know_renewal, note_by, settled
from gtmsim.engine.compiled.jit import compiled
from gtmsim.engine.compiled.luck import uniform
from gtmsim.engine.compiled.referrals import begin_referring
from gtmsim.engine.compiled.rows import move, note, pay
from gtmsim.engine.compiled.spaces import account_at, book_at, company_at, company_of, coverage_sums_of
from gtmsim.engine.compiled.world import (
    community_at,
    condition_at,
    day_at,
    quantile_p_of,
    quantile_v_of,
    segment_at,
    starts_of,
)
from gtmsim.engine.reference.customer import YEAR
from gtmsim.engine.reference.decisions import ENTITLEMENT, RENEWAL_OFFER, SAVE_PLAY
from gtmsim.engine.reference.tasks import RENEWAL
from gtmsim.machine.jit import kernel
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
from gtmsim.rules.chance import Table
from gtmsim.rules.subscription import Retention

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


@kernel
def invoice(T, S, a):
    """Bill the term that starts or goes on now, a year of it at most, and book what serving it costs."""
    months = months_billed(int(a.term), int(a.billed))
    a.billed += months
    a.paid_from = S.now
    a.paid_until = months_after(starts_of(T, 0, T.n_starts), a.began, a.months + a.billed)
    a.invoiced = a.mrr * months
    a.served = cost_of(a.invoiced, T.serve_share)
    note(S, INVOICED, a, months, -1, a.invoiced, 0, 0.0)
    if a.served != 0:
        note(S, COGS, a, 0, -1, a.served, 0, 0.0)


@kernel
def billed_before(T, a):
    """What was billed of a contract that day 0 finds."""
    a.billed, a.paid_from, a.paid_until = 0, a.began, a.began
    while a.billed == 0 or (a.paid_until <= 0 and a.billed < a.term):
        a.billed += months_billed(int(a.term), int(a.billed))
        a.paid_until = months_after(starts_of(T, 0, T.n_starts), a.began, a.billed)


@kernel
def entitlement(T, S, a, mrr, renewals):
    """How much attention a customer who pays so much a month [cents] is entitled to."""
    if not settled(T, S, ENTITLEMENT):
        know_customer(S, a, mrr, renewals)
        answer(T, S, ENTITLEMENT)
    return S.given0


@kernel
def entitle(T, S, a, mrr, renewals):
    """Give somebody who is about to be a customer so much of the CSM team's attention; what it had before."""
    before = a.attention
    a.attention = entitlement(T, S, a, mrr, renewals)
    return before


@kernel
def tell_attention(S, a, before):
    """Write how much attention a customer has from now on, where that is another than before."""
    if a.attention != before:
        note(S, ENTITLED, a, 0, -1, 0, a.mrr, a.attention)


@kernel
def join(T, S, kind, a, mrr, fact, renewals):
    """Somebody becomes a customer, perhaps a member too, and is entitled to something: the movement says so."""
    before = entitle(T, S, a, mrr, renewals)
    if T.grouped == 1:
        a.member = 1 if uniform(S, P_MEMBER, a.key, 0) < community_at(T, 0).share else 0
    pay(S, a, mrr)
    note_by(S, ENTITLEMENT, kind, a, 0, -1, mrr, a.mrr, fact)
    tell_attention(S, a, before)


@kernel
def sign(T, S, slot):
    """A win becomes a customer."""
    a, now = account_at(S, slot), S.now
    g = a.segment
    join(T, S, NEW_CUSTOMER, a, a.amount // 12, 0.0, 0)
    drawn = law_quantile(law_of(T, segment_at(T, g).onboarding), uniform(S, P_ONBOARDING, a.key, 0))
    a.live = now + microseconds(onboarding_days(drawn, T.s_onboarding, covered_share(a.attention, S.coverage)))
    a.began, a.term_start, a.due, a.months, a.renewals, a.aged, a.billed = now, now, now, 0, 0, 0, 0
    a.term = segment_at(T, g).term
    invoice(T, S, a)
    begin_referring(T, S, slot)
    low, high = segment_at(T, g).propensity_from, segment_at(T, g).propensity_to
    table = Table(quantile_p_of(T, low, high - low), quantile_v_of(T, low, high - low))
    a.leaving = table_quantile(table, uniform(S, P_PROPENSITY, named_key(S, slot), 0))
    subscribe(T, S, slot, 0)


@kernel
def subscribe(T, S, slot, live):
    """Begin to live from contract to contract."""
    a = account_at(S, slot)
    a.is_live, a.signed, a.fails, a.met = live, S.now, NEVER, 0
    rate = segment_at(T, a.segment).failure
    if T.lists == 1:
        a.fails = company_at(S, company_of(S, slot)).dies
    elif rate > 0.0:
        a.fails = S.now + microseconds(exponential_quantile(uniform(S, P_FAILURE, a.key, 0)) / rate)
    a.phase = BEGINNING


@kernel
def next_wait(T, S, slot):
    """What a customer waits for next: value, the firm's end, or the end of the term."""
    a = account_at(S, slot)
    a.due = months_after(starts_of(T, 0, T.n_starts), a.began, a.months + a.term)
    if a.is_live == 0 and a.live <= next_bill(T, a) and a.live < a.fails:
        if a.live > S.now:
            a.phase = LIVING
            put(S, a.live, COMPLETION, a.key, RENEWAL, STEP, slot, 0)
            return
        goes_live(S, a)
    await_due(T, S, slot)


@kernel
def next_bill(T, a):
    """When a part of the term is billed, or it ends."""
    return min(a.due, months_after(starts_of(T, 0, T.n_starts), a.began, a.months + a.billed))


@kernel
def goes_live(S, a):
    """Value is reached."""
    a.is_live = 1
    note(S, GO_LIVE, a, 0, -1, 0, 0, (S.now - a.signed) / DAY)


@kernel
def await_due(T, S, slot):
    """Wait for the firm's end, for the next bill, or for the end of the term."""
    a = account_at(S, slot)
    until = next_bill(T, a)
    if a.fails <= until:
        a.phase, until = FAILING, a.fails
    else:
        a.phase = BILLING if a.billed < a.term else RENEWING
    put(S, until, COMPLETION, a.key, RENEWAL, STEP, slot, 0)


@kernel
def renews(T, S, slot):
    """Stay or go; who stays may pay more, grow or shrink."""
    a, now = account_at(S, slot), S.now
    g = a.segment
    retention = Retention(
        segment_at(T, g).idle,
        segment_at(T, g).price_churn,
        segment_at(T, g).expansion,
        segment_at(T, g).expansion_size,
        segment_at(T, g).contraction,
        segment_at(T, g).contraction_size,
    )
    average = mean_coverage(coverage_sums_of(S, 0, T.n_ends + 2), month_index(T, a.term_start), month_index(T, now))
    covered = covered_share(a.attention, average)
    if not settled(T, S, RENEWAL_OFFER):
        know_renewal(S, a, covered)
        answer(T, S, RENEWAL_OFFER)
    term = int(S.given2)
    years = years_ended(int(a.aged) + int(a.months), int(a.term))
    rise = net_rise(yearly_rise(day_at(T, today(T, S)).uplift, years) + S.given0, S.given1)
    note_by(S, RENEWAL_OFFER, RENEWAL_DUE, a, a.renewals, -1, 0, 0, 0.0)
    business = condition_of(T, S, slot, a.renewals) if T.conditions == 1 else 0.0
    gap = 0.0
    if a.member == 1:
        gap = hears(S, a, a.renewals, a.met)
        rise = net_rise(rise, community_at(T, 0).concession * gap)
    idle = idle_share(a.term_start, a.live, now)
    shift = churn_shift(retention, idle, uncovered_shift(T.s_churn, covered))
    if T.grouped == 1:
        shift = angered(shift, community_at(T, 0).anger, gap)
    if T.conditions == 1:
        shift = swayed(shift, -condition_at(T, 0).churn, business)
    chance_ = churn_chance(a.leaving, shift, retention.price * rise, int(a.term))
    if uniform(S, P_RENEWAL, a.key, a.met) < chance_:
        given = saved(T, S, a, covered)
        if given < 0.0:
            return False
        rise = net_rise(rise, given)
    attention = entitle(T, S, a, a.mrr, a.renewals)
    note_by(S, ENTITLEMENT, RENEWED, a, a.renewals, -1, 0, 0, 0.0)
    book_at(S, g).attention += a.attention - attention
    tell_attention(S, a, attention)
    if T.grouped == 1 and rise != 0.0:
        reprice(S, a, rise)
    less, more = chances(T, S, g, retention, covered, business)
    priced = repriced(a.mrr, rise)
    after = priced
    for year in range(years):
        what = growth(less, more, uniform(S, P_GROWTH, a.key, a.met + YEAR * year))
        after = resized(after, what, retention.expansion_size, retention.contraction_size)
    resize(S, a, priced, after)
    a.months += a.term
    if term > 0:
        a.term = term
    return True


@kernel
def chances(T, S, g, retention, covered, business):
    """Chances a year that a customer of a segment buys less and more, with this coverage and in this condition."""
    if T.conditions == 1:
        fewer = swayed(uncovered_shift(T.s_contraction, covered), -condition_at(T, 0).contraction, business)
        further = swayed(-uncovered_shift(T.s_expansion, covered), condition_at(T, 0).expansion, business)
        return shifted(retention.contraction, fewer), shifted(retention.expansion, further)
    book = book_at(S, g)
    if book.covered != covered:
        # Most renewals of a month look back on the same coverage, and so have the same chances.
        book.covered = covered
        book.less = shifted(retention.contraction, uncovered_shift(T.s_contraction, covered))
        book.more = shifted(retention.expansion, -uncovered_shift(T.s_expansion, covered))
    return book.less, book.more


@kernel
def resize(S, a, priced, after):
    """Write the change of MRR at a renewal in net: a gain of price and of volume, or one loss."""
    uplift = uplift_kept(a.mrr, priced, after)
    if uplift > 0:
        move(S, UPLIFTED, a, uplift, 0.0)
    if after > a.mrr:
        move(S, EXPANDED, a, after - a.mrr, 0.0)
    elif after < a.mrr:
        move(S, CONTRACTED, a, after - a.mrr, 0.0)


@kernel
def saved(T, S, a, covered):
    """Perhaps a customer who wants to leave is kept: the discount that it was given, or -1 and it is lost."""
    if not settled(T, S, SAVE_PLAY):
        know_renewal(S, a, covered)
        answer(T, S, SAVE_PLAY)
    tries, discount = S.given0, S.given1
    if tries > 0.0 and T.saving == 1:
        S.saving_hours += T.save_hours
        if uniform(S, P_SAVES, a.key, a.met) < shifted(T.save_chance, T.save_discount * discount):
            note_by(S, SAVE_PLAY, SAVED, a, a.renewals, -1, 0, a.mrr, discount)
            return discount
    before = a.mrr
    pay(S, a, -before)
    note_by(S, SAVE_PLAY, CHURNED, a, 0, -1, -before, 0, tries)
    return -1.0


@kernel
def leaves(T, S, slot):
    """A customer that is lost perhaps comes back. True if it does so at once."""
    a, now = account_at(S, slot), S.now
    back = False
    if T.returns == 1:
        chance_ = shifted(T.return_chance, -uncovered_shift(T.s_reactivation, covered_share(a.attention, S.coverage)))
        if uniform(S, P_RETURNS, a.key, a.met) < chance_:
            delay = law_quantile(law_of(T, T.return_delay), uniform(S, P_RETURN_DELAY, a.key, a.met))
            when = now + microseconds(delay)
            if not a.fails <= when:
                back = True
                if when > now:
                    a.phase = RETURNING
                    put(S, when, COMPLETION, a.key, RENEWAL, STEP, slot, 0)
                    return False
    if not back:
        a.gone = 1
        part(S, slot, 1)
        release(S, slot)
    return back


@kernel
def comes_back(T, S, a):
    """A new contract with a lost customer."""
    mrr = step_of(a.mrr_before, T.return_value)
    join(T, S, REACTIVATED, a, mrr, 0.0, a.renewals)
    a.began = a.term_start = S.now
    a.months, a.aged, a.billed = 0, 0, 0
    invoice(T, S, a)


@kernel
def fails(S, slot):
    """The customer's firm closes: the unserved rest of the term is credited and not served."""
    a, now = account_at(S, slot), S.now
    a.gone = 1
    part(S, slot, 1)
    move(S, CLOSED_DOWN, a, -a.mrr, 0.0)
    left, whole = (a.paid_until - now) // SECOND, (a.paid_until - a.paid_from) // SECOND
    credit = share_of(a.invoiced, left, whole)
    if credit != 0:
        note(S, CREDITED, a, 0, -1, -credit, 0, 0.0)
    unserved = share_of(a.served, left, whole)
    if unserved != 0:
        note(S, COGS, a, 0, -1, -unserved, 0, 0.0)
    release(S, slot)
