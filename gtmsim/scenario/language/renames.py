"""Where old names of the language may stand, step by step from the top of a file; knows no schema and no file."""

import functools
import re
from collections.abc import Iterable, Mapping, Sequence

from gtmsim.scenario.language.renamed import MIRRORED, names, values

ANY, ROW = "*", "**"  # any name; the name or place of a row, in which there may be dots


class Place:
    """A place in the files of version 1: what is below it, what it is called now, which words at it have new ones."""

    __slots__ = ("below", "is_row", "new", "words")

    def __init__(self) -> None:
        self.below: dict[str, Place] = {}
        self.words: Mapping[str, str] = {}
        self.new, self.is_row = "", False


Places = tuple[Place, ...]  # all that the way so far may have led to


@functools.cache
def top() -> Places:
    """The top of a file."""
    root = Place()
    for path, new in names().items():
        _at(root, path).new = new
    for path, words in values().items():
        _at(root, path).words = words
    for path, other in MIRRORED.items():
        holder, _, name = path.rpartition(".")
        _at(root, holder).below[name] = _at(root, other)
    return (root,)


def below(places: Places, step: str | int, within: bool = False) -> Places:
    """Where a step leads, by an old name or a new one; `within` a dotted path a row's name may go on."""
    found: list[Place] = []
    for place in places:
        for name, one in place.below.items():
            if name in (ANY, ROW) or step in (name, one.new, ANY):
                found.append(one)
        if (within and place.is_row) or (place.words and step == "value"):
            found.append(place)
    return tuple(found)


def new_name(places: Places, step: str | int) -> str:
    """What an old name at these places is called now; empty where it is none."""
    known = (place.below[str(step)].new for place in places if str(step) in place.below)
    return next(filter(None, known), "")


def new_path(places: Places, steps: Sequence[str]) -> tuple[list[str], Places]:
    """A path in the names of now, and where it leads."""
    told = []
    for number, step in enumerate(steps):
        told.append(new_name(places, step) or step)
        places = below(places, step, within=number > 0)
    return told, places


def new_text(places: Places, said: str) -> str:
    """A value, or a test of one, in the words of now."""
    for old, new in _words(places):
        said = re.sub(rf"(?<![\w.-]){re.escape(old)}(?![\w.-])", new, said)
    return said


def old_names(places: Places) -> dict[str, str]:
    """The old names that may stand at these places, and what they are called now."""
    return {name: one.new for place in places for name, one in place.below.items() if one.new}


def old_words(places: Places, name: str) -> dict[str, str]:
    """The old words of the value that is called so at these places, and the words of now."""
    return dict(_words(below(places, name)))


def places_of(path: Iterable[str | int]) -> Places:
    """Where a path leads."""
    return functools.reduce(below, path, top())


def _words(places: Places) -> list[tuple[str, str]]:
    return [pair for place in places for pair in place.words.items()]


def _at(place: Place, path: str) -> Place:
    for name in path.split("."):
        place = place.below.setdefault(name, Place())
        place.is_row = name == ROW
    return place
