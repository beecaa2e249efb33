"""Scenario files -> Scenario, or every problem at once with its place; the only way from a text to a scenario."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pydantic

from gtmsim.machine.steady import steady
from gtmsim.scenario.documents import Document, assemble, assemble_mapping, assemble_text
from gtmsim.scenario.problems import SHOWN, Mark, Problem, ScenarioError, nearest
from gtmsim.scenario.quantity import QuantityError, currency, is_currency, show
from gtmsim.scenario.reading import UNREADABLE
from gtmsim.scenario.section import SECTION_TAG, Origin, Section
from gtmsim.scenario.walk import Field, field_at, field_of, fields, values
from gtmsim.scenario.words import checked_name

if TYPE_CHECKING:
    from gtmsim.scenario.schema import Scenario

At = tuple[str | int, ...]
S = TypeVar("S", bound=Section)
Checks = Callable[[Any], Iterable[Problem]]
Settle = Callable[[Document, Any], Document]  # what else a document means that has been read


def load(path: str | os.PathLike[str], sets: Sequence[str] = (), settings: Sequence[str] = ()) -> "Scenario":
    """The scenario in a file with the changes of `sets` (`path=value`); `settings` of a run override all."""
    model, checks, settle = _language()
    return load_as(model, path, sets, checks, settings, settle)


def load_text(text: str, name: str = "text", sets: Sequence[str] = ()) -> "Scenario":
    """The scenario in a text, which extends no file; raises ScenarioError."""
    model, checks, settle = _language()
    with steady():
        return scenario_of(assemble_text(text, name, sets, model), model, checks, settle)


def load_mapping(said: Mapping[str, Any], name: str = "mapping") -> "Scenario":
    """The scenario in nested Python mappings, with quantities written as in a file; raises ScenarioError."""
    model, checks, _ = _language()
    return scenario_of(assemble_mapping(said, name), model, checks)


def load_as(
    model: type[S],
    path: str | os.PathLike[str],
    sets: Sequence[str] = (),
    checks: Checks | None = None,
    settings: Sequence[str] = (),
    settle: Settle | None = None,
) -> S:
    """The content of a file as any section."""
    with steady():
        return scenario_of(assemble(Path(path), sets, model, settings), model, checks, settle)


def placed(problem: Problem, scenario: Section) -> Problem:
    """A problem found after loading, with its place in the files that the scenario comes from."""
    document = scenario._origin.document
    return problem if document is None else _marked(problem, document)


def warnings_of(scenario: Section) -> tuple[Problem, ...]:
    """What was odd in the files of a scenario, though allowed."""
    return scenario._origin.warnings


def scenario_of(document: Document, model: type[S], checks: Checks | None = None, settle: Settle | None = None) -> S:
    """The section that a document says, after every check."""
    found = [*_with_paths(document), *_bad_names(document, model)]
    if document.value is UNREADABLE:
        raise ScenarioError(found)
    try:
        scenario = model.model_validate(document.value)
    except pydantic.ValidationError as error:
        faults = [fault for one in error.errors(include_url=False) for fault in _faults(one)]
        located, more = _located(faults, document, model)
        raise _sorted([*found, *located], document, more) from None
    if settle is not None and document.root is not None:
        whole = settle(document, scenario)
        if whole is not document:
            document, scenario = whole, model.model_validate(whole.value)
    found += _mixed_currencies(scenario, document)
    if not found and checks:
        found += [_marked(problem, document) for problem in checks(scenario)]
    warnings = tuple(problem for problem in found if problem.code.startswith("W_"))
    if len(found) > len(warnings):
        raise _sorted([problem for problem in found if problem not in warnings], document)
    scenario._origin = Origin(document, warnings)
    return scenario


def _language() -> "tuple[type[Scenario], Checks, Settle]":
    from gtmsim.scenario.checks import problems
    from gtmsim.scenario.frozen import frozen
    from gtmsim.scenario.schema import Scenario

    return Scenario, problems, frozen


def _faults(error: Any) -> Iterator[tuple[At, QuantityError, Any]]:
    """One pydantic error as faults with the path of the parameter: those of a declaration are told as they are."""
    path = tuple(part for part in error["loc"] if part not in (SECTION_TAG, "<word>", "[key]"))
    if "faults" in error.get("ctx", {}):
        for fault in error["ctx"]["faults"]:
            yield (*path, *fault.at), fault, error["input"]
    else:
        yield path, QuantityError(error["type"], error["msg"]), error["input"]


def _located(
    faults: list[tuple[At, QuantityError, Any]], document: Document, model: type[Section]
) -> tuple[list[Problem], int]:
    """Faults as problems: as many as will be shown, and the number of the others."""
    placed = [one for one in faults if not _unreadable(document, one[0])]
    placed.sort(key=lambda one: _order(document, document.mark(one[0])))
    return [_problem(*one, document, model) for one in placed[:SHOWN]], max(0, len(placed) - SHOWN)


def _problem(path: At, fault: QuantityError, said: Any, document: Document, model: type[Section]) -> Problem:
    """One fault with its place, and the names that are known there."""
    if fault.code.startswith("E_"):
        return Problem(fault.code, fault.what, fault.hint, document.mark(path, fault.on_key), path)
    if fault.code == "missing":
        return _missing(path, document, model)
    if fault.code == "extra_forbidden":
        hint = nearest(str(path[-1]), _known(model, path[:-1]))
        return Problem("E_UNKNOWN", "unknown name", hint, document.mark(path, key=True), path)
    if fault.code in ("model_type", "dict_type", "list_type"):
        need = "a list" if fault.code == "list_type" else "a section of names with values"
        hint = nearest("", _known(model, path)) if _known(model, path) else ""
        return Problem("E_TYPE", f"need {need}, got {show(said)}", hint, document.mark(path), path)
    return Problem("E_VALUE", fault.what.removeprefix("Value error, "), "", document.mark(path), path)


def _missing(path: At, document: Document, model: type[Section]) -> Problem:
    field = field_at(model, path)
    meaning = field.declaration.described() if field and field.declaration else ""
    sections = field.sections if field else ()
    kind = "a section with"
    if field and field.items is not None and not meaning and not sections:
        items, kind = field_of(field.items), "a list, each with" if field.listed else "names, each with"
        sections = items.sections
        meaning = "" if items.declaration is None else f"{kind} {items.declaration.meaning}"
    hint = meaning or (f"{kind} {nearest('', fields(sections[0]))[12:]}" if sections else "")
    return Problem("E_MISSING", "is missing", hint, document.mark(path[:-1], key=True), path)


def _known(model: type[Section], path: At) -> list[str]:
    field = field_at(model, path)
    return [*fields(field.sections[0]), *field.sections[0].instead] if field and field.sections else []


def _with_paths(document: Document) -> list[Problem]:
    """The problems of reading, with the paths of the values that they are about."""
    if not document.problems:
        return []
    paths = {mark: path for path, mark in document.values.items()}
    return [p if p.path or not p.mark else p._replace(path=paths.get(p.mark, ())) for p in document.problems]


def _marked(problem: Problem, document: Document) -> Problem:
    """A problem between values with its place: at the name if the message quotes it, otherwise at the value."""
    on_key = bool(problem.path) and f"`{problem.path[-1]}`" in problem.message
    return problem._replace(mark=document.mark(problem.path, key=on_key))


def _unreadable(document: Document, path: At) -> bool:
    """Whether the value at a path has been reported when it was read."""
    said = document.value
    for part in path:
        try:
            said = said[part]
        except (KeyError, IndexError, TypeError):
            break
    return said is UNREADABLE


def _order(document: Document, mark: Mark | None) -> tuple[bool, Mark]:
    place = mark or Mark(document.file, 1, 1)
    return place.file != document.file, place


def _sorted(problems: list[Problem], document: Document, more: int = 0) -> ScenarioError:
    """The error with its problems in the order of the files; the same thing is said once."""
    once = dict.fromkeys(problems)
    return ScenarioError(sorted(once, key=lambda problem: _order(document, problem.mark)), more)


def _bad_names(document: Document, model: type[Section]) -> Iterator[Problem]:
    """Names that the user gives (channels, segments, ..) and that cannot stand in a heading or a file name."""

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


def _mixed_currencies(scenario: Section, document: Document) -> Iterator[Problem]:
    """Amounts that name another currency than the scenario's."""
    said = list(values(scenario))
    code = next((str(value) for path, _, value in said if path[-1] == "currency"), "")
    for path, declaration, _ in said:
        if not declaration.unit.startswith("money") or path not in document.values:
            continue
        for below, text in _texts(document.value, path):
            word = currency(text)
            if word and not is_currency(word, code):
                what = f"{show(text)} is not in the scenario's currency, {code or 'none'}"
                yield Problem("E_UNIT", what, "amounts are never converted", document.mark(below), path)


def _texts(value: Any, path: At) -> Iterator[tuple[At, str]]:
    """The texts at and below a path, for example the values of a schedule."""
    for part in path:
        value = value[part]
    left = [(path, value)]
    while left:
        at, one = left.pop()
        if isinstance(one, str) and at[-1] != "source":
            yield at, one
        elif isinstance(one, dict | list):
            items = one.items() if isinstance(one, dict) else enumerate(one)
            left.extend(((*at, key), below) for key, below in items)
