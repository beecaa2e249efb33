"""Segments as engines see them, with the laws by which their customers leave."""

from functools import lru_cache
from typing import TYPE_CHECKING

from gtmsim.mechanisms.committee.section import committee_inputs
from gtmsim.mechanisms.contracts.found import found_billing, shares_found
from gtmsim.mechanisms.contracts.terms import months_of
from gtmsim.mechanisms.subscription.rules import FoundTerm, Retention, SegmentInputs, TermLaw, expected_terms, over_term
from gtmsim.rules.chance import Table
from gtmsim.rules.maths import exp, logit
from gtmsim.rules.rule import Floats
from gtmsim.scenario.resolved.found import initial_of
from gtmsim.scenario.resolved.laws import law_inputs
from gtmsim.scenario.resolved.resolving import Resolving
from gtmsim.scenario.resolved.tables import beta_table, length_biased

if TYPE_CHECKING:
    from gtmsim.mechanisms.subscription.section import Segment
    from gtmsim.scenario.sections.schema import Scenario

OLDEST = 240  # months: no customer found on day 0 is older than 20 years
ANY_TIME = "any_time"
NEXT_BILL = "next_bill"
YEAR = 12  # months of a contract where nothing is said
CERTAINTY = 2.0**-40  # a mean chance is no closer to 0 or 1 when customers change from one term to another


def segment_inputs(at: Resolving, name: str) -> SegmentInputs:
    """One segment under the scenario's plan."""
    said: Segment = at.market.segments[name]
    found_term = found_terms(at.scenario)[name]
    failure = said.closure_rate / 365.25
    term, spread = at.plan.terms.get(name, YEAR), said.churn_heterogeneity
    found = _propensities(churn_of(said, found_term), spread, said.closure_rate, found_term)[1]
    propensity = _propensities(said.churn, spread, said.closure_rate, found_term)[0]
    return SegmentInputs(
        name,
        said.contract_value * 100.0,
        said.value_sigma,
        at.once(committee_inputs)[said.committee],
        said.effort,
        propensity,
        found,
        failure,
        Retention(
            said.slow_onboarding_churn,
            said.price_sensitivity,
            said.expansion,
            said.expansion_size,
            said.contraction,
            said.contraction_size,
            said.expansion_timing == ANY_TIME,
            said.contraction_timing == ANY_TIME,
            said.contraction_timing == ANY_TIME and said.contraction_credit == NEXT_BILL,
        ),
        said.csm_hours,
        law_inputs(said.onboarding),
        term,
        at.initial.customers.get(name, 0),
        at.initial.pipeline.get(name, 0),
        found_term,
        found_billing(at.scenario, name),
        tuple(
            FoundTerm(upto, months, _propensities(churn_of(said, months), spread, said.closure_rate, months)[1])
            for upto, months in shares_found(at.scenario, name)
        ),
        tuple(
            TermLaw(months, bounded(churn), _propensities(churn, spread, said.closure_rate, found_term)[0])
            for months, churn in churns(said).items()
        ),
    )


def churns(said: "Segment") -> dict[int, float]:
    """By the length of a contract [month], from the shortest, the mean chance to leave a year; none if all are alike.

    What `churn` says is said of annual contracts.
    """
    told = {months_of(term): churn for term, churn in said.churn_by_term.items()}
    return dict(sorted(({YEAR: said.churn} | told).items())) if told else {}


def churn_of(said: "Segment", term: int) -> float:
    """Mean chance to leave at the end of a contract year on a contract of so many months."""
    found = churns(said)
    within = [churn for months, churn in found.items() if months <= term]
    return within[-1] if within else next(iter(found.values()), said.churn)


def bounded(churn: float) -> float:
    """Logit of a mean chance [1]; of what is certain a large number."""
    return logit(min(max(churn, CERTAINTY), 1.0 - CERTAINTY))


@lru_cache(maxsize=64)
def _propensities(churn: float, spread: float, failure: float, term: int) -> tuple[Table, Table]:
    """Laws of the chance to churn of new customers and of those found alive, who are met in proportion to their stay.

    Kept, since scenarios that are compared mostly share them.
    """
    new = _propensity(churn, spread)
    closed = exp(-failure * term / YEAR)
    most = max(1, OLDEST // term)
    found = length_biased(new, lambda p: expected_terms((1.0 - over_term(p, term)) * closed, most))
    return _plain(new), _plain(found)


def _propensity(mean: float, spread: float) -> Table:
    """Law of the chance to churn: a Beta with this mean and 1/(a+b+1), or a constant."""
    if spread == 0.0 or mean in (0.0, 1.0):
        return Table((0.0, 1.0), (mean, mean))
    both = 1.0 / spread - 1.0
    return beta_table(mean * both, (1.0 - mean) * both)


def _plain(table: Table) -> Table:
    """The same table in plain tuples, which the reference engine reads faster than arrays."""
    return Table(_tuple(table.cumulative), _tuple(table.value))


def _tuple(column: Floats) -> Floats:
    return tuple(float(column[i]) for i in range(len(column)))


def found_terms(scenario: "Scenario") -> dict[str, int]:
    """Length of the contracts on which day 0 finds each segment's customers [month]; of a mix the most frequent."""
    said, plan, mixed = initial_of(scenario).terms, scenario.plan.terms, initial_of(scenario).term_mix
    return {
        name: said.get(name, plan.get(name, YEAR))
        if name not in mixed
        else months_of(max(mixed[name], key=mixed[name].__getitem__))
        for name in scenario.market.segments
    }
