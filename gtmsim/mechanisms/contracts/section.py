"""What is offered: terms, how they are billed, and what they take off; and what a long term is to buyers."""

import datetime
import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self

import pydantic

from gtmsim.mechanisms.contracts.found import INITIAL as INITIAL
from gtmsim.mechanisms.contracts.found import problems_of_found
from gtmsim.mechanisms.contracts.inputs import MOST_AGREEMENTS, YEAR, commitment_of, offer_inputs, offers_of
from gtmsim.mechanisms.contracts.market import Contracts
from gtmsim.mechanisms.contracts.terms import LONGEST, checked_terms, months_of
from gtmsim.mechanisms.contracts.writings import BillingDeclaration, OnceDeclaration, TermDeclaration
from gtmsim.scenario.language.declare import custom_error
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.numbers import NOTHING
from gtmsim.scenario.language.param import Schedule, Section, lever, param, words
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.language.quantity import QuantityError
from gtmsim.scenario.resolved.dates import daily, month_starts
from gtmsim.scenario.resolved.resolving import Resolving

if TYPE_CHECKING:
    from gtmsim.scenario.resolved.inputs import Inputs
    from gtmsim.scenario.sections.schema import Scenario

TOLERANCE = 1e-9  # of a sum of shares
OPENVIEW = "OpenView 2022, firms of the Cloud 100 with public prices: 20 to 30 % off for a year that is prepaid"
XERO = "Xero, of small firms in Australia and New Zealand: 50 % off for 3 months"


class RenewalOffer(Section):
    """For how long contracts are, how they are billed, and what that takes off their price."""

    said_in: ClassVar[dict[str, str]] = {"term": "terms"}
    term: Annotated[
        Schedule | None,
        TermDeclaration(
            "month",
            "length of the contracts",
            ge=1,
            le=LONGEST,
            usual=(1, LONGEST),
            steps=("1 month", "12 months", "24 months"),
        ),
    ] = None
    terms: dict[
        str,
        Annotated[
            Schedule,
            lever("share", "share of the buyers that choose this term where none has a discount", usual=(0.005, 1)),
        ],
    ] = {}
    billing: Annotated[
        Schedule | None,
        BillingDeclaration(
            "month",
            "what a bill is for: `monthly`, `quarterly`, `yearly`, or `upfront`, the whole term; none: a year",
            ge=1,
            le=LONGEST,
            usual=(1, LONGEST),
            steps=("monthly", "quarterly", "yearly", "upfront"),
        ),
    ] = None
    discounts: dict[
        str,
        Annotated[
            Schedule,
            lever(
                "share",
                "discount that the term carries",
                ge=0,
                lt=1,
                reported=OPENVIEW,
                usual=(0.005, 0.4),
                steps=("+5 points", "-5 points"),
            ),
        ],
    ] = {}
    prepaid_discount: Annotated[
        Schedule,
        lever(
            "share",
            "discount where the whole of a term longer than a month is paid in one bill",
            ge=0,
            lt=1,
            usual=(0.005, 0.3),
            steps=("+5 points", "-5 points"),
        ),
    ] = NOTHING
    escalator: Annotated[
        Schedule,
        lever(
            "share",
            "agreed price rise at the end of each contract year within a term",
            per="year",
            ge=0,
            le=1,
            usual=(0.005, 0.15),
            steps=("+1 point", "-1 point"),
        ),
    ] = NOTHING

    notice_period: Annotated[
        Schedule,
        lever(
            "day",
            "time before the end of the term until which a customer says that it will leave",
            ge=0,
            le=366,
            reported="Law Insider, clauses of subscription agreements: 30 days mostly, 60 or 90 in some",
            usual=(7, 190),
        ),
    ] = NOTHING
    renews_automatically: Annotated[
        bool, words("does a contract go on where nobody says anything, or is another one signed at its end?")
    ] = True

    @pydantic.model_validator(mode="after")
    def _settle(self) -> Self:
        """Terms are said once, each under one name."""
        faults = [*checked_terms(self.terms, "terms"), *checked_terms(self.discounts, "discounts")]
        if self.term is not None and self.terms:
            hint = "leave one of them out: `term` is the length of all contracts, `terms` of how many which"
            faults.append(QuantityError("E_CONFLICT", "`terms` says how long contracts are", hint, ("term",)))
        if faults:
            raise custom_error(faults)
        return self


