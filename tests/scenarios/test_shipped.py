"""The shipped scenarios: a coherent firm within the ranges that sources report, and variants that do what they say."""

import math
from functools import cache
from pathlib import Path

import pytest

from gtmsim.metrics.books import audit
from gtmsim.metrics.measure import measure
from gtmsim.scenario.load import load, load_text, warnings_of
from gtmsim.scenario.resolve import resolve
from gtmsim.scenario.writing import resolved_yaml
from gtmsim.study.compare import compare
from gtmsim.study.comparison import Comparison
from gtmsim.study.replicate import run
from gtmsim.study.results import Results

SHIPPED = Path(__file__).parent.parent.parent / "scenarios"
NAMES = sorted(path.relative_to(SHIPPED).with_suffix("").as_posix() for path in SHIPPED.rglob("*.yaml"))
REPLICATIONS = 8


@cache
def results(name: str, replications: int = REPLICATIONS) -> Results:
    """A study of one of them."""
    return run(SHIPPED / f"{name}.yaml", replications)


def against_baseline(name: str, replications: int = REPLICATIONS) -> Comparison:
    """A variant beside the baseline, in the same luck."""
    return compare(results("baseline", replications), results(name, replications))


def z(found: Comparison, metric: str, dim: str = "", key: str = "") -> float:
    """How many standard errors the paired difference is from 0."""
    (difference,) = found.differences[metric, dim, key].values()
    assert difference.mean is not None
    n, mean = len(difference.deviations), difference.mean
    return mean / math.sqrt(sum(d * d for d in difference.deviations) / (n - 1) / n)


