"""A scenario drawn into a file, or one of its replications as a page that plays; whole or not at all."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from gtmsim.report.drawing.firm import drawing
from gtmsim.report.folder import CannotWriteError
from gtmsim.scenario.load import load
from gtmsim.study.problems import StudyError


def written(file: Path, sets: Sequence[str], out: Path) -> Path:
    """Draw it, in place of a drawing that is there."""
    return _put(out, (".svg",), lambda: drawing(load(file, sets)).svg)


def animated(file: Path, sets: Sequence[str], out: Path, replication: int) -> Path:
    """One replication as a page that plays without a network."""
    from gtmsim.report.drawing.animation import page

    return _put(out, (".html", ".htm"), lambda: page(load(file, sets), replication))


def _put(out: Path, ends: Sequence[str], text: Callable[[], str]) -> Path:
    if out.suffix.lower() not in ends:
        kind = "SVG" if ends[0] == ".svg" else "an HTML page"
        raise StudyError(f"{out}: that is {kind}; write {out.with_suffix(ends[0])}")
    said = text()
    aside = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        aside.write_text(said, encoding="utf-8", newline="\n")
        aside.replace(out)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise CannotWriteError(f"{out}: {error.strerror or error}") from error
    return out
