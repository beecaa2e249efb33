"""The compiled engine tells exactly the story of the reference: row by row, floats included."""

import os
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, seed, settings
from properties.drawn import wanting
from properties.generated import scenarios
from properties.reached import Aim, Reached, aims
from scenarios.before import POLICY_SAYINGS, SAYINGS, Saying

from gtmsim.engine import compiled, reference
from gtmsim.journal.journal import COLUMNS, Journal
from gtmsim.journal.kinds import Kind
from gtmsim.scenario.load import load, load_mapping, load_text
from gtmsim.scenario.resolve import resolve
from gtmsim.scenario.sections.schema import Scenario

pytest.importorskip("numba")
PROJECT = Path(__file__).parents[2]
BASES = [PROJECT / "tests" / "scenarios" / f"{name}.yaml" for name in ("accounts", "everything")]
SHIPPED = [*sorted((PROJECT / "scenarios").rglob("*.yaml")), *BASES]
SHORT = 15  # months, with which a yearly contract has been renewed; the long proof tells all
INTERPRETED = os.environ.get("NUMBA_DISABLE_JIT") == "1"


def difference(a: Journal, b: Journal) -> str:
    """The first row in which two journals differ, with both; empty where they are the same."""
    if len(a) == len(b) and all(np.array_equal(getattr(a, name), getattr(b, name)) for name, _ in COLUMNS):
        return ""
    rows_a, rows_b = a.rows(), b.rows()
    for number, (x, y) in enumerate(zip(rows_a, rows_b, strict=False)):
        if x != y:
            names = [name for (name, _), u, v in zip(COLUMNS, x, y, strict=True) if u != v]
            return f"row {number}, account {x[2]}, time {x[0]}: {', '.join(names)}\n{told(x)}\n{told(y)}"
    return "" if len(rows_a) == len(rows_b) else f"{len(rows_a)} rows against {len(rows_b)}"


def told(row: tuple[object, ...]) -> str:
    """A row with its kind in words."""
    return f"{Kind(row[1]).name} {row}"  # type: ignore[arg-type]


def both(scenario: Scenario, replication: int = 0) -> Journal:
    """The reference's journal, which the compiled engine's must equal."""
    inputs = resolve(scenario)
    journal = reference.simulate(inputs, replication)
    assert not difference(journal, compiled.simulate(inputs, replication))
    return journal


@pytest.mark.skipif(INTERPRETED, reason="a large journal takes minutes without compilation")
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_scenarios(path: Path) -> None:
    scenario = load(path)
    shorter = load(path, [f"run.months={SHORT}"]) if scenario.run.months > SHORT else scenario
    assert len(both(shorter)) > 200


@pytest.mark.prove
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_all_shipped_scenarios_five_times(path: Path) -> None:
    for replication in range(5):
        assert len(both(load(path), replication)) > 200


def compare_generated(reached: Reached, aim: Aim, luck: int, examples: int) -> None:
    """Both engines on so many generated scenarios, which have what is aimed at, and what they have reached."""

    @seed(luck)
    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(scenarios())
    def same(said: dict[str, Any]) -> None:
        reached.add(said, both(load_mapping(said)))

    with wanting(aim.wanted):
        same()


def test_generated_scenarios() -> None:
    """Every fact of every decision point, every parameter and every kind of row: what none has reached fails."""
    reached, every = Reached(), aims()
    for number, aim in enumerate(every[::30] if INTERPRETED else every):
        compare_generated(reached, aim, number, 1 if INTERPRETED else 2)
    for base in () if INTERPRETED else BASES:
        reached.kinds.update(both(load(base)).kind.tolist())
    rare = (  # whom a policy hires, who misses a notice or pauses, and customers whose firms close when they have paid
        "market.contracts.missed_notice=100%",
        "market.pause.acceptance=100%",
        "plan.policies.hiring.rows.long queue.then.change=1",
        "market.segments.small.closure_rate=100% per year",
    )
    for change in () if INTERPRETED else rare:
        reached.kinds.update(both(load(BASES[1], [change])).kind.tolist())
    for more in range(1, 1 if INTERPRETED else 30):  # a value that is drawn may be the usual one
        for number, aim in enumerate(every):
            if reached.misses(aim):
                compare_generated(reached, aim, 1_000 * more + number, 3)
    assert INTERPRETED or not reached.missing()


