"""A buyer or a customer chooses a term of those that are offered; its price rises within it as agreed."""

from typing import TYPE_CHECKING

from gtmsim.engine.hook import BEFORE_VOTE
from gtmsim.engine.influence import PRICE, TRUST, influence
from gtmsim.engine.port import measure, note, present, tell, today, uniform
from gtmsim.engine.step import purpose, step
from gtmsim.mechanisms.accounts.steps import luck_key
from gtmsim.mechanisms.contracts.introduction import introduction_ends, introductory_months
from gtmsim.mechanisms.contracts.rows import OFFERED, SETUP_FEE
from gtmsim.mechanisms.contracts.rules import (
    anniversaries,
    escalated,
    fee_logarithm,
    first_year_logarithm,
    further_discount,
    notice_due,
    reluctance,
)
from gtmsim.mechanisms.payment_fees.steps import pay_fee
from gtmsim.mechanisms.subscription.rules import UNDECIDED, shifted
from gtmsim.rules.calendar import NEVER, months_after
from gtmsim.rules.chance import table_quantile

if TYPE_CHECKING:
    from gtmsim.engine.reference.customer import Contract
    from gtmsim.engine.reference.deal import Deal
    from gtmsim.engine.reference.entities import Account
    from gtmsim.engine.reference.world import World

TERM, PROPENSITY = purpose("TERM"), purpose("PROPENSITY")
MISSED_NOTICE, LAPSE = purpose("MISSED_NOTICE"), purpose("LAPSE")
INTRODUCTION = influence("introductory", "paying less at first", PRICE)
SET_UP = influence("setup_fee", "what it pays once for being set up", PRICE)
COMMITMENT = influence("commitment", "being bound for {0:.0f} months", TRUST)


@step
def chosen(w: "World", who: "Account", number: int) -> int:
    """Number of the agreement that an account chooses of what is offered; its taste is its own for good."""
    offered = w.inputs.offers[who.segment].offered[number]
    luck, place = uniform(w, TERM, luck_key(w, who), 0), 0
    while not luck < offered.options[place].upto and place + 1 < len(offered.options):
        place += 1
    return offered.options[place].agreement


@step
def choose_term(w: "World", who: "Account") -> float:
    """A buyer who is quoted a price chooses a term; what that takes off the price [1]."""
    who.agreed = 0
    if len(w.inputs.offers) == 0 or len(w.inputs.offers[who.segment].new) == 0:
        return 0.0
    who.agreed = chosen(w, who, w.inputs.offers[who.segment].new[today(w)])
    agreed = w.inputs.offers[who.segment].agreements[who.agreed]
    note(w, OFFERED, who, agreed.months, -1, 0, agreed.billing, agreed.discount)
    return agreed.discount


@step
def chooses_anew(w: "World", who: "Account") -> bool:
    """Is a customer offered something when its contract ends?"""
    return len(w.inputs.offers) > 0 and len(w.inputs.offers[who.segment].renewal) > 0


@step
def next_agreement(w: "World", who: "Account") -> int:
    """Number of the agreement on which a customer may go on; that of the running term where nothing is offered."""
    if len(w.inputs.offers) == 0:
        return int(who.agreed)
    if not chooses_anew(w, who):
        return int(w.inputs.offers[who.segment].agreements[who.agreed].then)
    return chosen(w, who, w.inputs.offers[who.segment].renewal[today(w)])


@step
def offered_again(w: "World", who: "Account", agreed: int) -> float:
    """Write what a customer is offered at a renewal; the further discount [1] on what it pays."""
    if len(w.inputs.offers) == 0:
        return 0.0
    said = w.inputs.offers[who.segment].agreements
    if chooses_anew(w, who):
        note(w, OFFERED, who, said[agreed].months, -1, 0, said[agreed].billing, said[agreed].discount)
    return further_discount(said[who.agreed].discount, said[agreed].discount)


@step
def fee_of(w: "World", who: "Account") -> int:
    """What a new customer pays once [cents]."""
    return 0 if len(w.inputs.offers) == 0 else w.inputs.offers[who.segment].agreements[who.agreed].fee


@step
def weighed_with_fee(w: "World", who: "Account", deal: "Deal") -> float:
    """Logarithm of the price that a committee weighs: with what is paid once, of which no price of others is told."""
    fee, log_price = fee_of(w, who), deal.log_price
    if fee != 0:
        dearer = fee_logarithm(fee, deal.amount)
        tell(w, who, SET_UP, dearer)
        log_price += dearer
    months = introductory_months(w, who)
    if months > 0:
        cheaper = first_year_logarithm(w.inputs.offers[who.segment].agreements[who.agreed].introductory, months)
        tell(w, who, INTRODUCTION, cheaper)
        log_price += cheaper
    return log_price


@step
def set_up(w: "World", who: "Account") -> None:
    """A new customer pays once for being set up."""
    fee = fee_of(w, who)
    if fee != 0:
        note(w, SETUP_FEE, who, 0, -1, fee, 0, 0.0)
        pay_fee(w, who, fee)


@step
def term_of(w: "World", who: "Account") -> int:
    """Length of the contract that a buyer is about to sign [month]."""
    if len(w.inputs.offers) == 0:
        return w.inputs.segments[who.segment].term
    return w.inputs.offers[who.segment].agreements[who.agreed].months


