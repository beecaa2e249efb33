"""People who come and go: leavers as a renewal process, and what ramp and vacancies leave of a team."""

import math

import numpy as np
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
      attrition: {{sdr: {rate}% per year}}
    plan:
      teams: {{sdr: {{headcount: 20, ramp: {ramp} days, initial_productivity: 25%, backfill: {backfill}}}}}
      hiring_lag: {lag} days
      working_hours: {hours}
    run: {{start: 2026-01-01, months: 24, initial: empty, run_off: false, replications: {replications}}}
"""
FIRST = 12  # month from which on nothing is left of the beginning
DAY = 86_400_000_000


def team(**said: object) -> str:
    usual = {"leads": 0.001, "rate": 300, "ramp": 0, "backfill": "true", "lag": 60, "replications": 40}
    return TEAM.format(**{**usual, "hours": AROUND_THE_CLOCK, **said})


def stays(rate: float) -> float:
    """Chance of staying another day."""
    return math.exp(-rate / 365.25)


def test_leavers_are_a_renewal_process(proof):
    """Each day of each person is a trial of its own, whatever day it is and however long they have been there."""

    def look(journal: Journal) -> tuple[int, int]:
        left, months = journal.of(Kind.EMPLOYEE_LEFT), journal.of(Kind.HEADCOUNT)
        there = 20 - left.sum() + journal.of(Kind.EMPLOYEE_JOINED).sum()
        return left.sum(), journal.int_value[months].sum() - there  # who leaves after the last day is not told

    _, seen = proof.run(team(), look)
    proof.agrees("attrition (own)", "leavers a day of employment", seen, 1.0 - stays(3.0), 0.1)


def test_positions_wait_for_the_hiring_lag(proof):
    """A position is held for a geometric number of days and then waits for the lag: a cycle, seen at any time."""

    def look(journal: Journal) -> tuple[float, float]:
        months = journal.of(Kind.HEADCOUNT) & (journal.detail >= FIRST)
        waited = journal.value[months].sum()
        return waited, waited + journal.int_value[months].sum()

    _, seen = proof.run(team(), look)
    proof.agrees("attrition (own)", "vacancy", seen, 60.0 / (60.0 + 1.0 / (1.0 - stays(3.0))), 0.08)


def test_a_team_without_backfill_dies_out(proof):
    """Of those found on day 0 a share of exp(-rate x time) is left: who is experienced has no memory either."""

    def look(journal: Journal) -> float:
        return float(20 - journal.of(Kind.EMPLOYEE_LEFT).sum())

    _, seen = proof.run(team(rate=50, backfill="false"), look)
    proof.agrees("attrition (own)", "people left after two years", seen, 20.0 * stays(0.5) ** 729, 0.17)


def test_capacity_of_a_team_that_people_leave(proof):
    """Tasks that a team does which always has some: each day that somebody survives counts at the speed of its age."""
    ramp, lag, rate = 90, 60, 1.5

    def look(journal: Journal) -> float:
        ended = journal.time[journal.of(Kind.TASK_ENDED)]
        first = int(journal.header.months[FIRST])
        return float((ended >= first).sum()) / ((journal.header.horizon - first) / DAY)

    text = team(leads=90, rate=150, ramp=ramp, lag=lag, replications=30)
    _, seen = proof.run(text, look)
    days = np.arange(5000)
    speed = np.minimum(1.0, 0.25 + 0.75 * (days + 0.5) / ramp)  # linear within a day
    worked = (stays(rate) ** days * speed).sum()
    cycle = lag + 1.0 / (1.0 - stays(rate))
    proof.agrees("attrition (own)", "tasks a day of a ramping team", seen, 20 * 4 * worked / cycle, 0.06)


UNLIKE = team(lag=0, rate=0, replications=200).replace(
    "attrition: {sdr: 0% per year}", "productivity_spread: {sdr: 0.6}"
)


def test_people_are_as_unlike_as_stated(proof):
    """Productivity is lognormal of mean 1."""
    _, seen = proof.run(UNLIKE, lambda journal: journal.value[journal.of(Kind.PRODUCTIVITY)])
    each = np.array(seen)
    name = "productivity (own)"
    proof.agrees(name, "mean productivity", each.mean(axis=1), 1.0, 0.05)
    logs = np.log(each)
    proof.agrees(name, "mean logarithm", logs.mean(axis=1), -0.18, 0.25)
    proof.agrees(name, "variance of the logarithm", logs.var(axis=1, ddof=1), 0.36, 0.1)


def test_who_is_quicker_does_as_much_more(proof):
    """Where there is always work each does tasks in proportion to productivity, so the team does what it did before."""

    def look(journal: Journal) -> tuple[float, float]:
        told = journal.of(Kind.PRODUCTIVITY)
        ended = journal.of(Kind.TASK_ENDED)
        counts = np.bincount(journal.int_value[ended], minlength=20)
        quick = np.zeros(20)
        quick[journal.int_value[told]] = journal.value[told]
        days = journal.header.horizon / DAY
        assert np.all(np.abs(counts - 4.0 * days * quick) <= 2.0)  # but for the first hours and the last task
        return float(counts.sum()), 20 * days

    text = UNLIKE.replace("max_leads: 0.001", "max_leads: 900").replace("replications: 200", "replications: 30")
    _, seen = proof.run(text.replace("months: 24", "months: 2"), look)
    proof.agrees("productivity (own)", "tasks a day of a person", seen, 4.0, 0.15)
