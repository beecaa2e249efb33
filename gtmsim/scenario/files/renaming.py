"""Trees of nodes in the names of version 1 -> the names of now, at the same places; and which files were so."""

import os
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gtmsim.scenario.files.changes import Change
from gtmsim.scenario.files.files import CHANGING
from gtmsim.scenario.files.reading import Entry, Node
from gtmsim.scenario.language.problems import Mark, Problem, dotted
from gtmsim.scenario.language.quantity import show
from gtmsim.scenario.language.renamed import VERSION
from gtmsim.scenario.language.renames import Places, below, new_name, new_path, new_text, top

Path = tuple[str | int, ...]
NAMED = 3  # renames that a warning names


class Renamed(NamedTuple):
    """An old name, or an old word of a value, and what it is now."""

    mark: Mark
    old: str
    new: str
    path: tuple[str | int, ...]  # in the names of now


class Renaming:
    """What was renamed, and what cannot be since the new name stands there too."""

    def __init__(self) -> None:
        self.found: list[Renamed] = []
        self.problems: list[Problem] = []

    def file(self, whole: Node) -> None:
        """A scenario, or a variant with its changes."""
        if not isinstance(whole.value, dict) or "extends" not in whole.value:
            self.tree(whole, top())
        else:
            for section in CHANGING:
                if section in whole.value:
                    self.tree(whole.value[section].node, top(), paths=True)

    def tree(self, node: Node, places: Places, paths: bool = False, path: Path = ()) -> None:
        """A node and all below it, which stands at `path`; with `paths`, its names may be dotted paths."""
        if not places:
            return
        if isinstance(node.value, list):
            for number, one in enumerate(node.value):
                self.tree(one, below(places, number), paths, (*path, number))
        elif isinstance(node.value, dict):
            node.value = dict(self._entries(node.value, places, paths, path))
        elif isinstance(node.value, str) and (new := new_text(places, node.value)) != node.value:
            self.found.append(Renamed(node.mark, node.value, new, path))
            node.value, node.text = new, new_text(places, node.text)

    def change(self, said: Change) -> Change:
        """A change of a dotted path."""
        told, places = new_path(top(), said.path)
        if tuple(told) != said.path:
            self.found.append(Renamed(said.entry.key, dotted(said.path), dotted(told), tuple(told)))
        self.tree(said.entry.node, places, True, tuple(told))
        return said._replace(path=tuple(told))

    def _entries(self, said: dict[str, Entry], places: Places, paths: bool, path: Path) -> Iterator[tuple[str, Entry]]:
        taken: dict[str, Entry] = {}
        for key, entry in said.items():
            told, there = new_path(places, key.split(".") if paths else [key])
            new = ".".join(told) if paths else new_name(places, key) or key
            first = taken.get(new) or (said.get(new) if new != key else None)
            if first is not None:
                what = f"{show(key)} is called `{new}` since version {VERSION}, and line {first.key.line} says that too"
                self.problems.append(Problem("E_CONFLICT", what, "keep one of them", entry.key, (*path, new)))
                continue
            if new != key:
                self.found.append(Renamed(entry.key, key, new, (*path, *told)))
            taken[new] = entry
            self.tree(entry.node, there, paths, (*path, *told))
            yield new, entry


class Versions:
    """In which version each file of a scenario is written."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        self.first = ""  # the file that is asked for
        self.old: list[tuple[str, Mark, list[Renamed]]] = []  # files of version 1

    def read(self, whole: Node, name: str) -> None:
        """Give a file the names of now, if it is of version 1: if it says so, or says nothing and has its names."""
        self.first = self.first or name
        said = whole.value.get("version") if isinstance(whole.value, dict) else None
        version = None if said is None else _number(said.node)
        if version not in (None, 1.0):
            return
        renaming = Renaming()
        renaming.file(whole)
        self.problems.extend(renaming.problems)
        if said is not None and version is not None:
            whole.value["version"] = Entry(said.key, Node(VERSION, said.node.mark))
        if version is not None or renaming.found:
            mark = said.node.mark if said is not None and version is not None else renaming.found[0].mark
            self.old.append((name, mark, renaming.found))

    def warning(self, on_disk: bool = True) -> Iterator[Problem]:
        """One for all files that are not of this version."""
        if self.old:
            folder = os.path.dirname(self.first) or "."  # noqa: PTH120  # names as typed, not paths of this machine
            files = " ".join(os.path.relpath(name, folder) for name, _, _ in self.old)
            renamed = [one for _, _, found in self.old for one in found]
            hint = f"`gtmsim migrate {files}` rewrites it" if on_disk else _told(renamed)
            what = f"version 1 of the language, read with the names of version {VERSION}"
            yield Problem("W_VERSION", what, hint, self.old[0][1])


def changed_names(changes: Sequence[Change], problems: list[Problem]) -> list[Change]:
    """Changes of the command line or of Python in the names of now, with a warning for each old one."""
    renaming = Renaming()
    told = [renaming.change(change) for change in changes]
    problems.extend(renamed_problems(renaming))
    return told


def renamed_problems(renaming: Renaming) -> list[Problem]:
    """A warning for each old name, once, after what could not be renamed."""
    once = {(one.old, one.new): one for one in reversed(renaming.found)}
    told = [
        Problem("W_RENAMED", f"{show(old)} is called `{new}` since version {VERSION}", f"write `{new}`", *one[::3])
        for (old, new), one in reversed(once.items())
    ]
    return [*renaming.problems, *told]


def _number(node: Node) -> float | None:
    """The version that is said; 0 for what is no number."""
    said = str(node.value).strip()
    if isinstance(node.value, bool) or not re.fullmatch(r"\d{1,9}(\.0+)?", said):
        return 0.0
    return float(said)


def _told(renamed: Sequence[Renamed]) -> str:
    """What to say instead, by some examples."""
    first = dict.fromkeys((one.old, one.new) for one in renamed)
    told = ", ".join(f"`{new}` for `{old}`" for old, new in list(first)[:NAMED])
    more = f", and {len(first) - NAMED} more" if len(first) > NAMED else ""
    return f"say `version: {VERSION}`" + (f", and {told}{more}" if told else "")
