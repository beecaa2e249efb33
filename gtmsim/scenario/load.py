"""Scenario files -> Scenario, or every problem at once with its place; the only way from a text to a scenario."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pydantic

from gtmsim.machine.steady import steady
from gtmsim.policies.literals import CellError
from gtmsim.scenario.checks.case_marks import eased
from gtmsim.scenario.checks.currencies import mixed_currencies
from gtmsim.scenario.checks.sizes import too_many
from gtmsim.scenario.files.assemble import assemble, assemble_mapping, assemble_text
from gtmsim.scenario.files.changes import CHANGES, Layer
from gtmsim.scenario.files.document import Document
from gtmsim.scenario.files.instead import Instead
from gtmsim.scenario.files.reading import UNREADABLE
from gtmsim.scenario.files.superseded import without_superseded
from gtmsim.scenario.language.cells import CellDeclaration
from gtmsim.scenario.language.problems import SHOWN, Mark, Problem, ScenarioError, nearest
from gtmsim.scenario.language.quantity import QuantityError, show
from gtmsim.scenario.language.renamed_hints import nearest_name, with_new_names
from gtmsim.scenario.language.respell import hint
from gtmsim.scenario.language.respell_cells import cell_hint, column_at
from gtmsim.scenario.language.section import SECTION_TAG, Origin, Section, alike
from gtmsim.scenario.language.walk import Field, field_at, field_of, fields
from gtmsim.scenario.language.words import TextDeclaration, checked_name
from gtmsim.scenario.trying import with_tried_hints

if TYPE_CHECKING:
    from gtmsim.scenario.sections.schema import Scenario

At = tuple[str | int, ...]
SAID_ANYWAY = ("W_VERSION", "W_RENAMED")  # beside errors, whose names are those of now
S = TypeVar("S", bound=Section)
Checks = Callable[[Any], Iterable[Problem]]
Settle = Callable[[Document, Any], Document]  # what else a document means that has been read


def load(
    path: str | os.PathLike[str],
    sets: Sequence[str] = (),
    settings: Sequence[str] = (),
    plan: Layer | None = None,
) -> "Scenario":
    """The scenario in a file with the changes of `sets` (`path=value`), then those of a `plan` that has a name.

    `settings` of a run override all.
    """
    model, checks, settle = _language()
    return load_as(model, path, sets, checks, settings, plan, settle)


def load_text(text: str, name: str = "text", sets: Sequence[str] = ()) -> "Scenario":
    """The scenario in a text, which extends no file; raises ScenarioError."""
    model, checks, settle = _language()
    with steady():
        return _with_hints(lambda at: assemble_text(text, name, layers(sets), model, at), model, checks, settle)


def load_mapping(said: Mapping[str, Any], name: str = "mapping") -> "Scenario":
    """The scenario in nested Python mappings, with quantities written as in a file; raises ScenarioError."""
    model, checks, _ = _language()
    return _with_hints(lambda at: assemble_mapping(said, name, model, instead=at), model, checks)


def variant(
    base: "Scenario | str | os.PathLike[str]", changes: Mapping[str, Any] | Sequence[str], name: str = ""
) -> "Scenario":
    """A scenario or file with changes, as `changes` of a file say them: values by path, or `path=value`.

    Without a name it is called after its base and the changes. Raises ScenarioError.
    """
    layer = Layer(dict(changes) if isinstance(changes, Mapping) else tuple(changes), CHANGES, name)
    if isinstance(base, str | os.PathLike):
        return load(base, plan=layer)
    from gtmsim.scenario.files.writing import said_or_written

    model, checks, settle = _language()
    said = said_or_written(base)
    return _with_hints(lambda at: assemble_mapping(said, "base", model, [layer], at), model, checks, settle)


def load_as(
    model: type[S],
    path: str | os.PathLike[str],
    sets: Sequence[str] = (),
    checks: Checks | None = None,
    settings: Sequence[str] = (),
    plan: Layer | None = None,
    settle: Settle | None = None,
) -> S:
    """The content of a file as any section."""
    with steady():
        made = layers(sets, plan)
        return _with_hints(lambda at: assemble(Path(path), made, model, settings, at), model, checks, settle)


def _with_hints(
    document: Callable[[Instead | None], Document], model: type[S], checks: Checks | None, settle: Settle | None = None
) -> S:
    """The section that a document says; what its errors offer to write has been tried."""

    first = document(None)
    try:
        return scenario_of(first, model, checks, settle)
    except ScenarioError as error:
        size = len(first.values)
        again = partial(_again, document, model, checks, settle)
        raise with_tried_hints(error, again, size) from None


def _again(
    document: Callable[[Instead | None], Document],
    model: type[S],
    checks: Checks | None,
    settle: Settle | None,
    instead: Instead,
) -> S:
    """The section that a document says with another writing at a place."""
    return scenario_of(document(instead), model, checks, settle)


def layers(sets: Sequence[str], plan: Layer | None = None) -> list[Layer]:
    """The changes of the command line in the order in which they are made."""
    return [*([Layer(tuple(sets))] if sets else []), *([plan] if plan is not None else [])]


def placed(problem: Problem, scenario: Section) -> Problem:
    """A problem found after loading, with its place in the files that the scenario comes from."""
    document = scenario._origin.document
    return problem if document is None else _marked(problem, document)


def seen_from(problem: Problem, scenario: Section) -> Problem:
    """The problem with its place relative to the scenario's own file, so that it is the same from every folder."""
    document, mark = scenario._origin.document, problem.mark
    if document is None or mark is None or mark.file.startswith("--"):
        return problem
    folder = os.path.dirname(document.file) or "."  # noqa: PTH120  # names as typed, not paths of this machine
    return problem._replace(mark=mark._replace(file=os.path.relpath(mark.file, folder)))


