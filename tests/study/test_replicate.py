"""A small firm through the whole of `run`: the same numbers however the work is spread."""

import gc
import json
import os
import random
import signal
import threading
import weakref
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from study import fakes
from study.fakes import scenario

from gtmsim.engine.reference.collector import collector_off
from gtmsim.metrics import BooksError
from gtmsim.study import live as living
from gtmsim.study.compare import compare
from gtmsim.study.live import live
from gtmsim.study.problems import FailedRunError, StudyError
from gtmsim.study.replicate import replicate, run, workers_for
from gtmsim.study.results import Results


def numbers(found: Results) -> bytes:
    """All that a results folder is made of."""
    return json.dumps([found.summary(), sorted(map(repr, found.rows()))]).encode() + b"".join(
        found.monthly[name].tobytes() for name in sorted(found.monthly)
    )


@pytest.fixture(scope="module")
def alone() -> Results:
    return run(scenario(), 8, jobs=1)


def test_any_number_of_processes(alone: Results) -> None:
    for workers in (1, 2, 3):
        from gtmsim.engine.reference import simulate
        from gtmsim.scenario.resolve import resolve
        from gtmsim.study.gather import gather

        one = partial(live, simulate, resolve(alone.scenario), alone.seed)
        found = gather(alone.scenario, replicate(one, 8, workers), (), 0.0)
        assert numbers(found) == numbers(alone), f"{workers} workers"
    assert numbers(run(scenario(), 8)) == numbers(run(scenario(), 8, engine="reference", jobs=2)) == numbers(alone)


def test_a_longer_run_begins_with_the_shorter(alone: Results) -> None:
    more = set(run(scenario(), 12, jobs=1).rows())
    assert {row for row in alone.rows() if row[4] == row[4]} <= more


def test_replications_differ_and_so_do_seeds(alone: Results) -> None:
    leads = alone.measures["leads", "", ""].num.tolist()
    assert len(set(leads)) > 4
    other = run(scenario(), 8, seed=2, jobs=1)
    assert other.measures["leads", "", ""].num.tolist() != leads
    assert (other.seed, other.scenario.run.seed, alone.seed) == (2, 2, 1)


def test_what_is_not_given_is_what_the_scenario_says() -> None:
    found = run(scenario(), jobs=1)
    assert (found.replications, found.seed, found.name) == (4, 1, "Firm")
    assert found.monthly["mrr"].shape == (4, 6) if "mrr" in found.monthly else found.monthly
    assert found.frame.currency == "USD" and found.frame.months == 6


def test_summary_has_the_agreed_shape(alone: Results) -> None:
    shown = alone.summary()
    assert (shown["scenario"], shown["replications"], shown["seed"]) == ("Firm", 8, 1)
    assert {"cac_blended", "cac_loaded", "ltv_36m", "arr_end", "nrr_12m"} <= shown["metrics"].keys()
    assert {"unit", "mean", "ci95", "p10", "p50", "p90", "n", "n_undefined", "estimator"} <= shown["metrics"][
        "leads"
    ].keys()
    assert "cac_loaded" in shown["by"]["channel"]["search"]
    assert shown["metrics"]["cac_blended"]["unit"] == "USD"
    assert shown["metrics"]["nrr_12m"]["mean"] is None and shown["metrics"]["nrr_12m"]["why"]
    assert alone.estimate("leads").mean == shown["metrics"]["leads"]["mean"]
    assert alone.quantile(0.5, "leads").mean == shown["metrics"]["leads"]["p50"]
    assert alone.estimate("leads", "channel", "fairs").why == (
        "not measured here: no channel is called `fairs`; known: search"
    )
    assert alone.quantile(0.5, "leads", "channel", "fairs").mean is None
    assert set(alone.outcomes("leads", "channel", "fairs").values()) == {None}
    for ask in (alone.estimate, alone.outcomes, lambda name: alone.quantile(0.5, name)):
        with pytest.raises(StudyError, match="no metric is called `leeds`; did you mean `leads`"):
            ask("leeds")


def test_warnings() -> None:
    assert any("too few" in w or "at least" in w for w in run(scenario(), 2, jobs=1).warnings)
    assert any("start-up company" in w for w in run(scenario(), 2, jobs=1).warnings)
    assert any("quick look" in w for w in run(scenario(), 12, jobs=1).warnings)
    glance = {n: any("quick look" in w for w in run(scenario(), n, jobs=1).warnings) for n in (9, 10, 30, 31)}
    assert glance == {9: False, 10: True, 30: True, 31: False}
    silent = scenario("Silent", "plan.spend.search=0")
    assert any("nothing in this scenario was left to chance" in w for w in run(silent, 3, jobs=1).warnings)
    crowded = scenario("Crowded", "market.channels.search.seasonality=[5,5,5,5,5,5,5,5,5,5,5,5]")
    assert any("channel search: demand was cut" in w for w in run(crowded, 2, jobs=1).warnings)


