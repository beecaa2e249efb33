"""What journals are written on: memory that serves again when a journal is forgotten.

Fresh memory is cleared by the system page by page as it is touched, which would cost a sixth of a replication.
"""

import mmap
import sys
from typing import Any

import numpy as np

MOST = 8  # sheets that are kept for later
LARGE = 4 << 20  # bytes from which large pages pay, and from which the system may take back what is only kept

_blank: list[mmap.mmap] = []  # its `append` and `pop` are atomic, so that threads need no lock


class _Sheet:
    """Lies below every array that is cut from it; when the last is gone, it is blank again."""

    def __init__(self, memory: mmap.mmap) -> None:
        self.memory = memory
        self.__array_interface__ = np.frombuffer(memory, dtype=np.uint8).__array_interface__

    def __del__(self) -> None:
        if sys is None or sys.is_finalizing():
            return  # the process ends, and with it what this module knows
        _advise(self.memory, "MADV_FREE")
        _blank.append(self.memory)
        if len(_blank) > MOST:
            _taken(0)


def paper(length: int) -> Any:
    """So many bytes, with whatever is written there; they begin where a page begins."""
    for _ in range(len(_blank)):
        memory = _taken(0)
        if memory is None:
            break
        if length <= len(memory) <= 2 * length:
            return _array(memory, length)
        _blank.append(memory)
    memory = _fresh(length)
    _advise(memory, "MADV_HUGEPAGE")
    return _array(memory, length)


def _array(memory: mmap.mmap, length: int) -> Any:
    return np.asarray(_Sheet(memory))[:length]


def _fresh(length: int) -> mmap.mmap:
    if sys.platform == "win32":
        return mmap.mmap(-1, length)
    return mmap.mmap(-1, length, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)


def _taken(place: int) -> mmap.mmap | None:
    try:
        return _blank.pop(place)
    except IndexError:  # another thread was faster
        return None


def _advise(memory: mmap.mmap, name: str) -> None:
    """Tell the system, if it listens."""
    advice = getattr(mmap, name, None)
    if advice is not None and len(memory) >= LARGE:
        memory.madvise(advice)
