"""A contract's term ends, or the last day to give notice comes: the customer stays or goes, grows or shrinks."""

from typing import TYPE_CHECKING

from gtmsim.engine.facts import ENTITLEMENT, RENEWAL_OFFER, renewal_facts
from gtmsim.engine.hook import BEFORE_RENEWAL
from gtmsim.engine.influence import CONTRACT, EXPAND, RENEW, bounded_logit, influence
from gtmsim.engine.port import asked, decide, decided, measure, month_of, note, note_by, present, tell, today, uniform
from gtmsim.engine.step import purpose, step
from gtmsim.mechanisms.community.steps import hears, is_angered, reprice
from gtmsim.mechanisms.condition.steps import business_of, condition_of, leaves_by_its_business
from gtmsim.mechanisms.contracts.introduction import introduction_met
from gtmsim.mechanisms.contracts.rules import both_rises
from gtmsim.mechanisms.contracts.steps import (
    began_at,
    change_term,
    chooses_anew,
    lapses,
    misses_notice,
    next_agreement,
    offered_again,
    rises_agreed,
    term_of,
)
from gtmsim.mechanisms.incentives.steps import claw_back
from gtmsim.mechanisms.money.steps import move, pay
from gtmsim.mechanisms.pausing.steps import begin_pause, takes_pause
from gtmsim.mechanisms.save_offers.steps import LOST, ON_PAUSE, saved
from gtmsim.mechanisms.subscription.growth import growth_chances, resize
from gtmsim.mechanisms.subscription.midterm import left_of
from gtmsim.mechanisms.subscription.rows import CHURNED, NOTICE_DUE, NOTICE_MISSED, RENEWAL_DUE, RENEWED, UPLIFTED
from gtmsim.mechanisms.subscription.rules import CONTRACT as LESS_OF_IT
from gtmsim.mechanisms.subscription.rules import EXPAND as MORE_OF_IT
from gtmsim.mechanisms.subscription.rules import (
    KEPT,
    LEAVES,
    PAUSES,
    STAY,
    STAYS,
    UNDECIDED,
    churn_chance,
    churn_shift,
    growth,
    idle_share,
    net_rise,
    repriced,
    resized,
    shifted,
    yearly_rise,
    years_ended,
)
from gtmsim.mechanisms.success.rules import covered_share, mean_coverage, uncovered_shift
from gtmsim.mechanisms.success.steps import entitle, tell_attention
from gtmsim.mechanisms.upgrades.steps import upgrade, wants_more
from gtmsim.mechanisms.variable_pay.steps import count_renewal

if TYPE_CHECKING:
    from gtmsim.engine.reference.customer import Contract
    from gtmsim.engine.reference.entities import Account
    from gtmsim.engine.reference.world import World

RENEWAL, GROWTH = purpose("RENEWAL"), purpose("GROWTH")
YEAR = 1 << 20  # between the occasions that name the luck of the years of one contract
LOYALTY = influence("loyalty", "how loyal it is by nature", RENEW)
IDLE = influence("idle", "the time that it paid without value", RENEW)
SERVED = influence("uncovered", "the success hours that were missing", RENEW)
RISE = influence("rise", "a price that changes by {0:+.1%}", RENEW)
LENGTH = influence("length", "a term of {0:.0f} months", RENEW)


@step
def end_introduction(w: "World", who: "Account", contract: "Contract") -> None:
    """An introductory discount ends, if it has not yet, and the price is the full one."""
    if contract.introduced > 0:
        contract.introduced = -int(contract.introduced)
        move(w, UPLIFTED, who, repriced(int(who.mrr), float(contract.regain)) - int(who.mrr), 1.0)


@step
def decide_renewal(w: "World", who: "Account", contract: "Contract", renewals: int, met: int, noticed: bool) -> float:
    """Stay or go, at the end of the term or when notice is due: the rise of the price [1] for whoever stays."""
    retention, said, began = w.inputs.segments[who.segment].retention, w.inputs.success, began_at(w, contract)
    covered = covered_share(who.attention, mean_coverage(w.coverage_sums, month_of(w, began), month_of(w, w.now)))
    uplift, discount, term = decide(w, RENEWAL_OFFER, who, renewal_facts(who, renewals, covered))
    years = years_ended(int(contract.aged) + int(contract.months), int(contract.term))
    # Of a term whose price rises as agreed, only the last year's rise is left for its end.
    left = max(0, years - rises_agreed(w, who, contract))
    rise = net_rise(yearly_rise(w.inputs.uplift[today(w)], left) + uplift, discount)
    note_by(w, RENEWAL_OFFER, NOTICE_DUE if noticed else RENEWAL_DUE, who, renewals, -1, 0, 0, 0.0)
    agreed = next_agreement(w, who)
    rise = net_rise(rise, offered_again(w, who, agreed))
    business, gap = condition_of(w, who, renewals), 0.0
    if present(w.inputs.community) and who.member:
        gap = hears(w, who, renewals, met)
        rise = net_rise(rise, w.inputs.community.concession * gap)
    # Whoever has no value yet when notice is due knows when it will have: its project has a plan.
    idle, uncovered = idle_share(began, who.live, contract.due), uncovered_shift(said.churn, covered)
    tell(w, who, IDLE, -retention.idle * idle)
    tell(w, who, SERVED, -uncovered)
    shift = is_angered(w, who, churn_shift(retention, idle, uncovered), gap)
    shift = leaves_by_its_business(w, who, shift, business) - BEFORE_RENEWAL(w, who, renewals)
    dearer = both_rises(introduction_met(contract), rise)
    chance = churn_chance(contract.leaving, shift, retention.price * dearer, int(contract.term))
    leaves = uniform(w, RENEWAL, who.key, met) < chance
    if asked(w, who):
        raised = shifted(contract.leaving, shift + retention.price * dearer)
        tell(w, who, LOYALTY, -bounded_logit(contract.leaving))
        measure(w, who, RISE, dearer)
        tell(w, who, RISE, -retention.price * dearer)
        measure(w, who, LENGTH, float(contract.term))
        tell(w, who, LENGTH, bounded_logit(raised) - bounded_logit(chance))
        decided(w, who, RENEW, renewals, int(not leaves), -bounded_logit(chance))
    contract.notice, contract.next_agreed, contract.next_term = STAYS, agreed, int(term)
    if not leaves:
        return rise
    if noticed and misses_notice(w, who, met):
        note(w, NOTICE_MISSED, who, renewals, -1, 0, who.mrr, 0.0)
        return rise
    given = saved(w, who, renewals, met, covered, noticed)
    contract.notice = KEPT
    if given == LOST:
        contract.notice = LEAVES
    elif given == ON_PAUSE:
        contract.notice = PAUSES
    return net_rise(rise, max(0.0, given))


