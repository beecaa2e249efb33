"""Relative values where there is nothing that they could change."""

from collections.abc import Iterator

from gtmsim.scenario.files.reading import UNREADABLE, Node
from gtmsim.scenario.files.relative import change_in, may_be_negative, nothing_stands, numeric
from gtmsim.scenario.files.standing import answer_at, is_multiple, within
from gtmsim.scenario.language.declare import Declaration
from gtmsim.scenario.language.numbers import LeverDeclaration
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.language.walk import Field, field_of, fields
from gtmsim.scenario.language.words import ListDeclaration, MixDeclaration

Path = tuple[str | int, ...]


def unread_signs(node: Node, field: Field | None, path: Path) -> Iterator[Problem]:
    """Relative values where there is nothing that they could change."""
    declaration = answer_at(path) or (field.declaration if field is not None else None)
    if isinstance(node.value, dict):
        for name, entry in node.value.items():
            below = _field_of_part(field, declaration, name)
            yield from unread_signs(entry.node, below, (*path, name))
    elif isinstance(node.value, list):
        item = _item_field(field, declaration)
        for place, one in enumerate(node.value):
            name = one.value.get("name") if isinstance(one.value, dict) else None
            named = name.node.value if name is not None and isinstance(name.node.value, str) else place
            for problem in unread_signs(one, item, (*path, named)):
                yield problem._replace(path=(*path, place, *problem.path[len(path) + 1 :]))
    elif declaration is not None and numeric(declaration) and not isinstance(declaration, MixDeclaration):
        found = change_in(node, declaration)
        if found is None or (is_multiple(path) and found.how in ("percent", "times")):
            return
        ascii_sign = node.text.strip()[:1] in ("+", "-") and found.how in ("add", "percent")
        if ascii_sign and (found.negative or (may_be_negative(declaration) and found.how == "add")):
            return  # a number with its sign, or one below 0 that its reader refuses
        fault = nothing_stands(node)
        node.value = UNREADABLE
        yield Problem(fault.code, fault.what, fault.hint, node.mark, path)


def _field_of_part(field: Field | None, declaration: Declaration | None, name: str) -> Field | None:
    if field is None:
        return None
    if field.sections:
        return fields(field.sections[0]).get(name)
    if declaration is not None:
        part = within(declaration, name)
        if part is None and isinstance(declaration, LeverDeclaration):
            part = declaration
        return None if part is None else _with_declaration(field, part)
    return field_of(field.items) if field.items is not None else None


def _item_field(field: Field | None, declaration: Declaration | None) -> Field | None:
    if field is None:
        return None
    if isinstance(declaration, ListDeclaration):
        return _with_declaration(field, declaration.item)
    if isinstance(declaration, LeverDeclaration):
        return field
    return field_of(field.items) if field.items is not None else None


def _with_declaration(field: Field, declaration: Declaration) -> Field:
    """A field of one value that is said so."""
    return field._replace(declaration=declaration, sections=(), items=None)
