"""Deals and committees: competing hazards, order statistics, votes, the open pipeline, the value of a month's wins."""

import calendar
import math
from typing import Any

import numpy as np
import pytest
from engine.theory.proof import ORACLES
from scipy import special, stats

from gtmsim import Journal, Kind
from gtmsim.rules.calendar import DAY

DEALS = """
    name: deals
    market:
      channels: {calls: {max_leads: LEADS per day, half_saturation_spend: 1k, organic: 100%, segments: {firms: 100%}}}
      segments: {firms: {contract_value: 18k, committee: all, churn: 100%}}
      committees: {all: {deal_sigma: 0, RULE}}
      qualification: {in_market: {sql_rate: 100%}}
      selling: {SELLING}
    run: {start: 2026-01-01, months: MONTHS, initial: empty, run_off: RUNOFF, replications: 30}
"""


def deals(leads: float, rule: str, selling: str = "stages: []", months: int = 1, run_off: bool = True) -> str:
    """A firm without teams: leads are deals at once."""
    said = {"LEADS": leads, "RULE": rule, "SELLING": selling, "MONTHS": months, "RUNOFF": str(run_off).lower()}
    text = DEALS
    for word, value in said.items():
        text = text.replace(word, str(value))
    return text


def closed(journal: Journal) -> dict[int, Any]:
    """Days from opportunity to outcome of the deals that ended so, by kind."""
    created = journal.of(Kind.OPPORTUNITY)
    began = dict(zip(journal.entity[created].tolist(), journal.time[created].tolist(), strict=True))
    days = {}
    for kind in (Kind.WON, Kind.LOST, Kind.NO_DECISION):
        rows = journal.of(kind)
        ended = zip(journal.entity[rows].tolist(), journal.time[rows].tolist(), strict=True)
        days[kind] = np.array([(time - began[who]) / DAY for who, time in ended])
    return days


def test_competing_risks(proof):
    """A meeting at hazard 0.032 a day, at which 0.012 / 0.032 of the committees buy; a window that closes at 0.018."""
    name = "competing_risks"
    expected, hazard = ORACLES[name]["expected"], ORACLES[name]["given"]["hazards_per_day"]
    meeting = hazard["win"] + hazard["lose"]
    base = math.log(hazard["win"] / hazard["lose"])
    rule = (
        f"time_between_meetings: {{mean: {1 / meeting} days, distribution: exponential}}, roles: "
        f"{{boss: {{base: {base}, fit: 0}}}}"
    )
    window = f"buying_window: {{mean: {1 / hazard['no_decision']} days, distribution: exponential}}"
    results, seen = proof.run(deals(8, rule, window, months=12), closed)
    counts = [{kind: len(days) for kind, days in each.items()} for each in seen]
    every = [sum(each.values()) for each in counts]
    proof.agrees(name, "win_rate_cohort", results.measures["win_rate_cohort", "", ""], expected["p_win"], 0.03)
    lost = [(each[Kind.LOST], n) for each, n in zip(counts, every, strict=True)]
    proof.agrees(name, "P(lost)", lost, expected["p_lose"])
    stalled = [(each[Kind.NO_DECISION], n) for each, n in zip(counts, every, strict=True)]
    proof.agrees(name, "P(no decision)", stalled, expected["p_no_decision"], 0.025)
    in_time = [((each[Kind.WON] <= 60).sum(), n) for each, n in zip(seen, every, strict=True)]
    proof.agrees(name, "P(won by day 60)", in_time, expected["p_won_by_60d"], 0.03)
    late = [(sum((days > 60).sum() for days in each.values()), n) for each, n in zip(seen, every, strict=True)]
    proof.agrees(name, "P(open on day 60)", late, expected["p_still_open_60d"], 0.08)
    cycle = results.measures["sales_cycle_days", "", ""]
    proof.agrees(name, "sales_cycle_days", cycle, expected["median_days_to_win_given_win"], 0.05)
    for kind in Kind.WON, Kind.LOST, Kind.NO_DECISION:  # whatever the end, it takes the same time
        days = [(each[kind].sum(), len(each[kind])) for each in seen]
        proof.agrees(name, f"days to {kind.name}", days, expected["mean_days_open"], 0.03)


