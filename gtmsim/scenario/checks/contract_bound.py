"""The most to which a contract could grow: beyond it money would not fit whole numbers of cents.

A bound and no mean, so that it is worked out and not tried: what the luckiest customer reaches no trial shows.
"""

from math import ceil, sqrt

from gtmsim.mechanisms.contracts.found import lengths_found
from gtmsim.mechanisms.subscription.inputs import ANY_TIME, found_terms
from gtmsim.mechanisms.subscription.rules import shifted
from gtmsim.policies.points import NUMBER
from gtmsim.policies.spans import holds
from gtmsim.rules.maths import exp, log
from gtmsim.scenario.checks.idle_contracts import OFFERS, terms_ahead
from gtmsim.scenario.files.placing import placed
from gtmsim.scenario.language.numbers import Schedule
from gtmsim.scenario.language.problems import Problem, ScenarioError
from gtmsim.scenario.resolved.answers import OLDEST, answers_in_time
from gtmsim.scenario.resolved.decisions import points_of, policy_of
from gtmsim.scenario.resolved.found import found_price
from gtmsim.scenario.sections.schema import Scenario

MOST_VALUE = 1e14  # of one customer a year: hundreds of such invoices fit 64 bits of cents
FAR = 8.0  # standard deviations that no draw of 53 bits exceeds
LEAST = 1e-12  # of a price that is left by a discount
LARGEST = 600.0  # exponent beyond which growth is no longer counted


def bounded(scenario: Scenario) -> None:
    """ScenarioError where a customer could grow beyond what cents can count."""
    hint = (
        "lower `expansion_size`, `plan.renewal_price_increase`, `escalator` of an offer or `value_sigma`, "
        "or make the contracts longer"
    )
    found = [
        Problem(
            "E_BUDGET",
            f"a customer of segment `{name}` could grow to {value:.1g} a year, more than cents can be counted",
            hint,
            path=("market", "segments", name),
        )
        for name, value in largest_contracts(scenario).items()
        if value > MOST_VALUE
    ]
    if found:
        raise ScenarioError([placed(problem, scenario) for problem in found])


def largest_contracts(scenario: Scenario) -> dict[str, float]:
    """Yearly value to which a customer of each segment could grow [currency]; luck beyond it never happens."""
    times = list(answers_in_time(scenario, "renewal_offer"))
    adds = policy_of(scenario, points_of(scenario)[NUMBER["renewal_offer"]]).hit == "collect sum"
    before, found = found_terms(scenario), {}
    for number, name in enumerate(sorted(scenario.market.segments)):
        offered = [
            (
                months,
                [values for tests, values in rows if "segment" not in tests or holds(tests["segment"], float(number))],
            )
            for months, rows in times
        ]
        changed = (int(values["term"]) for _, rows in offered for values in rows if values["term"] > 0.0)
        term = min(
            scenario.plan.terms.get(name, 12),
            *lengths_found(scenario, name, before[name]),
            *terms_ahead(scenario, name),
            *changed,
        )
        rises = 0.0  # logarithm of what a price could grow by over the run beyond the plan's uplift
        for months, rows in offered:
            each = [values["price_increase"] for values in rows]
            rise = sum(each) if adds else max(each, default=0.0)
            rises += ceil(months / term) * log(1.0 + rise) if rise > 0.0 else 0.0
        found[name] = _largest(scenario, name, term, rises)
    return found


def _largest(scenario: Scenario, segment: str, term: int, rises: float) -> float:
    said, plan, run = scenario.market.segments[segment], scenario.plan, scenario.run
    condition, back = scenario.market.condition, scenario.market.win_back
    months = run.months + (OLDEST if run.run_off else 0)
    renewals, years = float(months // term), float(months // 12)
    best = 0.0 if condition is None else condition.expansion * (max(condition.outlook.values) + FAR)
    if said.expansion_timing == ANY_TIME:
        years += 1.0  # that in which the run ends
    expected = years * shifted(said.expansion, best)
    expansions = min(years, expected + FAR * sqrt(expected) + FAR) if expected > 0.0 else 0.0
    offers = [offer for field in OFFERS if (offer := getattr(plan, field).get(segment)) is not None]
    rise = max(max(lever.values) for lever in (plan.renewal_price_increase, *(offer.escalator for offer in offers)))
    lost = max(
        (1.0 - (1.0 - max(offer.prepaid_discount.values)) * (1.0 - _most(offer.discounts)) for offer in offers),
        default=0.0,
    )
    exponent = FAR * said.value_sigma + years * log(1.0 + rise) + rises
    exponent -= log(max(LEAST, 1.0 - lost))  # a discount that a later term does not carry
    exponent += expansions * log(1.0 + said.expansion_size)
    higher = scenario.market.upgrades.get(segment)
    exponent += years * log(1.0 + higher.size) if higher is not None and higher.rate > 0.0 else 0.0
    exponent += renewals * log(max(1.0, back.mrr_share)) if back is not None else 0.0
    return said.contract_value * max(1.0, found_price(scenario), *plan.price.values) * exp(min(LARGEST, exponent))


def _most(discounts: dict[str, Schedule]) -> float:
    return max((max(lever.values) for lever in discounts.values()), default=0.0)
