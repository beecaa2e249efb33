"""Customers: geometric and beta-geometric lives and what they are worth, contract steps, referrals, and day 0."""

import functools
import math
from typing import Any

import numpy as np
import pytest
from engine.theory.proof import ORACLES
from scipy import special

from gtmsim import Journal, Kind
from gtmsim.rules.calendar import DAY

CUSTOMERS = """
    name: customers
    market:
      cogs_share: 0%
      segments: {firms: {SEGMENT, committee: sure, price_sensitivity: 0}}
      committees: {sure: {min_meetings: 0, deal_sigma: 0, roles: {boss: {base: 20, fit: 0}}}}
      qualification: {in_market: {sql_rate: 100%}}
    plan: {PLAN}
    run: {start: 2026-01-01, months: MONTHS, initial: {pipeline: {firms: WINS}}, discount_rate: DISCOUNT,
      replications: 30}
"""
RUN_OFF = 240  # months


def customers(
    segment: str, months: int, wins: int, plan: str = "terms: {firms: monthly}", discount: float = 0.0
) -> str:
    """A firm that wins so many customers on day 0."""
    said = {"SEGMENT": segment, "PLAN": plan, "MONTHS": months, "WINS": wins, "DISCOUNT": discount}
    text = CUSTOMERS
    for word, value in said.items():
        text = text.replace(word, str(value))
    return text


def renewals(journal: Journal) -> Any:
    """How often each customer renewed."""
    won, renewed = (journal.entity[journal.of(kind)] for kind in (Kind.WON, Kind.RENEWED))
    count = dict.fromkeys(won.tolist(), 0)
    for who in renewed.tolist():
        count[who] += 1
    return np.array(list(count.values()))


def yearly(monthly: float) -> float:
    """The chance to leave within a contract year that is this much a month."""
    return -math.expm1(12.0 * math.log1p(-monthly))


def test_geometric_lives(proof):
    """Margin 80 a month, 3 % leave each month, 1 % discount a month: value with and without discount, cut, simple."""
    name = "ltv_geometric_monthly"
    expected = ORACLES[name]["expected"]
    segment = f"contract_value: 960, churn: {yearly(0.03)}"
    text = customers(segment, months=48, wins=200, discount=1.01**12 - 1.0)
    results, seen = proof.run(text, lambda journal: renewals(journal) + 1)

    def value(metric: str, what: str, notice: float) -> None:
        proof.agrees(name, metric, results.measures[metric, "", ""], expected[what], notice)

    value("ltv_truth", "ltv_discounted_first_payment_at_0", 0.045)
    value("ltv_truth_undiscounted", "ltv_undiscounted_first_payment_at_0", 0.06)
    value("ltv_36m", "ltv_36_month_cap_discounted_first_at_0", 0.03)
    value("ltv_simple", "ltv_undiscounted_first_payment_at_0", 0.06)
    proof.agrees(name, "payments", [(n.sum(), len(n)) for n in seen], expected["mean_lifetime_payments"], 0.06)
    squares = [(((n - expected["mean_lifetime_payments"]) ** 2).sum(), len(n)) for n in seen]
    proof.agrees(name, "variance of payments", squares, expected["var_lifetime"], 0.17)
    median = expected["median_lifetime"]
    proof.agrees(
        name, "P(payments >= median)", [((n >= median).sum(), len(n)) for n in seen], 0.97 ** (median - 1), 0.05
    )


DEARER = (
    "policies: {renewal_offer: {rows: [{name: dearer, then: {price_increase: 1%}}]}}"  # at each renewal, of any term
)


def test_geometric_lives_that_grow(proof):
    """As before without discount, and 1 % dearer at each renewal: what is left of a cohort after a year, and its value.

    The value's sum is cut after the 252 months that are simulated, where 0.97 x 1.01 has left 0.6 % of it.
    """
    name = "ltv_with_expansion"
    expected = ORACLES[name]["expected"]
    segment = f"contract_value: 960, churn: {yearly(0.03)}"
    text = customers(segment, months=12, wins=220, plan=f"terms: {{firms: monthly}}, {DEARER}")
    results, seen = proof.run(text, after_a_year)
    cut = expected["ltv"] * (1.0 - expected["monthly_nrr"] ** (12 + RUN_OFF))
    proof.agrees(name, "ltv_truth_undiscounted, cut", results.measures["ltv_truth_undiscounted", "", ""], cut, 0.08)
    proof.agrees(name, "annual NRR", [(kept, n * 8000) for kept, n, _ in seen], expected["annual_nrr"], 0.04)
    proof.agrees(name, "annual GRR", [(alive, n) for _, n, alive in seen], expected["annual_grr"], 0.04)