@pytest.mark.skipif(INTERPRETED, reason="a large journal takes minutes without compilation")
@pytest.mark.parametrize("saying", [*SAYINGS, *POLICY_SAYINGS], ids=lambda saying: saying.path)
def test_what_was_done_before_day_0(saying: Saying) -> None:
    both(load(saying.base, [*saying.beside, saying.other, "run.months=2", "run.run_off=false"]))


@pytest.mark.prove
@pytest.mark.parametrize("aim", aims(), ids=lambda aim: " ".join(aim.fact))
def test_many_generated_scenarios(aim: Aim) -> None:
    """Some 2,000 in all, others each time."""
    compare_generated(Reached(), aim, random.SystemRandom().randrange(2**32), 30)


@pytest.mark.skipif(INTERPRETED, reason="this is how it comes to be interpreted")
def test_it_is_the_same_without_compilation() -> None:
    test = f"{Path(__file__).relative_to(PROJECT)}::test_generated_scenarios"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", test, "tests/rules"]
    done = subprocess.run(
        command, cwd=PROJECT, env=os.environ | {"NUMBA_DISABLE_JIT": "1"}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:]


def test_a_difference_is_told_with_both_rows() -> None:
    journal = both(load(PROJECT / "tests" / "scenarios" / "everything.yaml"))
    rows = journal.rows()
    changed = [*rows[:5], (*rows[5][:-1], rows[5][-1] + 1.0), *rows[6:]]
    said = difference(journal, Journal.of_rows(journal.header, changed))
    assert said.startswith("row 5, account ") and said.count("\n") == 2
    assert (
        difference(journal, Journal.of_rows(journal.header, rows[:-1])) == f"{len(rows)} rows against {len(rows) - 1}"
    )


def test_an_event_that_outgrows_its_room_stops_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    from gtmsim.engine.compiled import replication

    inputs = resolve(load(SHIPPED[-1], ["run.initial=empty"]))
    world = replication.CompiledScenario(inputs)
    world.margin, world.rows = 0, 40
    monkeypatch.setattr(replication, "_last", world)
    with pytest.raises(AssertionError, match="more room"):
        compiled.simulate(inputs, 0)


def test_a_dispatch_is_finished_before_anything_else_of_its_instant() -> None:
    """Monday's first dispatch serves all of the weekend; a window of no length closes as its deal is served."""
    scenario = load_text("""
        name: Monday
        market:
          channels: {calls: {max_leads: 4 per day, organic: 100%, half_saturation_spend: 1k per month,
            segments: {firms: 100%}}}
          segments: {firms: {contract_value: 1.2k, committee: one, churn: 0%}}
          committees: {one: {roles: {boss: {}}}}
          qualification: {in_market: {sql_rate: 90%, handling_time: 0h}}
          selling: {buying_window: 0 days, stages: [{name: demo, selling_time: 1h}]}
        plan: {teams: {sdr: {headcount: 9}, ae: {headcount: 9}}}
        run: {start: 2026-01-01, months: 3, initial: empty, run_off: false}
    """)
    seen = Counter(both(scenario).kind.tolist())
    assert seen[Kind.NO_DECISION] > 100


