"""How long customers stay, how large they grow, whom they refer; only the estimate of a run's size asks."""

import functools
from math import sqrt

from gtmsim.rules.chance import Law, law_mean
from gtmsim.rules.maths import exp, log, logistic, power
from gtmsim.rules.referral import Referring, readiness
from gtmsim.rules.subscription import over_term, shifted
from gtmsim.scenario.day_zero import found_price
from gtmsim.scenario.decided import Offer
from gtmsim.scenario.resolve_channels import law_inputs
from gtmsim.scenario.schema import Scenario

POINTS = 200  # of the law of churn propensity
REACH = 12.0  # e-folds of its tails that count
OLDEST = 240  # months of a run-off
FAR = 8.0  # standard deviations that no draw of 53 bits exceeds
LARGEST = 600.0  # exponent beyond which growth is no longer counted
YEAR_DAYS = 365.25


def terms_served(scenario: Scenario, segment: str, offer: Offer) -> tuple[float, float]:
    """Contract terms until the end of the run [1], of a new customer and of one that is found on day 0."""
    said, run = scenario.market.segments[segment], scenario.run
    most = max(1, (run.months + (OLDEST if run.run_off else 0)) // offer.term)
    back = scenario.market.reactivation
    lost = (1.0 - offer.kept) * (1.0 if back is None else 1.0 - back.chance)
    return _terms(_churn(scenario, segment), said.churn_spread, said.failure, offer.term, most, 1.0 - lost)


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
    exponent = FAR * said.value_sigma + years * log(1.0 + max(plan.uplift.values)) + offer.growth
    exponent += expansions * log(1.0 + said.expansion_size)
    back = scenario.market.reactivation
    exponent += renewals * log(max(1.0, back.value)) if back is not None else 0.0
    return said.contract_value * max(1.0, found_price(scenario), *plan.price.values) * exp(min(LARGEST, exponent))


def leads_referred(scenario: Scenario, segment: str, won: float, found: float, win_chance: float, term: int) -> float:
    """Leads that customers of a segment refer within the horizon: a branching process, at the growth that delays allow.

    `won` customers come evenly over the horizon, `found` are there on day 0; a referred lead is won by `win_chance`.
    """
    said = scenario.market.referrals
    if said is None or said.rate == 0.0:
        return 0.0
    kind = scenario.market.segments[segment]
    success = scenario.market.success
    nobody = scenario.plan.teams.csm is None and any(g.success_hours > 0.0 for g in scenario.market.segments.values())
    referring = Referring(said.unrewarded, said.half_reward, 0.0 if success is None else success.referrals)
    willing = readiness(referring, scenario.plan.referral_reward, 0.0 if nobody else 1.0)
    rate = said.rate * willing
    born = rate * win_chance
    stays, _ = _terms(_churn(scenario, segment), kind.churn_spread, kind.failure, term, OLDEST // term, 0.0)
    lost = 12.0 / (term * stays)
    growth = _growth(born, lost, _delay(scenario, segment))
    years = scenario.run.months / 12.0
    if abs(growth) * years < 1e-6:
        return rate * (found * years + won * years / 2.0)
    grown = (exp(min(LARGEST, growth * years)) - 1.0) / growth
    return rate * (found * grown + won / years * (grown - years) / growth)


def _growth(born: float, lost: float, delay: float) -> float:
    """Growth [1/year] of customers who each win `born` a year after a delay [year], and of whom `lost` leave a year."""
    low, high = -lost, max(born - lost, 0.0)
    for _ in range(60):
        middle = 0.5 * (low + high)
        if middle + lost < born * exp(min(LARGEST, -middle * delay)):
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


def _delay(scenario: Scenario, segment: str) -> float:
    """Mean time from a referral to the value of the customer that it brings [year], if nobody waits for us."""
    market = scenario.market
    kind = market.segments[segment]
    committee = market.committees[kind.committee]
    members = sum(role.seats * role.chance for role in committee.roles.values())
    meetings = committee.meetings + committee.more_meetings * members
    laws: list[tuple[float, Law]] = [
        *((1.0, law_inputs(stage.think)) for stage in market.selling.stages),
        (meetings, law_inputs(committee.gap)),
        (1.0, law_inputs(committee.review)),
        (1.0, law_inputs(kind.onboarding)),
    ]
    return sum(times * law_mean(law) for times, law in laws) / YEAR_DAYS
