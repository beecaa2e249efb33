"""Work over processes: the same answers for any number of them, and whatever happens to one."""

import os
import random
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from study import fakes

from gtmsim.study import workers
from gtmsim.study.problems import FailedRunError
from gtmsim.study.workers import spread


@pytest.mark.parametrize("count", [1, 2, 3])
def test_answers_are_in_the_order_of_the_work(count: int) -> None:
    heard: list[int] = []
    assert spread(fakes.square, range(12), count, heard.append) == [i * i for i in range(12)]
    assert heard == sorted(heard) and heard[-1] == 12


def test_nothing_is_nothing() -> None:
    assert spread(fakes.square, [], 2) == []


def test_what_a_killed_process_held_is_done_again(tmp_path: Path) -> None:
    assert spread(partial(fakes.dies_once, tmp_path), range(10), 2) == list(range(10))


def test_work_that_kills_its_process_is_given_up_and_named() -> None:
    with pytest.raises(FailedRunError, match=r"died 3 times while it held replication .*4"):
        spread(fakes.always_dies, range(10), 2)
    assert spread(fakes.square, range(3), 2) == [0, 1, 4]


def test_the_earliest_failure_is_raised() -> None:
    with pytest.raises(ValueError, match="work 3"):
        spread(fakes.fails_late_and_early, range(10), 2)
    assert spread(fakes.square, range(3), 2) == [0, 1, 4]


def test_ctrl_c_ends_at_once() -> None:
    # Whoever was started in the background by a shell hears no Ctrl-C, and neither would this test.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    started = time.perf_counter()
    try:
        with pytest.raises(KeyboardInterrupt):
            spread(partial(fakes.interrupts, os.getpid()), range(4), 2)
    finally:
        signal.signal(signal.SIGINT, before)
    assert time.perf_counter() - started < 20
    assert spread(fakes.square, range(3), 2) == [0, 1, 4]


def test_an_answer_that_cannot_be_sent_is_a_failure() -> None:
    with pytest.raises(RuntimeError, match="it was <generator"):
        spread(fakes.endless, range(2), 2)
    with pytest.raises(AttributeError, match="nowhere"):
        spread(fakes.Nowhere(), range(2), 2)


def test_what_work_prints_is_no_answer(capfd: pytest.CaptureFixture[str]) -> None:
    workers._dismiss()  # who was started before prints where it was started
    assert spread(fakes.prints, range(3), 2) == [0, 1, 2]
    assert capfd.readouterr() == ("", "printed\n" * 3)


def test_processes_are_kept_for_the_next_study() -> None:
    assert set(spread(fakes.number, range(4), 1)) == set(spread(fakes.number, range(4), 1))


def test_without_a_python_to_start_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "")
    assert spread(fakes.number, range(2), 2) == [os.getpid()] * 2


LINUX = pytest.mark.skipif(not Path("/proc/self").exists(), reason="asks Linux which processes live")


@LINUX
def test_no_process_outlives_a_killed_parent(tmp_path: Path) -> None:
    parent, mark = started(tmp_path)
    assert in_time(lambda: len(list(tmp_path.iterdir())) == 2)
    parent.kill()
    parent.wait()
    assert in_time(lambda: not marked(mark), 3.0)


@LINUX
def test_no_process_outlives_a_parent_that_is_killed_early(tmp_path: Path) -> None:
    killed_early(tmp_path, 8)


@LINUX
@pytest.mark.prove
def test_no_process_outlives_any_parent_that_is_killed_early(tmp_path: Path) -> None:
    killed_early(tmp_path, 100)


def killed_early(marks: Path, rounds: int) -> None:
    """Kills a parent at moments from before its first process is there until all are at work."""
    moments = random.Random(1)
    for number in range(rounds):
        before = shared_memory()
        parent, mark = started(marks)
        if number % 2:  # as its first process starts, which may take any time to come
            assert in_time(lambda mark=mark: len(marked(mark)) > 1)  # type: ignore[misc]
            time.sleep(moments.uniform(0.0, 0.1))
        else:
            time.sleep(moments.uniform(0.0, 1.0))
        parent.kill()
        parent.wait()
        assert in_time(lambda mark=mark: not marked(mark), 3.0)  # type: ignore[misc]
        assert shared_memory() <= before


def started(marks: Path) -> tuple["subprocess.Popen[bytes]", str]:
    """A process whose work takes long, and the mark that is found in the environment of all that it starts."""
    code = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parents[1])!r})\n"
        "from functools import partial; from pathlib import Path; from study import fakes\n"
        f"from gtmsim.study.workers import spread; spread(partial(fakes.sleeps, Path({str(marks)!r})), range(2), 2)"
    )
    mark = uuid.uuid4().hex
    return subprocess.Popen([sys.executable, "-c", code], env=os.environ | {"GTMSIM_TEST": mark}), mark


def marked(mark: str) -> list[str]:
    """Processes that have the mark in their environment and have not ended."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (process / "environ").read_bytes() and " Z " not in (process / "stat").read_text():
                found.append(process.name)
        except OSError:  # it has ended, or is not ours
            continue
    return found


def shared_memory() -> set[str]:
    """What lies in shared memory under a name."""
    return {each.name for each in Path("/dev/shm").iterdir()} if Path("/dev/shm").exists() else set()


def in_time(true: Callable[[], bool], seconds: float = 30.0) -> bool:
    """Does it become true?"""
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.1)
    return true()
