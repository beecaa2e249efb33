"""The same thing done for 0, 1, ... in this order, over threads or processes."""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from gtmsim.machine.steady import steady
from gtmsim.study.cluster import address_of_cluster, on_cluster
from gtmsim.study.workers import spread

if TYPE_CHECKING:
    from gtmsim.study.replicate import Ready

Progress = Callable[[int, int], None]  # replications done, of how many
Item = TypeVar("Item")
Lived = TypeVar("Lived")
Keep = Callable[[int, Lived], None]  # hears of each as soon as it is there
AT_HOME = 1.5  # seconds of work left that are not worth starting processes for


def each_of(
    ready: "Sequence[Ready]",
    one: Callable[[Item], Lived],
    items: Sequence[Item],
    progress: Progress | None = None,
    keep: Callable[[Item, Lived], None] | None = None,
) -> list[Lived]:
    """`one` of each item in this order, on a cluster or in a way that the engines of all the scenarios allow."""
    if (address := address_of_cluster()) is not None:
        heard = progress or (lambda done, total: None)
        return on_cluster(address, one, items, lambda done: heard(done, len(items)), keep)
    nth = partial(_nth, one, items)
    told = None if keep is None else partial(_kept, keep, items)
    if all(each.teller.threads for each in ready):
        return in_threads(nth, len(items), ready[0].workers, progress, told)
    return replicate(nth, len(items), ready[0].workers, progress, ready[0].eager, told)


def _nth(one: Callable[[Item], Lived], items: Sequence[Item], i: int) -> Lived:
    return one(items[i])


def _kept(keep: Callable[[Item, Lived], None], items: Sequence[Item], i: int, lived: Lived) -> None:
    keep(items[i], lived)


def in_threads(
    one: Callable[[int], Lived],
    replications: int,
    workers: int,
    progress: Progress | None = None,
    keep: Keep[Lived] | None = None,
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
            if keep:
                keep(len(found), lived)
            found.append(lived)
            heard(len(found), replications)
    return found


def replicate(
    one: Callable[[int], Lived],
    replications: int,
    workers: int,
    progress: Progress | None = None,
    eager: bool = True,
    keep: Keep[Lived] | None = None,
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
            told = partial(_after, heard, len(found), replications)
            return found + spread(one, left, min(workers, len(left)), told, keep)
        found.append(one(len(found)))
        if keep:
            keep(len(found) - 1, found[-1])
        heard(len(found), replications)
    return found


def _after(heard: Progress, before: int, total: int, count: int) -> None:
    heard(before + count, total)
