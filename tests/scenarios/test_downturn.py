"""A downturn from the second year on: customers leave and shrink although they are served perfectly, and fewer buy.

Practitioners say that the customer's own business decides; how much is assumed. No number of churn or of wins is told:
they come of logits that the condition moves, in paired runs with their standard errors.
"""

from functools import cache

import pytest
from scenarios.test_shipped import z

from gtmsim.scenario.load import load_text
from gtmsim.study.compare import compare
from gtmsim.study.comparison import Comparison
from gtmsim.study.replicate import run
from gtmsim.study.results import Results

FIRM = """
    name: firm
    market:
      channels: {search: {max_leads: 3 per day, half_saturation_spend: 20k, segments: {firms: 100%}}}
      segments:
        firms:
          {contract_value: 12k, committee: pair, churn: 15%, churn_heterogeneity: 5%, expansion: 25%, contraction: 10%,
           csm_hours: 2h, onboarding: 20 days}
      committees: {pair: {time_between_meetings: 7 days, roles: {user: {veto: 50%}, boss: {decides: true}}}}
      qualification: {in_market: {sql_rate: 60%}}
      coverage_effects: {churn: 1.5, expansion: 1, contraction: 1}
      condition: {outlook: OUTLOOK}
    plan: {spend: {search: 15k}, teams: {csm: {headcount: 12}}}
    run: {start: 2026-01-01, months: 24, initial: {customers: {firms: 200}}, run_off: false}
"""
REPLICATIONS = 20


@cache
def results(outlook: str) -> Results:
    """A study with this outlook."""
    return run(load_text(FIRM.replace("OUTLOOK", outlook)), REPLICATIONS)


def against_usual_times() -> Comparison:
    """The downturn beside business as usual, in the same luck."""
    return compare(results("0"), results("{start: 0, 2027-01-01: -1.5}"))


def test_service_is_perfect_in_both() -> None:
    for outlook in ("0", "{start: 0, 2027-01-01: -1.5}"):
        assert set(results(outlook).measures["csm_coverage", "", ""].values()) == {1.0}


def test_in_a_downturn_contraction_and_churn_rise_although_service_is_perfect() -> None:
    found = against_usual_times()
    assert z(found, "renewal_due_churn") > 2.0
    assert z(found, "churned_arr") > 2.0
    assert z(found, "contraction_arr") > 2.0


def test_in_a_downturn_fewer_buy_and_fewer_expand() -> None:
    found = against_usual_times()
    assert z(found, "win_rate") < -2.0 and z(found, "wins") < -2.0
    assert z(found, "expansion_arr") < -2.0
    assert z(found, "arr_end") < -2.0


def test_customers_say_how_business_goes() -> None:
    """Half of the renewals are in the second year."""
    usual, downturn = (
        results(outlook).estimate("condition_at_renewal").mean for outlook in ("0", "{start: 0, 2027-01-01: -1.5}")
    )
    assert usual == pytest.approx(0.0, abs=0.1)
    assert downturn is not None and usual is not None and -1.0 < downturn - usual < -0.5
