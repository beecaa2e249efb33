"""A case that fails because a variant changed its table: a warning, since the change is what was asked for."""

from typing import TYPE_CHECKING

from gtmsim.scenario.language.problems import Problem

if TYPE_CHECKING:
    from gtmsim.scenario.files.document import Document

CASE = "E_CASE"
DEPTH = len(("plan", "policies", "discount"))
TABLES = (".dmn", ".xml", ".csv", ".xlsx")


def eased(problem: Problem, document: "Document") -> Problem:
    """The problem; as a warning where the table was changed by another file, or a change typed, than says the case."""
    if problem.code != CASE or problem.mark is None:
        return problem
    own, table = problem.mark.file, problem.path[:DEPTH]
    said = {
        mark.file
        for path, mark in document.values.items()
        if path[:DEPTH] == table and path[DEPTH : DEPTH + 1] not in ((), ("cases",))
    }
    later = {file for file in said if file != own and not file.endswith(TABLES)}
    if own == document.file:  # what it extends came before
        later = {file for file in later if file.startswith("--")}
    if not later:
        return problem
    hint = f"the table was changed in {', '.join(sorted(later))}: mend or remove the case, if it does not hold there"
    return problem._replace(code="W_CASE", hint=hint)
