"""Work over processes: the same answers for any number of them, and whatever happens to one."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from study import fakes

from gtmsim.study.problems import FailedRunError
from gtmsim.study.workers import spread


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_answers_are_in_the_order_of_the_work(workers: int) -> None:
    heard: list[int] = []
    assert spread(fakes.square, range(12), workers, heard.append) == [i * i for i in range(12)]
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


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="asks Linux whether a process lives")
def test_no_process_outlives_a_killed_parent(tmp_path: Path) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parents[1])!r})\n"
        "from functools import partial; from pathlib import Path; from study import fakes\n"
        f"from gtmsim.study.workers import spread; spread(partial(fakes.sleeps, Path({str(tmp_path)!r})), range(2), 2)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code])
    assert in_time(lambda: len(list(tmp_path.iterdir())) == 2)
    parent.kill()
    parent.wait()
    assert in_time(lambda: not any(Path("/proc", child.name).exists() for child in tmp_path.iterdir()))


def in_time(true: Callable[[], bool], seconds: float = 30.0) -> bool:
    """Does it become true?"""
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.1)
    return true()
