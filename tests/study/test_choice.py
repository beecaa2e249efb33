"""Which engine `auto` takes: the compiled one where it is there, knows the scenario, and is worth its start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gtmsim.engine import choice, compiled, reference
from gtmsim.machine import cache
from gtmsim.scenario.load import load
from gtmsim.scenario.resolve import resolve
from gtmsim.scenario.resolved.inputs import Inputs
from gtmsim.study.compare import compare
from gtmsim.study.problems import StudyError
from gtmsim.study.replicate import run, work_of

EVERYTHING = Path(__file__).parents[1] / "scenarios" / "everything.yaml"
pytest.importorskip("numba")


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    return resolve(load(EVERYTHING))


@pytest.fixture(autouse=True)
def _home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A cache of its own, and a process that has compiled nothing yet."""
    monkeypatch.setenv(cache.FOLDER, str(tmp_path / "cache"))
    monkeypatch.delenv("NUMBA_DISABLE_JIT", raising=False)
    monkeypatch.setattr(cache, "_loaded", False)


def keep_something() -> None:
    """Make the cache look as after a first run."""
    cache.folder().mkdir(parents=True)
    (cache.folder() / "loop.nbc").touch()
    (cache.folder() / cache.READY).touch()


def forget(patch: pytest.MonkeyPatch, field: str) -> None:
    """Make the compiled engine know nothing of a mechanism."""
    patch.setattr(compiled, "REFERENCE_ONLY", (field,))


def seconds(count: float) -> float:
    """Events that the reference tells in so many seconds."""
    return count * choice.REFERENCE_PACE


def test_nothing_is_compiled_for_a_small_job(inputs: Inputs) -> None:
    chosen = choice.engine_for("auto", inputs, seconds(choice.COMPILING - 1))
    assert (chosen.name, chosen.note, chosen.first) == ("reference", "", "")


def test_a_large_job_is_worth_compiling_and_says_that_it_takes_a_while(inputs: Inputs) -> None:
    chosen = choice.engine_for("auto", inputs, seconds(choice.COMPILING + 1))
    assert chosen.name == "compiled" and chosen.first.startswith("compiling the engine")


def test_what_was_compiled_before_is_fetched_for_all_but_the_smallest_jobs(inputs: Inputs) -> None:
    keep_something()
    assert choice.engine_for("auto", inputs, seconds(choice.FETCHING / 2)).name == "reference"
    chosen = choice.engine_for("auto", inputs, seconds(choice.FETCHING * 2))
    assert (chosen.name, chosen.first) == ("compiled", "")


