"""What a file or a command line changes in a tree, all at once and each thing once. Knows no schema."""

import itertools
from typing import NamedTuple

from gtmsim.scenario.files.reading import Entry, Node
from gtmsim.scenario.files.tree import Place, name_of
from gtmsim.scenario.language.declare import Declaration
from gtmsim.scenario.language.problems import Mark, Problem


class Leaf(NamedTuple):
    """One thing that is put, added or removed."""

    path: Place
    key: Mark
    holder: Node  # the mapping or list around it
    name: str
    node: Node | None  # None: it is removed
    before: str = ""  # of a new row: the row above which it comes
    every: bool = False  # one of those that `*` stands for
    also: bool = False  # removed with another thing
    said: Node | None = None  # what it was made of, where that is one declared value
    part: Declaration | None = None  # how that is said
    same: bool = False  # it is what stands there already


class Making:
    """Changes that have been worked out on the tree as it was."""

    def __init__(self) -> None:
        self.leaves: list[Leaf] = []
        self.made: list[tuple[Node, str, Entry]] = []  # mappings that a path leads through and nobody had said
        self.orders: list[tuple[Node, list[Node]]] = []  # of rows that a variant lists otherwise
        self._names: dict[int, dict[str, Node]] = {}

    def rows(self, node: Node) -> dict[str, Node]:
        """The rows of a list by their names, as they were at the first question."""
        if id(node) not in self._names:
            self._names[id(node)] = {}
            for item in node.value:
                if name := name_of(item):
                    self._names[id(node)].setdefault(name, item)
        return self._names[id(node)]

    def through(self, holder: Node, name: str, key: Mark, content: Node) -> Node:
        """A mapping that nobody has said and a path leads through, with what stands in it by default."""
        for at, known, entry in self.made:
            if at is holder and known == name:
                return entry.node
        entry = Entry(key, content)
        self.made.append((holder, name, entry))
        return entry.node

    def settle(self) -> None:
        """What is said of one thing holds for it, not what `*` says; what is removed need not change."""
        gone = {leaf.path for leaf in self.leaves if leaf.node is None}
        said = {leaf.path for leaf in self.leaves if not (leaf.every or leaf.also)}

        def around(leaf: Leaf) -> list[Place]:
            return [leaf.path[:length] for length in range(1, len(leaf.path) + 1)]

        def stays(leaf: Leaf) -> bool:
            if leaf.every:
                return leaf.path not in said and not (leaf.node is not None and any(at in gone for at in around(leaf)))
            return not (leaf.also and any(at in said for at in around(leaf)))

        self.leaves = [leaf for leaf in self.leaves if stays(leaf)]

    def conflicts(self) -> list[Problem]:
        """Two changes of one thing, or of a thing and a part of it."""
        found = []
        order = sorted(range(len(self.leaves)), key=lambda place: (self.leaves[place].path, place))
        for one, other in itertools.pairwise(order):
            above, below = self.leaves[one], self.leaves[other]
            both_removed = above.node is None and below.node is None
            if below.path[: len(above.path)] == above.path and not both_removed:
                late, early = (above, below) if one > other else (below, above)
                what = f"also changed in {early.key}"
                found.append(Problem("E_CONFLICT", what, "keep one of them", late.key, late.path))
        return found

    def make(self) -> dict[str, Mark]:
        """Make all changes; the names of what was removed, and where."""
        for holder, name, entry in self.made:
            holder.value.setdefault(name, entry)
        for leaf in self.leaves:
            if leaf.node is not None and isinstance(leaf.holder.value, dict):
                leaf.holder.value[leaf.name] = Entry(leaf.key, leaf.node)
            elif leaf.node is not None:
                self._put_row(leaf, leaf.node)
        for holder, order in self.orders:
            places = [place for place, row in enumerate(holder.value) if any(row is one for one in order)]
            for place, row in zip(places, order, strict=True):
                holder.value[place] = row
        gone = [leaf for leaf in self.leaves if leaf.node is None]
        for leaf in gone:
            self._remove(leaf)
        return {leaf.name: leaf.key for leaf in gone}

    def _put_row(self, leaf: Leaf, node: Node) -> None:
        rows, known = leaf.holder.value, self.rows(leaf.holder)
        if leaf.name in known:
            rows[next(i for i, row in enumerate(rows) if row is known[leaf.name])] = node
        elif leaf.before:
            rows.insert(next(i for i, row in enumerate(rows) if row is known[leaf.before]), node)
        else:
            rows.append(node)

    def _remove(self, leaf: Leaf) -> None:
        if isinstance(leaf.holder.value, dict):
            leaf.holder.value.pop(leaf.name, None)
        else:
            gone = self.rows(leaf.holder)[leaf.name]
            leaf.holder.value[:] = [row for row in leaf.holder.value if row is not gone]