SURE = "{base: 20, fit: 0, evidence: 0}"


def test_parallel_reviews(proof):
    """Seven members review side by side, each five days on average; the last one and the fourth one decide."""
    name = "committee_parallel_max"
    expected = ORACLES[name]["expected"]
    rule = (
        f"decision_rule: unanimity, min_meetings: 0, review: {{mean: 5 days, distribution: "
        f"exponential}}, roles: {{user: {SURE}}}"
    )
    rule = rule.replace("evidence: 0}", "evidence: 0, seats: 7}")

    def look(journal: Journal) -> Any:
        votes, made = journal.of(Kind.VOTE), journal.of(Kind.OPPORTUNITY)
        began = journal.time[made][np.argsort(journal.entity[made])]
        order = np.lexsort((journal.time[votes], journal.entity[votes]))
        return (journal.time[votes][order].reshape(-1, 7) - began[:, None]) / DAY

    results, seen = proof.run(deals(7, rule, months=2), look)
    proof.agrees(name, "days to the last of 7", [(d[:, 6].sum(), len(d)) for d in seen], expected["mean_max"])
    proof.agrees(name, "days to the 4th of 7", [(d[:, 3].sum(), len(d)) for d in seen], expected["kth_of_n_4"])
    squares = [(((d[:, 6] - expected["mean_max"]) ** 2).sum(), len(d)) for d in seen]
    proof.agrees(name, "variance of the last", squares, expected["var_max"], 0.1)
    for share, what in (0.5, "p50"), (0.9, "p90"):
        below = [((d[:, 6] < expected[what]).sum(), len(d)) for d in seen]
        proof.agrees(name, f"P(last < {what})", below, share, 0.04)
    proof.agrees(name, "sales_cycle_days", results.measures["sales_cycle_days", "", ""], expected["p50"], 0.03)


def test_reviews_one_after_the_other(proof):
    """Seven meetings, five days apart on average."""
    name = "committee_parallel_max"
    expected = ORACLES[name]["expected"]
    rule = (
        f"min_meetings: 7, time_between_meetings: {{mean: 5 days, distribution: exponential}}, roles: {{user: {SURE}}}"
    )
    _, seen = proof.run(deals(10, rule), lambda journal: closed(journal)[Kind.WON])
    proof.agrees(name, "days of 7 in sequence", [(d.sum(), len(d)) for d in seen], expected["sequential_mean"])
    below = [((d < expected["sequential_p90"]).sum(), len(d)) for d in seen]
    proof.agrees(name, "P(sequence < p90)", below, 0.9)


