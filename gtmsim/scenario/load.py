"""Scenario files -> Scenario, or every problem at once with its place; the only way from a text to a scenario."""

import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gtmsim.machine.steady import steady
from gtmsim.scenario.files.assemble import assemble, assemble_mapping, assemble_text
from gtmsim.scenario.files.changes import CHANGES, Layer
from gtmsim.scenario.files.document import Document
from gtmsim.scenario.files.instead import Instead
from gtmsim.scenario.files.placing import file_order, placed
from gtmsim.scenario.language.problems import Problem, ScenarioError
from gtmsim.scenario.language.section import Section, alike
from gtmsim.scenario.trying import with_tried_hints
from gtmsim.scenario.validate import Checks, S, Settle, scenario_of
from gtmsim.scenario.writing import said_or_written

if TYPE_CHECKING:
    from gtmsim.scenario.sections.schema import Scenario


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
    model, checks, settle = _language()
    said = said_or_written(base)
    before = base.document
    return _with_hints(lambda at: assemble_mapping(said, "base", model, [layer], at, before), model, checks, settle)


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
            found.sort(key=lambda problem: file_order(origin.document, problem.mark))
        origin.asked = subject, tuple(dict.fromkeys(found))
    return origin.asked[1]


def _language() -> "tuple[type[Scenario], Checks, Settle]":
    from gtmsim.scenario.checks.scenario import problems
    from gtmsim.scenario.frozen import frozen
    from gtmsim.scenario.sections.schema import Scenario

    return Scenario, problems, frozen