def test_what_is_in_hand_is_used(inputs: Inputs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_loaded", True)
    assert choice.engine_for("auto", inputs).name == "compiled"


def test_a_cache_that_cannot_be_written_is_survived(
    inputs: Inputs, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv(cache.FOLDER, str(tmp_path / "file"))
    assert not cache.usable() and not cache.warm()
    cache.settle()  # says nothing and writes nothing
    monkeypatch.setattr(cache, "_loaded", False)
    assert choice.engine_for("auto", inputs, seconds(choice.COMPILING + 1)).name == "reference"
    assert choice.engine_for("auto", inputs, seconds(choice.EACH_TIME + 1)).name == "compiled"


def test_without_compilation_the_readable_engine_is_the_faster_one(
    inputs: Inputs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NUMBA_DISABLE_JIT", "1")
    assert choice.engine_for("auto", inputs, seconds(1e6)).name == "reference"


def test_a_mechanism_that_the_compiled_engine_lacks_is_named(inputs: Inputs, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not compiled.lacking(inputs)
    forget(monkeypatch, "referrals")
    chosen = choice.engine_for("auto", inputs, seconds(1e6))
    assert chosen.name == "reference" and "does not know `referrals`" in chosen.note
    with pytest.raises(StudyError, match="engine `compiled` does not know `referrals`"):
        run(load(EVERYTHING), 1, engine="compiled")
    assert compiled.lacking(inputs._replace(referrals=None, warm_up=None)) == []


def test_only_the_latest_versions_are_kept(tmp_path: Path) -> None:
    for number in range(cache.LATEST + 2):
        old = tmp_path / "cache" / f"{number:016x}"
        old.mkdir(parents=True)
        (old / cache.READY).touch()
        os.utime(old / cache.READY, (number, number))
    (tmp_path / "cache" / "somebody's").mkdir()
    keep_something()
    cache.settle()
    left = {path.name for path in (tmp_path / "cache").iterdir()}
    assert left == {f"{n:016x}" for n in range(3, cache.LATEST + 2)} | {cache.folder().name, "somebody's"}


def test_a_fallback_is_told_once_with_the_results(monkeypatch: pytest.MonkeyPatch) -> None:
    forget(monkeypatch, "returns")
    monkeypatch.setattr(choice, "COMPILING", 0.0)
    told: list[str] = []
    notes = run(load(EVERYTHING, ["run.engine=auto"]), 2, jobs=1, say=told.append).notes
    assert list(notes) == told and len(told) == 1 and "`returns`" in told[0]


def test_a_numba_that_cannot_be_imported_is_told(inputs: Inputs, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str) -> None:
        raise ImportError("too old")

    monkeypatch.setattr(choice, "import_module", refuse)
    chosen = choice.engine_for("auto", inputs, seconds(100.0))
    assert chosen.name == "reference" and "too old" in chosen.note
    with pytest.raises(StudyError, match="too old"):
        run(load(EVERYTHING), 1, engine="compiled")


def test_a_user_without_a_home_has_no_cache(inputs: Inputs, monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv(cache.FOLDER)
    monkeypatch.setattr(Path, "home", homeless)
    assert not cache.usable() and not cache.warm()
    assert choice.engine_for("auto", inputs, 1.0).name == "reference"


def test_who_waits_for_compilation_is_told_before(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(choice, "_worth_it", lambda seconds: True)
    monkeypatch.setattr(compiled, "simulate", reference.simulate)
    scenario = load(EVERYTHING, ["run.engine=auto"])
    run(scenario, 1, jobs=1, say=told.append)
    assert len(told) == 1 and "later runs need not" in told[0]
    cache.settle()
    run(scenario, 1, jobs=1, say=told.append)
    assert len(told) == 1


def test_one_replication_keeps_one_worker_busy() -> None:
    assert work_of(12e6, 1, 64) == 12e6 and work_of(1e6, 10, 4) == 2.5e6
    assert work_of(2.1e7, 1, 1) == float("inf")  # more than the reference would tell


def test_a_comparison_says_once_what_holds_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    forget(monkeypatch, "returns")
    told: list[str] = []
    scenario = load(EVERYTHING, ["run.engine=auto"])
    compare(scenario, scenario, replications=2, jobs=1, say=told.append)
    assert len(told) == 1


def test_a_damaged_cache_is_made_anew(tmp_path: Path) -> None:
    """What is kept is cut short: it is compiled and kept again, and the rows are the same."""
    program = (
        "from gtmsim.machine import cache, jit\ndouble = jit.kept(__import__('doubling').double)\nprint(double(21))\n"
    )
    (tmp_path / "doubling.py").write_text("def double(x):\n    return 2 * x\n")
    here = {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(Path(choice.__file__).parents[2])])}
    for end in ("nothing", "nbc", "nbi"):
        for file in (tmp_path / "cache").rglob(f"*.{end}"):
            file.write_bytes(file.read_bytes()[:100])
        done = subprocess.run(
            [sys.executable, "-c", program], env=os.environ | here, capture_output=True, text=True, check=False
        )
        assert done.stdout == "42\n", done.stderr
        (kept,) = (tmp_path / "cache").rglob("*.nbc")
        assert kept.stat().st_size > 100
