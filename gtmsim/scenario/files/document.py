"""A whole scenario as its files say it: plain values, and where each name and each value stands."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from gtmsim.scenario.files.changes import CHANGES
from gtmsim.scenario.files.reading import UNREADABLE, Node
from gtmsim.scenario.language.problems import Mark, Problem, ScenarioError
from gtmsim.scenario.language.quantity import show

Place = tuple[str | int, ...]
DAY = re.compile(r"\d{1,4}\.\d{1,2}\.\d{1,4}")  # as some countries write it


class Document(NamedTuple):
    """A whole scenario as said, and where each name and each value stands."""

    value: Any
    keys: dict[Place, Mark]
    values: dict[Place, Mark]
    file: str
    problems: tuple[Problem, ...]
    stories: dict[Place, str] = {}  # of relative values: what they were made of
    removed: dict[str, Mark] = {}  # names that a variant has removed, and where
    root: "Document | None" = None  # what the first file of a chain says by itself, where others change it

    def saying(self, path: Place, value: Any, mark: Mark | None) -> "Document":
        """The document with one more value, said elsewhere: sections on the way to it that are not there come too."""
        top = at = dict(self.value)
        keys, marks = dict(self.keys), dict(self.values)
        for depth, part in enumerate(path[:-1], 1):
            at[part] = dict(at.get(part) or {})
            at = at[part]
            if mark is not None:
                keys.setdefault(path[:depth], mark)
                marks.setdefault(path[:depth], mark)
        at[path[-1]] = value
        if mark is not None:
            keys[path] = marks[path] = mark
        return self._replace(value=top, keys=keys, values=marks)

    def lateness(self, mark: Mark | None) -> int:
        """How late something is said: in the file that extends none, one on the way, the file itself, a command."""
        if mark is None or (self.root is not None and mark.file == self.root.file != self.file):
            return 0
        if mark.file.startswith("--") or (mark.file == CHANGES and self.file != CHANGES):
            return 3
        return 2 if mark.file == self.file else 1

    def mark(self, path: Sequence[str | int], key: bool = False) -> Mark | None:
        """The place of a value or of its name, or of the nearest thing around it that was said."""
        place = tuple(path)
        first, second = (self.keys, self.values) if key else (self.values, self.keys)
        found = first.get(place) or second.get(place)
        while found is None and place:
            place = place[:-1]
            found = self.keys.get(place) or self.values.get(place)
        return found


def document_of(
    top: Node, file: str, problems: Sequence[Problem], removed: Mapping[str, Mark] | None = None
) -> Document:
    """A tree of nodes as plain values with two tables of places."""
    keys: dict[Place, Mark] = {}
    marks: dict[Place, Mark] = {}
    stories: dict[Place, str] = {}
    found = list(problems)

    def plain(node: Node, path: Place) -> Any:
        marks[path] = node.mark
        if node.story:
            stories[path] = node.story
        if isinstance(node.value, list):
            return [plain(item, (*path, place)) for place, item in enumerate(node.value)]
        if not isinstance(node.value, dict):
            return node.value
        said = {}
        for key, entry in node.value.items():
            below = (*path, key)
            keys[below] = entry.key
            if "." in key and not DAY.fullmatch(key):  # which no name is, and whoever reads it says so
                found.append(Problem("E_KEY", f"a dot in the name {show(key)}", "use `_` or `-`", entry.key, path))
            said[key] = plain(entry.node, below)
            if node is not top and entry.key.file != node.mark.file and not isinstance(entry.node.value, dict | list):
                marks[path] = entry.key  # what its values say together, a change has made so
        return said

    value = plain(top, ())
    if not isinstance(value, dict) and value is not UNREADABLE:
        what = "the file says nothing" if value is None else f"need a scenario, got {show(value)}"
        found.append(Problem("E_TYPE", what, "start from `gtmsim new`", top.mark))
        raise ScenarioError(found)
    return Document(value, keys, marks, file, tuple(found), stories, dict(removed or {}))
