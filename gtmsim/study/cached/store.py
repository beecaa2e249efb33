"""A file that holds finished replications, each with its checksum; whoever is killed loses a second's at most.

Nothing here may end a study: what cannot be read is lived again, and what cannot be written is not kept.
"""

import contextlib
import hashlib
import json
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

LAYOUT = 1  # of the tables; another one's are begun anew
MOST_BYTES = 1 << 30  # of all that is kept; the studies that were asked for longest ago leave first
LESS = 0.5  # share of it that is left then
PATIENCE = 5.0  # seconds that another process may write
BATCH = 1.0  # seconds between two writings
AT_ONCE = 500  # numbers in one question
RECENT = 3600.0  # seconds: who was asked for since then need not be marked again
TABLES = (
    "CREATE TABLE study (key BLOB PRIMARY KEY, names BLOB NOT NULL, used REAL NOT NULL)",
    "CREATE TABLE replication (study BLOB NOT NULL, number INTEGER NOT NULL, sha256 BLOB NOT NULL,"
    " payload BLOB NOT NULL, PRIMARY KEY (study, number))",
)
Found = TypeVar("Found")


class Kept(NamedTuple):
    """How much is kept."""

    studies: int
    replications: int
    bytes: int  # of the file


class Store:
    """Finished replications by the key of what was lived, and their number."""

    def __init__(self, path: Path) -> None:
        """Open it, or begin it; OSError or sqlite3.Error where neither can be."""
        self.path = path
        self._lock = threading.RLock()
        self._waiting: list[tuple[bytes, int, bytes, bytes]] = []
        self._written = time.monotonic()
        self.failed = False
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._db = self._open()
        except sqlite3.OperationalError:  # locked, or a folder that cannot be written: another day
            raise
        except sqlite3.DatabaseError:  # no such file is worth keeping
            remove(path)
            self._db = self._open()

    def _open(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
        try:
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=NORMAL")
            if db.execute("PRAGMA user_version").fetchone()[0] != LAYOUT:
                with _transaction(db):
                    for name in ("study", "replication"):
                        db.execute(f"DROP TABLE IF EXISTS {name}")
                    for table in TABLES:
                        db.execute(table)
                    db.execute(f"PRAGMA user_version={LAYOUT}")
            self._make_room(db)
        except BaseException:
            db.close()
            raise
        return db

    def names(self, study: bytes, begun: Callable[[], Any] | None = None) -> Any:
        """The names of what a study measures; those of `begun` where nothing is kept of it, or None."""

        def asked() -> Any:
            ask, now = "SELECT names, used FROM study WHERE key = ?", time.time()
            row = self._db.execute(ask, (study,)).fetchone()
            if row is None and begun is not None:
                first = (study, json.dumps(begun()), now)
                with _transaction(self._db):  # of two that begin it at once the first says the names
                    self._db.execute("INSERT OR IGNORE INTO study VALUES (?, ?, ?)", first)
                row = self._db.execute(ask, (study,)).fetchone()
            if row is not None and abs(now - row[1]) > RECENT:
                with _transaction(self._db):
                    self._db.execute("UPDATE study SET used = ? WHERE key = ?", (now, study))
            return None if row is None else json.loads(row[0])

        return self._asked(asked, None)

    def read(self, study: bytes, numbers: Iterable[int]) -> dict[int, bytes]:
        """Those of the numbers that are there and whole."""
        wanted = list(numbers)

        def asked() -> dict[int, bytes]:
            found: dict[int, bytes] = {}
            for begin in range(0, len(wanted), AT_ONCE):
                some = wanted[begin : begin + AT_ONCE]
                among = f"number IN ({','.join('?' * len(some))})"
                ask = f"SELECT number, sha256, payload FROM replication WHERE study = ? AND {among}"
                for number, checksum, payload in self._db.execute(ask, (study, *some)):
                    if checksum == _checksum(study, number, payload):
                        found[number] = payload
            return found

        return self._asked(asked, {})

    def keep(self, study: bytes, number: int, payload: bytes) -> None:
        """Keep one more, soon."""
        with self._lock:
            self._waiting.append((study, number, _checksum(study, number, payload), payload))
            if time.monotonic() - self._written >= BATCH:
                self.write()

    def write(self) -> None:
        """Write what waits."""
        with self._lock:
            rows, self._waiting = self._waiting, []

            def written() -> None:
                with _transaction(self._db):
                    self._db.executemany("INSERT OR REPLACE INTO replication VALUES (?, ?, ?, ?)", rows)

            if rows:
                self._asked(written, None)
            self._written = time.monotonic()

    def kept(self) -> Kept:
        """How much there is."""
        studies, replications = (
            self._asked(lambda name=name: self._db.execute(f"SELECT COUNT(*) FROM {name}").fetchone()[0], 0)  # type: ignore[misc]
            for name in ("study", "replication")
        )
        return Kept(studies, replications, self.path.stat().st_size)

    def close(self) -> None:
        """Write what waits, and leave the file."""
        self.write()
        with contextlib.suppress(sqlite3.Error):
            self._db.close()

    def _asked(self, ask: Callable[[], Found], otherwise: Found) -> Found:
        """An answer, or none for ever after from a file that gives none."""
        with self._lock:
            if self.failed:
                return otherwise
            try:
                return ask()
            except (sqlite3.Error, ValueError, TypeError, OSError):
                self.failed = True
                return otherwise

    def _make_room(self, db: sqlite3.Connection) -> None:
        def number(name: str) -> int:
            return int(db.execute(f"PRAGMA {name}").fetchone()[0])

        used = (number("page_count") - number("freelist_count")) * number("page_size")
        if used <= MOST_BYTES:
            return
        last = dict(db.execute("SELECT key, used FROM study").fetchall())
        sizes = db.execute("SELECT study, SUM(LENGTH(payload)) FROM replication GROUP BY study").fetchall()
        with _transaction(db):
            for study, size in sorted(sizes, key=lambda each: last.get(each[0], 0.0)):
                if used <= LESS * MOST_BYTES:
                    break
                db.execute("DELETE FROM replication WHERE study = ?", (study,))
                db.execute("DELETE FROM study WHERE key = ?", (study,))
                used -= size


def _checksum(study: bytes, number: int, payload: bytes) -> bytes:
    return hashlib.sha256(b"%b %d %b" % (study, number, payload)).digest()


@contextlib.contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All of it, or nothing."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def remove(path: Path) -> None:
    """Remove a store and what SQLite lays beside it."""
    for end in ("", "-wal", "-shm"):
        with contextlib.suppress(OSError):
            path.with_name(path.name + end).unlink()
