"""How firms' own business goes: an autoregression of the first order, looked at by monthly renewals."""

from typing import Any

import numpy as np
import pytest

from gtmsim import Journal, Kind

# Everybody renews each month for two years, and nobody leaves.
RENEWALS = """
    name: renewals
    market:
      segments: {firms: {contract_value: 12k, churn: 0%, committee: one}}
      committees: {one: {roles: {boss: {}}}}
      qualification: {in_market: {sql_rate: 100%}}
      condition: {persistence: MEMORY, outlook: {start: 0.5, 2027-01-01: -1.5}}
    plan: {terms: {firms: monthly}}
    run: {start: 2026-01-01, months: 24, initial: {customers: {firms: 300}}, run_off: false, replications: 60}
"""
MONTHS = 24


def seen(journal: Journal) -> Any:
    """What each customer's condition is in each month, shape (customers, months)."""
    rows = journal.where(Kind.CONDITION)
    who = np.unique(journal.entity[rows], return_inverse=True)[1]
    found = np.full((300, MONTHS), np.nan)
    found[who, journal.month[rows]] = journal.value[rows]
    return found


@pytest.mark.parametrize(("memory", "notice"), [(0.9, 0.04), (0.5, 0.02)])
def test_deviations_are_stationary_and_forgotten(proof, memory, notice):
    """The mean is the outlook; the variance is 1 in each month, and of a deviation memory ^ k is left after k."""
    name = f"condition of firms (own), memory {memory}"
    _, found = proof.run(RENEWALS.replace("MEMORY", str(memory)), seen)
    for year, outlook in ((1, 0.5), (2, -1.5)):
        part = slice(12 * (year - 1), 12 * year)
        proof.agrees(name, f"mean in year {year}", [np.nanmean(each[:, part]) for each in found], outlook, 0.06)
    outlooks = np.repeat([0.5, -1.5], 12)
    own = [each - outlooks for each in found]
    for month in (1, 12, 24):
        squares = [np.nanmean(each[:, month - 1] ** 2) for each in own]
        proof.agrees(name, f"variance in month {month}", squares, 1.0, 0.06)
    for lag in (1, 3, 6):
        left = [np.nanmean(each[:, lag:] * each[:, :-lag]) for each in own]
        proof.agrees(name, f"correlation over {lag} months", left, memory**lag, notice / memory**lag)
