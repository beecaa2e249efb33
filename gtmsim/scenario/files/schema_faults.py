"""What a document says and its schema does not take, as problems with the names that are known there."""

from collections.abc import Iterator
from typing import Any

import pydantic

from gtmsim.scenario.files.document import Document
from gtmsim.scenario.files.of_contracts import of_contract
from gtmsim.scenario.files.placing import file_order
from gtmsim.scenario.files.reading import UNREADABLE
from gtmsim.scenario.language.problems import SHOWN, Problem, nearest
from gtmsim.scenario.language.quantity import QuantityError, show
from gtmsim.scenario.language.renamed_hints import nearest_name
from gtmsim.scenario.language.section import SECTION_TAG, Section
from gtmsim.scenario.language.walk import field_at, field_of, fields

At = tuple[str | int, ...]


def schema_faults(
    error: pydantic.ValidationError, document: Document, model: type[Section]
) -> tuple[list[Problem], int]:
    """What pydantic found as problems: as many as will be shown, and the number of the others."""
    faults = [fault for one in error.errors(include_url=False) for fault in _faults(one)]
    return _located(faults, document, model)


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
    placed.sort(key=lambda one: file_order(document, document.mark(one[0])))
    return [_problem(*one, document, model) for one in placed[:SHOWN]], max(0, len(placed) - SHOWN)


def _problem(path: At, fault: QuantityError, said: Any, document: Document, model: type[Section]) -> Problem:
    """One fault with its place, and the names that are known there."""
    if fault.code.startswith("E_"):
        hint = _as_share(path, said, model) or of_contract(path, said, document.value, model) or fault.hint
        return Problem(fault.code, fault.what, hint, document.mark(path, fault.on_key), path)
    if fault.code == "missing":
        return _missing(path, document, model)
    if fault.code == "extra_forbidden":
        known = _known(model, path[:-1])
        hint = _with_colon(str(path[-1]), known) or nearest_name(str(path[-1]), known, path[:-1], model)
        return Problem("E_UNKNOWN", "unknown name", hint, document.mark(path, key=True), path)
    if fault.code in ("model_type", "dict_type", "list_type"):
        need = "a list" if fault.code == "list_type" else "a section of names with values"
        known = _known(model, path)
        hint = nearest("", known) if known else _asked_for(path, model)
        hint = _with_colon(said, known) or hint if isinstance(said, str) else hint
        return Problem("E_TYPE", f"need {need}, got {show(said)}", hint, document.mark(path), path)
    return Problem("E_VALUE", fault.what.removeprefix("Value error, "), "", document.mark(path), path)


def _with_colon(said: str, known: list[str]) -> str:
    """Where a name and its value stand with a sign of equality between them, as on the command line."""
    name, equals, value = (part.strip() for part in said.partition("="))
    return f"a colon stands between name and value, as in `{name}: {value}`" if equals and name in known else ""


def _as_share(path: At, said: Any, model: type[Section]) -> str:
    """Where a share is said of something that is an amount, and another name takes its share."""
    share = f"{path[-1]}_share"
    if not isinstance(said, str) or "%" not in said or share not in _known(model, path[:-1]):
        return ""
    number = said.partition("%")[0].strip()
    return f"say it as `{'.'.join(map(str, (*path[:-1], share)))}: {number}%`"


def _missing(path: At, document: Document, model: type[Section]) -> Problem:
    return Problem("E_MISSING", "is missing", _asked_for(path, model), document.mark(path[:-1], key=True), path)


def _asked_for(path: At, model: type[Section]) -> str:
    """What stands at a place, in words."""
    field = field_at(model, path)
    meaning = field.declaration.meant() if field and field.declaration else ""
    sections = field.sections if field else ()
    kind = "a section with"
    if field and field.items is not None and not meaning and not sections:
        items, kind = field_of(field.items), "a list, each with" if field.listed else "names, each with"
        sections = items.sections
        meaning = "" if items.declaration is None else f"{kind} {items.declaration.meaning}"
    return meaning or (f"{kind} {nearest('', fields(sections[0]))[12:]}" if sections else "")


def _known(model: type[Section], path: At) -> list[str]:
    field = field_at(model, path)
    return [*fields(field.sections[0]), *field.sections[0].instead] if field and field.sections else []


def _unreadable(document: Document, path: At) -> bool:
    """Whether the value at a path has been reported when it was read."""
    said = document.value
    for part in path:
        try:
            said = said[part]
        except (KeyError, IndexError, TypeError):
            break
    return said is UNREADABLE
