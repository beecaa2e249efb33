"""Names that the user gives (channels, segments, ..) and that cannot stand in a heading or a file name."""

from collections.abc import Iterator
from typing import Any

from gtmsim.scenario.files.document import Document
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.language.quantity import QuantityError
from gtmsim.scenario.language.section import Section
from gtmsim.scenario.language.walk import Field, field_of, fields
from gtmsim.scenario.language.words import checked_name

At = tuple[str | int, ...]


def unusable_names(document: Document, model: type[Section]) -> Iterator[Problem]:
    """A problem for each such name."""

    def walk(said: Any, field: Field, path: At) -> Iterator[Problem]:
        if field.sections and isinstance(said, dict):
            known = fields(field.sections[0])
            for key, below in said.items():
                if key in known:
                    yield from walk(below, known[key], (*path, key))
        elif field.items is not None and not field.declaration and isinstance(said, dict | list):
            item = field_of(field.items)
            for key, below in said.items() if isinstance(said, dict) else enumerate(said):
                if isinstance(key, str):
                    try:
                        checked_name(key)
                    except QuantityError as fault:
                        yield Problem(fault.code, fault.what, fault.hint, document.mark((*path, key), key=True), path)
                yield from walk(below, item, (*path, key))

    yield from walk(document.value, Field.of_model(model), ())
