"""What was lived once is not lived again: exact, never mixed, never in the way, and nothing lost to a kill."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from study.fakes import SMALLEST, scenario

import gtmsim
from gtmsim.engine.choice import engine_for
from gtmsim.scenario.load import load, variant
from gtmsim.scenario.resolve import resolve
from gtmsim.study.cached import key, store, switch
from gtmsim.study.cached import lives as cached
from gtmsim.study.cached.encoding import decode, encode, names_of
from gtmsim.study.cached.key import key_of
from gtmsim.study.cached.store import Store
from gtmsim.study.live import Outcome, live

SMALL = ("run.months=2", "run.run_off=false")
EVERYTHING = Path(__file__).parents[1] / "scenarios" / "everything.yaml"
SHIPPED = Path(__file__).parents[2] / "scenarios"


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store of each test's own, beside the code that all of them share."""
    monkeypatch.setattr(switch, "path", lambda: tmp_path / "store" / "replications.sqlite")
    monkeypatch.setenv("GTMSIM_CACHE", "on")


@pytest.fixture
def lived(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Replications that were really lived, in their order."""
    found: list[int] = []

    def told(simulate: Any, inputs: Any, seed: int, replication: int, by_stage: bool = False) -> Outcome:
        found.append(replication)
        return live(simulate, inputs, seed, replication, by_stage)

    monkeypatch.setattr(cached, "live", told)
    yield found


def outcomes(path: Path, by_stage: bool, n: int = 2) -> list[Outcome]:
    said = load(path, ["run.months=6"] if path.name == "baseline.yaml" else [])
    inputs = resolve(said)
    simulate = engine_for("reference", inputs).simulate
    return [live(simulate, inputs, said.run.seed, each, by_stage) for each in range(n)]


def same(a: Outcome, b: Outcome) -> bool:
    """All of it, to the bit and the type."""
    assert list(a.measures.values) == list(b.measures.values)
    for x, y in zip(a.measures.values.values(), b.measures.values.values(), strict=True):
        assert type(x) is type(y) and (x == y or repr(x) == repr(y))
    pairs = [
        *((a.measures.monthly[name], b.measures.monthly[name]) for name in a.measures.monthly),
        *((a.measures.statements[name], b.measures.statements[name]) for name in a.measures.statements),
        *zip(a.measures.retention, b.measures.retention, strict=True),
    ]
    assert all(x.dtype == y.dtype and x.tobytes() == y.tobytes() for x, y in pairs)
    assert (a.stages is None) == (b.stages is None) and (a.stages is None or np.array_equal(a.stages, b.stages))  # type: ignore[arg-type]
    return (a.frame, a.clipped, a.firings) == (b.frame, b.clipped, b.firings)


@pytest.mark.parametrize("by_stage", [False, True])
@pytest.mark.parametrize("path", [EVERYTHING, SHIPPED / "baseline.yaml"], ids=lambda p: p.stem)
def test_bytes_and_back(path: Path, by_stage: bool) -> None:
    found = outcomes(path, by_stage)
    names = names_of(found[0])
    for each in found:
        assert same(decode(encode(each, names), names), each)
    # What shares numbers shares them again, by which a study knows them.
    first, again = found[0], decode(encode(found[0], names), names)

    def shared(outcome: Outcome) -> int:
        return len({id(getattr(value, "parts", None)) for value in outcome.measures.values.values()})

    assert shared(first) == shared(again)


def test_a_replication_with_metrics_of_its_own_says_them() -> None:
    (found, _) = outcomes(EVERYTHING, False)
    assert same(decode(encode(found, names_of(found)[:-1]), names_of(found)[:-1]), found)


def test_a_replication_is_not_read_by_other_names() -> None:
    (found, _) = outcomes(EVERYTHING, False)
    first, *others = names = names_of(found)
    with pytest.raises(ValueError, match="other names"):
        decode(encode(found, names), [*others, first])


def test_of_two_that_begin_a_study_the_first_says_the_names(tmp_path: Path) -> None:
    a, b = Store(tmp_path / "s.sqlite"), Store(tmp_path / "s.sqlite")
    assert a.names(b"k", lambda: b.names(b"k", lambda: ["of b"]) and ["of a"]) == ["of b"]
    a.close()
    b.close()


def test_a_second_study_lives_only_what_is_new(lived: list[int]) -> None:
    said, heard = scenario("Firm", *SMALL), list[str]()
    first = gtmsim.run(said, 4, jobs=1)
    assert lived == [0, 1, 2, 3]
    again = gtmsim.run(said, 7, jobs=1, say=heard.append)
    assert lived == [0, 1, 2, 3, 4, 5, 6]
    assert any(text.startswith("4 of 7 replications of Firm were lived before") for text in heard)
    with gtmsim.uncached():
        anew = gtmsim.run(said, 7, jobs=1)
        less = gtmsim.run(said, 4, jobs=1)
    assert again.summary() == anew.summary() and first.summary() == less.summary()
    assert lived[7:] == [*range(7), *range(4)]


def test_studies_share_what_they_live(lived: list[int]) -> None:
    base = scenario("Firm", *SMALL)
    gtmsim.run(base, 4, jobs=1)
    found = gtmsim.compare(base, plans={"Less": {"plan.spend.search": "5k"}}, replications=4, jobs=1)
    assert lived == [0, 1, 2, 3] * 2  # the base is there
    gtmsim.sweep(base, "plan.spend.search=5k..10k:5k", replications=4, jobs=1)
    assert lived == [0, 1, 2, 3] * 2  # and so is the plan, under another name
    with gtmsim.uncached():
        assert (
            gtmsim.compare(base, plans={"Less": {"plan.spend.search": "5k"}}, replications=4).summary()
            == found.summary()
        )


def test_worlds_are_kept_too(lived: list[int]) -> None:
    said = scenario("Firm", *SMALL, "market.segments.small.churn={value: 20%, low: 10%, high: 30%, source: a study}")
    plans = [said, variant(said, {"plan.price": "+5%"}, "Dearer")]

    def found() -> dict[str, Any]:
        return gtmsim.robust(*plans, worlds=20, replications=2, jobs=1).summary()

    first, before = found(), len(lived)
    assert before > 20 and found() == first and len(lived) == before


@pytest.mark.parametrize(
    ("change", "other"),
    [
        ("name=Another", False),
        ("run.replications=9", False),
        ("run.primary_metric=leads", False),
        ("run.seed=5", True),
        ("plan.spend.search=10001", True),
        ("run.months=3", True),
        ("market.segments.small.churn=21%", True),
    ],
)
def test_what_another_life_is(change: str, other: bool) -> None:
    sets = tuple(each for each in SMALL if each.split("=")[0] != change.split("=")[0])
    name = "Another" if change.startswith("name") else "Firm"
    changed = scenario(name, *sets, *([] if name == "Another" else [change]))
    assert (key_of(changed, "reference", False) != key_of(scenario("Firm", *SMALL), "reference", False)) is other


def test_other_code_engines_and_questions_have_keys_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    said = scenario("Firm", *SMALL)
    keys = {key_of(said, "reference", False), key_of(said, "compiled", False), key_of(said, "reference", True)}
    keys.add(key_of(said, "reference", False, "leads"))
    monkeypatch.setattr(key, "semantics", lambda: "another version")
    keys.add(key_of(said, "reference", False))
    assert len(keys) == 5


def test_who_names_an_engine_sees_it_work(lived: list[int]) -> None:
    for engine in ("reference", "auto", "reference", "auto"):
        gtmsim.run(scenario("Firm", *SMALL), 2, engine=engine, jobs=1)
    assert lived == [0, 1] * 3


@pytest.mark.parametrize("off", ["off", "OFF", "0", "no", " false "])
def test_it_can_be_turned_off(off: str, lived: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GTMSIM_CACHE", off)
    for _ in range(2):
        gtmsim.run(scenario("Firm", *SMALL), 2, jobs=1)
    assert lived == [0, 1] * 2 and not switch.path().exists()


def spoil_nothing(path: Path) -> None:
    pass


def spoil_all(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(10_000))


def spoil_the_middle(path: Path) -> None:
    found = bytearray(path.read_bytes())
    found[len(found) // 3 : len(found) * 2 // 3] = random.Random(2).randbytes(len(found) * 2 // 3 - len(found) // 3)
    path.write_bytes(found)


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def of_another_layout(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("DROP TABLE study")
        db.execute("CREATE TABLE study (other TEXT)")
        db.execute("PRAGMA user_version=99")


def without_a_table(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("DROP TABLE replication")


def with_a_payload_changed(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("UPDATE replication SET payload = zeroblob(LENGTH(payload)) WHERE number = 1")


def beside_other_names(path: Path) -> None:
    with sqlite3.connect(path) as db:
        (names,) = db.execute("SELECT names FROM study").fetchone()
        first, *others = json.loads(names)
        db.execute("UPDATE study SET names = ?", (json.dumps([*others, first]),))


def with_two_swapped(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("UPDATE replication SET number = 30 - number")
        db.execute("UPDATE replication SET number = number - 27")


@pytest.mark.parametrize(
    "spoil",
    [
        spoil_nothing,
        spoil_all,
        spoil_the_middle,
        cut_short,
        empty,
        of_another_layout,
        without_a_table,
        with_a_payload_changed,
        beside_other_names,
        with_two_swapped,
    ],
)
def test_what_is_spoiled_is_lived_again(spoil: Callable[[Path], None]) -> None:
    said = scenario("Firm", *SMALL)
    first = gtmsim.run(said, 4, jobs=1).summary()
    spoil(switch.path())
    assert gtmsim.run(said, 4, jobs=1).summary() == first
    assert gtmsim.run(said, 4, jobs=1).summary() == first


def test_a_place_that_cannot_be_written_is_no_reason_to_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lived: list[int]
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setattr(switch, "path", lambda: tmp_path / "file" / "replications.sqlite")
    for _ in range(2):
        gtmsim.run(scenario("Firm", *SMALL), 2, jobs=1)
    assert lived == [0, 1] * 2


def test_another_that_writes_for_long_is_not_waited_for_twice(
    monkeypatch: pytest.MonkeyPatch, lived: list[int]
) -> None:
    said = scenario("Firm", *SMALL)
    gtmsim.run(said, 1, jobs=1)
    monkeypatch.setattr(store, "PATIENCE", 0.1)
    other = sqlite3.connect(switch.path(), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    gtmsim.run(said, 3, jobs=1)
    other.execute("ROLLBACK")
    gtmsim.run(said, 3, jobs=1)
    assert lived == [0, 1, 2, 1, 2]


def test_the_oldest_studies_leave_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "s.sqlite"
    first = Store(path)
    for i, study in enumerate((b"old", b"new")):
        monkeypatch.setattr(time, "time", lambda i=i: 1e9 + 1e5 * i)
        assert first.names(study, lambda: [["a", "", ""]]) == [["a", "", ""]]
        for number in range(20):
            first.keep(study, number, bytes(10_000))
    first.close()
    monkeypatch.setattr(store, "MOST_BYTES", 400_000)
    monkeypatch.setattr(store, "LESS", 0.9)
    again = Store(path)
    assert again.names(b"old") is None and not again.read(b"old", range(20))
    assert len(again.read(b"new", range(25))) == 20
    again.close()


def test_two_at_a_time_keep_both(tmp_path: Path) -> None:
    a, b = Store(tmp_path / "s.sqlite"), Store(tmp_path / "s.sqlite")
    for each, numbers in ((a, range(10)), (b, range(5, 15))):
        each.names(b"k", lambda: [])
        for number in numbers:
            each.keep(b"k", number, b"%d" % number)
    a.close()
    b.write()
    assert b.read(b"k", range(20)) == {number: b"%d" % number for number in range(15)}
    b.close()


@pytest.fixture
def firm(tmp_path: Path) -> Path:
    """The file of a firm of a few lines."""
    path = tmp_path / "firm.yaml"
    path.write_text(SMALLEST)
    return path


def call(home: Path, *words: object) -> list[str]:
    return [str(Path(sys.executable).with_name("gtmsim")), *map(str, words), "--out", str(home / "out"), "--quiet"]


def kept(path: Path) -> int:
    """How many replications a store holds that others may be writing."""
    if not path.exists():
        return 0
    with sqlite3.connect(path) as db:
        found = db.execute("SELECT name FROM sqlite_master WHERE name = 'replication'").fetchone()
        return int(db.execute("SELECT COUNT(*) FROM replication").fetchone()[0]) if found else 0


@pytest.mark.parametrize("kills", [1, pytest.param(20, marks=pytest.mark.prove)])
def test_nothing_is_lost_to_a_kill(kills: int, firm: Path, tmp_path: Path) -> None:
    """A study killed at random moments goes on where it stood, and says in the end what it would have said."""
    home = tmp_path / "home"
    environment = {**os.environ, "GTMSIM_CACHE": "on", "GTMSIM_CACHE_DIR": str(home)}
    words = ("run", firm, "--replications", 60, "--jobs", 1)
    luck, before = random.Random(), 0

    # The readable engine: no wait for a compiler in a home that is new.
    environment["NUMBA_DISABLE_JIT"] = "1"
    for _ in range(kills):
        process = subprocess.Popen(call(tmp_path, *words), env=environment, start_new_session=True)
        time.sleep(luck.uniform(0.0, 5.0))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        now = kept(home / "replications.sqlite")
        assert now >= before
        before = now
    subprocess.run(call(tmp_path, *words), env=environment, check=True)
    assert kept(home / "replications.sqlite") == 60
    found = (tmp_path / "out" / "summary.json").read_bytes()
    subprocess.run([*call(tmp_path, *words), "--no-cache"], env=environment, check=True)
    assert (tmp_path / "out" / "summary.json").read_bytes() == found


def test_who_is_interrupted_keeps_what_is_finished(firm: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "GTMSIM_CACHE": "on", "GTMSIM_CACHE_DIR": str(tmp_path), "NUMBA_DISABLE_JIT": "1"}
    words = ("run", firm, "--replications", 20_000, "--jobs", 1)
    # Whoever runs the tests may have turned the signal off, which a child would inherit.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        loud = [word for word in call(tmp_path, *words) if word != "--quiet"]
        process = subprocess.Popen(loud, env=environment, stderr=subprocess.PIPE, text=True)
    finally:
        signal.signal(signal.SIGINT, before)
    path = tmp_path / "replications.sqlite"
    try:
        until = time.monotonic() + 120.0
        while time.monotonic() < until and not kept(path):
            time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    finally:
        process.kill()
    assert (
        process.returncode == 130
        and "goes on from there" in said
        and "interrupted" in said
        and not (tmp_path / "out").exists()
    )
    assert kept(path) > 0


def test_the_command_says_what_is_kept(
    command: Callable[..., subprocess.CompletedProcess[str]], firm: Path, tmp_path: Path
) -> None:
    def cache(*words: str) -> str:
        found = command("cache", *words, GTMSIM_CACHE_DIR=str(tmp_path))
        assert found.returncode == 0, found.stderr
        return found.stdout

    assert cache().startswith("no replication is kept") and cache("--clear").startswith("no replication is kept")
    environment = {"GTMSIM_CACHE": "on", "GTMSIM_CACHE_DIR": str(tmp_path)}
    words = ["run", firm, "--set", "run.months=1", "--replications", 2, "--out", tmp_path / "o"]
    assert command(*words, **environment).returncode == 0
    assert "2 of 2 replications of Firm: run.months 1 were lived before" in command(*words, **environment).stderr
    assert "lived before" not in command(*words, "--no-cache", **environment).stderr
    assert cache().startswith("2 replications of 1 scenario in") and str(tmp_path) in cache()
    assert cache("--clear").startswith("removed") and not list(tmp_path.glob("*.sqlite*"))


def test_what_is_kept_holds_no_code(tmp_path: Path) -> None:
    gtmsim.run(scenario("Firm", *SMALL), 1, jobs=1)
    with sqlite3.connect(switch.path()) as db:
        (names,) = db.execute("SELECT names FROM study").fetchone()
    assert all(len(each) == 3 for each in json.loads(names))
