"""Whether, and where, finished replications are kept."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from gtmsim.machine import cache
from gtmsim.study.cached.store import MOST_BYTES, Store, remove
from gtmsim.study.wording import so_many

SWITCH = "GTMSIM_CACHE"  # in the environment; "off" keeps nothing and reads nothing
OFF = ("off", "0", "no", "false")
FILE = "replications.sqlite"

_wanted: ContextVar[bool] = ContextVar("wanted", default=True)


@contextmanager
def uncached() -> Iterator[None]:
    """Every replication is lived anew inside, and none is kept."""
    before = _wanted.set(False)
    try:
        yield
    finally:
        _wanted.reset(before)


def path() -> Path:
    """The file, which need not exist."""
    return cache.home() / FILE


def keeping(*engines: str) -> bool:
    """Are replications to be kept? Who names an engine wants to see that one work."""
    return set(engines) == {"auto"} and _wanted.get() and os.environ.get(SWITCH, "").strip().lower() not in OFF


def opened(*engines: str) -> Store | None:
    """The store, unless nobody wants it or it cannot be opened."""
    if not keeping(*engines):
        return None
    try:
        return Store(path())
    except (OSError, sqlite3.Error):
        return None


def told() -> str:
    """How much is kept, and where."""
    if not path().exists():
        return f"no replication is kept; they would lie in {path()}"
    try:
        store = Store(path())
    except (OSError, sqlite3.Error) as error:
        return f"{path()} cannot be read: {error}"
    found = store.kept()
    store.close()
    many, firms = so_many(found.replications, "replication"), so_many(found.studies, "scenario")
    size = f"{found.bytes / 1e6:,.1f} MB, {MOST_BYTES / 1e6:,.0f} at most"
    return f"{many} of {firms} in {size}: {path()}"


def cleared() -> str:
    """Remove what is kept, and say so."""
    if not path().exists():
        return f"no replication is kept; they would lie in {path()}"
    remove(path())
    return f"removed {path()}"