def test_a_variant_shares_its_luck() -> None:
    """More spend moves no lead: paired, the difference is far surer than the parts."""
    found = compare(scenario(), scenario("More", "plan.spend.search=12k"), replications=8, jobs=1, primary="leads")
    entry = found.summary()["metrics"]["leads"]
    low, high = entry["differences"]["More"]["ci95"]
    assert entry["differences"]["More"]["mean"] > 0.0
    assert high - low < entry["ci95"][1] - entry["ci95"][0]
    assert found.kind == "decision"


def test_a_scenario_against_itself_is_simulated_twice_and_differs_by_nothing() -> None:
    found = compare(scenario(), scenario(), replications=4, jobs=1)
    assert all(d.mean in (0.0, None) for both in found.differences.values() for d in both.values())


def test_results_and_scenarios_may_be_mixed(alone: Results) -> None:
    found = compare(alone, scenario("More", "plan.spend.search=12k"), jobs=1)
    assert found.results[1].replications == 8 and found.paired


def test_progress_is_told_to_the_end() -> None:
    heard: list[tuple[int, int]] = []
    compare(scenario(), scenario(), replications=3, jobs=1, progress=lambda done, total: heard.append((done, total)))
    assert heard == [(i, 6) for i in range(1, 7)]
    heard.clear()
    run(scenario(), 4, engine="reference", jobs=2, progress=lambda done, total: heard.append((done, total)))
    assert heard[-1] == (4, 4)


def test_a_failed_replication_fails_the_study_and_says_how_to_see_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> None:
        raise BooksError("opening + new - churn = closing: 5 is not 6")

    monkeypatch.setattr(living, "audit", broken)
    with pytest.raises(
        FailedRunError, match=r"(?s)replication 0 failed: BooksError: .* 5 is not 6.*seed 7, replication 0"
    ):
        run(scenario(), 3, seed=7, jobs=1)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"jobs": 0}, "jobs: 1 or more, got 0"),
        ({"replications": 0}, "replications: from 1 to 100,000, got 0"),
        ({"seed": -1}, "seed: a whole number from 0"),
        ({"engine": "fortran"}, "known: auto, reference, compiled"),
    ],
)
def test_what_cannot_be_run(words: dict[str, int], says: str) -> None:
    with pytest.raises(StudyError, match=says) as caught:
        run(scenario(), **words)  # type: ignore[arg-type]
    assert caught.value.exit_code == 2 and FailedRunError.exit_code == 3


def test_more_jobs_than_processors_are_cut_with_a_note() -> None:
    workers, notes = workers_for(10_000)
    assert workers < 10_000 and "10000 jobs were asked for" in notes[0]
    assert workers_for(1) == (1, ())


def test_a_file_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "firm.yaml"
    path.write_text(fakes.SMALLEST)
    assert run(path, 2, jobs=1).name == run(str(path), 2, jobs=1).name == "Firm"


def test_the_collector_comes_back() -> None:
    with pytest.raises(ZeroDivisionError), collector_off():
        assert not gc.isenabled()
        _ = 1 / 0
    assert gc.isenabled()


def test_the_collector_takes_what_came_while_it_was_off() -> None:
    class Waiting:
        """Refers to itself, as a waiting process does."""

        def __init__(self) -> None:
            self.itself = self

    with collector_off():
        left = weakref.ref(Waiting())
        assert left() is not None
    assert left() is None


def test_monthly_and_retention_are_kept(alone: Results) -> None:
    assert all(series.shape == (8, 6) for series in alone.monthly.values())
    assert alone.retention is not None and np.all(alone.retention.active <= alone.retention.at_risk)


@pytest.mark.prove
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs Linux to find the worker processes")
def test_killed_workers_change_nothing() -> None:
    """Ten studies, each with a process killed at a random moment: nothing lost, nothing twice, no hang."""
    whole = numbers(run(scenario(), 16, engine="reference", jobs=1))
    moments = random.Random(1)
    killed: list[str] = []
    for _ in range(10):
        blow = threading.Timer(moments.uniform(0.0, 0.8), kill_a_child, [killed])
        blow.start()
        assert numbers(run(scenario(), 16, engine="reference", jobs=2)) == whole
        blow.join()
    assert len(killed) >= 5


def kill_a_child(killed: list[str]) -> None:
    """SIGKILL to one process that this one started and that does the work."""
    children = " ".join(each.read_text() for each in Path("/proc/self/task").glob("*/children")).split()
    working = [child for child in children if "gtmsim.study.worker" in Path(f"/proc/{child}/cmdline").read_text()]
    for child in working[:1]:
        os.kill(int(child), signal.SIGKILL)
        killed.append(child)


def test_without_numba_the_compiled_engine_says_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gtmsim.engine.choice.find_spec", lambda name: None)
    with pytest.raises(StudyError, match="pip install"):
        run(scenario(), 2, engine="compiled")


def test_both_engines_give_the_same_rows_for_any_number_of_threads() -> None:
    pytest.importorskip("numba")
    told = repr(list(run(scenario(), 6, engine="reference", jobs=1).rows()))
    for jobs in (1, 2, 3, 8):
        assert repr(list(run(scenario(), 6, engine="compiled", jobs=jobs).rows())) == told


def test_results_say_which_engine_told_them() -> None:
    assert run(scenario(), 2, engine="reference", jobs=1).engine == "reference"
