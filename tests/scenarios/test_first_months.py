"""Demand before day 0 and after the horizon, and a price that rises once a year: cases with the right answer known."""

from pathlib import Path

import numpy as np
import pytest

import gtmsim
from gtmsim import Journal, Kind
from gtmsim.engine.compiled import simulate
from gtmsim.rules.calendar import DAY
from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.load import load, load_text
from gtmsim.study.size.guard import guard

SHIPPED = Path(__file__).parents[2] / "scenarios"
BASE = """
    name: a case
    market:
      channels: {ads: {CHANNEL, segments: {small: 100%}}}
      segments: {small: {contract_value: 12k, committee: c, churn: 10%}}
      committees: {c: {decision_rule: unanimity, deal_sigma: 0, roles: {boss: {base: 20, price: 0, fit: 0, evidence: 0,
                   responsiveness: 0}}}}
      qualification: {in_market: {sql_rate: 100%}}
      MARKET
    plan: {PLAN}
    run: {start: 2026-01-01, months: MONTHS, replications: 20, initial: INITIAL}
"""


def case(**said: str) -> gtmsim.Scenario:
    text = BASE
    for word, value in {"MARKET": "", "PLAN": "", "MONTHS": "6", **said}.items():
        text = text.replace(word, value)
    return load_text(text)


def told(scenario: gtmsim.Scenario, replications: int = 20) -> list[Journal]:
    inputs = gtmsim.resolve(scenario)
    return [simulate(inputs, number) for number in range(replications)]


@pytest.mark.parametrize(("think", "window", "undecided"), [(30, 60, 0.0), (30, 30, 0.0), (30, 29, 1.0)])
def test_a_window_that_no_deal_can_miss(think: int, window: int, undecided: float) -> None:
    """A deal of any age that is still in its talk has a window that outlasts the age."""
    selling = f"selling: {{stages: [{{name: talk, buyer_delay: {think} days}}], buying_window: {window} days}}"
    channel = "max_leads: 1 per day, half_saturation_spend: 1k, organic: 100%"
    journals = told(case(CHANNEL=channel, MARKET=selling, INITIAL="{pipeline: {small: 30}}"))
    for journal in journals:
        found = journal.entity[journal.of(Kind.OPPORTUNITY) & (journal.detail == 1)]
        assert len(found) == 30
        missed = np.isin(found, journal.entity[journal.of(Kind.NO_DECISION)])
        assert missed.mean() == undecided
        ended = journal.of(Kind.WON, Kind.NO_DECISION) & np.isin(journal.entity, found)
        assert journal.time[ended].max() < (think + 60) * DAY  # each is as far as its age says
    ages = np.concatenate([j.value[j.of(Kind.OPPORTUNITY) & (j.detail == 1)] for j in journals])
    longest = min(think, window)
    assert abs(ages.mean() - longest / 2) < 4 * longest / np.sqrt(12 * len(ages))  # even over the time that it takes


@pytest.mark.parametrize(
    "delay", ["30 days", "{mean: 30 days, distribution: exponential}", "{median: 25 days, sigma: 0.8}", "100 days"]
)
def test_whom_spend_touched_before_is_on_his_way(delay: str) -> None:
    """Ten a day come in the first month as in any other, whatever the law of the delay."""
    scenario = case(
        CHANNEL=f"max_leads: 20 per day, half_saturation_spend: 10k per month, delay: {delay}",
        PLAN="spend: {ads: 10k per month}",
        INITIAL="{customers: {small: 3}, spend: {ads: 10k per month}}",
    )
    january, later = [], []
    for journal in told(scenario):
        came = journal.time[journal.of(Kind.LEAD)]
        january.append(np.count_nonzero(came < 31 * DAY))
        later.append(np.count_nonzero(came < 181 * DAY))
    for counts, expected in ((january, 310), (later, 1_810)):
        assert abs(np.mean(counts) - expected) < 4 * np.sqrt(expected / 20)
    paid = gtmsim.run(scenario, engine="compiled", jobs=1).estimate("cac_paid")
    assert paid.mean == pytest.approx(60_000 / 1_810, abs=4 * paid.se)


