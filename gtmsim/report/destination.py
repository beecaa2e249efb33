"""Which folder a study is written to: named after its files, changes and plans, short, the same each time."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from gtmsim.scenario.files.changes import Layer, layer_changes
from gtmsim.scenario.files.names import short_path, written

RESULTS = Path("results")
LONGEST = 80  # characters
PLAIN = "-_.+%"
DIGITS = 6  # of a hash


def folder_of(files: Sequence[Path], sets: Sequence[str] = (), plans: Sequence[tuple[str, Sequence[str]]] = ()) -> Path:
    """For example results/baseline-vs-hire_csm or results/baseline-teams.ae.headcount+2."""
    parts = [file.stem for file in files]
    parts[0] += "".join(f"-{_words(one)}" for one in sets)
    whole = "-vs-".join([*parts, *(name for name, _ in plans)])
    kept = "".join(c if c.isalnum() or c in PLAIN else "_" for c in whole)
    paths = [str(file) for file in files] if len(files) > 1 else []
    said = repr((paths, list(sets), [(name, list(changes)) for name, changes in plans]))
    unclear = kept != whole or plans or any("=" not in one for one in sets)
    if len(kept) > LONGEST or unclear:
        digest = hashlib.sha256(said.encode()).hexdigest()[:DIGITS]
        kept = f"{kept[: LONGEST - DIGITS - 1].rstrip('-_.')}-{digest}"
    return RESULTS / kept


def after(said: str) -> str:
    """What a study over a lever is called after: the lever's path, for example teams.ae.headcount."""
    path = said.partition("=")[0].strip()
    return "".join(c if c.isalnum() or c in PLAIN else "_" for c in short_path(path.split(".")))[:LONGEST]


def _words(said: str) -> str:
    """A change as a part of a name, for example teams.ae.headcount+2."""
    told = []
    for change in layer_changes(Layer((said,)), []):
        value = written(change.entry.node).replace("\u2212", "-").replace("\u00d7", "x")
        sign = "" if value[:1] in "+-" else "="
        told.append(f"{short_path(change.path)}{sign}{value}".replace(" ", "").replace("=", "_"))
    return ",".join(told)
