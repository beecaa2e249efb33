"""Sections as plain mappings that load back to equal ones."""

from typing import Any

from gtmsim.scenario.language.section import Section
from gtmsim.scenario.language.walk import Field, field_of, fields


def written(section: Section, defaults: bool = False) -> dict[str, Any]:
    """A section as mappings, lists and quantities that load back to an equal one, with or without its defaults."""
    said = {}
    for name, field in fields(type(section)).items():
        value = getattr(section, name)
        if defaults or field.required or value != field.default:
            said[name] = writing(field, value, defaults)
    return said


def writing(field: Field, value: Any, defaults: bool = False) -> Any:
    """A field's value as mappings, lists and quantities."""
    if value is None:
        return None
    if isinstance(value, Section):
        return written(value, defaults)
    if field.declaration:
        return field.declaration.write(value)
    item = field_of(field.items)
    if isinstance(value, dict):
        return {key: writing(item, one, defaults) for key, one in value.items()}
    return [writing(item, one, defaults) for one in value]
