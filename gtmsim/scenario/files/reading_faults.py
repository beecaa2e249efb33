"""What is wrong with a text that was read, told for the parameter that stands there."""

import re

from gtmsim.policies.literals import CellError
from gtmsim.scenario.files.document import Document
from gtmsim.scenario.language.cells import CellDeclaration
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.language.respell import hint
from gtmsim.scenario.language.respell_cells import cell_hint, column_at
from gtmsim.scenario.language.section import Section
from gtmsim.scenario.language.walk import field_at
from gtmsim.scenario.language.words import TextDeclaration


def with_paths(document: Document, model: type[Section]) -> list[Problem]:
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
