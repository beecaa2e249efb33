"""How long customers stay and how large they grow; only the estimate of a run's size asks."""

import functools
from math import sqrt

from gtmsim.rules.maths import exp, log, logistic, power
from gtmsim.rules.subscription import over_term, shifted
from gtmsim.scenario.resolved.day_zero import found_price
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.scenario.size.decided import Offer

POINTS = 200  # of the law of churn propensity
REACH = 12.0  # e-folds of its tails that count
OLDEST = 240  # months of a run-off
FAR = 8.0  # standard deviations that no draw of 53 bits exceeds
LARGEST = 600.0  # exponent beyond which growth is no longer counted


def terms_served(scenario: Scenario, segment: str, offer: Offer) -> tuple[float, float]:
    """Contract terms until the end of the run [1], of a new customer and of one that is found on day 0."""
    said, run = scenario.market.segments[segment], scenario.run
    most = max(1, (run.months + (OLDEST if run.run_off else 0)) // offer.term)
    back = scenario.market.win_back
    lost = (1.0 - offer.kept) * (1.0 if back is None else 1.0 - back.chance)
    return _terms(_churn(scenario, segment), said.churn_heterogeneity, said.closure_rate, offer.term, most, 1.0 - lost)


def terms_of_a_life(scenario: Scenario, segment: str, term: int) -> float:
    """Contract terms of a new customer's whole life, if nobody keeps it or wins it back [1]."""
    said = scenario.market.segments[segment]
    return _terms(_churn(scenario, segment), said.churn_heterogeneity, said.closure_rate, term, OLDEST // term, 0.0)[0]


def best_outlook(scenario: Scenario) -> float:
    """How well the business of all firms goes at its best [standard deviations]."""
    said = scenario.market.condition
    return 0.0 if said is None else max(said.outlook.values)


def _churn(scenario: Scenario, segment: str) -> float:
    """Mean chance to leave of a segment's customers while business is at its best."""
    effect = 0.0 if scenario.market.condition is None else scenario.market.condition.churn
    return shifted(scenario.market.segments[segment].churn, -effect * best_outlook(scenario))


@functools.lru_cache(maxsize=1024)
def _terms(churn: float, spread: float, failure: float, term: int, most: int, returns: float) -> tuple[float, float]:
    closed = exp(-failure * term / 12.0)
    total = served = again = 0.0
    for weight, propensity in _propensities(churn, spread):
        leaves = over_term(propensity, term)
        survival = (1.0 - leaves * (1.0 - returns)) * closed
        terms = float(most) if survival >= 1.0 else (1.0 - power(survival, float(most))) / (1.0 - survival)
        total += weight
        served += weight * terms
        again += weight * terms * terms
    # Who is found is found in proportion to his stay.
    return served / total, again / served


def _propensities(mean: float, spread: float) -> list[tuple[float, float]]:
    """The Beta of the chance to churn as weighted points, evenly on the logit scale."""
    if spread == 0.0 or mean in (0.0, 1.0):
        return [(1.0, mean)]
    both = 1.0 / spread - 1.0
    a, b = mean * both, (1.0 - mean) * both
    peak = log(a / b)
    low, high = peak - REACH / min(1.0, a), peak + REACH / min(1.0, b)
    found = []
    for i in range(POINTS):
        t = low + (high - low) * (i + 0.5) / POINTS
        height = a * (_log_logistic(t) - _log_logistic(peak)) + b * (_log_logistic(-t) - _log_logistic(-peak))
        found.append((exp(height), logistic(t)))
    return found


def _log_logistic(t: float) -> float:
    return -log(1.0 + exp(-t)) if t > -REACH else t - exp(t)


def largest_contract(scenario: Scenario, segment: str, offer: Offer) -> float:
    """Yearly value to which a customer of this segment could grow [currency]; luck beyond it never happens."""
    said, plan, run = scenario.market.segments[segment], scenario.plan, scenario.run
    term = offer.term
    months = run.months + (OLDEST if run.run_off else 0)
    renewals, years = float(months // term), float(months // 12)
    effect = 0.0 if scenario.market.condition is None else scenario.market.condition.expansion
    likely = shifted(said.expansion, effect * (best_outlook(scenario) + FAR))
    expected = years * likely
    expansions = min(years, expected + FAR * sqrt(expected) + FAR) if expected > 0.0 else 0.0
    exponent = FAR * said.value_sigma + years * log(1.0 + max(plan.renewal_price_increase.values)) + offer.growth
    exponent += expansions * log(1.0 + said.expansion_size)
    back = scenario.market.win_back
    exponent += renewals * log(max(1.0, back.mrr_share)) if back is not None else 0.0
    return said.contract_value * max(1.0, found_price(scenario), *plan.price.values) * exp(min(LARGEST, exponent))