class Introductory(Section):
    """A discount for new customers that ends: after some months or on a date. Exactly one of them is said."""

    discount: Annotated[
        Schedule, lever("share", "discount on the price at first", ge=0, lt=1, reported=XERO, usual=(0.005, 0.6))
    ]
    lasts: Annotated[
        int | None, param("month", "time from the signature for which it holds", ge=1, le=LONGEST, usual=(1, 12))
    ] = None
    until: Annotated[
        datetime.date | None, param("date", "day that ends it: it holds for all contract months that begin before")
    ] = None

    @pydantic.model_validator(mode="after")
    def _settle(self) -> Self:
        """It ends once."""
        if self.lasts is not None and self.until is not None:
            hint = "leave one of them out"
            raise custom_error([QuantityError("E_CONFLICT", "`lasts` says when the discount ends", hint, ("until",))])
        if self.lasts is None and self.until is None:
            hint = "add for example `lasts: 3 months`, or `until` with a date"
            raise custom_error([QuantityError("E_MISSING", "when does the discount end?", hint)])
        return self


class Offer(RenewalOffer):
    """What buyers are offered, who have no contract so far."""

    first_term_only: Annotated[
        bool, words("do the discounts end with the first term, so that the first renewal is at the full price?")
    ] = False
    setup_fee: Annotated[
        Schedule,
        OnceDeclaration(
            "money",
            "fee that a new customer pays once, when it signs",
            ge=0,
            usual=(20, 200_000),
            steps=("+20%", "-20%"),
        ),
    ] = NOTHING
    introductory: Introductory | None = None


ALSO = {  # words that people look for, and what says it here
    "offers.*.discount": "`plan.offers.SEGMENT.prepaid_discount` where it is for paying ahead, "
    "or `plan.offers.SEGMENT.discounts`, as {12 months: 10%}, where it is for the term",
    "contract": "`plan.offers.NAME`",
    "contract_length": "`plan.offers.SEGMENT.term`",
    "contract_term": "`plan.offers.SEGMENT.term`",
    "term_length": "`plan.offers.SEGMENT.term`",
    "prepay_discount": "`plan.offers.SEGMENT.prepaid_discount`",
    "prepayment_discount": "`plan.offers.SEGMENT.prepaid_discount`",
    "upfront_discount": "`plan.offers.SEGMENT.prepaid_discount`",
    "annual_discount": "`plan.offers.SEGMENT.prepaid_discount`",
    "multi_year_discount": "`plan.offers.SEGMENT.discounts`",
    "price_escalator": "`plan.offers.SEGMENT.escalator`",
    "uplift": "`plan.offers.SEGMENT.escalator`",
    "annual_uplift": "`plan.offers.SEGMENT.escalator`",
    "auto_renewal": "`plan.offers.SEGMENT.renews_automatically`",
    "auto_renew": "`plan.offers.SEGMENT.renews_automatically`",
    "renewal": "`plan.offers.SEGMENT.renews_automatically`",
    "implementation_fee": "`plan.offers.SEGMENT.setup_fee`",
    "onboarding_fee": "`plan.offers.SEGMENT.setup_fee`",
    "activation_fee": "`plan.offers.SEGMENT.setup_fee`",
    **dict.fromkeys(
        ("acv", "deal_size", "average_deal_size", "asp", "arpa"), "`market.segments.SEGMENT.contract_value`"
    ),
    **dict.fromkeys(
        ("churn", "churn_rate", "logo_churn"), "`market.segments.SEGMENT.churn`, a share per year of contract"
    ),
}
MARKET = {
    "contracts": Entry(Contracts | None, None),
}

PLAN = {
    "offers": Entry(dict[str, Offer], {}),
    "renewal_offers": Entry(dict[str, RenewalOffer], {}),
}


FIELDS = ("offers", "renewal_offers")


