"""Room in memory that begins where a line of memory does."""

import contextlib
import mmap
import sys
from typing import Any

import numpy as np

from gtmsim.engine.compiled.kernels.columns import LINE


def empty(kind: Any, places: int, shift: int = 0, clear: bool = False) -> Any:
    """Room for so many, with whatever lies there: a one-dimensional array, of records by name if they have names.

    It begins `shift` bytes behind the start of a line of memory. What is clear is cleared by the system where and when
    it is first touched.
    """
    length = max(1, places) * np.dtype(kind).itemsize
    raw = _clear(length + LINE) if clear else np.empty(length + LINE, dtype=np.uint8)
    start = (shift - raw.ctypes.data) % LINE
    room = raw[start : start + length].view(kind)
    return room.view(np.recarray) if room.dtype.names else room


def _clear(length: int) -> Any:
    """Bytes of which the system clears a small page when it is touched: a large one would hold thousands of others."""
    if sys.platform == "win32":
        return np.zeros(length, dtype=np.uint8)
    memory = mmap.mmap(-1, length, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    if hasattr(mmap, "MADV_NOHUGEPAGE"):
        with contextlib.suppress(OSError):  # a kernel without large pages refuses to do without them
            memory.madvise(mmap.MADV_NOHUGEPAGE)
    return np.frombuffer(memory, dtype=np.uint8)
