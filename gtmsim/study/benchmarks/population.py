"""Is a figure of firms like this one? Every reason why not, in words."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from gtmsim.mechanisms.contracts.terms import months_of
from gtmsim.study.benchmarks.reader import PublicFigure
from gtmsim.study.benchmarks.section import Band
from gtmsim.study.wording import number

if TYPE_CHECKING:
    from gtmsim.study.results import Results

YEAR = 12  # months
FITTING = ("b2b_saas", "b2b")  # every scenario is of a firm that sells contracts to firms
MODELS = {
    "subscription": "subscriptions of consumers too",
    "all_industries": "firms of all industries",
    "marketplace": "sellers on a marketplace",
    "lending": "lenders",
}
SEGMENTS = {"small": "small customers", "mid_market": "mid-market customers", "enterprise": "large customers"}
FEW = 30  # firms below which quartiles and medians are luck


class Firm(NamedTuple):
    """What decides which figures are of firms like this one."""

    currency: str
    arr: float | None  # at the end [currency a year]
    contract_value: float | None  # mean of a customer at the end [currency a year]
    terms: str  # of its contracts: monthly, annual, or mixed


def firm_of(found: "Results") -> Firm:
    """The firm of a scenario, as its run leaves it."""
    arpa = found.estimate("arpa").mean
    terms = set().union(*(terms_of(found, segment) for segment in found.scenario.market.segments))
    kind = "monthly" if terms == {1} else "annual" if terms and min(terms) >= YEAR else "mixed"
    return Firm(found.frame.currency, found.estimate("arr_end").mean, None if arpa is None else YEAR * arpa, kind)


def terms_of(found: "Results", segment: str) -> set[int]:
    """Months of the contracts that a segment is on, or is offered."""
    plan = found.scenario.plan
    terms = {plan.terms.get(segment, YEAR)}
    for offer in filter(None, (plan.offers.get(segment), plan.renewal_offers.get(segment))):
        one = set() if offer.term is None else {int(months) for months in offer.term.values}
        terms |= one | {months_of(term) for term in offer.terms}
    return terms


def unfit(figure: PublicFigure, firm: Firm) -> list[str]:
    """Why a figure is not of firms like this one; empty where it is."""
    return list(_unfit(figure, firm))


def _unfit(figure: PublicFigure, firm: Firm) -> Iterator[str]:
    people = figure.population
    if people.model not in FITTING:
        yield f"of {MODELS[people.model]}"
    if people.part:
        yield f"of a part of a firm: {people.part}"
    if people.segment:
        yield f"of {SEGMENTS[people.segment]} alone"
    if people.currency is not None and people.currency != firm.currency:
        yield f"in {people.currency}, this firm is in {firm.currency}, and no amount is converted"
    else:
        yield from _outside(people.arr, firm.arr, "an ARR", firm.currency)
        yield from _outside(people.contract_value, firm.contract_value, "a contract value", firm.currency)
    if people.terms is not None and people.terms != firm.terms:
        yield f"of {people.terms} contracts, this firm's are {firm.terms}"
    if figure.n is not None and not figure.n_of and figure.n < FEW:
        yield f"of {figure.n} firms only"


def _outside(band: Band | None, value: float | None, what: str, currency: str) -> Iterator[str]:
    if band is None:
        return
    if value is None:
        yield f"of firms with {what} of {band.words()} {currency}, which is not known here"
    elif (band.low is not None and value < band.low) or (band.high is not None and value >= band.high):
        yield f"of firms with {what} of {band.words()} {currency}, this one has {number(value)}"
