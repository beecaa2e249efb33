"""Work spread over processes: answers in the order of the work, whatever happens to a process. Knows no model."""

import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import Any, TypeVar

from gtmsim.study.problems import FailedRunError

Item = TypeVar("Item")
Answer = TypeVar("Answer")
DEATHS = 3  # of processes that held the same work: after two it is given out again, after three no more
IDLE = 60  # seconds after which an idle process leaves
LOOKS = 0.5  # seconds between two looks whether the parent is still there


def spread(
    work: Callable[[Item], Answer], items: Sequence[Item], workers: int, done: Callable[[int], None] = lambda _: None
) -> list[Answer]:
    """`work` of each item, over that many processes; `done` hears how many are finished.

    An exception of `work` ends it all: the earliest item's, which does not depend on who was fastest.
    """
    answers: dict[int, Answer] = {}
    deaths = [0] * len(items)
    waiting = list(range(len(items)))[::-1]  # the next one is last
    held: dict[Future[Answer], int] = {}
    executor = _executor(workers)
    try:
        while len(answers) < len(items):
            # Never more in hand than processes: when one dies, only what was in hand can have killed it.
            lost = _give_out(executor, work, items, waiting, held, workers - len(held))
            wait(held, return_when=FIRST_COMPLETED)
            if lost or any(_is_lost(future) for future in held):
                wait(held)
                lost += [held.pop(future) for future in list(held) if _is_lost(future)]
                _refuse_deadly(lost, deaths, items)
                waiting += sorted(lost, reverse=True)
                executor = _executor(workers)
            _raise_earliest(held)
            for future in [future for future in held if future.done()]:
                answers[held.pop(future)] = future.result()
            done(len(answers))
    except BaseException:
        executor.shutdown(wait=False, kill_workers=True)
        raise
    return [answers[i] for i in range(len(items))]


def _give_out(
    executor: Any,
    work: Callable[[Item], Answer],
    items: Sequence[Item],
    waiting: list[int],
    held: dict[Future[Answer], int],
    room: int,
) -> list[int]:
    """Hand out what there is room for; what could not be handed out because a process had died."""
    for _ in range(min(room, len(waiting))):
        i = waiting.pop()
        try:
            held[executor.submit(work, items[i])] = i
        except _broken():
            return [i]
    return []


def _is_lost(future: Future[Any]) -> bool:
    return future.done() and isinstance(future.exception(), _broken())


def _refuse_deadly(lost: Sequence[int], deaths: list[int], items: Sequence[Any]) -> None:
    for i in lost:
        deaths[i] += 1
    deadly = [str(items[i]) for i in sorted(lost) if deaths[i] >= DEATHS]
    if deadly:
        raise FailedRunError(
            f"a process died {DEATHS} times while it held replication {' or '.join(deadly)}: "
            "out of memory, or killed from outside; fewer jobs need less memory"
        )


def _raise_earliest(held: dict[Future[Any], int]) -> None:
    """Where an item failed: wait for those before it, then raise what the earliest one raised."""
    if any(future.done() and future.exception() for future in held):
        wait(held)
        min((i, future) for future, i in held.items() if future.exception())[1].result()


def _executor(workers: int) -> Any:
    """The processes, kept from one study to the next; new ones where they have died."""
    from joblib.externals.loky import get_reusable_executor

    return get_reusable_executor(max_workers=workers, timeout=IDLE, initializer=_begin)


def _broken() -> type[Exception]:
    from joblib.externals.loky.process_executor import BrokenProcessPool

    return BrokenProcessPool  # type: ignore[no-any-return]


def _begin() -> None:
    """How a process starts: Ctrl-C, which a terminal sends to all, is left to the parent, which it never outlives."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with, args=(os.getppid(),), daemon=True).start()


def _leave_with(parent: int) -> None:
    """End when the parent is gone, which by itself nobody would tell us for a minute."""
    while os.getppid() == parent:
        time.sleep(LOOKS)
    os._exit(1)
