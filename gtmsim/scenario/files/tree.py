"""Questions about a tree of nodes and about what the schema declares there. Changes nothing."""

import datetime

from gtmsim.scenario.files.dated import Run
from gtmsim.scenario.files.reading import Node
from gtmsim.scenario.language.problems import Mark
from gtmsim.scenario.language.quantity import QuantityError
from gtmsim.scenario.language.section import Section
from gtmsim.scenario.language.walk import Field, field_of, fields

Place = tuple[str, ...]


def run_of(whole: Node) -> Run:
    """What the tree says of the calendar, as far as it can be read."""

    def said(*path: str) -> object:
        node = whole
        for part in path:
            if not isinstance(node.value, dict) or part not in node.value:
                return None
            node = node.value[part].node
        return node.value

    try:
        start = datetime.date.fromisoformat(str(said("run", "start")))
    except ValueError:
        start = None
    months = said("run", "months")
    return Run(start, months if isinstance(months, int) and not isinstance(months, bool) else None)


def place_of(node: Node, fault: QuantityError, path: Place) -> tuple[Mark, tuple[str | int, ...]]:
    """Where in a node a fault is."""
    mark, done = node.mark, list[str | int](path)
    for step in fault.at:
        if isinstance(node.value, dict) and step in node.value:
            entry = node.value[step]
            mark, node = entry.key if fault.on_key else entry.node.mark, entry.node
        elif isinstance(node.value, list) and isinstance(step, int):
            node = node.value[step]
            mark = node.mark
        done.append(step)
    return mark, tuple(done)


def merges(new: Node, field: Field | None) -> bool:
    """Is a new value a mapping of names, of which others may stand beside it?"""
    if not isinstance(new.value, dict) or field is None:
        return False
    if field.sections:
        return not any(name in new.value for name in field.sections[0].instead)
    return field.items is not None and field.declaration is None and not field.listed


def has_rows(field: Field | None) -> bool:
    return field is not None and field.listed and field.declaration is None and has_name(field_of(field.items))


def has_name(field: Field) -> bool:
    return bool(field.sections) and "name" in fields(field.sections[0])


def inner(node: Node, name: str) -> Node | None:
    entry = node.value.get(name) if isinstance(node.value, dict) else None
    return entry.node if entry else None


def is_list(node: Node | None) -> bool:
    return node is not None and isinstance(node.value, list)


def name_of(item: Node) -> str:
    """The name of a row, empty if it has none."""
    entry = item.value.get("name") if isinstance(item.value, dict) else None
    return entry.node.value if entry and isinstance(entry.node.value, str) else ""


def known_names(field: Field | None) -> list[str]:
    return [*fields(field.sections[0]), *field.sections[0].instead] if field and field.sections else []


def takes_names(field: Field | None) -> bool:
    """May new names stand in a section, as those of channels or shares?"""
    return field is not None and not field.sections and field.items is not None and not field.listed


def below(field: Field | None, part: str) -> Field | None:
    if field is None:
        return None
    if field.sections:
        return fields(field.sections[0]).get(part)
    return field_of(field.items) if field.items is not None else None


def is_on(field: Field) -> bool:
    """Whether a section that is not said is there by default."""
    return isinstance(field.default, Section)


def names_things(path: Place, model: type[Section]) -> bool:
    """Is the last name of a path one that a file gives?"""
    field: Field | None = Field.of_model(model)
    for part in path[:-1]:
        field = below(field, part)
    return field is not None and not field.sections and field.items is not None


def may_go(field: Field, path: Place, model: type[Section]) -> bool:
    """May a declared value be absent?"""
    return (field.default is None and not field.required) or names_things(path, model)


def lacks(field: Field, node: Node) -> list[str]:
    """What a new section must say and does not."""
    return [name for name, one in fields(field.sections[0]).items() if one.required and name not in node.value]


def removes(node: Node) -> bool:
    """Is `null` written there?"""
    return node.value is None and node.text.strip() != ""


def says_nothing(node: Node) -> bool:
    """Is there a name and nothing behind it?"""
    return node.value is None and node.text.strip() == ""


def is_day(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return text == "start"
    return True
