"""Names that are no names where they are said, and the places of the schema where they belong."""

import re
from collections.abc import Iterator
from functools import cache

from gtmsim.scenario.language.section import Section
from gtmsim.scenario.language.walk import Field, field_of, fields

Place = tuple[str, ...]
MOST = 3  # places that a hint names
REPEATED = ("run", "initial")  # what was until day 0 has the names of the plan again
ANY = "*"
NAMED = "NAME"  # stands for a name of the scenario's own


def belongs(said: str, model: type[Section], around: tuple[str | int, ...]) -> str:
    """A hint: where in the schema a name belongs that is not known around here; empty where no place is likely."""
    if remark := declared(said, model, around):
        return remark
    word = _plain(said)
    where = tuple(map(str, around))
    found = [place for place in _places(model) if _plain(place[-1]) == word and place[:-1] != where]
    found = [place for place in found if place[:2] != REPEATED] or found
    near = min((_far(place, where) for place in found), default=0)
    likely = list(dict.fromkeys(_written(place) for place in found if _far(place, where) == near))
    return f"it belongs in {' or '.join(f'`{each}`' for each in likely)}" if 0 < len(likely) <= MOST else ""


def declared(said: str, model: type[Section], around: tuple[str | int, ...]) -> str:
    """The hint that a section declares for a word of the field; empty where none does."""
    where = (*map(str, around), _plain(said))
    return next((f"say it as {remark}" for key, remark in model.also.items() if _is_said(key, where)), "")


def _is_said(key: str, path: Place) -> bool:
    """Does a word, or a path that ends with it, stand for what was said?"""
    parts = key.split(".")
    said = tuple(map(_plain, path[-len(parts) :]))
    return len(said) == len(parts) and all(part in (ANY, one) for part, one in zip(parts, said, strict=True))


def _far(place: Place, where: Place) -> int:
    """How far a place is from a path: its steps, less those that both have, which count twice."""
    return len(place) - 2 * sum(step in where for step in place[:-1])


def _written(place: Place) -> str:
    return ".".join(NAMED if step == ANY else step for step in place)


@cache
def _places(model: type[Section]) -> tuple[Place, ...]:
    """Every name of the schema with the way to it."""
    return tuple(_below(Field.of_model(model)))


def _below(field: Field) -> Iterator[Place]:
    for section in field.sections[:1]:
        for name, inner in fields(section).items():
            yield (name,)
            yield from ((name, *place) for place in _below(inner))
    if not field.sections and field.declaration is None and field.items is not None:
        yield from ((ANY, *place) for place in _below(field_of(field.items)))


def _plain(name: str) -> str:
    return re.sub(r"\W+", "_", name[:80].casefold()).strip("_")
