"""Nested Python mappings as a tree of nodes, as if a file had said them."""

import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from gtmsim.scenario.files.reading import DEEPEST, LONGEST, MOST_VALUES, Entry, Node
from gtmsim.scenario.language.problems import Mark, Problem, ScenarioError
from gtmsim.scenario.language.quantity import show
from gtmsim.scenario.language.scalars import name_fault

Place = tuple[str | int, ...]


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
        if isinstance(said, str) and len(said) > LONGEST:
            raise ScenarioError([Problem("E_SCALAR", f"a text longer than {LONGEST:,} characters", "", here)])
        return Node(said, here, said if isinstance(said, str) else "")

    return node(value, 0)


def standing(top: Node, place_of: Callable[[Place, bool], Mark | None], stories: Mapping[Place, str]) -> None:
    """The tree with the places that its names and values have in files, or what is nearest around them."""

    def put(node: Node, path: Place) -> None:
        node.mark, node.story = place_of(path, False) or node.mark, stories.get(path, node.story)
        if isinstance(node.value, list):
            for place, item in enumerate(node.value):
                put(item, (*path, place))
        elif isinstance(node.value, dict):
            for key, entry in node.value.items():
                put(entry.node, (*path, key))
                node.value[key] = entry._replace(key=place_of((*path, key), True) or entry.key)

    put(top, ())


def _key(key: Any, here: Mark) -> str:
    if hasattr(key, "isoformat"):
        return str(key.isoformat())
    what, hint = name_fault(key, bare=False) if isinstance(key, str) else (f"the name {show(key)} must be text", "")
    if what:
        raise ScenarioError([Problem("E_KEY", what, hint, here)])
    return unicodedata.normalize("NFC", key)
