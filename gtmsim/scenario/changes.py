"""Changes of dotted paths in a tree of nodes. Asks the schema which names exist, never what their values mean."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from gtmsim.scenario.problems import SHOWN, Mark, Problem, dotted, nearest
from gtmsim.scenario.quantity import show
from gtmsim.scenario.reading import Entry, Node, read_text
from gtmsim.scenario.section import Section
from gtmsim.scenario.walk import Field, field_of, fields

SET = "--set"
LONGEST_PATH = 1_000  # characters


class Change(NamedTuple):
    """One path that gets a new value."""

    path: tuple[str, ...]
    entry: Entry


class _Named(NamedTuple):
    """A list with the places of its items by `name`."""

    node: Node
    places: dict[str, int]


def set_changes(sets: Sequence[str], problems: list[Problem]) -> Iterator[Change]:
    """The changes of the command line."""
    for number, said in enumerate(sets, 1):
        path, equals, value = said.partition("=")
        key = Mark(SET, number, 1)
        if not equals or not path.strip():
            problems.append(Problem("E_SET", f"{show(said)} is no change", "write path=value", key))
            continue
        if len(path) > LONGEST_PATH:
            problems.append(Problem("E_SET", f"a path longer than {LONGEST_PATH:,} characters", "", key))
            continue
        reading = read_text(value, SET, Mark(SET, number, len(path) + 2))
        problems.extend(reading.problems)
        yield Change(tuple(path.strip().split(".")), Entry(key, reading.top))


def conflicts(changes: list[Change], problems: list[Problem]) -> None:
    """Reports two changes of one path, or of a path and a part of it."""
    order = sorted(range(len(changes)), key=lambda place: (changes[place].path, place))
    for one, other in itertools.pairwise(order):
        above, below = changes[one], changes[other]
        if below.path[: len(above.path)] == above.path:
            late, early = (above, below) if one > other else (below, above)
            what = f"also changed in {early.entry.key}"
            problems.append(Problem("E_CONFLICT", what, "keep one of them", late.entry.key, late.path))


def apply(whole: Node, changes: Sequence[Change], model: type[Section], problems: list[Problem]) -> None:
    """Puts the new values into the tree; paths mean the tree as it was before, whatever the order of the changes."""
    places: dict[int, _Named] = {}
    for change in changes:
        problem = _change(whole, change, model, places, len(problems) < SHOWN)
        if problem:
            problems.append(problem)


def _change(whole: Node, change: Change, model: type[Section], lists: dict[int, _Named], hints: bool) -> Problem | None:
    """Puts one new value into the tree, or says why its path leads nowhere, with names that are near if `hints`."""
    node = whole
    field: Field | None = Field.of_model(model)
    for depth, part in enumerate(change.path):
        last = depth == len(change.path) - 1
        below = _field_below(field, part)
        if isinstance(node.value, list):
            named = _named(node, lists)
            if part not in named.places:
                return _unknown(change, depth, named.places if hints else ())
            if last:
                node.value[named.places[part]] = change.entry.node
                return None
            node = node.value[named.places[part]]
        elif isinstance(node.value, dict):
            if part not in node.value and part not in _known(field):
                return _unknown(change, depth, [*node.value, *_known(field)] if hints else ())
            if last:
                node.value[part] = change.entry
                return None
            if part not in node.value:
                if not _is_on(below):
                    one = "not there" if below and (below.sections or below.items) else "one value"
                    what = f"`{dotted(change.path[: depth + 1])}` is {one}"
                    return Problem("E_UNKNOWN", what, "change it as a whole", change.entry.key, change.path)
                node.value[part] = Entry(change.entry.key, Node({}, change.entry.key))
            node = node.value[part].node
        else:
            what = f"`{dotted(change.path[:depth])}` is one value, {show(node.value)}"
            return Problem("E_UNKNOWN", what, "change it as a whole", change.entry.key, change.path)
        field = below
    return None


def _unknown(change: Change, depth: int, known: Iterable[str]) -> Problem:
    where = f" in `{dotted(change.path[:depth])}`" if depth else ""
    what = f"no {show(change.path[depth])}{where} to change"
    return Problem("E_UNKNOWN", what, nearest(change.path[depth], known), change.entry.key, change.path)


def _named(node: Node, lists: dict[int, _Named]) -> _Named:
    """The items of a list by their names, as they were at the first question."""
    if id(node) not in lists:
        lists[id(node)] = _Named(node, {})
        for place, item in enumerate(node.value):
            name = item.value.get("name") if isinstance(item.value, dict) else None
            if name and isinstance(name.node.value, str):
                lists[id(node)].places.setdefault(name.node.value, place)
    return lists[id(node)]


def _known(field: Field | None) -> Iterable[str]:
    return [*fields(field.sections[0]), *field.sections[0].instead] if field and field.sections else ()


def _field_below(field: Field | None, part: str) -> Field | None:
    if field is None:
        return None
    if field.sections:
        return fields(field.sections[0]).get(part)
    return field_of(field.items) if field.items is not None else None


def _is_on(field: Field | None) -> bool:
    """Whether a section that is not said is there by default."""
    return field is not None and isinstance(field.default, Section)