@step
def billing_of(w: "World", who: "Account") -> int:
    """Months that a bill of an account is for, at most."""
    return 12 if len(w.inputs.offers) == 0 else w.inputs.offers[who.segment].agreements[who.agreed].billing


@step
def escalator_of(w: "World", who: "Account") -> float:
    """Agreed rise of the price of an account at the end of a contract year within its term [1]."""
    return 0.0 if len(w.inputs.offers) == 0 else w.inputs.offers[who.segment].agreements[who.agreed].escalator


@step
def notice_of(w: "World", who: "Account") -> int:
    """Days before the end of the running term until which a customer says that it will leave; 0: at the end."""
    return 0 if len(w.inputs.offers) == 0 else w.inputs.offers[who.segment].agreements[who.agreed].notice


@step
def notice_at(w: "World", who: "Account", contract: "Contract") -> int:
    """When a customer decides whether the running term is its last [microseconds]; NEVER for at its end."""
    notice = notice_of(w, who)
    if notice == 0 or contract.notice != UNDECIDED:
        return NEVER
    return notice_due(began_at(w, contract), int(contract.due), int(notice))


@step
def misses_notice(w: "World", who: "Account", occasion: int) -> bool:
    """Does a customer who wants to leave miss the date until which it has to say so?"""
    return w.inputs.missed_notice > 0.0 and uniform(w, MISSED_NOTICE, who.key, occasion) < w.inputs.missed_notice


@step
def lapses(w: "World", who: "Account", occasion: int) -> bool:
    """Does a customer who wants to stay let its contract end, since nobody signs another?"""
    if w.inputs.lapse == 0.0 or len(w.inputs.offers) == 0:
        return False
    if w.inputs.offers[who.segment].agreements[who.agreed].automatic:
        return False
    return uniform(w, LAPSE, who.key, occasion) < w.inputs.lapse


@step
def began_at(w: "World", contract: "Contract") -> int:
    """When the running term began [microseconds]."""
    return months_after(w.inputs.starts, contract.began, int(contract.months))


@step
def rises_at(w: "World", who: "Account", contract: "Contract") -> int:
    """When the price rises next within the running term [microseconds]; NEVER where it does not."""
    return min(escalates_at(w, who, contract), introduction_ends(w, contract))


@step
def escalates_at(w: "World", who: "Account", contract: "Contract") -> int:
    """When a contract year ends next at which the price rises [microseconds]; NEVER where it does not."""
    if escalator_of(w, who) == 0.0 or contract.raised >= anniversaries(int(contract.term)):
        return NEVER
    return months_after(w.inputs.starts, contract.began, contract.months + 12 * (contract.raised + 1))


@step
def bills_at(w: "World", contract: "Contract") -> int:
    """When what is not billed of the term begins; the end of it where all is."""
    return months_after(w.inputs.starts, contract.began, contract.months + contract.billed)


@step
def next_date(w: "World", who: "Account", contract: "Contract") -> int:
    """When a part of the term is billed, its price rises, or it ends."""
    return min(contract.due, bills_at(w, contract), rises_at(w, who, contract))


@step
def rises_agreed(w: "World", who: "Account", contract: "Contract") -> int:
    """How often the price rises as agreed within the running term."""
    return 0 if escalator_of(w, who) == 0.0 else anniversaries(int(contract.term))


@step
def agreed_rise(w: "World", who: "Account") -> int:
    """By how much the MRR rises at a contract year's end [cents]."""
    return escalated(who.mrr, escalator_of(w, who)) - who.mrr


@step
def law_of_term(w: "World", who: "Account", term: int) -> int:
    """Place of the law by which customers on a contract of `term` [months] leave; -1 where all are alike."""
    laws = w.inputs.segments[who.segment].by_term
    place = min(0, len(laws) - 1)
    while place + 1 < len(laws) and laws[place + 1].months <= term:
        place += 1
    return place


@step
def leaving_by_nature(w: "World", who: "Account", term: int) -> float:
    """Latent chance per contract year to leave of a new customer on a contract of `term` [months]."""
    said, luck = w.inputs.segments[who.segment], uniform(w, PROPENSITY, luck_key(w, who), 0)
    place = law_of_term(w, who, term)
    if place < 0:
        return table_quantile(said.propensity, luck)
    return table_quantile(said.by_term[place].propensity, luck)


@step
def change_term(w: "World", who: "Account", contract: "Contract", term: int) -> None:
    """The next contract is of `term` [months]: who is bound for longer leaves less readily, or whatever is said."""
    before, after = law_of_term(w, who, int(contract.term)), law_of_term(w, who, term)
    if before != after:
        laws = w.inputs.segments[who.segment].by_term
        contract.leaving = shifted(contract.leaving, laws[after].usual - laws[before].usual)
    contract.term = term


@BEFORE_VOTE.join
def hesitates(w: "World", who: "Account") -> float:
    """Logit that every member gains by the term that is on the table: the longer it binds, the less."""
    if not present(w.inputs.commitment):
        return 0.0
    months = term_of(w, who)
    gained = -reluctance(w.inputs.commitment.aversion, int(months))
    measure(w, who, COMMITMENT, float(months))
    tell(w, who, COMMITMENT, gained)
    return gained
