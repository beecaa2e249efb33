"""Every parameter of a scenario: its value as said, unit, meaning, source, and the file that set it."""

import os
from collections.abc import Sequence
from typing import Any, NamedTuple

from gtmsim.scenario.changes import SET
from gtmsim.scenario.declare import Declaration
from gtmsim.scenario.documents import Document
from gtmsim.scenario.numbers import SAID_KEYS
from gtmsim.scenario.problems import dotted
from gtmsim.scenario.section import Section
from gtmsim.scenario.walk import values

DEFAULT = "default"
NONE = "none"


class Line(NamedTuple):
    """One parameter; low and high are empty where no range was said, set_by is `file:line` or `default`."""

    path: str
    value: str
    unit: str
    meaning: str
    source: str
    low: str
    high: str
    set_by: str
    made_of: str = ""  # of a relative value: the change, and what it changed


def explain(scenario: Section) -> list[Line]:
    """A line for each parameter, those at their default included, in the order of the schema."""
    document = scenario._origin.document
    return [_line(path, declaration, value, document) for path, declaration, value in values(scenario)]


def as_text(lines: Sequence[Line]) -> str:
    """The lines as columns: path, value, unit, what it means, who says so, where it was set."""
    rows = [(line.path, _range(line), line.unit, line.set_by, f"{line.meaning} ({line.source})") for line in lines]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(4)]
    return "\n".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[4]]) for row in rows
    )


def _line(path: tuple[str | int, ...], declaration: Declaration, value: Any, document: Document | None) -> Line:
    mark = document.values.get(path) if document else None
    said = _at(document.value, path) if document and mark else None
    if said is None:
        said = None if value is None else declaration.write(value)
    source, low, high = declaration.source, "", ""
    if isinstance(said, dict) and "source" in said and said.keys() & {"value", "mean", "median"}:
        source = str(said["source"])
        said = {key: one for key, one in said.items() if key != "source"}
    if isinstance(said, dict) and "value" in said and said.keys() <= set(SAID_KEYS):
        low, high = (compact(said[key]) if key in said else "" for key in ("low", "high"))
        said = said["value"]
    set_by = _set_by(mark.file, mark.line, document) if document and mark else DEFAULT
    shown = NONE if said is None else compact(said)
    made_of = _made_of(path, document) if document else ""
    return Line(dotted(path), shown, declaration.unit, declaration.meaning, source, low, high, set_by, made_of)


def _made_of(path: tuple[str | int, ...], document: Document) -> str:
    """What a value was made of, or each value of a schedule."""
    found = [text for place, text in document.stories.items() if place[: len(path)] == path]
    return ", ".join(dict.fromkeys(found))


def compact(said: Any) -> str:
    """A value on one line, as it was written."""
    if isinstance(said, bool):
        return str(said).lower()
    if isinstance(said, dict):
        return "{" + ", ".join(f"{key}: {compact(one)}" for key, one in said.items()) + "}"
    if isinstance(said, list):
        return "[" + ", ".join(compact(one) for one in said) + "]"
    return " ".join(str(said).split())


def _at(value: Any, path: tuple[str | int, ...]) -> Any:
    for part in path:
        value = value[part]
    return value


def _set_by(file: str, line: int, document: Document) -> str:
    """The place relative to the scenario's own file, so that it is the same from every working folder."""
    if file == SET:
        return f"{SET} {line}"
    folder = os.path.dirname(document.file) or "."  # noqa: PTH120  # names as typed, not paths of this machine
    return f"{os.path.relpath(file, folder)}:{line}"


def _range(line: Line) -> str:
    told = f"{line.value} ({line.low or '..'} to {line.high or '..'})" if line.low or line.high else line.value
    return f"{told} = {line.made_of}" if line.made_of else told
