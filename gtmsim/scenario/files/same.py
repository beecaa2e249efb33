"""Changes that leave everything as it was."""

from collections.abc import Iterator, Sequence
from typing import Any

from gtmsim.scenario.files.changes import Change
from gtmsim.scenario.files.making import Leaf
from gtmsim.scenario.files.reading import Node
from gtmsim.scenario.files.relative import value_of
from gtmsim.scenario.language.declare import Declaration
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.language.quantity import show
from gtmsim.scenario.language.walk import Field

TOLD_WITH = {"source", "low", "high"}  # which may be new where the value is not
SETTINGS = ("run",)  # what is asked of the run, not of the firm


def is_same(made: Node, new: Node, stands: Node | None, field: Field | None, part: Declaration | None) -> bool:
    """Does a change come to what stands there, or to what holds where nothing stands?"""
    if part is None or (isinstance(new.value, dict) and new.value.keys() & TOLD_WITH):
        return False
    try:
        value = part.read(value_of(made))
        if stands is not None:
            return bool(value == part.read(value_of(stands)))
        return field is not None and not field.required and field.default is not None and value == field.default
    except Exception:  # whatever is wrong with it is told when it is read
        return False


def changing_nothing(change: Change, made: Sequence[Leaf]) -> Iterator[Problem]:
    """A word about a change that comes to what was there before."""
    if change.path[0] in SETTINGS and "initial" not in change.path:
        return
    first = made[0]
    story = first.node.story if first.node is not None else ""
    stands = "that is what the base says already" if not story else f"{story} is what the base says already"
    if isinstance(change.entry.node.value, dict | list) or len(made) > 1:
        what = "it changes nothing: all that it says is as it was"
    else:
        what = f"{show(_text(change.entry.node))} changes nothing: {stands}"
    yield Problem("W_UNUSED", what, "leave it out, or say another value", change.entry.node.mark, first.path)


def _text(node: Node) -> Any:
    return node.text or node.value