def test_nobody_is_on_his_way_where_nothing_was_spent() -> None:
    scenario = case(
        CHANNEL="max_leads: 20 per day, half_saturation_spend: 10k per month, delay: 30 days",
        PLAN="spend: {ads: 10k per month}",
        INITIAL="{customers: {small: 3}}",
    )
    assert all(journal.time[journal.of(Kind.LEAD)].min() >= 30 * DAY for journal in told(scenario))


CARRIED = "max_leads: 200 per day, half_saturation_spend: 1M per month, adstock_half_life: 120 days"


@pytest.mark.parametrize(
    ("spend", "before", "months", "expected"),
    [
        ("30k per month", "30k per month", 12, 168.6),
        ("{2026-01-01: 0, 2026-10-01: 90k per month}", "0", 12, 165.8),
        ("30k per month", "0", 3, 168.6),
    ],
)
def test_what_spend_still_brings_after_the_horizon_belongs_to_it(
    spend: str, before: str, months: int, expected: float
) -> None:
    """A channel that carries over is as cheap as it is in the long run, however late in the run it is paid."""
    scenario = case(
        CHANNEL=CARRIED,
        PLAN=f"spend: {{ads: {spend}}}",
        MONTHS=str(months),
        INITIAL=f"{{customers: {{small: 0}}, spend: {{ads: {before}}}}}",
    )
    found = gtmsim.run(scenario, 40, engine="compiled", jobs=1).estimate("cac_cohort")
    assert found.se is not None and found.se < 0.02 * expected
    assert abs(found.mean - expected) < 4 * found.se + 0.006 * expected  # the curve bends a little


def test_nothing_is_owed_beyond_the_horizon_without_a_run_off() -> None:
    text = "max_leads: 20 per day, half_saturation_spend: 10k per month, delay: 30 days"
    scenario = case(CHANNEL=text, PLAN="spend: {ads: 10k per month}", INITIAL="{customers: {small: 1}}")
    run = scenario.run.model_copy(update={"run_off": False})
    journal = told(scenario.model_copy(update={"run": run}), 1)[0]
    assert journal.time.max() <= journal.header.horizon


def arr(*sets: str) -> float:
    found = gtmsim.run(load(SHIPPED / "baseline.yaml", sets), 10, engine="compiled", jobs=1).estimate("arr_end").mean
    assert found is not None
    return found


def test_uplift_is_a_year_s_whatever_the_term() -> None:
    """Of monthly customers nobody makes twelve times as much by the same yearly rise."""
    gain = {}
    for term in ("1 month", "12 months"):
        sold = f"plan.terms.small={term}"
        gain[term] = arr(sold) / arr(sold, "plan.renewal_price_increase=0%")
    assert 1.0 < gain["1 month"] < 1.06
    assert gain["1 month"] == pytest.approx(gain["12 months"], abs=0.02)


RISE = (
    "plan.policies.renewal_offer={hit: first, rows: [{name: rise, when: {segment: small}, then: {price_increase: 10%}, "
    "STARTS}, {name: rest, then: {price_increase: 0%}}]}"
)


def test_monthly_customers_may_see_a_dated_rise() -> None:
    dated = load(
        SHIPPED / "baseline.yaml",
        ["plan.terms.small=1 month", RISE.replace("STARTS", "starts: 2026-06-01, ends: 2026-07-01")],
    )
    base = load(SHIPPED / "baseline.yaml", ["plan.terms.small=1 month"])
    guard(dated, 1, "compiled")
    rises = [j.time[j.of(Kind.UPLIFTED) & (j.segment == 1)] // DAY for j in (told(base, 1)[0], told(dated, 1)[0])]
    assert np.count_nonzero((rises[1] >= 151) & (rises[1] < 181)) > 1.2 * np.count_nonzero(
        (rises[0] >= 151) & (rises[0] < 181)
    )


def test_a_rise_at_every_month_for_ever_is_refused() -> None:
    endless = load(
        SHIPPED / "baseline.yaml", ["plan.terms.small=1 month", RISE.replace("STARTS", "starts: 2026-06-01")]
    )
    with pytest.raises(ScenarioError, match="E_BUDGET"):
        guard(endless, 1, "compiled")
