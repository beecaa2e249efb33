"""The scenario language as JSON Schema, for editors; made from the declarations alone."""

from typing import Any

from gtmsim.scenario.files.files import OWN
from gtmsim.scenario.language.declare import is_optional
from gtmsim.scenario.language.section import Section
from gtmsim.scenario.language.walk import Field, field_of, fields
from gtmsim.scenario.sections.schema import Scenario


def json_schema(model: type[Section] | None = None) -> dict[str, Any]:
    """The schema of a scenario file: a whole scenario, or a variant with `extends` and `changes`."""
    model = model or Scenario
    sections: dict[str, Any] = {}
    whole = _section(model, sections)
    own = {name: _field(field, sections) for name, field in fields(model).items() if name in OWN}
    variant = {
        "type": "object",
        "description": "A variant: the file that it extends, and the paths that it changes.",
        "properties": {
            **own,
            "extends": {"type": "string", "description": "the scenario file that this one changes, relative to it"},
            "changes": {"type": "object", "description": "dotted paths and their new values, as `plan.price: +8%`"},
            "replaces": {"type": "object", "description": "dotted paths of what is said anew, with nothing kept"},
        },
        "required": ["extends"],
        "additionalProperties": False,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "gtmsim scenario",
        "if": {"required": ["extends"]},
        "then": variant,
        "else": whole,
        "$defs": dict(sorted(sections.items())),
    }


def _section(model: type[Section], sections: dict[str, Any]) -> dict[str, Any]:
    """A reference to a section, whose description is added to `sections`."""
    if model.__name__ not in sections:
        sections[model.__name__] = {}
        known = fields(model)
        sections[model.__name__] = {
            "type": "object",
            "description": " ".join((model.__doc__ or "").split()),
            "properties": {name: _field(field, sections) for name, field in known.items()},
            "required": [name for name, field in known.items() if field.required],
            "additionalProperties": False,
        }
        _add_instead(sections[model.__name__], model)
    return {"$ref": f"#/$defs/{model.__name__}"}


def _add_instead(section: dict[str, Any], model: type[Section]) -> None:
    """The names that may be said in place of the fields."""
    if model.instead:
        section["properties"] |= {
            name: {"type": "string", "description": meaning} for name, meaning in model.instead.items()
        }
        section["anyOf"] = [{"required": section.pop("required")}, *({"required": [name]} for name in model.instead)]


def _field(field: Field, sections: dict[str, Any]) -> dict[str, Any]:
    ways: list[dict[str, Any]] = [_section(one, sections) for one in field.sections]
    if field.declaration:
        ways.append(field.declaration.json())
    elif field.items is not None:
        item = _field(field_of(field.items), sections)
        named = {"type": "object", "additionalProperties": item}
        ways.append({"type": "array", "items": item} if field.listed else named)
    if is_optional(getattr(field.kind, "__origin__", field.kind)):
        ways.append({"type": "null"})
    found: dict[str, Any] = dict(ways[0]) if len(ways) == 1 else {"anyOf": ways}
    if field.declaration:
        found["description"] = field.declaration.described()
        if field.default is not None and not field.required and not isinstance(field.default, Section):
            found["default"] = field.declaration.write(field.default)
    return found
