"""Questions about whom we know and what we know of him: orderings in paired runs with standard errors."""

from functools import cache
from pathlib import Path

import numpy as np
from scenarios.test_demand_questions import sure

from gtmsim.engine.compiled import simulate
from gtmsim.journal.journal import Journal
from gtmsim.journal.kinds import Kind
from gtmsim.scenario.load import load, load_text
from gtmsim.scenario.resolve import resolve

BASE = Path(__file__).parents[2] / "scenarios" / "cn_saas.yaml"
# Nobody waits for anybody and nobody talks, so that segments do not touch each other.
QUIET = ("plan.teams:={}", "market.brand.word_of_mouth=0")
DECIDES = (
    "{share: 100%, department: it, seniority: director, role_class: decider, committee_role: "
    "decision_maker, influence: I}"
)


@cache
def journals(influence: float) -> list[Journal]:
    """A market in which every contact decides in committees that have a decision maker."""
    posts = f"{{one: {DECIDES.replace('I}', f'{influence}}}')}}}"
    inputs = resolve(load(BASE, (*QUIET, f"market.contacts.personas:={posts}")))
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


SCARCE = """
    name: scarce callers
    market:
      channels: {calls: {max_leads: 20 per day, half_saturation_spend: 1k, organic: 100%, segments: {firms: 100%}}}
      segments: {firms: {contract_value: 12k, committee: one, churn: 10%}}
      committees: {one: {roles: {boss: {base: -1, fit: 1.5}}}}
      qualification:
        in_market: {sql_rate: 60%, abandon_after: {mean: 10 days, distribution: exponential}, handling_time: 2h}
        fit_noise: NOISE
    plan:
      teams: {sdr: {headcount: 1}}
      DATA
      policies: {TABLE}
    run: {start: 2026-01-01, months: 12, initial: empty, run_off: false}
"""  # waiting costs leads and takes nothing from those who are left, so that fewer leads alone help nobody
ROWS = "[{name: bad, when: {fit: '< 1'}, then: {team: nobody}}, {name: rest, then: {team: sdr}}]"
DROPS = f"{{lead_routing: {{hit: first, rows: {ROWS}}}}}"


def won(noise: float, known: float, table: str) -> list[float]:
    """Wins of ten years in which one person answers a seventh of the leads."""
    data = f"enrichment: {{completeness: {known}}}"
    text = SCARCE.replace("NOISE", f"{noise}").replace("DATA", data).replace("{TABLE}", table)
    inputs = resolve(load_text(text))
    return [float(simulate(inputs, replication).of(Kind.WON).sum()) for replication in range(10)]


def test_who_knows_more_of_his_leads_wins_more() -> None:
    """DC12 and CH49, stated: leads that do not seem to fit are dropped, and those who call have no time to spare."""
    none, half, whole = (won(3.0, known, DROPS) for known in (0.0, 0.5, 1.0))
    assert sure([more - less for less, more in zip(none, half, strict=True)]) > 2.0
    assert sure([more - less for less, more in zip(half, whole, strict=True)]) > 2.0


def test_random_tags_are_worth_nothing() -> None:
    """DC12, stated: an error so large that the table throws dice is no better than no table; a small one is."""
    no_table = won(50.0, 0.0, "{}")
    random, telling = (won(50.0, known, DROPS) for known in (0.0, 0.99))
    assert abs(sure([tagged - plain for plain, tagged in zip(no_table, random, strict=True)])) < 2.0
    assert sure([tagged - plain for plain, tagged in zip(no_table, telling, strict=True)]) > 2.0
