"""The shipped questions as starters: listed, and copied so that they work anywhere."""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from gtmsim.report.starter import STARTER, put
from gtmsim.scenario.language.problems import nearest
from gtmsim.scenario.load import load
from gtmsim.scenario.writing import fingerprint, resolved_yaml
from gtmsim.study.problems import StudyError

PACKAGE = Path(__file__).resolve().parents[1]
SMALL = "two_segments"
EXTENDS = re.compile(r"^extends: *(\S+) *(#.*)?$", re.MULTILINE)


def shipped() -> Path:
    """The folder of shipped scenarios: of the package, or of the checkout that it lies in."""
    inside = PACKAGE / "shipped"
    return inside if inside.is_dir() else PACKAGE.parent / "scenarios"


def questions() -> dict[str, list[Path]]:
    """The files of each question, that which others go back to first."""
    root = shipped()
    found = {path.stem: [path] for path in sorted(root.glob("*.yaml")) if not _extends(path)}
    for folder in sorted(path for path in root.glob("*") if path.is_dir()):
        files = sorted(folder.glob("*.yaml"))
        found[folder.name] = sorted(files, key=lambda file: (-_goes_back(file, files), file.name))
    return {**found, SMALL: [STARTER]}


def listed() -> Iterator[str]:
    """A line for each question: its name, what it asks, and how many plans it has."""
    found = questions()
    width = max(map(len, found))
    for name, files in found.items():
        said = yaml.safe_load(files[0].read_text("utf-8"))
        plans = f" ({len(files)} plans)" if files[1:] else ""
        yield f"{name:<{width}}  {said.get('question', '')}{plans}"
    yield f"gtmsim new plan.yaml --like {next(name for name, files in found.items() if files[1:])}"


def write_like(path: Path, name: str) -> Iterator[str]:
    """Copy a question: its base as one file without `extends`, each further plan as what is different from it."""
    found = questions()
    question, _, plan = name.removesuffix(".yaml").partition("/")
    files = [file for file in found.get(question, []) if plan in ("", file.stem)]
    if not files:
        known = [*found, *(f"{each}/{file.stem}" for each, several in found.items() for file in several if several[1:])]
        raise StudyError(f"no shipped question is called `{name}`; {nearest(name, known)}; all: gtmsim new --list")
    names = {file: path if file == files[0] else path.with_name(f"{path.stem}_{file.stem}.yaml") for file in files}
    put({place: _text(file, names, path) for file, place in names.items()})
    for file, place in names.items():
        if place != path and fingerprint(original := load(file)) != fingerprint(load(place)):  # of another day 0
            place.write_text(resolved_yaml(original), encoding="utf-8", newline="\n")
    yield f"wrote {', '.join(map(str, names.values()))}"
    verb = "compare" if files[1:] else "run"
    yield f"next: gtmsim {verb} {' '.join(map(str, names.values()))} --replications 10"


def _text(file: Path, names: dict[Path, Path], path: Path) -> str:
    """A file that stands alone, or that extends one of those which are copied with it."""
    if file == STARTER:
        return file.read_text("utf-8").replace("THIS_FILE", path.name)
    base = _extends(file)
    if base in names:
        return EXTENDS.sub(f"extends: {names[base].name}", file.read_text("utf-8"), count=1)
    return resolved_yaml(load(file)) if base else file.read_text("utf-8")


def _extends(file: Path) -> Path | None:
    said = EXTENDS.search(file.read_text("utf-8"))
    return (file.parent / said[1]).resolve() if said else None


def _goes_back(file: Path, files: list[Path]) -> int:
    """How many of these files extend this one."""
    return sum(_extends(other) == file.resolve() for other in files)
