"""Positions that are filled later than they are opened: who is there on a date, and what a growing team can do."""

import math

import numpy as np
import pytest
from engine.theory.proof import AROUND_THE_CLOCK

from gtmsim import Journal, Kind

TEAM = """
    name: team
    market:
      channels: {{calls: {{max_leads: {leads} per day, half_saturation_spend: 1k, organic: 100%,
        segments: {{firms: 100%}}}}}}
      segments: {{firms: {{contract_value: 12k, committee: one, churn: 10%}}}}
      committees: {{one: {{roles: {{boss: {{}}}}}}}}
      qualification: {{in_market: {{sql_rate: 0%, handling_time: 6h}}}}
    plan:
      teams:
        sdr:
          headcount: {{start: 0, 2026-02-01: {heads}}}
          ramp: {ramp} days
          initial_productivity: 25%
          ramp_shape: {shape}
          hiring: {hiring}
      working_hours: {hours}
    run: {{start: 2026-01-01, months: {months}, initial: empty, run_off: false, replications: {replications}}}
"""
OPENED = 31  # day on which the positions are opened
DAY = 86_400_000_000
NOTICE = 10  # days
GEOMETRIC = (
    "{time_to_fill: {mean: 30 days, distribution: exponential}, offer_acceptance_rate: 60%, notice_period: 10 days}"
)
RATE = 0.6 / 30.0  # a geometric number of exponential searches is an exponential one


def team(**said: object) -> str:
    usual = {
        "leads": 0.001,
        "heads": 40,
        "ramp": 0,
        "shape": "linear",
        "hiring": GEOMETRIC,
        "months": 24,
        "replications": 100,
    }
    return TEAM.format(**{**usual, "hours": AROUND_THE_CLOCK, **said})


def days_until(journal: Journal) -> np.ndarray:
    """Days from the opening of its position to the first day of each."""
    return journal.time[journal.of(Kind.EMPLOYEE_JOINED)] / DAY - OPENED


def test_heads_by_date(proof):
    """With declined offers the search is as long as one exponential search at the rate of accepted offers."""
    dates = (25, 60, 120)
    _, seen = proof.run(team(), lambda journal: [np.sum(days_until(journal) <= day) for day in dates])
    for number, day in enumerate(dates):
        expected = 40.0 * (1.0 - np.exp(-RATE * (day - NOTICE)))
        proof.agrees(
            "recruiting (own)", f"heads {day} days after the opening", [s[number] for s in seen], expected, 0.2
        )


def test_time_to_start(proof):
    """Whole days: the midnight after a search that is exponential, and the notice."""
    found, seen = proof.run(team(), lambda journal: (days_until(journal).sum(), len(days_until(journal))))
    expected = NOTICE + 1.0 / (1.0 - np.exp(-RATE))
    proof.agrees("recruiting (own)", "days from the opening to the first day", seen, expected, 0.05)
    proof.agrees("recruiting (own)", "time_to_start", found.measures["time_to_start", "", ""], expected, 0.05)


def test_offers_are_declined_as_often_as_stated(proof):
    def look(journal: Journal) -> tuple[int, int]:
        declined = journal.of(Kind.OFFER_DECLINED).sum()
        return declined, declined + len(days_until(journal))

    _, seen = proof.run(team(replications=200), look)
    proof.agrees("recruiting (own)", "declined offers", seen, 0.4, 0.05)


def test_lognormal_time_to_fill(proof):
    law = "{time_to_fill: {median: 60 days, sigma: 0.5}}"
    _, seen = proof.run(team(hiring=law), lambda journal: np.sum(days_until(journal) <= 45))
    expected = 20.0 * math.erfc(-math.log(45.0 / 60.0) / 0.5 / math.sqrt(2.0))
    proof.agrees("recruiting (own)", "heads 45 days after, lognormal", seen, expected, 0.1)


@pytest.mark.parametrize("shape", ["linear", "s_curve"])
def test_capacity_of_a_team_that_grows(proof, shape):
    """Tasks of a team that always has some: each who is there works at the speed of the days since their own first."""
    ramp, months = 180, 7
    text = team(leads=90, heads=20, ramp=ramp, months=months, shape=shape, replications=80)
    _, seen = proof.run(text, lambda journal: float(journal.of(Kind.TASK_ENDED).sum()))
    last = 212 - OPENED  # days from the opening to the horizon
    starts = np.arange(1, last)  # midnights after the search, and the notice
    chance = np.exp(-RATE * (starts - 1)) - np.exp(-RATE * starts)
    days = np.arange(last)
    passed = np.minimum(1.0, (days[:, None] + (np.arange(8) + 0.5) / 8.0) / ramp)  # a task begins at any time of a day
    learnt = passed if shape == "linear" else 3.0 * passed**2 - 2.0 * passed**3
    worked = np.cumsum(np.mean(0.25 + 0.75 * learnt, axis=1))  # in so many days and one more
    there = last - NOTICE - starts
    expected = 20 * 4 * float(np.sum(chance[there > 0] * worked[there[there > 0] - 1]))
    proof.agrees("recruiting (own)", f"tasks of a growing team, {shape}", seen, expected, 0.05)
