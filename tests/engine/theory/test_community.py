"""Prices that leak in groups of constant size and spread: the time to the first leak is geometric."""

import math
from typing import Any

import numpy as np

from gtmsim import Journal, Kind

# Twenty customers at list price are found, twenty deals at 60 % of it are won in a day; nobody leaves for three years.
PRICES = """
    name: prices
    market:
      segments: {firms: {contract_value: 12k, churn: 0%, committee: sure}}
      committees: {sure: {min_meetings: 0, deal_sigma: 0, roles: {boss: {base: 20, fit: 0, price: 0}}}}
      qualification: {in_market: {sql_rate: 100%}}
      selling: {stages: [{name: talk, buyer_delay: 1 day}]}
      community: {price_leak_rate: LEAK, concession: 0%, churn_on_gap: 0, rumour_discount: 0%}
    plan:
      terms: {firms: 36 months}
      community: {KIND}
      policies: {discount: {rows: [{name: every deal, then: {discount: 40%}}]}}
    run:
      {start: 2026-01-01, months: 36, initial: {customers: {firms: 20}, pipeline: {firms: 20}}, run_off: false,
       replications: 300}
"""
NAME = "price leak (own)"
MONTHS = 35  # with forty members; on day 0 there are twenty, who pay the same
SPREAD = 0.25  # mean 0.8, standard deviation 0.2


def seen(journal: Journal) -> tuple[Any, Any, Any]:
    """Months in which prices leaked, members whom they reached, and spreads of all months but the first."""
    leaked, grouped = journal.where(Kind.PRICE_LEAKED), journal.where(Kind.COMMUNITY_SIZE)[1:]
    assert (journal.int_value[grouped] == 40).all() and (journal.value[leaked] == 0.25).all()  # 0.6 of 0.8
    return journal.detail[leaked], journal.int_value[leaked], journal.value[grouped]


def test_first_leak_of_one_group(proof):
    """780 pairs: a month leaks with 1 - exp(-0.0005 x 0.25 x 780), whatever happened before."""
    chance = -math.expm1(-0.0005 * SPREAD * 780)
    text = PRICES.replace("LEAK", "0.0005").replace("KIND", "kind: one_group")
    _, found = proof.run(text, seen)
    proof.exactly(NAME, "coefficient of variation", float(np.unique([each[2] for each in found]).item()), SPREAD, 1e-12)
    first = [int(months[0]) if len(months) else MONTHS + 1 for months, _, _ in found]
    stays = 1.0 - chance
    proof.agrees(NAME, "month of the first leak, at most 36", first, (1.0 - stays ** (MONTHS + 1)) / chance, 0.25)
    for month in (1, 7, 20):
        share = stays**month
        proof.agrees(NAME, f"no leak until month {month}", [float(t > month) for t in first], share, 0.6)
    proof.agrees(NAME, "leaks in 35 months", [len(months) for months, _, _ in found], MONTHS * chance, 0.15)


def test_leaks_of_small_groups(proof):
    """Four groups of 45 pairs, each with luck of its own; a leak reaches ten members."""
    chance = -math.expm1(-0.01 * SPREAD * 45)
    text = PRICES.replace("LEAK", "0.01").replace("KIND", "kind: groups, group_size: 10")
    _, found = proof.run(text, seen)
    reached = [float(members.sum()) / MONTHS for _, members, _ in found]
    proof.agrees(NAME, "members reached a month, groups of 10", reached, 40.0 * chance, 0.08)
    any_leak = 1.0 - (1.0 - chance) ** 4
    proof.agrees(NAME, "months with a leak, groups of 10", [len(m) / MONTHS for m, _, _ in found], any_leak, 0.08)
