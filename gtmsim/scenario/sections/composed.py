"""Sections that are put together from what each mechanism adds."""

from typing import Any, get_type_hints

import pydantic
from pydantic_core import PydanticUndefined

from gtmsim.mechanisms import declared
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.section import Section


def composed(name: str, general: type[Section], part: str) -> Any:
    """A section with the fields of a general one and those that the mechanisms declare in `part` of their sections."""
    hints = get_type_hints(general, include_extras=True)
    found = {each: Entry(hints[each], _default(known)) for each, known in general.model_fields.items()}
    for mechanism, entries in declared(part, "section"):
        for each, entry in entries.items():
            if each in found:
                raise ValueError(f"{mechanism}: another mechanism adds `{each}` to {name}")
            found = _placed(found, each, entry)
    fields: Any = {each: (entry.kind, entry.default) for each, entry in found.items()}
    made: Any = pydantic.create_model(name, __base__=Section, **fields)
    made.__doc__, made.__module__ = general.__doc__, general.__module__
    return made


def _default(known: Any) -> Any:
    return ... if known.default is PydanticUndefined else known.default


def _placed(found: dict[str, Entry], name: str, entry: Entry) -> dict[str, Entry]:
    """The fields with one more at its place."""
    names = list(found)
    place = names.index(entry.before) if entry.before else len(names)
    names.insert(place, name)
    return {each: entry if each == name else found[each] for each in names}
