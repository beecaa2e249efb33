"""A customer's contract: billed, up for renewal, renewed or not, grown or shrunk, and closed with the firm."""

from typing import TYPE_CHECKING

from gtmsim.engine.facts import ENTITLEMENT, RENEWAL_OFFER, renewal_facts
from gtmsim.engine.hook import BEFORE_RENEWAL
from gtmsim.engine.influence import CONTRACT, EXPAND, RENEW, bounded_logit, influence
from gtmsim.engine.port import asked, decide, decided, measure, month_of, note, note_by, present, tell, today, uniform
from gtmsim.engine.step import purpose, step
from gtmsim.mechanisms.accounts.steps import let_go, luck_key
from gtmsim.mechanisms.collection.rows import CUT_OFF
from gtmsim.mechanisms.collection.steps import bill, credit, is_written_off
from gtmsim.mechanisms.community.steps import hears, is_angered, reprice
from gtmsim.mechanisms.condition.steps import condition_of, leaves_by_its_business
from gtmsim.mechanisms.contacts.steps import meet
from gtmsim.mechanisms.contracts.rules import rises_billed
from gtmsim.mechanisms.contracts.steps import (
    agreed_rise,
    billing_of,
    bills_at,
    change_term,
    chooses_anew,
    escalator_of,
    leaving_by_nature,
    next_agreement,
    offered_again,
    rises_at,
    set_up,
    term_of,
)
from gtmsim.mechanisms.incentives.steps import claw_back
from gtmsim.mechanisms.money.steps import move
from gtmsim.mechanisms.save_offers.steps import saved
from gtmsim.mechanisms.selling.rules import annual_price
from gtmsim.mechanisms.subscription.growth import growth_chances, resize
from gtmsim.mechanisms.subscription.midterm import grows, grows_at, pass_over
from gtmsim.mechanisms.subscription.rows import (
    CLOSED_DOWN,
    COGS,
    INVOICED,
    NEW_CUSTOMER,
    OPENING_CUSTOMER,
    RENEWAL_DUE,
    RENEWED,
    UPLIFTED,
)
from gtmsim.mechanisms.subscription.rules import CONTRACT as LESS_OF_IT
from gtmsim.mechanisms.subscription.rules import EXPAND as MORE_OF_IT
from gtmsim.mechanisms.subscription.rules import (
    churn_chance,
    churn_shift,
    equilibrium_terms,
    growth,
    idle_share,
    months_billed,
    net_rise,
    onboarding_days,
    over_term,
    repriced,
    resized,
    shifted,
    yearly_rise,
    years_ended,
)
from gtmsim.mechanisms.success.rules import covered_share, mean_coverage, uncovered_shift
from gtmsim.mechanisms.success.steps import entitle, join, tell_attention
from gtmsim.rules.calendar import DAY, NEVER, SECOND, microseconds, months_after
from gtmsim.rules.chance import law_quantile, table_quantile
from gtmsim.rules.maths import exp, exponential_quantile
from gtmsim.rules.money import cost_of, share_of

if TYPE_CHECKING:
    from gtmsim.engine.reference.customer import Contract
    from gtmsim.engine.reference.entities import Account
    from gtmsim.engine.reference.world import World

RENEWAL, GROWTH = purpose("RENEWAL"), purpose("GROWTH")
PROPENSITY, ONBOARDING, FAILURE = purpose("PROPENSITY"), purpose("ONBOARDING"), purpose("FAILURE")
OPENING_AGE, OPENING_PHASE, VALUE = purpose("OPENING_AGE"), purpose("OPENING_PHASE"), purpose("VALUE")
OLDEST = 240  # months that a customer whom day 0 finds has been one at most
YEARLY = 12  # months of a bill before day 0
YEAR = 1 << 20  # between the occasions that name the luck of the years of one contract
LOYALTY = influence("loyalty", "how loyal it is by nature", RENEW)
IDLE = influence("idle", "the time that it paid without value", RENEW)
SERVED = influence("uncovered", "the success hours that were missing", RENEW)
RISE = influence("rise", "a price that changes by {0:+.1%}", RENEW)
LENGTH = influence("length", "the length of its term", RENEW)


@step
def sign(w: "World", who: "Account", contract: "Contract", mrr: int) -> None:
    """A win becomes a customer who will pay `mrr` [cents]."""
    said = w.inputs.segments[who.segment]
    join(w, NEW_CUSTOMER, who, mrr, 0.0, 0)
    drawn = law_quantile(said.onboarding, uniform(w, ONBOARDING, who.key, 0))
    covered = covered_share(who.attention, w.coverage)
    who.live = w.now + microseconds(onboarding_days(drawn, w.inputs.success.onboarding, covered))
    term = term_of(w, who)
    begin_contract(contract, w.now, 0, term, leaving_by_nature(w, who, term))
    set_up(w, who)
    invoice(w, who, contract)


