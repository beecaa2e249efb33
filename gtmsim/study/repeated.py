"""The same thing done for 0, 1, ... in this order, over threads or processes."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from typing import TypeVar

from gtmsim.machine.steady import steady
from gtmsim.study.workers import spread

Progress = Callable[[int, int], None]  # replications done, of how many
Lived = TypeVar("Lived")
AT_HOME = 1.5  # seconds of work left that are not worth starting processes for


def in_threads(
    one: Callable[[int], Lived], replications: int, workers: int, progress: Progress | None = None
) -> list[Lived]:
    """`one` of 0, 1, ... in this order, over threads: for an engine that lets others run beside it.

    A worker alone is the thread that asks.
    """
    heard = progress or (lambda done, total: None)
    found: list[Lived] = []
    with steady(), ExitStack() as stack:
        lives: Iterator[Lived] = map(one, range(replications))
        if min(workers, replications) > 1:
            pool = stack.enter_context(ThreadPoolExecutor(min(workers, replications)))
            stack.callback(pool.shutdown, wait=False, cancel_futures=True)
            lives = pool.map(one, range(replications))
        for lived in lives:
            found.append(lived)
            heard(len(found), replications)
    return found


def replicate(
    one: Callable[[int], Lived], replications: int, workers: int, progress: Progress | None = None, eager: bool = True
) -> list[Lived]:
    """`one` of 0, 1, ... in this order, whatever the number of processes.

    Unless `eager`, the first is done here, and the others too where that takes less than starting processes.
    """
    heard = progress or (lambda done, total: None)
    found: list[Lived] = []
    started = time.perf_counter()
    while len(found) < replications:
        left = range(len(found), replications)
        spent = time.perf_counter() - started
        worth_it = eager if not found else spent / len(found) * len(left) > AT_HOME
        if min(workers, len(left)) > 1 and worth_it:
            return found + spread(one, left, min(workers, len(left)), partial(_after, heard, len(found), replications))
        found.append(one(len(found)))
        heard(len(found), replications)
    return found


def _after(heard: Progress, before: int, total: int, count: int) -> None:
    heard(before + count, total)
