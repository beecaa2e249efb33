"""The answer of `gtmsim migrate`: files of version 1 rewritten in the names of now, all of them or none."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from gtmsim.report.folder import CannotWriteError
from gtmsim.scenario.files.migrate import migrated
from gtmsim.scenario.files.migrate_tables import migrated_csv
from gtmsim.scenario.files.reading import content_of, read
from gtmsim.scenario.language.problems import Mark, Problem, ScenarioError
from gtmsim.scenario.language.renamed import VERSION

NOT_REWRITTEN = (".xlsx", ".dmn", ".xml")


def rewritten(files: Sequence[Path], write: bool) -> tuple[list[str], bool]:
    """What to say of each file, and whether any is, or would be, another; nothing is written if one is bad."""
    found: list[tuple[Path, bytes, bytes]] = []
    problems: list[Problem] = []
    for file in files:
        try:
            found.append((file, *_both(file)))
        except ScenarioError as error:
            problems += error.problems
    if problems:
        raise ScenarioError(problems)
    told = []
    for file, old, new in found:
        if old == new:
            told.append(f"{file}: says nothing of version 1")
        elif write:
            _replace(file, new)
            told.append(f"wrote {file} in version {VERSION}")
        else:
            told.append(f"{file}: version 1, would be rewritten")
    return told, any(old != new for _, old, new in found)


def text_of(file: Path) -> str:
    """What a file would become."""
    return _both(file)[1].decode()


def _both(file: Path) -> tuple[bytes, bytes]:
    """A file as it is, and as it would be."""
    name = str(file)
    kind = file.suffix.lower()
    if kind in NOT_REWRITTEN:
        what = f"a {kind} file is not rewritten, and is read with the names of version 1 too"
        hint = "rename its columns in the program that wrote it, by the table in docs/scenarios.md"
        raise ScenarioError([Problem("E_FILE", what, hint, Mark(name, 1, 1))])
    content = content_of(file, name)
    if kind == ".csv":
        return content, migrated_csv(content, name)
    try:
        return content, migrated(content.decode(), name).encode()
    except UnicodeDecodeError:
        read(file, name)  # says where
        raise


def _replace(file: Path, content: bytes) -> None:
    """Write beside a file, then take its place: a reader sees the old content or the new one."""
    real = Path(os.path.realpath(file))
    beside = ""
    try:
        handle, beside = tempfile.mkstemp(prefix=f".{real.name}.", dir=real.parent)
        with os.fdopen(handle, "wb") as new:
            new.write(content)
            new.flush()
            os.fsync(new.fileno())
        shutil.copymode(real, beside)
        os.replace(beside, real)  # noqa: PTH105  # the name is that of mkstemp
    except OSError as error:
        raise CannotWriteError(f"{file}: {error.strerror or error}") from error
    finally:
        with contextlib.suppress(OSError):
            if beside:
                os.unlink(beside)  # noqa: PTH108