def levers_in(offer: RenewalOffer) -> Iterator[Schedule]:
    """Everything in an offer that may follow dates."""
    of_buyers = [offer.setup_fee] if isinstance(offer, Offer) else []
    if isinstance(offer, Offer) and offer.introductory is not None:
        of_buyers.append(offer.introductory.discount)
    for said in (offer.term, offer.billing, offer.prepaid_discount, offer.escalator, offer.notice_period, *of_buyers):
        if said is not None:
            yield said
    yield from offer.terms.values()
    yield from offer.discounts.values()


def resolved(at: Resolving) -> dict[str, Any]:
    """What each segment is offered on each day, and what a long term is to a committee."""
    said = at.market.contracts
    missed, lapse = (0.0, 0.0) if said is None else (said.missed_notice, said.lapse)
    return {"offers": offers_of(at), "commitment": commitment_of(at), "missed_notice": missed, "lapse": lapse}


def problems(scenario: "Scenario") -> Iterator[Problem]:
    """Shares of terms that do not add up, and offers to customers that say no term."""
    plan = scenario.plan
    yield from _loyal(scenario)
    yield from problems_of_found(scenario)
    for name, offer in plan.renewal_offers.items():
        if offer.term is None and not offer.terms:
            hint = "add `term`; where no offer is said, a renewal repeats the running term"
            got = "an offer to customers says how long the next contract is"
            yield Problem("E_MISSING", got, hint, path=("plan", "renewal_offers", name))
    said = {(field, name): offer for field in FIELDS for name, offer in getattr(plan, field).items()}
    if any(is_unclear(each, scenario) for offer in said.values() for each in levers_in(offer)):
        return  # who reads the schedules says so
    wrong = [problem for where, offer in said.items() for problem in _uneven(scenario, where, offer)]
    yield from wrong
    if not wrong and scenario.run.start.day == 1:
        yield from _too_many(scenario)


def _loyal(scenario: "Scenario") -> Iterator[Problem]:
    """Customers on short contracts who leave less than those on annual ones: said by the month, perhaps."""
    for name, segment in scenario.market.segments.items():
        for term, churn in segment.churn_by_term.items():
            months = months_of(term)
            if months < YEAR and 0.0 < churn < segment.churn:
                yearly = 1.0 - (1.0 - churn) ** (YEAR / months)
                got = f"{churn:.3g} per contract year is less than the {segment.churn:.3g} of annual contracts"
                hint = f"if {churn:.1%} leave at the end of each term, write `{yearly:.1%}`"
                yield Problem("W_UNUSUAL", got, hint, path=("market", "segments", name, "churn_by_term", term))


def is_unclear(said: Schedule, scenario: "Scenario") -> bool:
    """Has a schedule too many or too few months, or no value for the first day?"""
    if said.monthly:
        return len(said.values) != scenario.run.months
    return said.dates[0] is not None and said.dates[0] > scenario.run.start


def _uneven(scenario: "Scenario", where: tuple[str, str], offer: RenewalOffer) -> Iterator[Problem]:
    """Shares that do not sum to 1 on some day."""
    start, bounds = scenario.run.start, month_starts(scenario.run.start, 0, scenario.run.months)
    for day, shares in enumerate(zip(*(daily(each, start, bounds) for each in offer.terms.values()), strict=True)):
        if abs(math.fsum(shares) - 1.0) > TOLERANCE:
            on = start + datetime.timedelta(days=day)
            got = f"the shares sum to {math.fsum(shares):.10g} on {on}, need 1"
            yield Problem("E_SUM", got, "correct the shares", path=("plan", *where, "terms"))
            return


def _too_many(scenario: "Scenario") -> Iterator[Problem]:
    """Contracts of so many kinds that an account could not remember its own."""
    plan, at = scenario.plan, Resolving(scenario)
    for name in sorted({*plan.offers, *plan.renewal_offers} & {*scenario.market.segments}):
        kinds = len(offer_inputs(at, name).agreements)
        if kinds > MOST_AGREEMENTS:
            got = f"{kinds} kinds of contract, of which each differs in something; {MOST_AGREEMENTS} are the most"
            field, hint = FIELDS[name not in plan.offers], "let terms, bills and discounts change less often"
            yield Problem("E_RANGE", got, hint, path=("plan", field, name))


def until_day_0(base: "Inputs", inputs: "Inputs", days: int) -> dict[str, Any]:
    """Nothing was offered before day 0."""
    return {"offers": ()}
