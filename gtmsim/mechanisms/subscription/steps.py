"""A customer's contract: billed, up for renewal, renewed or not, grown or shrunk, and closed with the firm."""

from typing import TYPE_CHECKING

from gtmsim.engine.port import note, present, uniform
from gtmsim.engine.step import purpose, step
from gtmsim.mechanisms.accounts.steps import let_go, luck_key
from gtmsim.mechanisms.collection.rows import CUT_OFF
from gtmsim.mechanisms.collection.steps import bill, credit, is_written_off
from gtmsim.mechanisms.community.steps import reprice
from gtmsim.mechanisms.contacts.steps import meet
from gtmsim.mechanisms.contracts.introduction import introduce, introduction_ends, introduction_of
from gtmsim.mechanisms.contracts.rules import rises_billed
from gtmsim.mechanisms.contracts.steps import (
    agreed_rise,
    billing_of,
    bills_at,
    escalates_at,
    escalator_of,
    leaving_by_nature,
    notice_at,
    set_up,
    term_of,
)
from gtmsim.mechanisms.incentives.steps import claw_back
from gtmsim.mechanisms.money.steps import move, pay
from gtmsim.mechanisms.pausing.steps import end_pause
from gtmsim.mechanisms.selling.rules import annual_price
from gtmsim.mechanisms.subscription.midterm import grows, grows_at, pass_over, shrinks
from gtmsim.mechanisms.subscription.renewal import decide_renewal, end_introduction
from gtmsim.mechanisms.subscription.rows import (
    CLOSED_DOWN,
    COGS,
    INVOICED,
    NEW_CUSTOMER,
    OPENING_CUSTOMER,
    UPLIFTED,
)
from gtmsim.mechanisms.subscription.rules import (
    PAUSES,
    UNDECIDED,
    equilibrium_terms,
    months_billed,
    onboarding_days,
    over_term,
    taken_off,
)
from gtmsim.mechanisms.success.rules import covered_share
from gtmsim.mechanisms.success.steps import join
from gtmsim.mechanisms.training.steps import train
from gtmsim.rules.calendar import DAY, NEVER, SECOND, microseconds, months_after
from gtmsim.rules.chance import law_quantile, table_quantile
from gtmsim.rules.maths import exp, exponential_quantile
from gtmsim.rules.money import cost_of, share_of

if TYPE_CHECKING:
    from gtmsim.engine.reference.customer import Contract
    from gtmsim.engine.reference.entities import Account
    from gtmsim.engine.reference.world import World

PROPENSITY, ONBOARDING, FAILURE = purpose("PROPENSITY"), purpose("ONBOARDING"), purpose("FAILURE")
OPENING_AGE, OPENING_PHASE, VALUE = purpose("OPENING_AGE"), purpose("OPENING_PHASE"), purpose("VALUE")
OLDEST = 240  # months that a customer whom day 0 finds has been one at most
TERM = purpose("TERM")  # taste, as of offers


@step
def sign(w: "World", who: "Account", contract: "Contract", mrr: int) -> None:
    """A win becomes a customer who will pay `mrr` [cents]."""
    said = w.inputs.segments[who.segment]
    mrr = introduce(w, who, contract, mrr)
    introduced, regain = int(contract.introduced), float(contract.regain)
    join(w, NEW_CUSTOMER, who, mrr, 0.0, 0, 0)
    drawn = law_quantile(said.onboarding, uniform(w, ONBOARDING, who.key, 0))
    covered = covered_share(who.attention, w.coverage)
    who.live = w.now + microseconds(onboarding_days(drawn, w.inputs.success.onboarding, covered))
    term = term_of(w, who)
    begin_contract(contract, w.now, 0, term, leaving_by_nature(w, who, term))
    contract.introduced, contract.regain = introduced, regain
    set_up(w, who)
    train(w, who)
    invoice(w, who, contract)


