"""Offers as agreements by number, and who chooses which on each day."""

from typing import TYPE_CHECKING, Any, NamedTuple

from gtmsim.mechanisms.contracts.found import found_billing
from gtmsim.mechanisms.contracts.rules import (
    Agreement,
    Commitment,
    Offered,
    OfferInputs,
    Option,
    both_discounts,
    drawn_to,
    is_prepaid,
)
from gtmsim.mechanisms.contracts.terms import months_of
from gtmsim.rules.calendar import DAY
from gtmsim.scenario.language.numbers import LIST, NOTHING
from gtmsim.scenario.resolved.resolving import Resolving

if TYPE_CHECKING:
    from gtmsim.mechanisms.contracts.section import RenewalOffer

YEAR = 12  # months of a term, and of a bill, of which nothing is said
NO_INTRODUCTION = 0.0, 0, 0  # discount, months, the instant that ends it
ON = -1  # an agreement that goes on as it is
MOST_AGREEMENTS = 127  # of a segment: an account remembers the number of its own in a byte


class _Usual(NamedTuple):
    """What an offer says beside its terms."""

    billing: int
    prepaid: float
    escalator: float
    fee: int
    ends: bool  # do the discounts end with the first term?
    notice: int
    automatic: bool


class _Kinds:
    """The agreements of a segment and what is offered on some day, each once."""

    def __init__(self, usual: Agreement) -> None:
        self.agreements = {usual: 0}  # each with its number; what it goes on with is the last part
        self.offered: dict[tuple[Option, ...], int] = {}

    def days(self, at: Resolving, offer: "RenewalOffer | None", usual: int, sensitivity: float) -> tuple[int, ...]:
        """Number of what is offered, by day; none where there is no offer."""
        if offer is None:
            return ()
        terms = {months: at.daily(lever) for months, lever in terms_of(offer, usual).items()}
        less = {months_of(name): at.daily(lever) for name, lever in offer.discounts.items()}
        billing = (YEAR,) * at.days if offer.billing is None else at.daily(offer.billing)
        prepaid, rises = at.daily(offer.prepaid_discount), at.daily(offer.escalator)
        fees, ends = at.daily(getattr(offer, "setup_fee", NOTHING)), getattr(offer, "first_term_only", False)
        notices, automatic = at.daily(offer.notice_period), offer.renews_automatically
        first = getattr(offer, "introductory", None)
        cheaper = at.daily(NOTHING if first is None else first.discount)
        lasts = 0 if first is None or first.lasts is None else first.lasts
        until = 0 if first is None or first.until is None else (first.until - at.start).days * DAY
        nothing = (0.0,) * at.days
        known: dict[Any, int] = {}
        found = []
        for day in range(at.days):
            choices = tuple(
                (months, shares[day], less.get(months, nothing)[day])
                for months, shares in sorted(terms.items())
                if shares[day] > 0.0
            )
            notice = int(notices[day] + 0.5) if automatic else 0
            introduced = (cheaper[day], lasts, until) if cheaper[day] > 0.0 else NO_INTRODUCTION
            usual_terms = _Usual(int(billing[day]), prepaid[day], rises[day], cents(fees[day]), ends, notice, automatic)
            said = choices, usual_terms, introduced
            if said not in known:
                known[said] = self._number(*said, sensitivity)
            found.append(known[said])
        return tuple(found)

    def _number(
        self,
        choices: tuple[tuple[int, float, float], ...],
        said: _Usual,
        introduced: tuple[float, int, int],
        sensitivity: float,
    ) -> int:
        weighed: list[tuple[int, float]] = []
        for months, share, less in choices:
            discount = both_discounts(less, said.prepaid if is_prepaid(months, said.billing) else 0.0)
            usual = Agreement(
                months,
                min(said.billing, months),
                said.escalator if months > YEAR else 0.0,
                0.0 if said.ends else discount,
                0,
                said.notice,
                said.automatic,
                *NO_INTRODUCTION,
                ON,
            )
            number = self.numbered(usual)
            first = usual._replace(discount=discount, fee=said.fee, then=number)
            first = first._replace(introductory=introduced[0], lasts=introduced[1], until=introduced[2])
            if first._replace(then=ON) != usual:
                number = self.numbered(first)
            weighed.append((number, drawn_to(share, sensitivity, discount)))
        total, upto, options = sum(weight for _, weight in weighed), 0.0, []
        for place, (number, weight) in enumerate(weighed):
            upto += weight / total
            options.append(Option(1.0 if place + 1 == len(weighed) else min(1.0, upto), number))
        return self.offered.setdefault(tuple(options), len(self.offered))

    def numbered(self, agreement: Agreement) -> int:
        """The number of an agreement."""
        return self.agreements.setdefault(agreement, len(self.agreements))


def cents(amount: float) -> int:
    """An amount of money in whole cents."""
    return int(amount * 100.0 + 0.5)


def terms_of(offer: "RenewalOffer", usual: int) -> dict[int, Any]:
    """By the length of a term [month] a schedule of the share of buyers that choose it."""
    if offer.terms:
        return {months_of(name): lever for name, lever in offer.terms.items()}
    if offer.term is None:
        return {usual: LIST}
    said = offer.term
    return {
        int(months): said._replace(values=tuple(float(one == months) for one in said.values))
        for months in sorted(set(said.values))
    }


def offer_inputs(at: Resolving, name: str) -> OfferInputs:
    """What a segment is offered."""
    usual = at.plan.terms.get(name, YEAR)
    said = at.market.contracts
    sensitivity = 0.0 if said is None else said.discount_sensitivity
    kinds = _Kinds(Agreement(usual, YEAR, 0.0, 0.0, 0, 0, True, *NO_INTRODUCTION, ON))
    new = kinds.days(at, at.plan.offers.get(name), usual, sensitivity)
    renewal = kinds.days(at, at.plan.renewal_offers.get(name), usual, sensitivity)
    billing = found_billing(at.scenario, name)
    found = kinds.numbered(Agreement(usual, billing, 0.0, 0.0, 0, 0, True, *NO_INTRODUCTION, ON))
    agreements = tuple(
        each._replace(then=number if each.then == ON else each.then) for each, number in kinds.agreements.items()
    )
    return OfferInputs(agreements, tuple(Offered(each) for each in kinds.offered), new, renewal, found)


def offers_of(at: Resolving) -> tuple[OfferInputs, ...]:
    """What each segment is offered; none where nothing is."""
    if not at.plan.offers and not at.plan.renewal_offers and not at.initial.billing:
        return ()
    return tuple(offer_inputs(at, name) for name in at.segments)


def commitment_of(at: Resolving) -> Commitment | None:
    """What a long term is to a committee; None where it is nothing."""
    said = at.market.contracts
    return None if said is None or said.commitment == 0.0 else Commitment(said.commitment)
