"""One document -> the section that it says, or every problem at once."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import pydantic

from gtmsim.scenario.checks.case_marks import eased
from gtmsim.scenario.checks.currencies import mixed_currencies
from gtmsim.scenario.checks.sizes import too_many
from gtmsim.scenario.files.document import Document
from gtmsim.scenario.files.given_names import unusable_names
from gtmsim.scenario.files.placing import in_file_order, marked
from gtmsim.scenario.files.reading import UNREADABLE
from gtmsim.scenario.files.reading_faults import with_paths
from gtmsim.scenario.files.schema_faults import schema_faults
from gtmsim.scenario.files.superseded import without_superseded
from gtmsim.scenario.language.problems import Problem, ScenarioError
from gtmsim.scenario.language.section import Origin, Section

SAID_ANYWAY = ("W_VERSION", "W_RENAMED")  # beside errors, whose names are those of now
S = TypeVar("S", bound=Section)
Checks = Callable[[Any], Iterable[Problem]]
Settle = Callable[[Document, Any], Document]  # what else a document means that has been read


def scenario_of(document: Document, model: type[S], checks: Checks | None = None, settle: Settle | None = None) -> S:
    """The section that a document says, after every check."""
    document = without_superseded(document, model)
    found = [*with_paths(document, model), *unusable_names(document, model)]
    if document.value is UNREADABLE:
        raise ScenarioError(found)
    if checks and (large := [marked(problem, document) for problem in too_many(document.value, model)]):
        raise in_file_order([*found, *large], document)
    try:
        scenario = model.model_validate(document.value)
    except pydantic.ValidationError as error:
        located, more = schema_faults(error, document, model)
        raise in_file_order([*found, *located], document, more) from None
    if settle is not None and document.root is not None:
        whole = settle(document, scenario)
        if whole is not document:
            document, scenario = whole, model.model_validate(whole.value)
    found += mixed_currencies(scenario, document)
    if checks and not any(problem.code.startswith("E_") for problem in found):
        found += [eased(marked(problem, document), document) for problem in checks(scenario)]
    warnings = tuple(problem for problem in found if problem.code.startswith("W_"))
    if len(found) > len(warnings):
        raise in_file_order(
            [problem for problem in found if problem not in warnings or problem.code in SAID_ANYWAY], document
        )
    scenario._origin = Origin(document, warnings)
    scenario._origin.content = scenario.subject()
    return scenario
