"""A change of one thing beside a change of every one of its kind: does it come on top of that, or in its place?"""

from collections.abc import Iterator, Sequence
from typing import Any

from gtmsim.scenario.files.dated import Run
from gtmsim.scenario.files.making import Leaf
from gtmsim.scenario.files.reading import Node
from gtmsim.scenario.files.relative import value_of
from gtmsim.scenario.files.standing import new_value
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.language.quantity import QuantityError, show
from gtmsim.scenario.language.signed import ON_BASE, signed


def besides_every(leaves: Sequence[Leaf], run: Run) -> Iterator[Problem]:
    """What of one thing is said relative to its base, where `*` changes that base too, and nothing says which holds."""
    every = {leaf.path: leaf for leaf in leaves if leaf.every and leaf.said is not None and _changes(leaf.said)}
    for leaf in leaves:
        of_all = every.get(leaf.path)
        if leaf.every or of_all is None or leaf.said is None or of_all.node is None or not _changes(leaf.said):
            continue
        told, all_told = _told(leaf.said), _told(of_all.said)
        both = _both(leaf, of_all.node, run)
        if leaf.node is not None and both == value_of(leaf.node):
            continue
        first, second = "", "" if leaf.node is None else f" ({_short(value_of(leaf.node))})"
        hint = f"write `{told} {ON_BASE}`" if leaf.said.text else f"write `{ON_BASE}` behind it"
        if both is not None:
            first = f" ({_short(both)})"
            hint = f"write `{_short(both)}` for the first; for the second {hint}"
        what = f"{show(told)} may come on top of the {show(all_told)} of all{first}, or in its place{second}"
        yield Problem("E_SIGN", what, hint, leaf.said.mark, leaf.path)


def _changes(said: Node) -> bool:
    """Is any of it relative to what stands, without a word on what that is?"""
    if isinstance(said.value, dict):
        return any(_changes(entry.node) for entry in said.value.values())
    if isinstance(said.value, list):
        return any(_changes(one) for one in said.value)
    found = signed(said.text) if said.text else None
    return found is not None and found.how != "to" and not found.against


def _both(leaf: Leaf, of_all: Node, run: Run) -> Any:
    """What both changes make, one after the other; None where that is nothing that could be said."""
    assert leaf.said is not None and leaf.part is not None
    try:
        return value_of(new_value(leaf.said, value_of(of_all), None, leaf.part, run, [], leaf.path))
    except QuantityError:
        return None


def _told(said: Node | None) -> str:
    """A change as it was written, or the first of several."""
    if said is None:
        return ""
    if isinstance(said.value, dict):
        return next(filter(None, (_told(entry.node) for entry in said.value.values())), "")
    if isinstance(said.value, list):
        return next(filter(None, map(_told, said.value)), "")
    return said.text.strip()


def _short(said: Any) -> str:
    """A value on one line, as a file says it."""
    if isinstance(said, dict):
        return "{" + ", ".join(f"{key}: {_short(one)}" for key, one in said.items()) + "}"
    return f"[{', '.join(map(_short, said))}]" if isinstance(said, list) else str(said)
