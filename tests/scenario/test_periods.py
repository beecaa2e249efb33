"""A number for another period than the one that is asked for, the other part of a whole, and a scale forgotten."""

from pathlib import Path

import pytest

from gtmsim.scenario.language.problems import dotted
from gtmsim.scenario.load import load, warnings_of

BASE = Path(__file__).parent / "firm" / "baseline.yaml"


def told(*changes: str) -> dict[str, str]:
    """What a scenario is warned of, by place, beyond what its base is warned of."""
    known = {(each.code, each.message) for each in warnings_of(load(BASE))}
    found = warnings_of(load(BASE, changes))
    return {dotted(each.path): str(each) for each in found if (each.code, each.message) not in known}


@pytest.mark.parametrize(
    ("change", "where", "words"),
    [
        ("plan.teams.csm.salary=9.5k", "plan.teams.csm.salary", "`9.5k per month` if that was meant"),
        ("plan.teams.sdr.salary={2026-01-01: 78k, 2027-01-01: 7k}", "salary.2027-01-01", "`7k per month`"),
        ("market.segments.mid.contract_value={median: 3k, sigma: 0.5}", "contract_value.median", "`3k per month`"),
        ("market.segments.small.closure_rate=0.2%", "closure_rate", "`0.2% per month`"),
        ("market.segments.small.churn=1.5%", "churn", "write `16.6%` if it is said for a month"),
        ("plan.other_opex=1.8M", "plan.other_opex", "`1.8M per year`"),
        ("plan.overhead=110k", "plan.overhead", "about 12 times the 9k per month"),
        ("plan.spend.partners={value: 26k, source: budget}", "plan.spend.partners.value", "`26k per year`"),
        ("plan.quota={per_year: 60k, period: quarter}", "plan.quota.per_year", "write `240k` if it is for a quarter"),
        ("market.cogs_share=75%", "market.cogs_share", "did you mean `25%`?"),
        ("market.segments.mid.churn=91%", "churn", "write `9%` if so many are to stay"),
    ],
)  # fmt: skip
def test_another_period_or_part_is_asked_about(change: str, where: str, words: str) -> None:
    (place, warning), *more = [each for each in told(change).items() if "W_START" not in each[1]]
    assert not more and place.endswith(where) and words in warning, (warning, more)


def test_several_lines_for_a_year_are_told_together() -> None:
    found = told("plan.spend.content=115k", "plan.spend.social_ads=100k", "plan.spend.search_ads=250k")
    assert len(found) == 3 and all("and 2 more are so too" in each for each in found.values()), found


@pytest.mark.parametrize(
    "change",
    [
        "plan.spend.content=115k per month",
        "plan.spend.content=115k per year",
        "plan.spend.content=x12",
        "plan.spend.*=x2",
        "plan.spend.content=5k",
        "plan.spend.content=50k",
        "plan.teams.ae.salary=80k",
        "market.segments.small.churn=7%",
        "market.segments.small.churn=28%",
        "market.channels.social_ads.in_market_share=24%",
        "plan.quota={per_year: 700k, period: quarter}",
        "plan.spend.partners=+200",
        "plan.spend.partners=+1k",
        "plan.teams.ae.salary=+2%",
        "plan.teams.ae.headcount=+2",
        "run.initial.cash=by +500k",
    ],
)
def test_what_is_planned_is_no_slip(change: str) -> None:
    assert not [each for each in told(change).values() if "W_START" not in each]


@pytest.mark.parametrize(
    ("change", "where", "hint"),
    [
        ("plan.spend.content=+8", "plan.spend.content", "did you mean `+8k`?"),
        ("plan.spend.content={2026-05-01: -4}", "plan.spend.content.2026-05-01", "did you mean `-4k`?"),
        ("plan.teams.csm.salary=by +3", "plan.teams.csm.salary", "did you mean `by +3k`?"),
        ("run.initial.cash=by +3", "run.initial.cash", "did you mean `by +3M`?"),
        ("plan.other_opex=-20 per month", "plan.other_opex", "did you mean `-20k per month`?"),
    ],
)
def test_a_change_of_next_to_nothing_is_asked_about(change: str, where: str, hint: str) -> None:
    found = told(change)
    assert where in found and hint in found[where], found
