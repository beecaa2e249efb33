"""Ruin: cash that falls by the same each month and rises by each customer's bill is a random walk."""

from datetime import date

import numpy as np
from scipy import stats

# Whoever comes buys at once and pays a year in advance; nobody is asked for more within the year.
FIRM = """
    name: a firm that may run out of cash
    market:
      cogs_share: 0%
      channels:
        calls: {max_leads: RATE per day, half_saturation_spend: 1k, organic: 100%, segments: {firms: 100%}}
      segments: {firms: {contract_value: 12k, committee: sure, price_sensitivity: 0, churn: 10%}}
      committees: {sure: {min_meetings: 0, deal_sigma: 0, roles: {boss: {base: 20, fit: 0}}}}
      qualification: {in_market: {sql_rate: 100%}}
    plan: {terms: {firms: annual}, other_opex: 36k per month}
    run: {start: 2026-01-01, months: 12, initial: {customers: {}, cash: CASH}, run_off: false, replications: 1200}
"""
BILL, COST, MONTHS = 12, 36, 12  # thousands


def below(cash: int, rate: float) -> list[float]:
    """Chance that cash has been below 0 at the end of one of the first 1, 2, ... months: the walk, step by step."""
    units, falls = cash // BILL, COST // BILL
    alive = {units: 1.0}
    found = []
    for month in range(MONTHS):
        first, following = date(2026, month + 1, 1), date(2026 + month // 11, (month + 1) % 12 + 1, 1)
        bills = stats.poisson.pmf(np.arange(150), rate * (following - first).days)
        moved: dict[int, float] = {}
        for place, chance in alive.items():
            for came, likely in enumerate(bills.tolist()):
                if place + came >= falls:
                    moved[place + came - falls] = moved.get(place + came - falls, 0.0) + chance * likely
        alive = moved
        found.append(1.0 - sum(alive.values()))
    return found


def test_cash_runs_out_as_a_random_walk_does(proof) -> None:
    for cash, rate in ((48, 0.1), (60, 0.085)):
        text = FIRM.replace("RATE", f"{rate}").replace("CASH", f"{cash}k")
        results, _ = proof.run(text)
        expected, name = below(cash, rate), f"ruin of a random walk (own), {rate} customers a day"
        proof.agrees(
            name, "chance to run out within a year", results.measures["ruin_probability", "", ""], expected[-1], 0.25
        )
        first = np.asarray(results.measures["cash_out_month", "", ""].values())
        for month in (6, 9):
            out = (first <= month).astype(float)
            proof.agrees(name, f"within {month} months", out, expected[month - 1], 0.35)


def test_a_walk_without_luck_is_known() -> None:
    """Nobody comes: cash lasts for as many months as it pays for; many come: for ever."""
    assert np.allclose(below(72, 0.0), [0.0, 0.0, *[1.0] * 10])
    assert below(720, 1.0)[-1] < 1e-9