@step
def found_customer(w: "World", who: "Account", contract: "Contract") -> None:
    """A customer found alive: its propensity, its age and its place in the running contract from equilibrium."""
    said, name = w.inputs.segments[who.segment], luck_key(w, who)
    place = found_on(w, who)
    term, leaving = said.found_term, 0.0
    if place < 0:
        leaving = table_quantile(said.found, uniform(w, PROPENSITY, name, 0))
    else:
        term = said.found_mix[place].months
        leaving = table_quantile(said.found_mix[place].found, uniform(w, PROPENSITY, name, 0))
    survival = (1.0 - over_term(leaving, term)) * exp(-said.failure * 365.25 * term / 12.0)
    terms = equilibrium_terms(survival, max(1, OLDEST // term), uniform(w, OPENING_AGE, who.key, 0))
    running = int(uniform(w, OPENING_PHASE, who.key, 0) * -w.inputs.starts[w.inputs.before - term])
    luck = uniform(w, VALUE, name, 0)
    mrr = annual_price(said.median, said.sigma, w.inputs.found_price, luck) // 12
    who.live = -running
    age = -months_after(w.inputs.starts, -running, -terms * term)
    who.mrr, who.attention, who.level, who.commission = 0, 1.0, w.inputs.found_level, 0
    join(w, OPENING_CUSTOMER, who, mrr, age / DAY, terms, term if place >= 0 else 0)
    meet(w, who, 0)
    begin_contract(contract, -running, terms, term, leaving)
    if len(w.inputs.offers) > 0:
        who.agreed = w.inputs.offers[who.segment].found
    billed_before(w, contract, said.found_billing)
    pass_over(w, who, contract)


@step
def found_on(w: "World", who: "Account") -> int:
    """Place of the length of a customer's contract in the mix of day 0, by its taste; -1 where all are alike."""
    mixed = w.inputs.segments[who.segment].found_mix
    if len(mixed) == 0:
        return -1
    luck, place = uniform(w, TERM, luck_key(w, who), 0), 0
    while not luck < mixed[place].upto and place + 1 < len(mixed):
        place += 1
    return place


@step
def begin_contract(contract: "Contract", began: int, renewals: int, term: int, leaving: float) -> None:
    """Begin a contract of `term` [months] after so many renewals."""
    contract.began, contract.due = began, began
    contract.paid_from, contract.paid_until = began, began
    contract.term, contract.months, contract.billed = term, 0, 0
    contract.renewals, contract.aged, contract.met, contract.raised = renewals, renewals * term, 0, 0
    contract.invoiced = 0
    contract.notice, contract.next_agreed, contract.next_term = UNDECIDED, 0, 0
    contract.introduced, contract.regain = 0, 0.0
    contract.bills, contract.owed, contract.cut = 0, 0, NEVER
    contract.added, contract.added_from, contract.owing, contract.grown, contract.returned = 0, 0, 0, 0, 0
    contract.shrunk = 0
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
    ends, regain = introduction_of(contract), float(contract.regain)
    more = rises_billed(who.mrr, escalator_of(w, who), int(contract.billed), months, ends, regain)
    contract.billed += months
    contract.paid_from = w.now
    contract.paid_until = months_after(w.inputs.starts, contract.began, contract.months + contract.billed)
    contract.invoiced = who.mrr * months + more
    credit = max(0, -int(contract.added))
    less = taken_off(int(contract.invoiced), credit)
    contract.added = less - credit
    contract.invoiced -= less
    served = cost_of(contract.invoiced, w.inputs.serve_share)
    note(w, INVOICED, who, months, -1, contract.invoiced, more, float(less))
    if served != 0:
        note(w, COGS, who, 0, -1, served, 0, 0.0)
    bill(w, who, contract)


@step
def billed_before(w: "World", contract: "Contract", most: int) -> None:
    """What was billed of a contract that day 0 finds, so many months with each bill at most."""
    contract.billed, contract.paid_from, contract.paid_until = 0, contract.began, contract.began
    while contract.billed == 0 or (contract.paid_until <= 0 and contract.billed < contract.term):
        contract.billed += months_billed(int(contract.term), int(contract.billed), most)
        contract.paid_until = months_after(w.inputs.starts, contract.began, contract.billed)


@step
def goes_on(w: "World", who: "Account", contract: "Contract") -> None:
    """A date within the term: the price rises as agreed, it buys more, gives notice, a further part is billed."""
    if introduction_ends(w, contract) <= w.now:
        end_introduction(w, who, contract)
    if escalates_at(w, who, contract) <= w.now:
        contract.raised += 1
        more = agreed_rise(w, who)
        if present(w.inputs.community):
            reprice(w, who, more / who.mrr)
        move(w, UPLIFTED, who, more, 0.0)
    while grows_at(w, who, contract) <= w.now:
        grows(w, who, contract)
    bills = contract.billed < contract.term and bills_at(w, contract) <= w.now
    if bills:
        shrinks(w, who, contract)
    if notice_at(w, who, contract) <= w.now:
        contract.rise = decide_renewal(w, who, contract, int(contract.renewals) + 1, int(contract.met) + 1, True)
    if bills:
        invoice(w, who, contract)


@step
def ends_early(w: "World", contract: "Contract") -> int:
    """When a contract ends within its term [microseconds]: the customer's firm closes, or we cut it off."""
    return min(int(contract.fails), int(contract.cut))


@step
def breaks_off(w: "World", who: "Account", contract: "Contract") -> None:
    """A customer is lost within a term or a pause: what is not served of a term is credited and not served."""
    paused = contract.notice == PAUSES
    if paused:
        end_pause(w, who, contract, True)
    who.gone = True
    let_go(w, who, 1)
    lost = int(who.mrr)
    if contract.fails <= contract.cut:
        move(w, CLOSED_DOWN, who, -who.mrr, 0.0)
    else:
        before = who.mrr
        pay(w, who, -before)
        note(w, CUT_OFF, who, w.ended, -1, -before, 0, 0.0)
    if w.ended == 0:
        claw_back(w, who, contract, lost)
    if paused:
        return  # nothing is left of its last term
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