@step
def found_customer(w: "World", who: "Account", contract: "Contract") -> None:
    """A customer found alive: its propensity, its age and its place in the running contract from equilibrium."""
    said, name = w.inputs.segments[who.segment], luck_key(w, who)
    term = said.found_term
    leaving = table_quantile(said.found, uniform(w, PROPENSITY, name, 0))
    survival = (1.0 - over_term(leaving, term)) * exp(-said.failure * 365.25 * term / 12.0)
    terms = equilibrium_terms(survival, max(1, OLDEST // term), uniform(w, OPENING_AGE, who.key, 0))
    running = int(uniform(w, OPENING_PHASE, who.key, 0) * -w.inputs.starts[w.inputs.before - term])
    luck = uniform(w, VALUE, name, 0)
    mrr = annual_price(said.median, said.sigma, w.inputs.found_price, luck) // 12
    who.live = -running
    age = -months_after(w.inputs.starts, -running, -terms * term)
    who.mrr, who.attention, who.level, who.commission = 0, 1.0, w.inputs.found_level, 0
    join(w, OPENING_CUSTOMER, who, mrr, age / DAY, terms)
    meet(w, who, 0)
    begin_contract(contract, -running, terms, term, leaving)
    billed_before(w, contract)
    pass_over(w, who, contract)


@step
def begin_contract(contract: "Contract", began: int, renewals: int, term: int, leaving: float) -> None:
    """Begin a contract of `term` [months] after so many renewals."""
    contract.began, contract.term_start, contract.due = began, began, began
    contract.paid_from, contract.paid_until = began, began
    contract.term, contract.months, contract.billed = term, 0, 0
    contract.renewals, contract.aged, contract.met, contract.raised = renewals, renewals * term, 0, 0
    contract.invoiced = 0
    contract.bills, contract.owed, contract.cut = 0, 0, NEVER
    contract.added, contract.added_from, contract.owing, contract.grown, contract.returned = 0, 0, 0, 0, 0
    contract.leaving = leaving


@step
def fails_at(w: "World", who: "Account") -> int:
    """When the firm of a customer who begins to live here closes [microseconds]."""
    rate = w.inputs.segments[who.segment].failure
    if who.company >= 0:
        return w.companies[who.company].dies
    if rate > 0.0:
        return w.now + microseconds(exponential_quantile(uniform(w, FAILURE, who.key, 0)) / rate)
    return NEVER


@step
def invoice(w: "World", who: "Account", contract: "Contract") -> None:
    """Bill the term that starts or goes on now, as far as is agreed, and book what serving it costs."""
    months = months_billed(int(contract.term), int(contract.billed), billing_of(w, who))
    more = rises_billed(who.mrr, escalator_of(w, who), int(contract.billed), months)
    contract.billed += months
    contract.paid_from = w.now
    contract.paid_until = months_after(w.inputs.starts, contract.began, contract.months + contract.billed)
    contract.invoiced = who.mrr * months + more
    contract.added = 0
    served = cost_of(contract.invoiced, w.inputs.serve_share)
    note(w, INVOICED, who, months, -1, contract.invoiced, more, 0.0)
    if served != 0:
        note(w, COGS, who, 0, -1, served, 0, 0.0)
    bill(w, who, contract)


@step
def billed_before(w: "World", contract: "Contract") -> None:
    """What was billed of a contract that day 0 finds."""
    contract.billed, contract.paid_from, contract.paid_until = 0, contract.began, contract.began
    while contract.billed == 0 or (contract.paid_until <= 0 and contract.billed < contract.term):
        contract.billed += months_billed(int(contract.term), int(contract.billed), YEARLY)
        contract.paid_until = months_after(w.inputs.starts, contract.began, contract.billed)


@step
def goes_on(w: "World", who: "Account", contract: "Contract") -> None:
    """A date within the term: the price rises as agreed, the customer buys more, a further part of it is billed."""
    if rises_at(w, who, contract) <= w.now:
        contract.raised += 1
        more = agreed_rise(w, who)
        if present(w.inputs.community):
            reprice(w, who, more / who.mrr)
        move(w, UPLIFTED, who, more, 0.0)
    while grows_at(w, who, contract) <= w.now:
        grows(w, who, contract)
    if contract.billed < contract.term and bills_at(w, contract) <= w.now:
        invoice(w, who, contract)


@step
def renews(w: "World", who: "Account", contract: "Contract") -> bool:
    """Stay or go; who stays may pay more or less, grow or shrink."""
    retention, said, renewals = w.inputs.segments[who.segment].retention, w.inputs.success, int(contract.renewals)
    average = mean_coverage(w.coverage_sums, month_of(w, contract.term_start), month_of(w, w.now))
    covered = covered_share(who.attention, average)
    uplift, discount, term = decide(w, RENEWAL_OFFER, who, renewal_facts(who, renewals, covered))
    years = years_ended(int(contract.aged) + int(contract.months), int(contract.term))
    # Of a term whose price rises as agreed, only the last year's rise is left for its end.
    rise = net_rise(yearly_rise(w.inputs.uplift[today(w)], max(0, years - int(contract.raised))) + uplift, discount)
    note_by(w, RENEWAL_OFFER, RENEWAL_DUE, who, renewals, -1, 0, 0, 0.0)
    agreed = next_agreement(w, who)
    rise = net_rise(rise, offered_again(w, who, agreed))
    business, gap = condition_of(w, who, renewals), 0.0
    if present(w.inputs.community) and who.member:
        gap = hears(w, who, renewals, int(contract.met))
        rise = net_rise(rise, w.inputs.community.concession * gap)
    idle, uncovered = idle_share(contract.term_start, who.live, w.now), uncovered_shift(said.churn, covered)
    tell(w, who, IDLE, -retention.idle * idle)
    tell(w, who, SERVED, -uncovered)
    shift = is_angered(w, who, churn_shift(retention, idle, uncovered), gap)
    shift = leaves_by_its_business(w, who, shift, business) - BEFORE_RENEWAL(w, who, renewals)
    chance = churn_chance(contract.leaving, shift, retention.price * rise, int(contract.term))
    leaves = uniform(w, RENEWAL, who.key, contract.met) < chance
    if asked(w, who):
        raised = shifted(contract.leaving, shift + retention.price * rise)
        tell(w, who, LOYALTY, -bounded_logit(contract.leaving))
        measure(w, who, RISE, rise)
        tell(w, who, RISE, -retention.price * rise)
        tell(w, who, LENGTH, bounded_logit(raised) - bounded_logit(chance))
        decided(w, who, RENEW, renewals, int(not leaves), -bounded_logit(chance))
    if leaves:
        given = saved(w, who, renewals, int(contract.met), covered)
        if given < 0.0:
            claw_back(w, who, contract)
            return False
        rise = net_rise(rise, given)
    before = entitle(w, who, who.mrr, renewals)
    note_by(w, ENTITLEMENT, RENEWED, who, renewals, -1, 0, 0, 0.0)
    tell_attention(w, who, before)
    if present(w.inputs.community) and rise != 0.0:
        reprice(w, who, rise)
    less, more = 0.0, 0.0
    if years > 0:
        less, more = growth_chances(w, who, covered, business, True, not retention.any_time)
    if retention.any_time:
        more = 0.0  # it has had its day within the term
    priced = repriced(who.mrr, rise)
    after, grown, shrunk = priced, 0, 0
    for year in range(years):
        what = growth(less, more, uniform(w, GROWTH, who.key, int(contract.met) + YEAR * year))
        after = resized(after, what, retention.expansion_size, retention.contraction_size)
        grown += int(what == MORE_OF_IT)
        shrunk += int(what == LESS_OF_IT)
    if asked(w, who) and years > 0:
        if not retention.any_time:
            decided(w, who, EXPAND, renewals, grown, bounded_logit(more))
        decided(w, who, CONTRACT, renewals, shrunk, bounded_logit(less))
    resize(w, who, priced, after)
    contract.months += contract.term
    contract.raised = 0
    who.agreed = agreed
    if chooses_anew(w, who):
        change_term(w, who, contract, int(term_of(w, who)))
    if int(term) > 0:
        change_term(w, who, contract, int(term))
    return True


@step
@step
def ends_early(w: "World", contract: "Contract") -> int:
    """When a contract ends within its term [microseconds]: the customer's firm closes, or we cut it off."""
    return min(int(contract.fails), int(contract.cut))


@step
def breaks_off(w: "World", who: "Account", contract: "Contract") -> None:
    """A customer is lost within a term: its unserved rest is credited and not served."""
    who.gone = True
    let_go(w, who, 1)
    if contract.fails <= contract.cut:
        move(w, CLOSED_DOWN, who, -who.mrr, 0.0)
    else:
        move(w, CUT_OFF, who, -who.mrr, 0.0)
    claw_back(w, who, contract)
    if not is_written_off(w, who, contract, False):
        take_back(w, who, contract, int(contract.invoiced), int(contract.paid_from), False)
    if contract.added > 0 and not is_written_off(w, who, contract, True):
        take_back(w, who, contract, int(contract.added), int(contract.added_from), True)


@step
def take_back(w: "World", who: "Account", contract: "Contract", amount: int, since: int, added: bool) -> None:
    """The unserved rest of a bill [cents] is credited and not served; of one written off, what it cost is lost too."""
    # In seconds: cents times microseconds would not fit a 64-bit integer.
    left, whole = (contract.paid_until - w.now) // SECOND, (contract.paid_until - since) // SECOND
    unearned = share_of(amount, left, whole)
    if unearned != 0:
        credit(w, who, contract, unearned, added)
    unserved = share_of(cost_of(amount, w.inputs.serve_share), left, whole)
    if unserved != 0:
        note(w, COGS, who, 0, -1, -unserved, 0, 0.0)
