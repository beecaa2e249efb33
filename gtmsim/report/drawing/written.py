"""A scenario drawn into a file, whole or not at all."""

import os
from collections.abc import Sequence
from pathlib import Path

from gtmsim.report.drawing.firm import drawing
from gtmsim.report.folder import CannotWriteError
from gtmsim.scenario.load import load
from gtmsim.study.problems import StudyError


def written(file: Path, sets: Sequence[str], out: Path) -> Path:
    """Draw it, in place of a drawing that is there."""
    if out.suffix.lower() != ".svg":
        raise StudyError(f"{out}: a drawing is SVG; write --out {out.with_suffix('.svg')}")
    text = drawing(load(file, sets))
    aside = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        aside.write_text(text, encoding="utf-8", newline="\n")
        aside.replace(out)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise CannotWriteError(f"{out}: {error.strerror or error}") from error
    return out
