"""Another writing at one place of what has been read, to see what a scenario would be with it."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from gtmsim.scenario.files.reading import Entry, Node, read_text
from gtmsim.scenario.language.problems import Mark, Problem, ScenarioError


class Instead(NamedTuple):
    """A writing for the value at a place, or for the name there; `cell`: it is a text and no YAML."""

    mark: Mark
    writing: str
    on_key: bool = False
    cell: bool = False

    def put(self, top: Node, problems: list[Problem], dropped: Iterable[tuple[Node, Entry]] = ()) -> None:
        """Put it in its place, if that is in a tree; what was wrong there is forgotten."""
        if self._rename(top, dropped) if self.on_key else self._say(top):
            problems[:] = [problem for problem in problems if problem.mark != self.mark]

    def _say(self, top: Node) -> bool:
        """Say another value; whether the place is in the tree."""
        found = [node for node in _nodes(top) if node.mark == self.mark and not isinstance(node.value, dict | list)]
        new = Node(self.writing, self.mark, self.writing) if self.cell else _read(self.writing, self.mark)
        for node in found:
            node.value, node.text = new.value, new.text
        return bool(found)

    def _rename(self, top: Node, dropped: Iterable[tuple[Node, Entry]]) -> bool:
        """Say another name; whether the place is in the tree, or in what was dropped from it."""
        name, found = _read(self.writing, self.mark).text, False
        for holder, entry in dropped:
            if entry.key == self.mark:
                said = holder.value if isinstance(holder.value, dict) else {}
                holder.value, found = {**said, name: entry}, True
        for node in list(_nodes(top)):
            if isinstance(node.value, dict) and any(entry.key == self.mark for entry in node.value.values()):
                said = {name if entry.key == self.mark else key: entry for key, entry in node.value.items()}
                if len(said) == len(node.value):
                    node.value, found = said, True
        return found


def _nodes(top: Node) -> Iterator[Node]:
    left = [top]
    while left:
        node = left.pop()
        yield node
        if isinstance(node.value, dict):
            left.extend(entry.node for entry in node.value.values())
        elif isinstance(node.value, list):
            left.extend(node.value)


def _read(writing: str, mark: Mark) -> Node:
    """A writing as a file that says it in one line is read; as it is where that is no YAML."""
    try:
        reading = read_text(writing, mark.file, mark)
    except ScenarioError:
        return Node(writing, mark)
    return Node(writing, mark) if reading.problems else reading.top
