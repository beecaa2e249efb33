"""Changes of dotted paths: what a variant's `changes` and the command line say, read but not yet made."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from gtmsim.scenario.files.reading import Entry, Node, read_text
from gtmsim.scenario.language.problems import Mark, Problem
from gtmsim.scenario.language.quantity import show

SET = "--set"
CHANGES = "changes"  # what the places of changes that Python makes are called
REPLACES = ":="  # between path and value: nothing of what stood there is kept
LONGEST_PATH = 1_000  # characters


class Change(NamedTuple):
    """One path that gets a new value; what stands there is merged with it unless it `replaces` that."""

    path: tuple[str, ...]
    entry: Entry
    replaces: bool = False
    every: bool = False  # one of those that `*` stands for
    dropped: tuple[tuple[Node, Entry], ...] = ()  # entries with bad names


class Layer(NamedTuple):
    """Changes made on the command line or in Python, all at once and after those of the files."""

    changes: tuple[str, ...] | Mapping[str, Any]  # `path=value`, or values by path
    source: str = SET  # what their places are called
    name: str = ""  # of the scenario that they make; none: the base's, with the changes


def layer_changes(layer: Layer, problems: list[Problem]) -> list[Change]:
    """The changes of a layer."""
    if isinstance(layer.changes, Mapping):
        return list(_mapped(layer.changes, layer.source, problems))
    return list(_typed(layer.changes, layer.source, problems))


def _typed(sets: Sequence[str], source: str, problems: list[Problem]) -> Iterator[Change]:
    for number, said in enumerate(sets, 1):
        path, equals, value = said.partition("=")
        replaces = path.endswith(":")
        key = Mark(source, number, 1)
        if not equals or not path.rstrip(":").strip():
            problems.append(Problem("E_SET", f"{show(said)} is no change", "write path=value", key))
            continue
        if len(path) > LONGEST_PATH:
            problems.append(Problem("E_SET", f"a path longer than {LONGEST_PATH:,} characters", "", key))
            continue
        reading = read_text(value, source, Mark(source, number, len(path) + 2))
        problems.extend(reading.problems)
        yield Change(
            tuple(path.removesuffix(":").strip().split(".")), Entry(key, reading.top), replaces, dropped=reading.dropped
        )


def _mapped(said: Mapping[str, Any], source: str, problems: list[Problem]) -> Iterator[Change]:
    for number, (path, value) in enumerate(said.items(), 1):
        key = Mark(source, number, 1)
        if not isinstance(path, str) or not path.strip():
            problems.append(Problem("E_SET", f"{show(path)} is no path", "write for example `plan.price`", key))
            continue
        if isinstance(value, str):
            reading = read_text(value, source, key)
            problems.extend(reading.problems)
            node, dropped = reading.top, reading.dropped
        else:
            node, dropped = node_of(value, key), ()
        steps = tuple(path.removesuffix(":").strip().split("."))
        yield Change(steps, Entry(key, node), path.endswith(":"), dropped=dropped)


def node_of(value: Any, mark: Mark) -> Node:
    """A plain Python value as a tree of nodes at one place."""
    if isinstance(value, Mapping):
        return Node({_key(key): Entry(mark, node_of(one, mark)) for key, one in value.items()}, mark)
    if isinstance(value, list | tuple) and not hasattr(value, "_fields"):
        return Node([node_of(one, mark) for one in value], mark)
    return Node(value, mark, "null" if value is None else value if isinstance(value, str) else "")


def _key(key: Any) -> str:
    return str(key.isoformat()) if hasattr(key, "isoformat") else str(key)
