"""Money said for a day or a week costs what the days of each month come to."""

import pickle
from fractions import Fraction

import pytest

from gtmsim.scenario.files.written import written
from gtmsim.scenario.language.magnitude import write
from gtmsim.scenario.language.per_day import PerDay
from gtmsim.scenario.language.quantity import parse
from gtmsim.scenario.load import load_mapping, load_text
from gtmsim.scenario.resolve import resolve
from gtmsim.scenario.writing import fingerprint

FIRM = """
name: Firm
market:
  brand: {half_saturation_spend: 10k per month, max_goodwill: 1}
  content: {kinds: {article: {}}}
  website: {}
  segments: {small: {contract_value: 12k, committee: owner, churn: 20%}}
  committees: {owner: {roles: {owner: {}}}}
  channels: {ads: {max_leads: 4 per day, half_saturation_spend: 10k, segments: {small: 100%}}}
  qualification: {in_market: {sql_rate: 50%}}
plan: {spend: {ads: 10k}, website: {quality: 50%}, brand: {}, content: {article: {}}}
run: {start: 2028-01-01, months: 4, initial: empty}
"""
LEAP = (31, 29, 31, 30)


@pytest.mark.parametrize(
    ("said", "cents"),
    [
        ("200 per day", [20_000 * days for days in LEAP]),
        ("700 per week", [10_000 * days for days in LEAP]),
        ("1 per week", [443, 414, 443, 429]),  # days / 7, halves upwards
        ("6200", [620_000] * 4),
        ("18.6k per quarter", [620_000] * 4),
        ("74.4k per year", [620_000] * 4),
        ("{start: 100 per day, 2028-02-20: 2.9k per month}", [310_000, 290_000, 290_000, 290_000]),
        ("[100 per day, 5k, 350 per week, 0 per day]", [310_000, 500_000, 155_000, 0]),
    ],
)
def test_each_month_has_its_days(said: str, cents: list[int]) -> None:
    inputs = resolve(load_text(FIRM, "firm", [f"plan.spend.ads={said}"]))
    assert inputs.channels[0].monthly_spend == tuple(cents)
    assert sum(inputs.channels[0].daily_spend) == sum(cents)


@pytest.mark.parametrize(
    "path",
    [
        "plan.overhead",
        "plan.other_opex",
        "plan.evidence.cost",
        "plan.brand.spend",
        "plan.website.cost",
        "plan.content.article.team_cost",
    ],
)
def test_every_lever_of_money_counts_days(path: str) -> None:
    inputs = resolve(load_text(FIRM, "firm", [f"{path}=50 per day"]))
    assert inputs.brand is not None
    paid = (inputs.overhead, inputs.other, inputs.programme, inputs.brand.spend)
    assert tuple(5_000 * days for days in LEAP) in paid


@pytest.mark.parametrize("said", ["1k per day", "0.1 per day", "3/d", "1 per week", "0 per week", "12345.67 per week"])
def test_it_is_written_as_it_was_said(said: str) -> None:
    value = parse(said, "money/month")
    again = parse(write(value, "money/month"), "money/month")
    assert isinstance(value, PerDay) and isinstance(again, PerDay)
    assert (again.amount, again.period) == (value.amount, value.period)
    scenario = load_text(FIRM, "firm", [f"plan.spend.ads={said}"])
    assert fingerprint(load_mapping(written(scenario))) == fingerprint(scenario)


def test_as_a_number_it_is_a_mean_month() -> None:
    value = PerDay(Fraction(1000), "day")
    assert value == 30_437.5
    copy = pickle.loads(pickle.dumps(value))
    assert (type(copy), copy.amount, copy.a_day) == (PerDay, 1000, 1000.0)
