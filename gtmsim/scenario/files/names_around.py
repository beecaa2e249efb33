"""Names that stand where a change is made, and those of things elsewhere that it may be about."""

from collections.abc import Iterable

from gtmsim.scenario.files.making import Making
from gtmsim.scenario.files.reading import Node
from gtmsim.scenario.files.references import ABOUT
from gtmsim.scenario.files.tree import Place, known_names
from gtmsim.scenario.language.walk import Field


class NamesAround:
    """The names in a tree that is changed, as it was before."""

    def __init__(self, whole: Node, making: Making) -> None:
        self.whole, self.making = whole, making

    def step(self, node: Node, step: str) -> Node:
        """What stands below a node by that name; the node itself if nothing does."""
        if isinstance(node.value, list):
            return self.making.rows(node).get(step, node)
        return node.value[step].node if isinstance(node.value, dict) and step in node.value else node

    def said_in(self, node: Node) -> list[str]:
        """The names that are said in a node."""
        if isinstance(node.value, list):
            return list(self.making.rows(node))
        return list(node.value) if isinstance(node.value, dict) else []

    def known_in(self, node: Node, field: Field | None) -> list[str]:
        """The names that are said in a node or could be."""
        said = (
            self.making.rows(node)
            if isinstance(node.value, list)
            else node.value
            if isinstance(node.value, dict)
            else ()
        )
        return [*said, *known_names(field)]

    def named_elsewhere(self, around: Place) -> Iterable[str]:
        """Names of the things that a section of such names is about."""
        for source, others in ABOUT.items():
            if around in others:
                node = self.whole
                for step in source:
                    node = self.step(node, step)
                yield from node.value if isinstance(node.value, dict) else ()

    def is_strange(self, path: Place) -> bool:
        """Is a name new where only names of other things can stand?"""
        known = list(self.named_elsewhere(path[:-1]))
        return bool(known) and path[-1] not in known
