"""The walk over all parameters that a schema declares, or that a scenario holds; knows no particular section."""

import functools
from collections.abc import Iterator
from typing import Any, NamedTuple, get_type_hints

from pydantic_core import PydanticUndefined

from gtmsim.scenario.language.declare import Declaration
from gtmsim.scenario.language.section import Section, declaration_in, items_in, sections_in

Path = tuple[str | int, ...]


class Parameter(NamedTuple):
    """A declared parameter; `*` in its path stands for any name or place in a list."""

    path: tuple[str, ...]
    declaration: Declaration
    default: Any
    required: bool

    @property
    def pattern(self) -> str:
        """The path as one dotted text."""
        return ".".join(self.path)


class Field(NamedTuple):
    """A section's field: its type with what is declared of it."""

    kind: Any
    declaration: Declaration | None
    sections: tuple[type[Section], ...]
    items: Any
    default: Any
    required: bool
    listed: bool = False  # the items stand in a list, not under names

    @classmethod
    def of_model(cls, model: type[Section]) -> "Field":
        """A whole file, as if it were the field of one."""
        return cls(model, None, (model,), None, None, True)


@functools.cache
def fields(model: type[Section]) -> dict[str, Field]:
    """A section's fields by name, in the order of the schema."""
    hints = get_type_hints(model, include_extras=True)
    found = {}
    for name, described in model.model_fields.items():
        default = described.get_default(call_default_factory=True)
        known = None if default is PydanticUndefined else default
        found[name] = field_of(hints[name])._replace(default=known, required=described.is_required())
    return found


@functools.cache
def field_of(kind: Any) -> Field:
    """What is declared of a type, as if it were a field without default."""
    container, items = items_in(kind)
    return Field(kind, declaration_in(kind), tuple(sections_in(kind)), items, None, True, container is list)


def parameters(model: type[Section]) -> Iterator[Parameter]:
    """Every parameter that a section and the sections below it declare, in the order of the schema."""
    for name, field in fields(model).items():
        for found in _declared(field):
            yield found._replace(path=(name, *found.path))


def values(section: Section) -> Iterator[tuple[Path, Declaration, Any]]:
    """Every parameter's value in a section and below it: path, declaration, value.

    Optional sections that are absent are left out; an optional parameter that is absent has the value None."""
    found: list[tuple[Path, Declaration, Any]] = []
    _gather((), section, found)
    return iter(found)


def by_names(section: Any, path: Path) -> Path:
    """A path as changes of a file write it: a row of a list is called by its name, not by its place."""
    found, said = section, list[str | int]()
    for part in path:
        if isinstance(found, list | tuple):
            place = int(part) if str(part).isdigit() else len(found)
            names = [getattr(each, "name", None) for each in found]
            known = part not in names and place < len(found) and names.count(names[place]) == 1
            said.append(str(names[place]) if known else part)
            found = found[place] if place < len(found) else None
        else:
            said.append(part)
            found = found.get(part) if isinstance(found, dict) else getattr(found, str(part), None)
    return tuple(said)


def field_at(model: type[Section], path: Path) -> Field | None:
    """What the schema declares at a path of actual names; None where it knows nothing."""
    found = Field.of_model(model)
    for key in path:
        if found.sections and (known := fields(found.sections[0]).get(str(key))):
            found = known
        elif found.items is not None and not found.sections:
            found = field_of(found.items)
        else:
            return None
    return found


def _declared(field: Field) -> Iterator[Parameter]:
    if field.declaration:
        yield Parameter((), field.declaration, field.default, field.required)
    for section in field.sections:
        yield from parameters(section)
    if field.declaration is None and field.items is not None:
        for found in _declared(field_of(field.items)):
            yield found._replace(path=("*", *found.path), required=False if not found.path else found.required)


def _gather(path: Path, section: Section, found: list[tuple[Path, Declaration, Any]]) -> None:
    """Adds the values of a section at a path; a list, as a generator would hand each value up through all levels."""
    for name, field in fields(type(section)).items():
        _valued((*path, name), field, getattr(section, name), found)


def _valued(path: Path, field: Field, value: Any, found: list[tuple[Path, Declaration, Any]]) -> None:
    if isinstance(value, Section):
        _gather(path, value, found)
    elif field.declaration:
        found.append((path, field.declaration, value))
    elif isinstance(value, dict | list):
        inner = field_of(field.items)
        for key, one in value.items() if isinstance(value, dict) else enumerate(value):
            _valued((*path, key), inner, one, found)
