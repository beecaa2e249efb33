"""How large a run will be: what day 0 finds under way is a part of it."""

import pytest

from gtmsim.engine import reference
from gtmsim.scenario.load import load_text
from gtmsim.scenario.resolve import resolve
from gtmsim.study.size.measured import size_of

SLOW = """
version: 2
name: leads that take a year to come
market:
  channels:
    fairs: {max_leads: 1 per day, half_saturation_spend: 1k, organic: 100%, delay: 1 year, segments: {firms: 100%}}
  segments: {firms: {contract_value: 1.2k, committee: one, churn: 30%}}
  committees: {one: {min_meetings: 0, roles: {boss: {base: 1}}}}
  qualification: {in_market: {sql_rate: 100%}}
plan: {terms: {firms: monthly}}
run: {start: 2026-01-01, months: 2, initial: {customers: {firms: 1}}}
"""


@pytest.mark.parametrize("delay", ["1 day", "1 year", "{mean: 200 days, distribution: exponential}"])
def test_leads_under_way_on_day_0_count(delay: str) -> None:
    """In two months hardly any new lead comes through, and all that live are of the year before."""
    scenario = load_text(SLOW.replace("delay: 1 year", f"delay: {delay}"))
    rows = [len(reference.simulate(resolve(scenario), luck)) for luck in range(4)]
    assert min(rows) / 2 < size_of(scenario).events < 2 * max(rows)


def test_leads_of_a_spend_that_ends_on_day_0_count() -> None:
    """The plan brings no lead, and many are under way of what was spent before."""
    text = SLOW.replace("organic: 100%", "organic: 0%").replace(
        "customers: {firms: 1}", "customers: {firms: 1}, spend: {fairs: 9k per month}"
    )
    scenario = load_text(text)
    rows = [len(reference.simulate(resolve(scenario), luck)) for luck in range(4)]
    assert min(rows) > 500
    assert min(rows) / 2 < size_of(scenario).events < 2 * max(rows)
