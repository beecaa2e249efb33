"""The same customers of day 0 on yearly bills, on monthly ones, and on other lengths of contract, in paired runs."""

from functools import cache

import numpy as np
import pytest

from gtmsim.engine.reference import simulate
from gtmsim.metrics import measure
from gtmsim.scenario.load import load_text
from gtmsim.scenario.resolve import resolve

FIRM = """
    name: firm
    market:
      channels: {search: {max_leads: 1 per day, half_saturation_spend: 20k, segments: {firms: 100%}}}
      segments: {firms: {contract_value: 12k, committee: pair, churn: 20%, churn_by_term: {monthly: 35%}}}
      committees: {pair: {time_between_meetings: 7 days, roles: {user: {veto: 50%}, boss: {decides: true}}}}
      qualification: {in_market: {sql_rate: 60%}}
    plan: {spend: {search: 5k}}
    run: {start: 2026-01-01, months: 3, initial: {customers: {firms: 100}, cash: 500k FOUND}, run_off: false}
"""
REPLICATIONS = 20
YEARLY, MONTHLY, UPFRONT = "", ", billing: {firms: monthly}", ", terms: {firms: 24 months}, billing: {firms: upfront}"
MIXED = ", term_mix: {firms: {monthly: 50%, annual: 50%}}"


@cache
def lines(found: str) -> dict[str, np.ndarray]:
    """The statements of each replication of a firm whose customers of day 0 are on such contracts."""
    inputs = resolve(load_text(FIRM.replace("FOUND", found)))
    told = [measure(simulate(inputs, number)).statements for number in range(REPLICATIONS)]
    return {name: np.array([each[name] for each in told]) for name in told[0]}


def z(difference: np.ndarray) -> float:
    """A mean of paired differences over its standard error."""
    return float(difference.mean() / (difference.std(ddof=1) / np.sqrt(len(difference))))


@pytest.mark.parametrize(("less", "more"), [(MONTHLY, MIXED), (MIXED, YEARLY), (MONTHLY, YEARLY), (YEARLY, UPFRONT)])
def test_who_bills_for_less_at_a_time_owes_less_service_on_day_0(less: str, more: str) -> None:
    owed = [lines(found)["deferred_revenue"][:, 0].astype(float) for found in (less, more)]
    assert z(owed[0] - owed[1]) < -2.0


def test_monthly_bills_are_still_to_come() -> None:
    """Whoever pays by the year has paid before day 0, and some of them leave: monthly bills bring more, more evenly."""
    monthly, yearly = (lines(found)["receipts"].astype(float) for found in (MONTHLY, YEARLY))
    assert z(monthly.sum(axis=1) - yearly.sum(axis=1)) > 2.0
    assert z(monthly.std(axis=1) - yearly.std(axis=1)) < -2.0
