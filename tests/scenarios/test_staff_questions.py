"""Questions about people who leave: orderings in paired runs with standard errors."""

from functools import cache
from itertools import pairwise
from pathlib import Path

from scenarios.test_demand_questions import sure

from gtmsim.engine.compiled import simulate
from gtmsim.metrics.cut import cut_by
from gtmsim.metrics.ledger import ledger_of
from gtmsim.metrics.measure import METRICS
from gtmsim.scenario.load import load
from gtmsim.scenario.resolve import resolve

FOLDER = Path(__file__).parents[2] / "scenarios" / "attrition"
NAMES = ("new_arr", "vacancy", "wins")
REPLICATIONS = 40


@cache
def seen(name: str, *sets: str) -> list[dict[str, float]]:
    """What each replication measures of a shipped plan, or of one that is changed."""
    inputs, found = resolve(load(FOLDER / f"{name}.yaml", sets)), []
    for replication in range(REPLICATIONS):
        journal = simulate(inputs, replication)
        ledger, cut = ledger_of(journal), cut_by(journal.header)
        values = {each: METRICS[each].compute(ledger, cut)[0] for each in NAMES}
        pay = float(ledger.pay.sum()) / 100.0
        found.append({"pay": pay, **{each: _number(value) for each, value in values.items()}})
    return found


def _number(value: object) -> float:
    if hasattr(value, "x"):
        return float(value.x)
    return value.num / value.den if hasattr(value, "num") and value.den else 0.0


def test_attrition_hurts_more_than_its_share_of_heads() -> None:
    """The share of wins that is lost is more than the share of positions that are empty: replacements ramp."""
    pairs = zip(seen("nobody_leaves"), seen("backfill"), strict=True)
    assert sure([one["wins"] * (1.0 - other["vacancy"]) - other["wins"] for one, other in pairs]) > 2.0
    empty = sum(one["vacancy"] for one in seen("backfill")) / REPLICATIONS
    assert 0.02 < empty < 0.07


def test_most_of_it_is_the_ramp_and_the_lag() -> None:
    """Replacements who know the work, or who are there sooner, make good a part each."""
    usual = seen("backfill")
    ramped = seen("backfill", "plan.teams.*.ramp=0 days")
    sooner = seen("backfill", "plan.hiring_lag=0 days")
    for better in (ramped, sooner):
        assert sure([other["wins"] - one["wins"] for one, other in zip(usual, better, strict=True)]) > 2.0


def test_a_freeze_saves_pay_and_loses_more() -> None:
    """Not to fill places lowers pay, and new business by a larger share."""
    pairs = list(zip(seen("backfill"), seen("no_backfill"), strict=True))
    assert sure([one["pay"] - other["pay"] for one, other in pairs]) > 2.0
    saved = sum(other["pay"] for _, other in pairs) / sum(one["pay"] for one, _ in pairs)
    assert sure([one["new_arr"] * saved - other["new_arr"] for one, other in pairs]) > 2.0


def test_late_hires_miss_the_year() -> None:
    """Of three sellers whom the plan adds in February: the longer it takes to find them, the fewer deals are won."""
    growing = ("run.months=12", "plan.teams.ae.headcount={2026-02-01: 8}", "plan.teams.sdr.headcount={2026-02-01: +3}")
    busy = (
        *growing,
        "plan.spend.search_ads={2026-02-01: +25k per month}",
        "plan.spend.content={2026-02-01: +15k per month}",
    )
    law = "{{time_to_fill: {{median: {} days, sigma: 0.5}}, offer_acceptance_rate: 75%, notice_period: 14 days}}"
    plans = [busy, *((*busy, f"plan.teams.ae.hiring={law.format(days)}") for days in (30, 90, 180))]
    for sooner, later in pairwise(plans):
        pairs = list(zip(seen("nobody_leaves", *sooner), seen("nobody_leaves", *later), strict=True))
        for what in ("wins", "new_arr", "pay"):
            assert sure([one[what] - other[what] for one, other in pairs]) > 2.0, (what, later)
        assert sure([other["vacancy"] - one["vacancy"] for one, other in pairs]) > 2.0, later


def test_to_hire_ahead_brings_business() -> None:
    pairs = zip(seen("backfill"), seen("hire_ahead"), strict=True)
    assert sure([other["new_arr"] - one["new_arr"] for one, other in pairs]) > 2.0
