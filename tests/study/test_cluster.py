"""A cluster gives what this machine gives, to the byte; and says what is wrong with it."""

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from study.fakes import SMALLEST, scenario

import gtmsim
from gtmsim import cli
from gtmsim.study import cluster as clusters
from gtmsim.study.cluster import on_cluster
from gtmsim.study.problems import FailedRunError, StudyError

distributed = pytest.importorskip("distributed")
SMALL = ("run.months=2", "run.run_off=false")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two processes on the loopback."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=":0", host="127.0.0.1", silence_logs=50
    ) as found:
        yield found


def test_the_same_numbers(cluster: Any) -> None:
    said, heard = scenario("Firm", *SMALL), list[tuple[int, int]]()
    here = gtmsim.run(said, 9)
    with gtmsim.cluster(cluster.scheduler_address):
        there = gtmsim.run(said, 9, progress=lambda done, of: heard.append((done, of)))
    assert there.summary() == here.summary() and heard == [(done, 9) for done in range(1, 10)]


@pytest.mark.parametrize("engine", ["reference", "compiled"])
def test_the_same_comparison(cluster: Any, engine: str) -> None:
    said, plans = scenario("Firm", *SMALL), {"Less": {"plan.spend.search": "5k"}}
    here = gtmsim.compare(said, plans=plans, replications=6, engine=engine)
    with gtmsim.cluster(cluster.scheduler_address):
        assert gtmsim.compare(said, plans=plans, replications=6, engine=engine).summary() == here.summary()


def test_the_same_files(cluster: Any, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(SMALLEST, encoding="utf-8")
    for name, words in (("here", ()), ("there", ("--cluster", cluster.scheduler_address))):
        with pytest.raises(SystemExit) as ended:
            cli.main(["run", str(plan), "--quiet", "--out", str(tmp_path / name), *words])
        assert not ended.value.code
    files = {path.relative_to(tmp_path / "here") for path in (tmp_path / "here").rglob("*") if path.is_file()}
    assert files == {path.relative_to(tmp_path / "there") for path in (tmp_path / "there").rglob("*") if path.is_file()}
    assert all(
        (tmp_path / "here" / file).read_bytes() == (tmp_path / "there" / file).read_bytes()
        for file in files
        if file.name != "run.json"
    )


def slowly(number: int) -> int:
    """A square, after a while."""
    time.sleep(0.3)
    return number * number


def fails_at_3(number: int) -> int:
    """A number, unless it is 3."""
    if number == 3:
        raise FailedRunError("replication 3 failed")
    return number


def kills_its_process(number: int) -> int:
    """Nothing comes back."""
    os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_a_worker_that_dies_costs_time_alone(cluster: Any) -> None:
    def kill() -> None:
        time.sleep(1.0)
        os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    kept: dict[int, int] = {}
    found = on_cluster(cluster.scheduler_address, slowly, range(12), lambda done: None, kept.__setitem__)
    killer.join()
    assert found == [number * number for number in range(12)] and kept == dict(enumerate(found))


def test_a_fault_is_told_as_it_is_here(cluster: Any) -> None:
    with pytest.raises(FailedRunError, match="replication 3 failed"):
        on_cluster(cluster.scheduler_address, fails_at_3, range(6), lambda done: None)


def test_workers_with_other_code_are_refused(cluster: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "semantics", lambda: "of this machine")
    with pytest.raises(StudyError, match=r"2 of 2 workers of tcp.* have another gtmsim, Python or numpy"):
        on_cluster(cluster.scheduler_address, slowly, range(1), lambda done: None)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("tcp://127.0.0.1:9", "no Dask cluster answers at tcp://127.0.0.1:9"),
        ("here", "missing port number"),
        ("http://127.0.0.1:80", "unknown address scheme"),
    ],
)
def test_no_cluster_is_an_answer_and_leaves_nothing(
    address: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(clusters, "SECONDS", 1)
    plan = tmp_path / "plan.yaml"
    plan.write_text(SMALLEST, encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        cli.main(["run", str(plan), "--quiet", "--out", str(tmp_path / "out"), "--cluster", address])
    told = capsys.readouterr().err
    assert ended.value.code and why in told and "or leave --cluster out" in told and "Traceback" not in told
    assert not (tmp_path / "out").exists()


def test_without_dask_it_is_said_how_to_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with gtmsim.cluster("tcp://127.0.0.1:9"), pytest.raises(StudyError, match=r"pip install 'gtmsim\[cluster\]'"):
        gtmsim.run(scenario("Firm", *SMALL), 2)


def test_no_work_asks_no_cluster() -> None:
    assert on_cluster("nowhere", slowly, [], lambda done: None) == []


def test_what_kills_every_worker_is_given_up(cluster: Any) -> None:
    with pytest.raises(FailedRunError, match=r"the cluster at tcp.* lost a replication"):
        on_cluster(cluster.scheduler_address, kills_its_process, range(1), lambda done: None)
