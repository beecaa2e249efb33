"""A budget that goes by what the latest opportunities cost starves what works late and elsewhere."""

from functools import cache
from pathlib import Path

import numpy as np

from gtmsim.journal.header import Floats
from gtmsim.scenario.load import load
from gtmsim.study.replicate import run
from gtmsim.study.results import Results

# Feeds reach people out of need, and build the name by which others come without any channel.
BASE = Path(__file__).parents[2] / "scenarios" / "brand_vs_leads" / "leads_only.yaml"
SLOW = "market.channels.feed_ads.brand_building=0.6"
CHASING = (
    "plan.policies.budget={hit: first, rows: ["
    "{name: dear, when: {cost_per_opportunity: '> 8k'}, then: {spend: 40%}}, "
    "{name: cheap, when: {cost_per_opportunity: '<= 3.5k'}, then: {spend: 130%}}, "
    "{name: others, then: {spend: 100%}}]}"
)


@cache
def results(*sets: str) -> Results:
    return run(load(BASE, (SLOW, "run.months=24", *sets)), 16)


def less(metric: str, *group: str) -> Floats:
    """What the plan that chases returns has less than the one that does not, in standard errors."""
    kept, chased = (
        np.asarray(one.measures[(metric, *(group or ("", "")))].values(), dtype=float)
        for one in (results(), results(CHASING))
    )
    lost = kept - chased
    return lost.mean() / (lost.std(ddof=1) / np.sqrt(len(lost)))  # type: ignore[no-any-return]


def test_chasing_returns_starves_the_slow_channel() -> None:
    """Fewer come through it, fewer come by the name that it built, and the report shows cheaper customers."""
    assert less("leads", "channel", "feed_ads") > 2
    assert less("leads", "channel", "direct") > 2
    assert less("cac_marketing") > 2
    assert less("arr_end") > 2


def test_the_name_is_built_by_what_is_spent_and_not_by_what_is_planned() -> None:
    """A table that gives what the plan gives changes nothing; one that gives nothing is like a plan without spend."""
    table = "plan.policies.budget={{hit: first, rows: [{{name: all, then: {{spend: {}}}}}]}}"
    same, nothing = (table.format("100%"),), (table.format(0),)
    unplanned = tuple(
        f"plan.spend.{name}={{2026-01-01: {spend} per month, 2026-02-01: 0}}"
        for name, spend in (("feed_ads", "100k"), ("search_ads", "140k"))
    )
    planned, as_planned, decided, stopped = (
        np.asarray(results(*sets).measures["brand_end", "", ""].values()) for sets in ((), same, nothing, unplanned)
    )
    assert (planned == as_planned).all() and (decided < planned).all()
    assert np.allclose(decided, stopped, atol=0.05)
