"""Work spread over processes: answers in the order of the work, whatever happens to a process. Knows no model."""

import atexit
import pickle
import queue
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from gtmsim.study.problems import FailedRunError
from gtmsim.study.worker import FAILED, LostError, Worker

Item = TypeVar("Item")
Answer = TypeVar("Answer")
DEATHS = 3  # of processes that held the same work: after two it is given out again, after three no more
IDLE = 60.0  # seconds after which an idle process leaves

_idle: list[Worker] = []  # kept from one study to the next; its `append` and `pop` are atomic
_leaving: threading.Timer | None = None


def spread(
    work: Callable[[Item], Answer],
    items: Sequence[Item],
    workers: int,
    done: Callable[[int], None] = lambda _: None,
    keep: Callable[[Item, Answer], None] | None = None,
) -> list[Answer]:
    """`work` of each item, over that many processes; `done` hears how many are finished, and `keep` of each.

    An exception of `work` ends it all: the earliest item's, which does not depend on who was fastest.
    """
    if not sys.executable:  # Python is part of another program, and there is nothing to start
        return _alone(work, items, done, keep)
    shared = _Shared(pickle.dumps(work), items)
    threads = [threading.Thread(target=shared.help, daemon=True) for _ in range(min(workers, len(items)))]
    answers: dict[int, Any] = {}
    deaths = [0] * len(items)
    try:
        for thread in threads:
            thread.start()
        while len(answers) < len(items):
            i, answer, failure = shared.news.get()
            if isinstance(failure, LostError):
                deaths[i] += 1
                if deaths[i] >= DEATHS:
                    raise _deadly(items[i])
                shared.again(i)
            elif failure is not None:
                shared.stop()
                for thread in threads:
                    thread.join()
                raise _earliest(i, failure, shared)
            else:
                answers[i] = answer
                if keep:
                    keep(items[i], answer)
                done(len(answers))
    except BaseException:
        shared.kill()
        raise
    finally:
        shared.stop()
        _dismiss_later()
    for thread in threads:
        thread.join()
    return [answers[i] for i in range(len(items))]


def _alone(
    work: Callable[[Item], Answer],
    items: Sequence[Item],
    done: Callable[[int], None],
    keep: Callable[[Item, Answer], None] | None,
) -> list[Answer]:
    answers: list[Answer] = []
    for item in items:
        answers.append(work(item))
        if keep:
            keep(item, answers[-1])
        done(len(answers))
    return answers


class _Shared:
    """What the threads share that each lead one process: what is still to be done, and what has become of it."""

    def __init__(self, work: bytes, items: Sequence[Any]) -> None:
        self.work, self.items = work, items
        self.waiting = list(range(len(items)))[::-1]  # the next one is last
        self.news: queue.SimpleQueue[tuple[int, Any, BaseException | None]] = queue.SimpleQueue()
        self.busy: set[Worker] = set()
        self.changed = threading.Condition()
        self.over = self.killed = False

    def help(self) -> None:
        """Lead one process, and another one when it dies, until there is nothing left to do."""
        worker: Worker | None = None
        while (i := self._next()) is not None:
            try:
                worker = worker or self._begin()
                kind, answer = worker.do(self.work, self.items[i])
            except LostError as lost:
                self._forget(worker)
                worker = None
                self.news.put((i, None, lost))
            except BaseException as error:  # an item that cannot be sent, a process that cannot be started
                self.news.put((i, None, error))
            else:
                self.news.put((i, None, answer) if kind == FAILED else (i, answer, None))
        if worker is not None and self.killed:
            self._forget(worker)
        elif worker is not None:
            _idle.append(worker)

    def again(self, i: int) -> None:
        """Give an item out once more."""
        with self.changed:
            self.waiting.append(i)
            self.changed.notify()

    def stop(self) -> None:
        """Give nothing out any more."""
        with self.changed:
            self.over = True
            self.changed.notify_all()

    def kill(self) -> None:
        """End the processes, whatever they are doing."""
        with self.changed:
            self.over = self.killed = True
            self.changed.notify_all()
            for worker in self.busy:
                worker.process.kill()

    def _next(self) -> int | None:
        with self.changed:
            while not self.waiting and not self.over:
                self.changed.wait()
            return None if self.over else self.waiting.pop()

    def _begin(self) -> Worker:
        worker = _taken() or Worker()
        with self.changed:
            self.busy.add(worker)
            if self.killed:
                worker.process.kill()
        return worker

    def _forget(self, worker: Worker | None) -> None:
        if worker is not None:
            with self.changed:
                self.busy.discard(worker)
            worker.end()


def _earliest(i: int, failure: BaseException, shared: _Shared) -> BaseException:
    """The failure of the earliest item of those that were in hand when one failed."""
    failures = {i: failure}
    while not shared.news.empty():
        other, _, found = shared.news.get()
        if found is not None and not isinstance(found, LostError):
            failures[other] = found
    return failures[min(failures)]


def _deadly(item: object) -> FailedRunError:
    return FailedRunError(
        f"a process died {DEATHS} times while it held replication {item}: "
        "out of memory, or killed from outside; fewer jobs need less memory"
    )


def _taken() -> Worker | None:
    """A process that is there and has nothing to do."""
    while True:
        try:
            worker = _idle.pop()
        except IndexError:
            return None
        if worker.alive():
            return worker
        worker.end()


def _dismiss_later() -> None:
    """Let the idle processes go when nobody has needed them for a while."""
    global _leaving
    if _leaving is not None:
        _leaving.cancel()
    _leaving = threading.Timer(IDLE, _dismiss)
    _leaving.daemon = True
    _leaving.start()


@atexit.register
def _dismiss() -> None:
    while (worker := _taken()) is not None:
        worker.end()
