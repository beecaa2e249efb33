"""One writer per results folder: a lock that the operating system drops when its holder dies."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


class InUseError(Exception):
    """Another process is writing there."""


@contextmanager
def locked(path: Path, folder: Path) -> Iterator[None]:
    """Hold the lock file `path` of `folder`, or say who holds it."""
    file = _take(path, folder)
    try:
        yield
    finally:
        if sys.platform != "win32":  # elsewhere an open file cannot be removed; an empty lock file then stays
            path.unlink(missing_ok=True)
        file.close()


def _take(path: Path, folder: Path) -> BinaryIO:
    while True:
        file = path.open("a+b")  # held until the lock is let go
        if not _lock(file):
            file.seek(0)
            holder = file.read(40).decode("ascii", "replace").strip()
            file.close()
            who = f"process {holder}" if holder else "another process"
            raise InUseError(f"{folder} is in use by {who}; wait for it, or name another folder with --out")
        if _is_current(file, path):
            file.truncate(0)
            file.write(str(os.getpid()).encode())
            file.flush()
            return file
        file.close()  # its holder removed it while we waited: take the new one


def _lock(file: BinaryIO) -> bool:
    try:
        if sys.platform != "win32":
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            import msvcrt

            file.seek(1 << 20)  # a byte that nobody reads, since a locked byte cannot be read
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK):
            return False
        raise
    return True


def _is_current(file: BinaryIO, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False
