"""Questions about whom we know: orderings in paired runs with standard errors, on variants of a shipped market."""

from functools import cache
from pathlib import Path

import numpy as np
from scenarios.test_demand_questions import sure

from gtmsim.engine.compiled import simulate
from gtmsim.engine.journal import Journal, Kind
from gtmsim.scenario.load import load
from gtmsim.scenario.resolve import resolve

BASE = Path(__file__).parents[2] / "scenarios" / "cn_saas.yaml"
# Nobody waits for anybody and nobody talks, so that segments do not touch each other.
QUIET = ("plan.teams={}", "market.brand.word_of_mouth=0")
DECIDES = "{share: 100%, department: it, seniority: director, role_class: decider, role: decision_maker, influence: I}"


@cache
def journals(influence: float) -> list[Journal]:
    """A market in which every contact decides in committees that have a decision maker."""
    posts = f"{{one: {DECIDES.replace('I}', f'{influence}}}')}}}"
    inputs = resolve(load(BASE, (*QUIET, f"market.people.posts={posts}")))
    return [simulate(inputs, replication) for replication in range(10)]


def wins(journal: Journal, *segments: str) -> float:
    """Deals won in some segments."""
    of = np.isin(journal.segment, [journal.header.segments.index(name) for name in segments])
    return float((journal.of(Kind.WON) & of & ~journal.run_off).sum())


def test_a_contact_who_decides_wins_deals_on_his_level() -> None:
    """O19 and DC06, stated: where the committee has the role that he would sit as."""
    pairs = zip(journals(0.0), journals(1.5), strict=True)
    assert sure([wins(other, "mid", "key") - wins(one, "mid", "key") for one, other in pairs]) > 2.0


def test_a_contact_who_decides_on_another_level_wins_nothing() -> None:
    """O19 and DC09, stated: small firms buy by their owner alone, and whoever else knows us is not asked."""
    for one, other in zip(journals(0.0), journals(1.5), strict=True):
        small = one.header.segments.index("small")
        first, second = ([row for row in found.rows() if row[5] == small and row[2]] for found in (one, other))
        assert first and first == second
