"""Every parameter of a scenario: its value as said, unit, meaning, source, and the file that set it."""

import os
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from gtmsim.scenario.files.document import Document
from gtmsim.scenario.files.placing import is_file
from gtmsim.scenario.language.declare import Declaration
from gtmsim.scenario.language.laws import LawSaid
from gtmsim.scenario.language.problems import Mark, dotted
from gtmsim.scenario.language.section import Section
from gtmsim.scenario.language.spelling import spelled
from gtmsim.scenario.language.walk import by_names, values
from gtmsim.scenario.language.words import TextDeclaration

ASSUMPTION = "assumption"
DEFAULT = "default"
NONE = "none"


class Line(NamedTuple):
    """One parameter; low and high are empty where no range was said, set_by is `file:line` or `default`.

    The source is its author's; without one it is an assumption of the file that says it, and the declared source where
    the default stands."""

    path: str
    value: str
    unit: str
    meaning: str
    source: str
    low: str
    high: str
    set_by: str
    usual: str = ""  # what a planner expects to see
    made_of: str = ""  # of a relative value: the change, and what it changed

    @property
    def is_number(self) -> bool:
        """Whether it is a number, or several, and not off."""
        return bool(self.unit) and self.value != NONE

    @property
    def measured(self) -> bool:
        """Whether all of it has a source that is no assumption."""
        return not any(part.lower().startswith(ASSUMPTION) for part in self.source.split("; "))


def explain(scenario: Section) -> list[Line]:
    """A line for each parameter, those at their default included, in the order of the schema."""
    document = scenario._origin.document
    return [_line(path, declaration, value, document, scenario) for path, declaration, value in values(scenario)]


def as_text(lines: Sequence[Line]) -> str:
    """The lines as columns: path, value, unit, what it means, who says so, where it was set."""
    rows = [(line.path, _range(line), line.unit, line.set_by, f"{line.meaning} ({line.source})") for line in lines]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(4)]
    return "\n".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[4]]) for row in rows
    )


def _line(
    path: tuple[str | int, ...], declaration: Declaration, value: Any, document: Document | None, scenario: Section
) -> Line:
    section = _section(scenario, path[:-1])
    mark, said = _said(path, document)
    if mark is None and section is not None and path[-1] in section.said_in:
        mark, around = _said((*path[:-1], section.said_in[str(path[-1])]), document)
        # Said by the other field's spread; its source is this one's too.
        if isinstance(around, dict) and around.keys() & {"sigma", "cv"}:
            said = {"value": declaration.write(value), **{k: v for k, v in around.items() if k == "source"}}
        else:
            mark = None
    if said is None:
        said = None if value is None else declaration.write(value)
    low = high = ""
    source = _source(said if mark else None, declaration, value, mark, document)
    if isinstance(said, dict) and "source" in said and said.keys() & {"value", "mean", "median"}:
        said = {key: one for key, one in said.items() if key != "source"}
    if isinstance(said, dict) and said.keys() & {"value", "mean", "median"}:
        low, high = (compact(said[key]) if key in said else "" for key in ("low", "high"))
        said = {key: one for key, one in said.items() if key not in ("low", "high")}
        said = said["value"] if said.keys() == {"value"} else said
    set_by = _set_by(mark.file, mark.line, document) if document and mark else DEFAULT
    shown = NONE if said is None else compact(said)
    made_of = _made_of(path, document) if document else ""
    meaning, usual = declaration.meaning, declaration.expected()
    if section is not None and (more := section.told(str(path[-1]))):
        meaning = f"{meaning}; {more}"
    named = dotted(by_names(scenario, path))
    return Line(named, shown, declaration.unit, meaning, source, low, high, set_by, usual, made_of)


def _made_of(path: tuple[str | int, ...], document: Document) -> str:
    """What a value was made of, or each value of a schedule."""
    found = [text for place, text in document.stories.items() if place[: len(path)] == path]
    return ", ".join(dict.fromkeys(found))


def _said(path: tuple[str | int, ...], document: Document | None) -> tuple[Mark | None, Any]:
    """Where and how the files say a parameter; None twice where they do not."""
    mark = document.values.get(path) if document else None
    if document is None or mark is None:
        return None, None
    said = _at(document.value, path)
    return max((mark, *_marks(said, path, document)), key=document.lateness), said


def _marks(said: Any, path: tuple[str | int, ...], document: Document) -> Iterator[Mark]:
    """Where the parts of a value are said; a variant that changes a part of it has set it."""
    parts = said.items() if isinstance(said, dict) else enumerate(said) if isinstance(said, list) else ()
    for name, part in parts:
        if mark := document.values.get((*path, name)):
            yield mark
        yield from _marks(part, (*path, name), document)


def _section(scenario: Section, path: tuple[str | int, ...]) -> Section | None:
    """The section at a path, where one is there."""
    found: Any = scenario
    for part in path:
        found = getattr(found, str(part), None) if isinstance(found, Section) else found[part]
    return found if isinstance(found, Section) else None


def _source(said: Any, declaration: Declaration, value: Any, mark: Mark | None, document: Document | None) -> str:
    """Who says so: each source that the author names, and whose assumption the rest is."""
    if mark is None or document is None:
        return ASSUMPTION if value is None else declaration.source
    of = "this file" if mark.file == document.file else _seen_from(mark.file, document)
    if isinstance(declaration, TextDeclaration):
        return of
    sources = dict.fromkeys(_sources(said))
    return "; ".join(source or f"{ASSUMPTION} of {of}" for source in sources)


def _sources(said: Any) -> Iterator[str]:
    """The source of each number of a writing, empty where none is named."""
    if isinstance(said, dict) and said.keys() & {"value", "mean", "median"}:
        yield str(said.get("source", ""))
    elif isinstance(said, list) or (isinstance(said, dict) and any(isinstance(one, dict) for one in said.values())):
        for one in said if isinstance(said, list) else said.values():
            yield from _sources(one)
    else:
        yield ""


def with_units(declaration: Declaration, value: Any) -> str:
    """A parameter's value on one line, its numbers in the shortest writing with their unit: `10k per month`, `8%`."""

    def spelt(said: Any) -> Any:
        if isinstance(said, dict) and not isinstance(value, LawSaid):
            return {key: spelt(one) for key, one in said.items()}
        if isinstance(said, list):
            return [spelt(one) for one in said]
        plain = isinstance(said, int | float) and not isinstance(said, bool) and declaration.unit not in ("", "date")
        return spelled(said, declaration.unit) if plain else said

    return compact(spelt(declaration.write(value)))


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
    if not is_file(file):
        return f"{file} {line}"
    return f"{_seen_from(file, document)}:{line}"


def _seen_from(file: str, document: Document) -> str:
    if not is_file(file):
        return file
    folder = os.path.dirname(document.file) or "."  # noqa: PTH120  # names as typed, not paths of this machine
    return os.path.relpath(file, folder)


def _range(line: Line) -> str:
    told = f"{line.value} ({line.low or '..'} to {line.high or '..'})" if line.low or line.high else line.value
    return f"{told} = {line.made_of}" if line.made_of else told
