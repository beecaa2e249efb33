"""Where two fields may say one thing and two files say it: a later file wins; both in one file are left to a check."""

from collections.abc import Iterator
from typing import Any

from gtmsim.scenario.files.document import Document
from gtmsim.scenario.language.section import Section
from gtmsim.scenario.language.walk import Field, field_of, fields

Path = tuple[str | int, ...]
SPREADS = ("sigma", "cv")  # what a mapping says of what another field may say


def without_superseded(document: Document, model: type[Section]) -> Document:
    """The document without what a later file says in another way."""
    for path, section in list(_sections(document.value, Field.of_model(model), ())):
        said = _at(document.value, path)
        for field, other in section.said_in.items():
            around = said.get(other)
            spreads = [key for key in SPREADS if isinstance(around, dict) and key in around]
            if field not in said or not spreads:
                continue
            here, there = (
                document.lateness(document.values.get(said)) for said in ((*path, field), (*path, other, spreads[0]))
            )
            if here < there:
                del said[field]
                document.keys.pop((*path, field), None)
                document.values.pop((*path, field), None)
            elif there < here:
                for key in spreads:
                    del around[key]
    return document


def _sections(said: Any, field: Field, path: Path) -> Iterator[tuple[Path, type[Section]]]:
    """Sections in which a field may be said by another's writing."""
    if field.sections and isinstance(said, dict):
        if field.sections[0].said_in:
            yield path, field.sections[0]
        known = fields(field.sections[0])
        for key, below in said.items():
            if key in known:
                yield from _sections(below, known[key], (*path, key))
    elif field.items is not None and not field.declaration and isinstance(said, dict | list):
        item = field_of(field.items)
        for key, below in said.items() if isinstance(said, dict) else enumerate(said):
            yield from _sections(below, item, (*path, key))


def _at(value: Any, path: Path) -> Any:
    for part in path:
        value = value[part]
    return value