def test_deals_of_day_0_are_seen_as_they_fit() -> None:
    """Without doubt about it a table sees the fit itself, also of a deal that was there before the run began."""
    scenario = load_text("""
        name: Misfits pay less
        market:
          segments: {firms: {contract_value: 1.2k, committee: one, churn: 0%}}
          committees: {one: {roles: {boss: {}}}}
          qualification: {in_market: {sql_rate: 90%}}
          selling: {stages: [{name: demo, buyer_delay: 5 days}]}
        plan:
          policies:
            discount:
              hit: first
              rows:
                - {name: misfits, when: {fit: "< 0"}, then: {discount: 30%}}
                - {name: rest, then: {discount: 0%}}
        run: {start: 2026-01-01, months: 3, run_off: false, initial: {pipeline: {firms: 200}}}
    """)
    journal = both(scenario)
    discounts = journal.value[journal.of(Kind.QUOTED)]
    assert 0.4 < (discounts > 0.0).mean() < 0.6


def test_work_that_takes_no_time() -> None:
    """Each who is served hands the person on within the dispatch."""
    scenario = load_text("""
        name: At once
        market:
          channels: {calls: {max_leads: 6 per day, organic: 100%, half_saturation_spend: 1k per month,
            segments: {firms: 100%}}}
          segments: {firms: {contract_value: 1.2k, committee: one, churn: 0%}}
          committees: {one: {roles: {boss: {}}, review: 0 days, time_between_meetings: 0 days}}
          qualification: {in_market: {sql_rate: 90%, handling_time: 0h}}
          selling: {stages: [{name: demo, selling_time: 0h, buyer_delay: 0 days}, {name: offer,
            selling_time: 0h, buyer_delay: 0 days}]}
        plan: {teams: {sdr: {headcount: 1}, ae: {headcount: 1}}}
        run: {start: 2026-01-01, months: 3, initial: empty, run_off: false}
    """)
    assert Counter(both(scenario).kind.tolist())[Kind.WON] > 50


@pytest.mark.parametrize(
    "change",
    [
        "market.selling.buying_window={median: 80 days, sigma: 3}",
        "market.qualification.in_market.abandon_after={median: 20 days, sigma: 8}",
        "market.segments.small.closure_rate=0.001% per year",
        "market.referrals.rate=0.0001% per year",
    ],
)
def test_what_will_not_happen_in_our_time(change: str) -> None:
    """Durations beyond 64 bits of microseconds are cut alike."""
    for replication in range(3):
        both(load(SHIPPED[-1], [change]), replication)


def test_who_comes_back_within_the_instant() -> None:
    """A lead without patience gives up, is nurtured for no time and asks again: it is in the queue twice."""
    at_once = [
        "market.qualification.in_market.abandon_after=0 days",
        "plan.policies.nurture.rows.again.then.after=0 days",
    ]
    found = both(load(SHIPPED[-1], [*at_once, "plan.teams.sdr.headcount=1"]))
    assert Counter(found.kind.tolist())[Kind.RECYCLED] > 20


def test_rooms_that_begin_small_grow_to_the_same_journal(monkeypatch: pytest.MonkeyPatch) -> None:
    from gtmsim.engine.compiled import replication
    from gtmsim.engine.compiled.workspace import Workspace

    small = ["run.initial=empty", "plan.teams.sdr.headcount=1", "market.qualification.in_market.abandon_after=300 days"]
    inputs = resolve(load(SHIPPED[-1], small))
    world = replication.CompiledScenario(inputs)
    spaces: list[Workspace] = []

    def tiny() -> Workspace:
        spaces.append(Workspace(world.plan, None, 64, 2, 2, 0, world.hires))
        return spaces[-1]

    monkeypatch.setattr(world, "workspace", tiny)
    monkeypatch.setattr(replication, "_last", world)
    for number in range(2):
        world.rows = 8
        assert not difference(reference.simulate(inputs, number), compiled.simulate(inputs, number))
    state = spaces[0].world
    assert len(spaces) == 1 and min(state.most_accounts, state.queue_room, state.most_events // 64) > 4


def test_a_seller_of_before_ends_a_task_that_nobody_sees() -> None:
    """The team is there no more on day 0, and its last task is for a deal that is not told."""
    scenario = load(PROJECT / "tests" / "scenarios" / "sellers_of_before.yaml")
    assert scenario.plan.teams.ae is None
    for replication in range(3):
        both(scenario, replication)