def shared(luck: float, members: int, needed: int) -> float:
    """Chance that at least `needed` say yes, each with the logit of 0.9 and normal luck in common: Gauss-Hermite."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(120)
    p = special.expit(math.log(9.0) + luck * nodes)
    return float((weights * stats.binom.sf(needed - 1, members, p)).sum() / math.sqrt(2.0 * math.pi))


@pytest.mark.parametrize(
    ("leads", "rule", "what", "expected"),
    [
        (20, "decision_rule: unanimity", "all 6 of 6", ORACLES["committee_unanimity"]["expected"]["p_unanimous_indep"]),
        (3, "threshold: 66%", "4 of 6", ORACLES["committee_unanimity"]["expected"]["p_at_least_4_indep"]),
        (20, "decision_rule: unanimity, deal_sigma: 1.5", "all 6 of 6, shared luck 1.5", shared(1.5, 6, 6)),
        (10, "threshold: 66%, deal_sigma: 1.5", "4 of 6, shared luck 1.5", shared(1.5, 6, 4)),
    ],
)
def test_votes(proof, leads, rule, what, expected):
    """Six members who say yes with 0.9 each; alone, and with luck that they share (normal on the logit)."""
    name = "committee_unanimity"
    assert shared(0.0, 6, 6) == pytest.approx(ORACLES[name]["expected"]["p_unanimous_indep"], abs=1e-6)
    roles = f"roles: {{user: {{base: {math.log(9.0)}, fit: 0, veto: 0%, seats: 6}}}}"
    text = deals(leads, f"min_meetings: 0, {rule}, {roles}", run_off=False)
    if "deal_sigma: 1.5" in text:
        text = text.replace("deal_sigma: 0, ", "")
    results, _ = proof.run(text)
    proof.agrees(name, f"win_rate, {what}", results.measures["win_rate", "", ""], expected, 0.035)


@pytest.mark.parametrize("law", ["{mean: 63 days, cv: 0.6}", "63 days"])
def test_open_pipeline(proof, law):
    """Twelve deals a week that live nine weeks, under any law: 108 open, a Poisson number, from a start in the middle.

    Day 0 finds 108 deals at the equilibrium's residual lives, so that every month end is as good as the last.
    """
    name = "little_mginf_pipeline"
    expected = ORACLES[name]["expected"]
    stages = f"stages: [{{name: demo, buyer_delay: {law}, conversion: 0%}}]"
    text = deals(12 / 7, "min_meetings: 0, roles: {boss: {}}", stages, months=12, run_off=False)
    text = text.replace("initial: empty", "initial: {pipeline: {firms: 108}}").replace(": 30}", ": 40}")
    results, seen = proof.run(text, open_at_month_ends)
    at_the_end = results.measures["pipeline_deals", "", ""]
    proof.agrees(name, f"pipeline_deals, {law}", at_the_end, expected["mean_open"], 0.08)
    proof.agrees(name, f"mean open, {law}", [np.mean(each) for each in seen], expected["mean_open"], 0.035)
    assert np.array_equal([each[-1] for each in seen], at_the_end.num)
    # At the end nobody of day 0 is left under the fixed law, so that the number is Poisson there.
    freedom = len(seen) - 1
    ratio = freedom * at_the_end.num.var(ddof=1) / expected["mean_open"]
    assert 1e-4 < stats.chi2.cdf(ratio, freedom) < 1.0 - 1e-4


def open_at_month_ends(journal: Journal) -> Any:
    """Deals open at each month's end."""
    made, ended = journal.of(Kind.OPPORTUNITY), journal.of(Kind.LOST)
    months = np.arange(1, journal.header.n_months + 1)
    return [int((journal.month[made] < m).sum() - (journal.month[ended] < m).sum()) for m in months]


DAYS = np.array([calendar.monthrange(2026 + m // 12, m % 12 + 1)[1] for m in range(48)])


def test_value_of_wins(proof):
    """Twelve wins a month, lognormal values: a month's sum is a compound Poisson number."""
    name = "compound_poisson_arr"
    expected = ORACLES[name]["expected"]
    per_day = 12 / 30.4375
    text = deals(per_day, f"min_meetings: 0, roles: {{boss: {SURE}}}", months=48, run_off=False)
    text = text.replace("contract_value: 18k", "contract_value: 18k, value_sigma: 0.8").replace(": 30}", ": 64}")
    results, _ = proof.run(text)
    arr, wins = results.measures["new_arr", "", ""], results.measures["wins", "", ""]
    proof.agrees(name, "wins of 48 months", wins, per_day * DAYS.sum(), 0.025)
    proof.agrees(name, "value of a win", np.stack((arr.num, wins.num), axis=1), expected["mean_acv"], 0.025)
    proof.agrees(name, "new_arr of a month", arr.num / (DAYS.sum() / 30.4375), expected["mean"], 0.03)
    missed = 12 * results.monthly["new"] - expected["mean"] * DAYS / 30.4375
    proof.agrees(name, "variance of a month", (missed**2 / (DAYS / 30.4375)).mean(axis=1), expected["sd"] ** 2, 0.2)
