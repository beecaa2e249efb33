"""run.json: what made the numbers, the only file of a results folder that knows a time or a machine."""

import datetime
import platform
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy

import gtmsim
from gtmsim.report.gather import parts
from gtmsim.scenario.writing import fingerprint
from gtmsim.study.comparison import Comparison
from gtmsim.study.results import Results


def record(what: Results | Comparison, files: Mapping[str, str], about: Mapping[str, Any]) -> dict[str, Any]:
    """Versions, machine, seconds and digests; `about` is what the caller knows, such as the command line."""
    return recorded(parts(what), what.warnings, files, about)


def recorded(
    told: Sequence[tuple[str, Results]], warnings: Sequence[str], files: Mapping[str, str], about: Mapping[str, Any]
) -> dict[str, Any]:
    """The same of any study that rests on some results."""
    first = told[0][1]
    return {
        "version": gtmsim.__version__,
        "commit": commit(),
        "python": platform.python_version(),
        "numpy": numpy.__version__,
        "platform": platform.platform(),
        "written": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "seconds": round(sum(results.seconds for _, results in told), 3),
        "seed": first.seed,
        "replications": first.replications,
        "engine": " and ".join(sorted({results.engine for _, results in told})),
        "scenarios": {name: fingerprint(r.scenario) for name, r in told},
        "warnings": list(warnings),
        "notes": [note for _, results in told for note in results.notes],
        **about,
        "files": dict(files),
    }


def commit() -> str | None:
    """Commit of the source that runs, where it runs from a checkout."""
    source = Path(gtmsim.__file__).resolve().parents[1]
    if not (source / ".git").exists():
        return None
    words = ["git", "-C", str(source), "rev-parse", "HEAD"]
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=5, check=False)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip() or None if done.returncode == 0 else None
