"""Where compiled code is kept: a folder named by a hash of the sources, so that code and cache cannot disagree.

numba looks at the one file that holds a cached function and not at those that it calls; this folder's name does.
"""

import contextlib
import hashlib
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

READY = "ready"  # the file that says: what is kept here is whole
FOLDER = "GTMSIM_CACHE_DIR"
LATEST = 4  # versions that are kept
COMPILED = (
    "machine",
    "rules",
    "policies",
    "journal",
    "mechanisms",
    "engine",
    "metrics/compiled",
    "scenario/resolved/inputs.py",
)  # where what is compiled is written, and what is laid out in memory

NOT_COMPILED = ("metrics.py", "section.py")  # of a mechanism

_loaded = False


def folder() -> Path:
    """The folder of this version of the sources; it need not exist, and may not be writable."""
    return home() / _version()


@cache
def _version() -> str:
    """Hash of all that is compiled, and of who compiles it."""
    package = Path(__file__).resolve().parents[1]
    found = hashlib.sha256()
    for file in sources():
        found.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes())
    compiler = [f"{name} {version(name)}" for name in ("numba", "llvmlite", "numpy")]
    target = [platform.machine(), os.environ.get("NUMBA_CPU_NAME", ""), str(package)]
    found.update(" ".join([sys.version, *target, *compiler]).encode())
    return found.hexdigest()[:16]


def sources() -> Iterator[Path]:
    """The files of which compiled code is made."""
    package = Path(__file__).resolve().parents[1]
    for part in COMPILED:
        place = package / part
        for file in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            if part != "mechanisms" or file.name not in NOT_COMPILED:
                yield file


def warm() -> bool:
    """Whether the event loop need not be compiled first; numba reads only where it could write."""
    kept = (folder() / READY).exists() and any(folder().glob("**/*.nbc"))
    return kept and os.access(folder(), os.W_OK)


def usable() -> bool:
    """Make the folder; False where that cannot be, and code is then compiled anew in each process."""
    try:
        folder().mkdir(parents=True, exist_ok=True)
        return os.access(folder(), os.W_OK)
    except OSError:
        return False


def loaded() -> bool:
    """Whether this process has the event loop in hand."""
    return _loaded


def compiling() -> bool:
    """Whether numba compiles at all here."""
    return os.environ.get("NUMBA_DISABLE_JIT") != "1"


def settle() -> None:
    """Say that the loop is in hand, and that it is kept if it is."""
    global _loaded
    _loaded = True
    try:
        if any(folder().glob("**/*.nbc")):
            (folder() / READY).touch()
            _forget()
    except OSError:
        return


def remove() -> None:
    """Remove what is kept of this version."""
    for file in [folder() / READY, *folder().glob("**/*.nb[ci]")]:
        with contextlib.suppress(OSError):
            file.unlink()


def _forget() -> None:
    """Remove what was compiled for all but the latest versions."""
    kept = sorted(home().glob(f"*/{READY}"), key=lambda file: file.stat().st_mtime)
    for file in kept[:-LATEST]:
        shutil.rmtree(file.parent, ignore_errors=True)


def home() -> Path:
    """The folder of all that is kept for later, of every version."""
    said = os.environ.get(FOLDER)
    if said:
        return Path(said)
    try:
        home = Path.home()
    except RuntimeError:  # a user without a home
        return Path(os.devnull) / "gtmsim"
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", home))
    elif sys.platform == "darwin":
        base = home / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return base / "gtmsim"
