"""Demand: adstock and saturation to the digit, and arrivals that are Poisson or over-dispersed at a rate that moves."""

import datetime
import math
from typing import Any

import numpy as np
import pytest
from engine.theory.proof import ORACLES
from scipy import integrate

import gtmsim
from gtmsim import Journal, Kind
from gtmsim.rules.calendar import DAY
from gtmsim.scenario.load import load_text

DEMAND = """
    name: demand
    market:
      channels: {calls: {max_leads: 100 per day, half_saturation_spend: HALF, CHANNEL, segments: {firms: 100%}}}
      segments: {firms: {contract_value: 960, churn: 15%, committee: one}}
      committees: {one: {roles: {boss: {}}}}
      qualification: {in_market: {mql_rate: 35%, sql_rate: 0%}}
    plan: {spend: {calls: {SPEND}}}
    run: {start: 2026-01-01, months: MONTHS, initial: empty, run_off: false, replications: REPLICATIONS}
"""
HALF = 30_437_500.0  # a month: a million a day, so that cents are no matter
START = datetime.date(2026, 1, 1)


def demand(channel: str, spend: dict[datetime.date, float], months: int = 1, replications: int = 30) -> str:
    """A channel with this spend from these days on [currency/day] and nothing behind it."""
    # What is said is a month's money: that of a day as many times as the month has days.
    said = {day: money * days_in(day) for day, money in spend.items()}
    schedule = ", ".join(f"{day}: {money!r}" for day, money in said.items())
    words = {"HALF": HALF, "CHANNEL": channel, "SPEND": schedule, "MONTHS": months, "REPLICATIONS": replications}
    text = DEMAND
    for word, value in words.items():
        text = text.replace(word, str(value))
    return text


def days_in(day: datetime.date) -> int:
    """Days of the month of a day."""
    return ((day.replace(day=28) + datetime.timedelta(4)).replace(day=1) - day.replace(day=1)).days


def rates(text: str) -> Any:
    """Leads a day of the only channel."""
    return gtmsim.simulate(gtmsim.resolve(load_text(text)), 0).header.daily_rate[0]


def test_adstock_and_saturation(proof):
    """A day's pulse carried over at 0.7; steady spend on the Hill curve; and the leads that come of them."""
    name = "adstock_saturation"
    given, expected = ORACLES[name]["given"], ORACLES[name]["expected"]
    million = HALF / 30.4375
    # The pulse works (1 - theta) x pulse on its day. At an exponent of 1 the rate says what is carried.
    pulse = 10 * million
    text = demand(
        f"hill_exponent: 1, adstock_half_life: {expected['half_life_periods']} days",
        {START: pulse, START + datetime.timedelta(1): 0.0},
    )
    share = rates(text) / 100.0
    carried = share / (1.0 - share) * million
    for day, works in enumerate(expected["adstock_5"]):
        found = carried[day] / (1.0 - given["theta"]) / pulse * given["pulse"]
        proof.exactly(name, f"adstock on day {day}", found, works)
    proof.exactly(name, "share of the effect in 3 days", carried[:3].sum() / pulse, expected["share_of_effect_first_3"])
    multiplier = 1.0 / (carried[0] / pulse)
    proof.exactly(name, "steady state / first day", multiplier, expected["steady_state_multiplier"])
    results, _ = proof.run(text.replace("replications: 30", "replications: 100"))
    proof.agrees(name, "leads of the pulse", results.measures["leads", "", ""], 100.0 * share.sum(), 0.025)
    for spend, answer in expected["hill"]:
        steady = rates(demand("hill_exponent: 2", {START: spend / given["gamma"] * million}))
        proof.exactly(name, f"Hill({spend:.0f})", steady[0] / 100.0, answer, 2e-5)
        assert steady.max() - steady.min() < 1e-6
    steepest = expected["hill_max_slope_at"] / given["gamma"] * million
    below, low, middle, high, above = (
        rates(demand("hill_exponent: 2", {START: x * steepest}))[0] for x in (0.8, 0.95, 1, 1.05, 1.2)
    )
    assert (high - low) / 0.1 > max((middle - below) / 0.2, (above - middle) / 0.2)