def after_a_year(journal: Journal) -> tuple[int, int, int]:
    """MRR [cents] and number of the customers of day 0 right after their twelfth renewal, and how many they were."""
    movements = journal.of(Kind.NEW_CUSTOMER, Kind.UPLIFTED, Kind.CHURNED) & (journal.time <= 365 * DAY)
    kept = int(journal.amount[movements].sum())
    won, lost = (journal.of(kind) & (journal.time <= 365 * DAY) for kind in (Kind.WON, Kind.CHURNED))
    return kept, int(won.sum()), int(won.sum() - lost.sum())


def test_beta_geometric_lives(proof):
    """Yearly contracts of unlike customers, as Fader and Hardie fitted them: still alive after 1 to 12 years."""
    name = "sbg_regular"
    expected = ORACLES[name]["expected"]
    a, b = expected["alpha"], expected["beta"]
    segment = f"contract_value: 960, churn: {a / (a + b)}, churn_heterogeneity: {1.0 / (a + b + 1.0)}"
    results, seen = proof.run(customers(segment, months=120, wins=1000, plan="renewal_price_increase: 0%"), renewals)
    for year, alive in enumerate(expected["S_model_1_to_12"], start=1):
        found = [((n >= year).sum(), len(n)) for n in seen]
        proof.agrees(name, f"S({year})", found, alive, 0.02 if year == 1 else 0.07)
        assert alive == pytest.approx(special.beta(a, b + year) / special.beta(a, b), abs=1e-6)
    for year, kept in enumerate(expected["retention_rate_1_to_12"][1:], start=2):
        found = [((n >= year).sum(), (n >= year - 1).sum()) for n in seen]
        proof.agrees(name, f"retention rate {year}", found, kept, 0.025)
    curve = results.retention.active[:120] / results.retention.at_risk[:120]
    assert curve[12:120:12].tolist() == pytest.approx([np.mean(np.concatenate(seen) >= year) for year in range(1, 10)])
    assert np.array_equal(curve[12:24], np.full(12, curve[12])), "nobody leaves between anniversaries"


ANNUAL = """
    name: annual contracts
    market:
      channels: {calls: {max_leads: 1.5 per day, half_saturation_spend: 1, hill_exponent: 5, segments: {firms: 100%}}}
      segments: {firms: {contract_value: 960, churn: 15%, committee: sure}}
      committees: {sure: {min_meetings: 0, deal_sigma: 0, roles: {boss: {base: 20, fit: 0}}}}
      qualification: {in_market: {sql_rate: 100%}}
    plan: {spend: {calls: {2026-01-01: 10k, 2027-01-01: 0}}}
    run: {start: 2026-01-01, months: 37, initial: empty, replications: 30}
"""


def test_annual_contracts(proof):
    """Signed evenly over a year, 85 % renew: steps at each anniversary and nothing between."""
    name = "annual_contract_step"
    expected = ORACLES[name]["expected"]
    results, seen = proof.run(ANNUAL, renewals)
    first, second = expected["active_after_12m_from_batch"] / 1000, expected["active_after_24m"] / 1000
    proof.agrees(name, "share active after 12 months", [((n >= 1).sum(), len(n)) for n in seen], first)
    proof.agrees(name, "share active after 24 months", [((n >= 2).sum(), len(n)) for n in seen], second)
    proof.agrees(name, "renewal_due_churn", results.measures["renewal_due_churn", "", ""], 0.15, 0.07)
    # 20 contract years, or one more for who signed before the horizon's last anniversary, are simulated: 22 at most.
    years = [(np.minimum(n + 1, 20).sum(), len(n)) for n in seen]
    proof.agrees(name, "contract years, at most 20", years, expected["expected_contract_years"] * (1 - 0.85**20), 0.04)
    kept = results.retention
    alive = [np.full(12, kept.active[age] / kept.at_risk[age]) for age in (0, 12)]
    assert np.array_equal(kept.active[:24] / kept.at_risk[:24], np.concatenate(alive)), "a step, and nothing between"
    assert np.array_equal(kept.active[24:26] / kept.at_risk[24:26], np.full(2, kept.active[24] / kept.at_risk[24]))