@step
def is_lost(w: "World", who: "Account", contract: "Contract", noticed: bool) -> bool:
    """Does a customer leave now that its term ends: as it has said, or since nobody signs another contract?"""
    lapsed = contract.notice == STAYS and lapses(w, who, int(contract.met))
    if lapsed or (noticed and contract.notice == LEAVES):
        before = who.mrr
        pay(w, who, -before)
        note(w, CHURNED, who, int(lapsed), -1, -before, 0, 0.0)
    lost = lapsed or contract.notice == LEAVES
    contract.notice = UNDECIDED
    return lost


@step
def renews(w: "World", who: "Account", contract: "Contract") -> bool:
    """A term ends: stay, pause or go, of which the first is told; who stays may pay more or less, grow or shrink."""
    retention, renewals = w.inputs.segments[who.segment].retention, int(contract.renewals)
    noticed, rise = contract.notice != UNDECIDED, float(contract.rise)
    contract.mrr_before = who.mrr  # it lies where the rise did
    if noticed:
        note(w, RENEWAL_DUE, who, renewals, -1, 0, 1, 0.0)
    else:
        rise = decide_renewal(w, who, contract, renewals, int(contract.met), False)
    if noticed and contract.notice == LEAVES and takes_pause(w, who, int(contract.met)):
        begin_pause(w, who, True, 0.0)
        contract.notice = PAUSES
    if contract.notice == PAUSES:
        count_renewal(w, int(contract.mrr_before), 0)
        return False
    if is_lost(w, who, contract, noticed):
        count_renewal(w, int(contract.mrr_before), 0)
        claw_back(w, who, contract, int(contract.mrr_before))
        return False
    before = entitle(w, who, who.mrr, renewals)
    note_by(w, ENTITLEMENT, RENEWED, who, renewals, -1, 0, 0, 0.0)
    tell_attention(w, who, before)
    if introduction_met(contract) != 0.0:
        end_introduction(w, who, contract)
        contract.introduced, contract.regain = 0, 0.0
    if present(w.inputs.community) and rise != 0.0:
        reprice(w, who, rise)
    years, less, more = years_ended(int(contract.aged) + int(contract.months), int(contract.term)), 0.0, 0.0
    if years > 0:
        average = mean_coverage(w.coverage_sums, month_of(w, began_at(w, contract)), month_of(w, w.now))
        covered = covered_share(who.attention, average)
        less, more = growth_chances(
            w, who, covered, business_of(w, who), not retention.less_any_time, not retention.any_time
        )
    if retention.any_time:
        more = 0.0  # it has had its day within the term
    if retention.less_any_time:
        less = 0.0
    priced = repriced(who.mrr, rise)
    after, grown, shrunk, moves = priced, 0, 0, 0
    for year in range(years):
        what = growth(less, more, uniform(w, GROWTH, who.key, int(contract.met) + YEAR * year))
        after = resized(after, what, retention.expansion_size, retention.contraction_size)
        grown += int(what == MORE_OF_IT)
        shrunk += int(what == LESS_OF_IT)
        if what == STAY and not retention.any_time:
            moves += int(wants_more(w, who, int(contract.met) + YEAR * year))
    if asked(w, who) and years > 0:
        if not retention.any_time:
            decided(w, who, EXPAND, renewals, grown, bounded_logit(more))
        if not retention.less_any_time:
            decided(w, who, CONTRACT, renewals, shrunk, bounded_logit(less))
    after = left_of(w, who, contract, after, renewals, int(contract.met))
    resize(w, who, priced, after)
    for _ in range(moves):
        upgrade(w, who)
    count_renewal(w, int(contract.mrr_before), int(who.mrr))
    contract.months += contract.term
    contract.raised = 0
    who.agreed = contract.next_agreed
    if chooses_anew(w, who):
        change_term(w, who, contract, int(term_of(w, who)))
    if contract.next_term > 0:
        change_term(w, who, contract, int(contract.next_term))
    return True
