"""The pipeline by stage and quarter: what the journal tells, and adding up to the other numbers."""

from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from gtmsim.engine.reference import simulate
from gtmsim.journal.journal import Journal
from gtmsim.journal.kinds import Kind
from gtmsim.metrics.staged import DEALS, VALUE, WINS, WON_VALUE, staged
from gtmsim.scenario.load import load
from gtmsim.scenario.resolve import resolve
from gtmsim.study.compare import compare
from gtmsim.study.forecast import ALL, COMMITTEE, NEW, category
from gtmsim.study.replicate import run

PROJECT = Path(__file__).parents[2]
FILES = [PROJECT / "scenarios" / "make_plan" / "as_planned.yaml", PROJECT / "tests" / "scenarios" / "everything.yaml"]
ENDS = (Kind.WON, Kind.LOST, Kind.NO_DECISION)


def told_by_rows(journal: Journal) -> dict[tuple[int, int], list[int]]:
    """The same table, one deal at a time."""
    stages, months = len(journal.header.stages), journal.header.n_months
    lives, closings, month = defaultdict(list), list(journal.closings), 0
    for number, (_, kind, who, detail, *_rest) in enumerate(zip(*_columns(journal), strict=True)):
        while month < len(closings) and number >= closings[month]:
            month += 1
        if kind in (Kind.OPPORTUNITY, Kind.STAGE_PASSED, Kind.QUOTED, *ENDS):
            lives[who].append((month, kind, detail, int(journal.amount[number]), int(journal.int_value[number])))
    found: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for rows in lives.values():
        opened, _, on_day_0, worth, at_first = rows[0]
        ended, how, value_won = next(((m, k, a) for m, k, _, a, _ in rows if k in ENDS), (10**9, None, 0))
        for quarter, first in enumerate(range(0, months, 3)):
            end = min(first + 3, months)
            before = opened < first or on_day_0
            if not (before and ended >= first) and not (first <= opened < end and not on_day_0):
                continue
            earlier = [row for row in rows[1:] if row[0] < first]
            later = [row for row in rows[1:] if row[0] >= first and row[1] != Kind.QUOTED]
            passed = [d for _, k, d, _, _ in earlier if k == Kind.STAGE_PASSED]
            stage = at_first if on_day_0 else 0
            if passed:
                stage = passed[-1] + 1
            elif not on_day_0 and later:
                _, kind, where, _, _ = later[0]
                stage = stages if kind == Kind.WON or where < 0 else where
            line = found[quarter, stage if before else stages + 1]
            asked = [a for _, k, _, a, _ in earlier if k == Kind.QUOTED] if before else []
            line[DEALS] += 1
            line[VALUE] += asked[-1] if asked else worth
            if how == Kind.WON and first <= ended < end:
                line[WINS] += 1
                line[WON_VALUE] += value_won
    return dict(found)


def _columns(journal: Journal) -> list[list[int]]:
    return [getattr(journal, name).tolist() for name in ("time", "kind", "entity", "detail")]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_it_is_what_the_journal_tells_deal_by_deal(path: Path) -> None:
    journal = simulate(resolve(load(path)), 0)
    table, expected = staged(journal), told_by_rows(journal)
    assert {
        (q, s): line.tolist() for q, part in enumerate(table) for s, line in enumerate(part) if line.any()
    } == expected


def test_it_adds_up_to_the_pipeline_and_the_wins_of_a_run() -> None:
    found = run(FILES[0], 6, engine="compiled")
    assert found.stages is not None
    values = found.stages[:, :, :-1, VALUE].sum(axis=2) / 100.0
    assert np.allclose(values, found.monthly["pipeline_start"][:, ::3])
    wins = found.stages[:, :, :, WINS].sum(axis=(1, 2))
    assert wins.tolist() == found.measures["wins", "", ""].values().tolist()


def test_a_summary_names_stages_and_categories() -> None:
    told = run(FILES[0], 6, engine="compiled").summary()["targets"]["pipeline"]
    first = [row for row in told if row["from"] == told[0]["from"]]
    assert [row["stage"] for row in first][-3:] == [COMMITTEE, ALL, NEW]
    assert all((row["category"] is None) == (row["stage"] in (ALL, NEW)) for row in first)
    assert [category(share) for share in (0.0, 0.3, 0.69, 0.7, 1.0, None)] == [
        *("pipeline", "best case", "best case", "commit", "commit"),
        None,
    ]


def test_few_deals_have_no_impossible_interval() -> None:
    """In three replications some stages are nearly empty: shares stay within 0 and 1, and nothing is below 0."""
    told = run(FILES[0], 3, engine="compiled").summary()["targets"]["pipeline"]
    for row in told:
        for name in ("deals", "value", "won", "wins", "won_share"):
            low, high = row[name]["ci95"]
            assert low is None or 0.0 <= low <= row[name]["mean"] <= high, (row["stage"], name)
        low, high = row["won_share"]["ci95"]
        assert high is None or high <= 1.0
    assert {row["wins"]["estimator"] for row in told} > {"mean, t"}
    assert any("Wilson" in row["won_share"]["estimator"] for row in told)


def test_every_plan_of_a_comparison_has_its_pipeline_whoever_says_the_target() -> None:
    base = PROJECT / "scenarios" / "baseline.yaml"
    aimed = load(base, ["run.target.wins=200", "name=Aimed"])
    plans = compare(load(base), aimed, replications=2, engine="compiled").summary()["targets"]["pipeline"]
    assert len(plans) == 2 and all(plans.values()) and len({len(rows) for rows in plans.values()}) == 1


def test_without_a_target_nobody_counts_stages() -> None:
    assert run(FILES[0].parents[1] / "baseline.yaml", 2, engine="compiled").stages is None