def warnings_of(scenario: Section) -> tuple[Problem, ...]:
    """What is odd in a scenario, though allowed, in the order of its files; also in one that Python has changed."""
    from gtmsim.scenario.checks.oddities import odd
    from gtmsim.scenario.checks.scenario import problems
    from gtmsim.scenario.sections.schema import Scenario

    origin = scenario._origin
    if not isinstance(scenario, Scenario):
        return tuple(origin.warnings)
    subject = scenario.subject()
    if origin.asked is None or not alike(origin.asked[0], subject):
        as_read = origin.content is not None and alike(origin.content, subject)
        known = origin.warnings if as_read else [p for p in problems(scenario) if p.code.startswith("W_")]
        told = {problem.path for problem in known}
        found = [each if each.mark else placed(each, scenario) for each in (*known, *odd(scenario, told))]
        if origin.document is not None:
            found.sort(key=lambda problem: _order(origin.document, problem.mark))
        origin.asked = subject, tuple(dict.fromkeys(found))
    return origin.asked[1]


def scenario_of(document: Document, model: type[S], checks: Checks | None = None, settle: Settle | None = None) -> S:
    """The section that a document says, after every check."""
    document = without_superseded(document, model)
    found = [*_with_paths(document, model), *_bad_names(document, model)]
    if document.value is UNREADABLE:
        raise ScenarioError(found)
    if checks and (large := [_marked(problem, document) for problem in too_many(document.value, model)]):
        raise _sorted([*found, *large], document)
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
    found += mixed_currencies(scenario, document)
    if checks and not any(problem.code.startswith("E_") for problem in found):
        found += [eased(_marked(problem, document), document) for problem in checks(scenario)]
    warnings = tuple(problem for problem in found if problem.code.startswith("W_"))
    if len(found) > len(warnings):
        raise _sorted(
            [problem for problem in found if problem not in warnings or problem.code in SAID_ANYWAY], document
        )
    scenario._origin = Origin(document, warnings)
    scenario._origin.content = scenario.subject()
    return scenario


def _language() -> "tuple[type[Scenario], Checks, Settle]":
    from gtmsim.scenario.checks.scenario import problems
    from gtmsim.scenario.files.frozen import frozen
    from gtmsim.scenario.sections.schema import Scenario

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
        hint = nearest_name(str(path[-1]), _known(model, path[:-1]), path[:-1])
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


def _with_paths(document: Document, model: type[Section]) -> list[Problem]:
    """The problems of reading, with the paths of the values that they are about."""
    if not document.problems:
        return []
    paths = {mark: path for path, mark in document.values.items()}
    found = [p if p.path or not p.mark else p._replace(path=paths.get(p.mark, ())) for p in document.problems]
    return [_in_its_unit(problem, model) if problem.code == "E_NUMBERLIKE" else problem for problem in found]


def _in_its_unit(problem: Problem, model: type[Section]) -> Problem:
    """A number in a form that is no number, with a hint for the parameter that it stands for."""
    path = problem.path
    field = field_at(model, path)
    while path and (field is None or field.declaration is None):
        path = path[:-1]
        field = field_at(model, path)
    declaration = None if field is None else field.declaration
    said = re.search("`(.*)`", problem.message)
    if declaration is None or said is None:
        return problem
    if isinstance(declaration, TextDeclaration):
        return problem._replace(hint="put a text in quotes")
    if isinstance(declaration, CellDeclaration) and (column := column_at(path)) is not None:
        return problem._replace(hint=cell_hint(said[1], column, CellError(problem.code, "", "write a plain number")))
    asked = getattr(declaration, "asked", None)
    return problem._replace(hint=hint(said[1], declaration.unit, asked)) if declaration.unit else problem


def _marked(problem: Problem, document: Document) -> Problem:
    """A problem between values with its place: at the name if the message quotes it, otherwise at the value."""
    on_key = bool(problem.path) and f"`{problem.path[-1]}`" in problem.message
    gone = [name for name in document.removed if f"`{name}`" in problem.message]
    if gone and problem.code.startswith("E_"):
        hint = f"`{gone[0]}` is removed at {document.removed[gone[0]]}: change what still names it"
        problem = problem._replace(hint=hint)
    if problem.path and problem.path not in document.values and problem.path[-1] in document.removed:
        return problem._replace(mark=document.removed[str(problem.path[-1])])  # where it was taken away
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
    once = dict.fromkeys(with_new_names(problems, document.value))
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
