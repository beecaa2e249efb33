"""What is said of terms that nobody is offered, and what the end of a discount does."""

from collections.abc import Iterator

from gtmsim.mechanisms.contracts.inputs import YEAR, terms_of
from gtmsim.mechanisms.contracts.section import Offer, RenewalOffer
from gtmsim.mechanisms.contracts.terms import months_of
from gtmsim.mechanisms.subscription.inputs import churn_of
from gtmsim.mechanisms.subscription.rules import shifted
from gtmsim.scenario.checks.idle_people import PLAN, Idle
from gtmsim.scenario.checks.said_where import is_own
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.sections.schema import Scenario

LONGER = "offer a longer term, or say `plan.renewal_price_increase`, the rise at a renewal"
OFFERS = ("offers", "renewal_offers")
UNLIKE = 1.25  # times the churn that is said, from which a word is due


def lengths(offer: RenewalOffer, usual: int) -> list[int]:
    """The terms that somebody is offered at some time [month]."""
    return [months for months, shares in terms_of(offer, usual).items() if any(shares.values)]


def terms_ahead(scenario: Scenario, segment: str) -> set[int]:
    """The terms of contracts that buyers and customers of a segment may sign [month]."""
    plan = scenario.plan
    usual = plan.terms.get(segment, YEAR)
    said = [getattr(plan, field).get(segment) for field in OFFERS]
    found = {months for offer in said if offer is not None for months in lengths(offer, usual)}
    return found if said[0] is not None else found | {usual}


def idle_contracts(scenario: Scenario) -> Iterator[Idle]:
    """What is said of terms, bills and discounts that never come together."""
    plan, market = scenario.plan, scenario.market
    chosen = False
    for field in OFFERS:
        for name, offer in getattr(plan, field).items():
            where, terms = (*PLAN, field, name), lengths(offer, plan.terms.get(name, YEAR))
            for term, less in offer.discounts.items():
                idle = any(less.values) and months_of(term) not in terms
                yield (*where, "discounts", term), idle, "no contract of that length is offered", "say it in `terms`"
            for term in offer.terms:
                idle = months_of(term) not in terms
                yield (*where, "terms", term), idle, "nobody chooses it: its share is 0", "leave it out"
            rises = any(offer.escalator.values) and max(terms, default=0) <= YEAR
            yield (*where, "escalator"), rises, "no contract lasts longer than a year", LONGER
            most = YEAR if offer.billing is None else max(offer.billing.values)
            prepaid = any(1 < months <= most for months in terms)
            why = "no bill is for the whole of a term longer than a month"
            yield (*where, "prepaid_discount"), any(offer.prepaid_discount.values) and not prepaid, why, "say `billing`"
            less = [offer.prepaid_discount, *offer.discounts.values()]
            ends = getattr(offer, "first_term_only", False) and not any(any(lever.values) for lever in less)
            yield (*where, "first_term_only"), ends, "there is no discount", "say one, or leave it out"
            yield from _idle_ends(scenario, offer, where)
            chosen |= len(terms) > 1 and any(any(lever.values) for lever in less)
    if market.contracts is not None:
        # What a market is may be said once for several plans, of which some need it.
        where = ("market", "contracts")
        own = is_own(scenario, where)
        why, remedy = "no term is chosen for its discount", "offer several `terms`, and `discounts`"
        yield (*where, "discount_sensitivity"), own and not chosen, why, remedy
        usual = all(terms_ahead(scenario, name) == {YEAR} for name in market.segments)
        yield (*where, "commitment"), own and usual, "every contract is of one year", "offer another term"
        offers = [offer for field in OFFERS for offer in getattr(plan, field).values()]
        noticed = any(any(offer.notice_period.values) and offer.renews_automatically for offer in offers)
        idle, why = own and market.contracts.missed_notice > 0.0 and not noticed, "no contract has a notice period"
        yield (*where, "missed_notice"), idle, why, "say `notice_period` in an offer"
        signed = all(offer.renews_automatically for offer in offers)
        idle, why = own and market.contracts.lapse > 0.0 and signed, "every contract goes on by itself"
        yield (*where, "lapse"), idle, why, "say `renews_automatically: false` in an offer"


def _idle_ends(scenario: Scenario, offer: RenewalOffer, where: tuple[str, ...]) -> Iterator[Idle]:
    """What is said of the end of a term, and of a discount at first, that changes nothing."""
    market, signed = scenario.market.contracts, not offer.renews_automatically
    why, remedy = "a contract that does not go on by itself ends without notice", "leave one of them out"
    yield (*where, "notice_period"), signed and any(offer.notice_period.values), why, remedy
    lapse = market is not None and market.lapse > 0.0
    why, remedy = "nobody who wants to stay lets a contract end", "say `market.contracts.lapse`"
    yield (*where, "renews_automatically"), signed and not lapse, why, remedy
    if isinstance(offer, Offer) and offer.introductory is not None:
        said, at = offer.introductory, (*where, "introductory")
        yield (*at, "discount"), not any(said.discount.values), "it is 0", "say one, or leave it out"
        over = said.until is not None and said.until <= scenario.run.start
        yield (*at, "until"), over, "it is over before the run begins", "say a later day"


def idle_pauses(scenario: Scenario) -> Iterator[Idle]:
    """A pause that nobody is offered, or that nobody ever takes."""
    takes, offered = scenario.market.pause, scenario.plan.pause is not None
    for field in ("acceptance", "returns"):
        where = ("market", "pause", field)
        yield where, not offered and is_own(scenario, where), "no pause is offered", "say `plan.pause`"
    if offered and takes.acceptance == 0.0:
        yield (*PLAN, "pause"), True, "nobody takes it: `market.pause.acceptance` is 0", "raise it, or leave this out"
    elif offered:
        chances = [(each.churn, *each.churn_by_term.values()) for each in scenario.market.segments.values()]
        stay = not any(any(each) for each in chances)
        yield (*PLAN, "pause"), stay, "no customer leaves when its contract ends: `churn` is 0", "say `churn`"


def idle_training(scenario: Scenario) -> Iterator[Idle]:
    """How many buy training, where nobody is offered any."""
    where = ("market", "training", "attach_rate")
    idle = not scenario.plan.training and is_own(scenario, where)
    yield where, idle, "no training is offered", "say `plan.training`"


def ends_of_discounts(scenario: Scenario) -> Iterator[Problem]:
    """What the end of a discount at first does to churn, which whoever gives one may not think of."""
    for name, offer in scenario.plan.offers.items():
        segment, said = scenario.market.segments.get(name), offer.introductory
        if segment is None or said is None or not 0.0 < segment.churn < 1.0:
            continue
        if said.until is not None and said.until <= scenario.run.start:
            continue
        rise = 1.0 / (1.0 - max(said.discount.values)) - 1.0
        term = min(lengths(offer, scenario.plan.terms.get(name, YEAR)), default=YEAR)
        before = churn_of(segment, term)
        after = shifted(before, segment.price_sensitivity * rise)
        if after > UNLIKE * before:
            what = (
                f"the end of the discount is met as a price rise of {rise:.0%} at the first renewal after it, "
                f"where a churn of {before:.0%} becomes {after:.0%}"
            )
            hint = (
                "a smaller discount is met as less; `price_sensitivity` of the segment says how much a rise is minded"
            )
            yield Problem("W_READING", what, hint, path=(*PLAN, "offers", name, "introductory"))
