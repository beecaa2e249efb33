"""Segments as numbers: contract value, the law of churn propensity, and the state in which day 0 finds the firm."""

from functools import lru_cache

from gtmsim.mechanisms.committee.rules import CommitteeInputs
from gtmsim.mechanisms.subscription.rules import Retention, SegmentInputs, expected_terms, over_term
from gtmsim.mechanisms.subscription.section import Segment
from gtmsim.rules.chance import Table
from gtmsim.rules.maths import exp
from gtmsim.rules.rule import Floats
from gtmsim.scenario.resolved.channels import law_inputs
from gtmsim.scenario.resolved.day_zero import YEAR, found_terms
from gtmsim.scenario.resolved.tables import beta_table, length_biased
from gtmsim.scenario.sections.run import Initial
from gtmsim.scenario.sections.schema import Scenario

OLDEST = 240  # months: no customer found on day 0 is older than 20 years


def segment_inputs(
    name: str, said: Segment, scenario: Scenario, committee: CommitteeInputs, initial: Initial
) -> SegmentInputs:
    """One segment under the scenario's plan."""
    found_term = found_terms(scenario)[name]
    failure = said.closure_rate / 365.25
    propensity, found = _propensities(said.churn, said.churn_heterogeneity, said.closure_rate, found_term)
    return SegmentInputs(
        name,
        said.contract_value * 100.0,
        said.value_sigma,
        committee,
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
        ),
        said.csm_hours,
        law_inputs(said.onboarding),
        scenario.plan.terms.get(name, YEAR),
        initial.customers.get(name, 0),
        initial.pipeline.get(name, 0),
        found_term,
    )


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
