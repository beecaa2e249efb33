"""The chain of files that extend one another, inside one project; knows no schema."""

import itertools
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from gtmsim.scenario.files.reading import Entry, Node, Reading, read
from gtmsim.scenario.language.problems import Mark, Problem, ScenarioError, nearest
from gtmsim.scenario.language.quantity import show

TEXTS = ("question", "note", "teaching")  # about one scenario, and no other that is made of it
OWN = ("version", "name", *TEXTS)  # what a variant says of itself
CHANGING = ("changes", "replaces")
PROJECT = (
    "a project is the next folder above that holds `.git`, `pyproject.toml` or a folder `scenarios`: "
    "make a folder `scenarios` beside or above both files, or move the file"
)
LONGEST_CHAIN = 8
MOST_BYTES = 4_000_000  # of all files of a chain
MOST_FILES = 2_000  # of a folder that are looked at for a name
ROOT_SIGNS = (".git", "pyproject.toml", "scenarios")  # a folder that holds one of them is a project


class File(NamedTuple):
    """A file as it was called, its content, where it is, and the folder that what it names may not leave."""

    name: str
    top: Node
    real: Path
    root: Path
    dropped: tuple[tuple[Node, Entry], ...] = ()  # entries with bad names


def chain(path: Path, problems: list[Problem]) -> Iterator[File]:
    """The file, the one it extends, and so on to the one that extends none."""
    name = "".join(c if c.isprintable() else "?" for c in str(path))
    if "\0" in str(path):
        raise ScenarioError([Problem("E_FILE", "no file can be called so", "", Mark(name, 1, 1))])
    real = Path(os.path.realpath(path))
    root = _root(real)
    seen: dict[Path, str] = {}
    left = MOST_BYTES
    asked: Mark | None = None
    while True:
        seen[real] = name
        reading = _read(real, name, left, asked, problems)
        left -= reading.size
        problems.extend(reading.problems)
        yield File(name, reading.top, real, root, reading.dropped)
        said = reading.top.value if isinstance(reading.top.value, dict) else {}
        if "extends" not in said:
            for section in CHANGING:
                if section in said:
                    mark = said.pop(section).key
                    what = f"`{section}` without `extends`"
                    problems.append(Problem("E_MISSING", what, "say which file it changes", mark))
            return
        for key, entry in said.items():
            if key not in (*OWN, "extends", *CHANGING):
                close = nearest(key, (*OWN, "extends", *CHANGING))
                hint = (
                    close if close.startswith("did") else f"write it under `changes`, as `{key}: {_shown(entry.node)}`"
                )
                problems.append(Problem("E_UNKNOWN", f"a variant says no {show(key)}", hint, entry.key, (key,)))
        extends = said["extends"].node
        asked = extends.mark
        base = named_file(extends, real, root, ("extends",), "extend a file of this project")
        if isinstance(base, Problem):
            raise ScenarioError([*problems, base])
        name = beside(name, extends.value)
        if base in seen:
            loop = " → ".join([*list(seen.values())[list(seen).index(base) :], seen[base]])
            raise ScenarioError([*problems, Problem("E_CYCLE", f"{loop} extend each other", "", asked, ("extends",))])
        if len(seen) >= LONGEST_CHAIN:
            what = f"more than {LONGEST_CHAIN} files extend one another"
            raise ScenarioError([*problems, Problem("E_DEPTH", what, "", asked, ("extends",))])
        real = base


def _shown(node: Node) -> str:
    """A value as it stands, a section in short."""
    return " ".join(node.text.split()) or "{..}" if not isinstance(node.value, dict | list) else "{..}"


def _read(real: Path, name: str, left: int, asked: Mark | None, problems: list[Problem]) -> Reading:
    """A file of the chain; one that cannot be read is reported where it was `asked` for."""
    try:
        return read(real, name, left)
    except ScenarioError as error:
        found = list(error.problems)
        if "no such file" in found[0].message:
            found[0] = found[0]._replace(hint=nearest_file(real))
        if asked and found[0].code in ("E_FILE", "E_SIZE"):
            found[0] = found[0]._replace(message=f"`{name}`: {found[0].message}", mark=asked, path=("extends",))
        raise ScenarioError([*problems, *found]) from None


def _root(file: Path) -> Path:
    """The folder that a scenario's files may not leave."""

    def is_project(folder: Path) -> bool:
        return any(os.path.exists(folder / sign) for sign in ROOT_SIGNS)  # noqa: PTH110  # False where it may not look

    return next(filter(is_project, file.parents), file.parent)


def _project(root: Path) -> str:
    """Where the files that a scenario names may be."""
    signs = [sign for sign in ROOT_SIGNS if os.path.exists(root / sign)]  # noqa: PTH110
    return f", which ends at the folder `{root.name}`" + (f" since that holds `{signs[0]}`" if signs else "")


def beside(name: str, said: str) -> str:
    """What a file named in the file `name` is called."""
    return os.path.normpath(os.path.join(os.path.dirname(name), said))  # noqa: PTH118, PTH120  # as typed


def nearest_file(path: Path, ends: tuple[str, ...] = (".yaml", ".yml")) -> str:
    """A hint: the file that the path of one that is not there probably meant, in its folder or in one below it."""
    folder = path.parent
    while not os.path.isdir(folder) and folder != folder.parent:  # noqa: PTH112  # False where it may not look
        folder = folder.parent
    there = _visible(folder)
    if folder != path.parent:  # a folder on the way is not there
        missing = path.relative_to(folder).parts[0]
        hint = nearest(missing, [each.name for each in there if each.is_dir()])
        return f"there is no folder {show(missing)}" + (f"; {hint}" if hint.startswith("did") else "")
    files = [each for each in there if each.name.lower().endswith(ends)]
    hint = nearest(path.name, [each.name for each in files])
    if hint.startswith("did"):
        return hint
    below = [one for each in there if each.is_dir() for one in _visible(each) if one.name.lower().endswith(ends)]
    names = {one.relative_to(folder).as_posix(): one.name for one in below[:MOST_FILES]}
    deeper = next((each for each, name in names.items() if name == path.name), "")
    if deeper:
        return f"did you mean `{deeper}`?"
    return hint.replace("known here", "there are") if files else "no such file is in that folder"


def _visible(folder: Path) -> list[Path]:
    """What is in a folder and not hidden, in the order of names; nothing where it may not be looked at."""
    try:
        found = itertools.islice((each for each in folder.iterdir() if not each.name.startswith(".")), MOST_FILES)
        return sorted(found)
    except OSError:
        return []


def named_file(node: Node, real: Path, root: Path, path: tuple[str, ...], hint: str) -> Path | Problem:
    """The real file that a node of the file `real` names, or why it may not; nothing outside the root is touched."""
    said = node.value
    if not isinstance(said, str) or not said:
        return Problem("E_TYPE", f"need a file name, got {show(said)}", "", node.mark, path)
    if said.startswith(("/", "~")) or "\\" in said or ":" in said or not said.isprintable():
        return Problem("E_PATH", f"{show(said)} is not a relative path with `/`", hint, node.mark, path)
    target = Path(os.path.realpath(real.parent / said))
    if not target.is_relative_to(root):
        return Problem(
            "E_PATH", f"{show(said)} is outside the project{_project(root)}", f"{hint}; {PROJECT}", node.mark, path
        )
    return target