REFERRALS = """
    name: referrals
    market:
      segments: {firms: {contract_value: 960, churn: 100%, committee: sure}}
      committees: {sure: {min_meetings: 0, deal_sigma: 0, roles: {boss: {base: 20, fit: 0}}}}
      qualification: {in_market: {sql_rate: 100%}}
      referrals: {rate: 0.4 per year}
    run: {start: 2026-01-01, months: 84, initial: {pipeline: {firms: 100}}, run_off: false, replications: 120}
"""


def test_referrals_as_branching(proof):
    """Each customer stays a year and brings 0.4 others, a Poisson number: progeny after Borel and Tanner."""
    name = "referral_branching_subcritical"
    expected = ORACLES[name]["expected"]
    results, seen = proof.run(REFERRALS, generations)
    wins = results.measures["wins", "", ""]
    # A year of service is 365 or 366 days and the rate is of 365.25: 0.02 % of the mean.
    proof.agrees(name, "wins", wins, expected["total_mean"], 0.035)
    proof.agrees(name, "variance of wins", (wins.num - expected["total_mean"]) ** 2, expected["total_var"], 0.7)
    for number, notice in enumerate((0.07, 0.13, 0.22), start=1):
        found = [each[number] for each in seen]
        proof.agrees(name, f"generation {number}", found, expected["generation_means"][number], notice)
    assert all(each[0] == 100 for each in seen)


def generations(journal: Journal) -> list[int]:
    """Customers by the number of referrals between them and day 0."""
    referred, leads = journal.of(Kind.REFERRED), journal.of(Kind.LEAD)
    generation: dict[int, int] = dict.fromkeys(
        journal.entity[journal.of(Kind.OPPORTUNITY) & (journal.detail == 1)].tolist(), 0
    )
    for referrer, child in zip(journal.entity[referred].tolist(), journal.entity[leads].tolist(), strict=True):
        generation[child] = generation[referrer] + 1
    return np.bincount(list(generation.values()), minlength=8).tolist()


FOUND = """
    name: found customers
    market:
      segments: {firms: {contract_value: 960, churn: 25%, churn_heterogeneity: SPREAD, committee: sure}}
      committees: {sure: {roles: {boss: {}}}}
      qualification: {in_market: {sql_rate: 100%}}
    plan: {terms: {firms: TERM months}}
    run: {start: 2026-01-01, months: 24, initial: {customers: {firms: 1200}}, run_off: false, replications: 30}
"""


@pytest.mark.parametrize(("spread", "term"), [(0.0, 24), (0.2, 12)])
def test_customers_found_on_day_0(proof, spread, term):
    """As in a firm that has always won as many as it lost: propensities by length of life, ages by survival, any phase.

    Propensity p is found in proportion to the terms that it lasts, w(p) = (1 - (1 - p)^n) / p for at most n of them in
    20 years; so of those found E[p w] / E[w] leave at their next renewal, and 1 / E[w] are in their first contract.
    """
    most = 240 // term
    if spread:
        both = 1.0 / spread - 1.0
        nodes, weights = special.roots_jacobi(60, 0.75 * both - 1.0, 0.25 * both - 1.0)
        yearly_churn, weights = (nodes + 1.0) / 2.0, weights / weights.sum()
    else:
        yearly_churn, weights = np.array([0.25]), np.array([1.0])
    leaves = 1.0 - (1.0 - yearly_churn) ** (term / 12)
    lasts = (1.0 - (1.0 - leaves) ** most) / leaves
    name = f"day 0 (own), spread {spread}, {term} months"
    text = FOUND.replace("SPREAD", str(spread)).replace("TERM", str(term))
    results, seen = proof.run(text, functools.partial(found, term))
    lost = (weights * lasts * leaves).sum() / (weights * lasts).sum()
    within = 24 if term == 24 else 12
    proof.agrees(name, "leave at their next renewal", [n[:within].sum() / 1200 for n, _ in seen], lost, 0.07)
    proof.agrees(name, "in their first contract", [age for _, age in seen], 1.0 / (weights * lasts).sum(), 0.07)
    early = [n[: within // 4].sum() / n[:within].sum() for n, _ in seen]
    proof.agrees(name, "of these, within the first quarter", early, 90.25 / 365 if within == 12 else 181 / 730, 0.13)
    assert results.measures["customers_end", "", ""].num.max() < 1200


def found(term: int, journal: Journal) -> Any:
    """Customers lost in each month, and the share that is younger than a contract on day 0."""
    opening, lost = journal.of(Kind.OPENING_CUSTOMER), journal.of(Kind.CHURNED)
    young = (journal.value[opening] < term * 30.4375 - 3.0).mean()
    return np.bincount(journal.month[lost], minlength=journal.header.n_months), young
