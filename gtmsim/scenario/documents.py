"""Files -> one document: a variant `extends` a file and lists its `changes`; `--set` changes last.

Asks the schema only which names exist, never what their values mean.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from gtmsim.scenario.changes import Change, apply, conflicts, set_changes
from gtmsim.scenario.files import OWN, File, chain
from gtmsim.scenario.problems import Mark, Problem, ScenarioError
from gtmsim.scenario.quantity import show
from gtmsim.scenario.reading import DEEPEST, MOST_VALUES, UNREADABLE, Entry, Node, read_text
from gtmsim.scenario.scalars import name_fault
from gtmsim.scenario.section import Section
from gtmsim.scenario.table_files import TableFiles
from gtmsim.scenario.walk import fields

Place = tuple[str | int, ...]


class Document(NamedTuple):
    """A whole scenario as said, and where each name and each value stands."""

    value: Any
    keys: dict[Place, Mark]
    values: dict[Place, Mark]
    file: str
    problems: tuple[Problem, ...]
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

    def mark(self, path: Sequence[str | int], key: bool = False) -> Mark | None:
        """The place of a value or of its name, or of the nearest thing around it that was said."""
        place = tuple(path)
        first, second = (self.keys, self.values) if key else (self.values, self.keys)
        found = first.get(place) or second.get(place)
        while found is None and place:
            place = place[:-1]
            found = self.keys.get(place) or self.values.get(place)
        return found


def assemble(path: Path, sets: Sequence[str], model: type[Section], settings: Sequence[str] = ()) -> Document:
    """The document that a file, the files it extends and `--set` say together; `settings` override all of them."""
    problems: list[Problem] = []
    files = list(chain(path, problems))
    whole = files[-1].top
    tables = TableFiles(problems)
    tables.put(whole, files[-1])
    own: list[Change] = []
    root = document_of(whole, files[-1].name, ()) if (files[1:] or sets) and isinstance(whole.value, dict) else None
    for file in reversed(files[:-1]):
        own = list(_said_changes(file, problems))
        _restate(whole, file, model)
        apply(whole, own, model, problems)
        tables.put(whole, file)
    asked = list(set_changes(sets, problems))
    conflicts([*own, *asked], problems)
    apply(whole, asked, model, problems)
    tables.put(whole, files[0])
    apply(whole, list(set_changes(settings, problems)), model, problems)
    return document_of(whole, files[0].name, problems)._replace(root=root)


def assemble_text(text: str, name: str, sets: Sequence[str], model: type[Section]) -> Document:
    """The document that a text says; it cannot extend a file."""
    reading = read_text(text, name)
    problems = list(reading.problems)
    if isinstance(reading.top.value, dict) and "extends" in reading.top.value:
        mark = reading.top.value["extends"].key
        raise ScenarioError([Problem("E_PATH", "`extends` works in files only", "", mark, ("extends",))])
    root = document_of(reading.top, name, ()) if sets and isinstance(reading.top.value, dict) else None
    asked = list(set_changes(sets, problems))
    conflicts(asked, problems)
    apply(reading.top, asked, model, problems)
    TableFiles(problems).put(reading.top)
    return document_of(reading.top, name, problems)._replace(root=root)


def assemble_mapping(said: Mapping[str, Any], name: str) -> Document:
    """The document that nested Python mappings say."""
    problems: list[Problem] = []
    top = node_of(dict(said), name)
    TableFiles(problems).put(top)
    return document_of(top, name, problems)


def document_of(top: Node, file: str, problems: Sequence[Problem]) -> Document:
    """A tree of nodes as plain values with two tables of places."""
    keys: dict[Place, Mark] = {}
    marks: dict[Place, Mark] = {}
    found = list(problems)

    def plain(node: Node, path: Place) -> Any:
        marks[path] = node.mark
        if isinstance(node.value, list):
            return [plain(item, (*path, place)) for place, item in enumerate(node.value)]
        if not isinstance(node.value, dict):
            return node.value
        said = {}
        for key, entry in node.value.items():
            below = (*path, key)
            keys[below] = entry.key
            if "." in key:
                found.append(Problem("E_KEY", f"a dot in the name {show(key)}", "use `_` or `-`", entry.key, path))
            said[key] = plain(entry.node, below)
        return said

    value = plain(top, ())
    if not isinstance(value, dict) and value is not UNREADABLE:
        what = "the file says nothing" if value is None else f"need a scenario, got {show(value)}"
        found.append(Problem("E_TYPE", what, "start from `gtmsim new`", top.mark))
        raise ScenarioError(found)
    return Document(value, keys, marks, file, tuple(found))


def node_of(value: Any, name: str) -> Node:
    """A Python mapping as a tree of nodes without places; raises E_DEPTH for one that is too deep or holds itself."""
    here = Mark(name, 1, 1)

    left = MOST_VALUES

    def node(said: Any, depth: int) -> Node:
        nonlocal left
        left -= 1
        if depth > DEEPEST or left < 0:
            code, what = ("E_DEPTH", f"nested deeper than {DEEPEST}") if left >= 0 else ("E_NODES", "too many values")
            raise ScenarioError([Problem(code, what, "", here)])
        if isinstance(said, dict):
            below = {_key(key, here): Entry(here, node(one, depth + 1)) for key, one in said.items()}
            return Node(below, here)
        if isinstance(said, list | tuple) and not hasattr(said, "_fields"):
            return Node([node(one, depth + 1) for one in said], here)
        return Node(said, here)

    return node(value, 0)


def _key(key: Any, here: Mark) -> str:
    if hasattr(key, "isoformat"):
        return str(key.isoformat())
    what, hint = name_fault(key, bare=False) if isinstance(key, str) else (f"the name {show(key)} must be text", "")
    if what:
        raise ScenarioError([Problem("E_KEY", what, hint, here)])
    return unicodedata.normalize("NFC", key)


def _restate(whole: Node, file: File, model: type[Section]) -> None:
    """What a variant says of itself replaces what the base said of itself; without a name it is called as its file."""
    if not isinstance(whole.value, dict):
        return
    said = file.top.value
    whole.value.update({key: said[key] for key in OWN if key in said})
    if "name" not in said and "name" in fields(model):
        mark = said["extends"].key
        whole.value["name"] = Entry(mark, Node(Path(file.name).stem, mark))


def _said_changes(file: File, problems: list[Problem]) -> Iterator[Change]:
    """The `changes` of a variant."""
    said = file.top.value.get("changes")
    if said is None or said.node.value is None or said.node.value is UNREADABLE:
        return
    if not isinstance(said.node.value, dict):
        what = f"need changes such as `plan.price: 0.9`, got {show(said.node.value)}"
        problems.append(Problem("E_TYPE", what, "", said.node.mark, ("changes",)))
        return
    changes = [Change(tuple(key.split(".")), entry) for key, entry in said.node.value.items()]
    own = [Change((key,), file.top.value[key]) for key in OWN if key in file.top.value]
    conflicts([*own, *changes], problems)
    yield from changes