def week_by_week(rate: Any, weeks: int) -> dict[datetime.date, float]:
    """Spend that makes each week's leads what the integral of `rate` [lead/week] over it is."""
    spend = {}
    for week in range(weeks):
        share = integrate.quad(rate, week, week + 1)[0] / 7.0 / 100.0
        for day in range(7 * week, 7 * week + 7):
            spend[START + datetime.timedelta(day)] = share / (1.0 - share) * HALF / 30.4375
    spend[START + datetime.timedelta(7 * weeks)] = 0.0
    return spend


def test_thinned_poisson(proof):
    """A rate that swings over 52 weeks, drawn by spend from the market's candidates: Poisson, and so are the MQLs."""
    name = "poisson_thinning_nhpp"
    given, expected = ORACLES[name]["given"], ORACLES[name]["expected"]

    def rate(week: float) -> float:
        return given["base"] * (1.0 + given["amplitude"] * math.sin(2.0 * math.pi * week / given["period"]))

    text = demand("hill_exponent: 1", week_by_week(rate, 52), months=12, replications=40)
    results, seen = proof.run(text, lambda journal: journal.time[journal.of(Kind.LEAD)] / (7 * DAY))
    proof.agrees(name, "leads", results.measures["leads", "", ""], expected["leads_52"])
    proof.agrees(name, "mqls", results.measures["mqls", "", ""], expected["mqls_52"], 0.035)
    proof.agrees(name, "leads in 13 weeks", [(t < 13).sum() for t in seen], expected["leads_weeks_0_13"], 0.035)
    proof.agrees(name, "leads in 26 weeks", [(t < 26).sum() for t in seen], expected["leads_first_26"], 0.025)
    weekly = np.array([np.histogram(t, range(53))[0] for t in seen])
    mean = np.array([integrate.quad(rate, week, week + 1)[0] for week in range(52)])
    proof.agrees(name, "dispersion of leads", ((weekly - mean) ** 2 / mean).mean(axis=1), 1.0, 0.13)
    between = np.concatenate([np.diff(t[t < 1.0]) * rate(0.5) for t in seen])
    proof.agrees(name, "gaps in week 0 are exponential", between**2 / 2.0, 1.0, 0.25)


@pytest.mark.parametrize(("share", "k"), [(0.5, 2.0), (1.0, 0.7)])
def test_over_dispersed_arrivals(proof, share, k):
    """A day's leads are negative binomial with the k of the candidates, however much the spend thins them."""
    name = f"negative binomial (own), k = {k}, thinned to {share}"
    text = demand(f"organic: {share}, dispersion: {k}", {START: 0.0}, months=12, replications=40)
    results, seen = proof.run(text.replace("max_leads: 100", "max_leads: 8"), leads_by_day)
    mean = 8.0 * share
    daily = np.array(seen)
    proof.agrees(name, "leads a day", results.measures["leads", "", ""].num / 365, mean, 0.05)
    proof.agrees(name, "variance of a day", ((daily - mean) ** 2).mean(axis=1), mean + mean**2 / k, 0.13)
    apart = (daily[:, 1:] - mean) * (daily[:, :-1] - mean)
    assert abs(apart.mean()) < 4 * apart.std() / math.sqrt(apart.size), "days are independent"


def leads_by_day(journal: Journal) -> Any:
    """Leads of each day."""
    return np.bincount(journal.time[journal.of(Kind.LEAD)] // DAY, minlength=365)


def test_a_rate_above_the_ceiling_is_cut_and_said():
    """More than the market has cannot be bought: each such day is in the journal with what was wanted."""
    text = demand(
        "organic: 1, seasonality: [1.5, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]", {START: 0.0}, months=2, replications=1
    )
    journal = gtmsim.simulate(gtmsim.resolve(load_text(text)), 0)
    cut = journal.of(Kind.LEADS_CAPPED)
    assert journal.time[cut].tolist() == [day * DAY for day in range(31)]
    assert set(journal.value[cut].tolist()) == {150.0}
    assert set(journal.header.daily_rate[0].tolist()) == {100.0}