def test_they_are_there() -> None:
    assert {"baseline", "hire_csm", "same_again", "shift_budget"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_it_loads_without_a_word(name: str) -> None:
    assert not warnings_of(load(SHIPPED / f"{name}.yaml"))


@pytest.mark.parametrize("name", NAMES)
def test_it_is_written_as_one_file_that_means_the_same(name: str) -> None:
    scenario = load(SHIPPED / f"{name}.yaml")
    assert resolve(load_text(resolved_yaml(scenario))) == resolve(scenario)


@pytest.mark.parametrize("name", NAMES)
def test_it_runs_and_closes_its_books(name: str) -> None:
    from gtmsim.engine.compiled import simulate

    inputs = resolve(load(SHIPPED / f"{name}.yaml"))
    for replication in (0, 1):
        journal = simulate(inputs, replication)
        audit(journal)
        assert measure(journal).values["wins", "", ""].x > 30


# (metric, lowest, highest, who says so); the firm is small business and mid-market software on annual contracts.
COHERENT = [
    ("utilisation team:sdr", 0.80, 1.00, "a team near its limit, by design"),
    ("utilisation team:ae", 0.50, 0.95, "a team that still has room, by design"),
    ("csm_coverage", 0.50, 0.95, "customer success short of time, by design"),
    ("nrr_12m", 0.90, 1.15, "SaaS Capital 2023: 100-103 % at contracts of 10-50k; Benchmarkit 2024: 101 %"),
    ("grr_12m", 0.80, 0.95, "SaaS Capital 2023: 90-93 %; KBCM 2019: 13 % of revenue lost a year"),
    ("logo_churn_12m", 0.05, 0.20, "KBCM 2019: 10 % of customers; 16.7 % on contracts below a year"),
    ("gross_margin", 0.70, 0.80, "KBCM: 70-80 %"),
    ("win_rate", 0.10, 0.40, "10-20 % enterprise, 20-30 % mid-market, above 30 % small business"),
    ("sales_cycle_days", 40.0, 84.0, "Bridge Group 2017: 60 days at 25k; Optifai: 40 days below 5k, median 84"),
    ("cac_ratio", 1.13, 2.82, "Pacific Crest 2016: 1.13; Benchmarkit 2024: median 2.00, worst quartile 2.82"),
    ("cac_blended", 700.0, 25_000.0, "First Page Sage 2025: 702-942 organic; 5-25k sales-led"),
    ("cac_loaded", 5_000.0, 25_000.0, "5-25k sales-led mid-ticket"),
    ("cac_payback_months", 12.0, 30.0, "below 12 good, 12-18 workable, KBCM median 15-20; here with all salaries"),
    ("magic_number", 0.40, 1.00, "Scale: above 0.75 invest, below 0.5 repair"),
    ("pipeline_coverage", 1.50, 6.00, "three times, as folklore has it"),
]


@pytest.mark.parametrize(("metric", "low", "high", "source"), COHERENT, ids=lambda value: str(value)[:24])
def test_the_baseline_is_a_coherent_firm(metric: str, low: float, high: float, source: str) -> None:
    name, _, slot = metric.partition(" ")
    dim, _, key = slot.partition(":")
    found = results("baseline").estimate(name, dim, key).mean
    assert found is not None and low < found < high, source


# (part, whole, lowest, highest, who says so).
RATES = [
    ("mqls", "leads", 0.10, 0.50, "altiorco: 15-30 %; First Page Sage by channel: 36-46 %"),
    ("sqls", "mqls", 0.13, 0.40, "fairview, omegapoint: 13-40 % by definition"),
    ("wins", "leads", 0.01, 0.05, "askedwell: 1-3 % typical; Olist: 13 % of MQLs"),
]


@pytest.mark.parametrize(("part", "whole", "low", "high", "source"), RATES, ids=lambda value: str(value)[:24])
def test_the_funnel_converts_as_reported(part: str, whole: str, low: float, high: float, source: str) -> None:
    found = results("baseline")
    a, b = found.estimate(part).mean, found.estimate(whole).mean
    assert a is not None and b is not None and low < a / b < high, source


@pytest.mark.parametrize(("channel", "low", "high"), [("search_ads", 70.0, 250.0), ("social_ads", 50.0, 250.0)])
def test_a_lead_costs_what_leads_cost(channel: str, low: float, high: float) -> None:
    """WordStream 2025: 70 all, 104 business services; Flywheel 2025: LinkedIn 110."""
    found = results("baseline")
    spend = found.estimate("spend_marketing", "channel", channel).mean
    leads = found.estimate("leads", "channel", channel).mean
    assert spend is not None and leads is not None and low < spend / leads < high


def test_more_customer_success_keeps_customers() -> None:
    found = against_baseline("hire_csm")
    for metric in ("csm_coverage", "arr_end", "nrr_12m", "grr_12m", "customers_end", "spend_success"):
        assert z(found, metric) > 2.0, metric
    assert z(found, "renewal_due_churn") < -2.0
    assert found.kind == "decision"
    (entry,) = found.summary()["metrics"]["arr_end"]["differences"].values()
    assert entry["verdict"] == "better"


def test_people_in_customer_success_bring_no_other_leads_than_referrals() -> None:
    found = against_baseline("hire_csm")
    for channel in ("search_ads", "content", "social_ads", "partners"):
        (difference,) = found.differences["leads", "channel", channel].values()
        assert difference.mean == 0.0
    assert z(found, "leads", "channel", "referral") > 2.0


def test_money_moves_leads_between_channels() -> None:
    found = against_baseline("shift_budget")
    assert z(found, "leads", "channel", "search_ads") < -2.0
    assert z(found, "leads", "channel", "content") > 2.0
    for channel in ("social_ads", "partners"):
        (difference,) = found.differences["leads", "channel", channel].values()
        assert difference.mean == 0.0
    assert found.kind == "decision"


def test_a_dollar_of_reward_is_not_distinguishable() -> None:
    found = against_baseline("same_again")
    (difference,) = found.differences["arr_end", "", ""].values()
    (entry,) = found.summary()["metrics"]["arr_end"]["differences"].values()
    assert difference.mean == 0.0 or entry["verdict"] == "not distinguishable"


@pytest.mark.prove
@pytest.mark.parametrize("metric", ["csm_coverage", "arr_end", "nrr_12m", "grr_12m", "customers_end"])
def test_more_customer_success_keeps_customers_in_30_replications(metric: str) -> None:
    assert z(against_baseline("hire_csm", 30), metric) > 4.0
