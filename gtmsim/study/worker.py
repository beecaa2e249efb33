"""One process that works for another: it is sent work and items through a pipe, and answers through a second one.

The pipe that it reads from is also what keeps it alive: when the parent is gone, however early and in whatever way, the
system closes it, and the process ends at once. It makes no semaphore and no file that could outlive the two.
"""

import contextlib
import os
import pickle
import queue
import subprocess
import sys
import threading
from typing import IO, Any, cast

# The child looks for modules where the parent does; nothing else is needed of what the parent has imported.
BEGIN = (
    "import pickle, sys\n"
    "sys.path[:] = pickle.load(sys.stdin.buffer)\n"
    "from gtmsim.study.worker import serve\n"
    "serve(sys.stdin.buffer)"
)
WORK, ITEM = 0, 1
DONE, FAILED = 0, 1
Order = tuple[int, bytes]  # a pickled function, or an item for it; in bytes, so that a faulty one can be answered
Reply = tuple[int, Any]  # an answer, or what was raised


class LostError(Exception):
    """The process is gone."""


class Worker:
    """A process, as its parent sees it."""

    def __init__(self) -> None:
        kept: dict[str, Any] = {"creationflags": 0x200} if sys.platform == "win32" else {"process_group": 0}
        # In a group of its own, so that Ctrl-C, which a terminal sends to a whole group, is left to the parent.
        self.process = subprocess.Popen(
            [sys.executable, "-c", BEGIN], stdin=subprocess.PIPE, stdout=subprocess.PIPE, **kept
        )
        self.said: bytes | None = None  # the work that it knows
        self._send(pickle.dumps(sys.path))

    def do(self, work: bytes, item: Any) -> Reply:
        """What the work, a pickled function, makes of an item; LostError if the process ends before it has told."""
        if work is not self.said:
            self._send(pickle.dumps((WORK, work)))
            self.said = work
        self._send(pickle.dumps((ITEM, pickle.dumps(item))))
        try:
            return cast(Reply, pickle.load(cast(IO[bytes], self.process.stdout)))
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            raise LostError from error

    def alive(self) -> bool:
        """Whether it could still be asked."""
        return self.process.poll() is None

    def end(self) -> None:
        """Kill it and forget it."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):  # what it had not read yet is of no use
                cast(IO[bytes], pipe).close()

    def _send(self, message: bytes) -> None:
        pipe = cast(IO[bytes], self.process.stdin)
        try:
            pipe.write(message)
            pipe.flush()
        except OSError as error:
            raise LostError from error


def serve(orders: IO[bytes]) -> None:
    """Do what the parent sends until there is no parent."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what work prints is no answer
    waiting: queue.SimpleQueue[Order] = queue.SimpleQueue()
    threading.Thread(target=_hear, args=(orders, waiting), daemon=True).start()
    work = b""
    known: Any = None
    while True:
        kind, said = waiting.get()
        if kind == WORK:
            work, known = said, None
            continue
        try:
            known = known or pickle.loads(work)
            reply: Reply = (DONE, known(pickle.loads(said)))
        except Exception as error:
            reply = (FAILED, error)
        _tell(replies, reply)


def _hear(orders: IO[bytes], waiting: "queue.SimpleQueue[Order]") -> None:
    """Pass on what the parent sends, and end the process when the parent is gone, whatever it is doing."""
    try:
        while True:
            waiting.put(pickle.load(orders))
    except EOFError:
        pass
    finally:
        os._exit(1)


def _tell(replies: IO[bytes], reply: Reply) -> None:
    try:
        message = pickle.dumps(reply)
    except Exception as error:  # whatever an answer that cannot be sent makes of being sent
        message = pickle.dumps((FAILED, RuntimeError(f"{type(error).__name__}: {error}; it was {reply[1]!r}")))
    try:
        replies.write(message)
        replies.flush()
    except OSError:  # nobody listens any more
        os._exit(1)
