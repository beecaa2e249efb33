"""Problems with their places in the files that a scenario comes from, and in the order of these files."""

import os

from gtmsim.scenario.files.changes import CHANGES
from gtmsim.scenario.files.document import Document
from gtmsim.scenario.language.problems import Mark, Problem, ScenarioError
from gtmsim.scenario.language.renamed_hints import with_new_names
from gtmsim.scenario.language.section import Section


def placed(problem: Problem, scenario: Section) -> Problem:
    """A problem found after loading, with its place in the files that the scenario comes from."""
    document = scenario._origin.document
    return problem if document is None else marked(problem, document)


def seen_from(problem: Problem, scenario: Section) -> Problem:
    """The problem with its place relative to the scenario's own file, so that it is the same from every folder."""
    document, mark = scenario._origin.document, problem.mark
    if document is None or mark is None or not is_file(mark.file):
        return problem
    folder = os.path.dirname(document.file) or "."  # noqa: PTH120  # names as typed, not paths of this machine
    return problem._replace(mark=mark._replace(file=os.path.relpath(mark.file, folder)))


def is_file(name: str) -> bool:
    """Is it a file that a place names? Else the command line said it, or Python."""
    return not name.startswith("--") and name != CHANGES


def marked(problem: Problem, document: Document) -> Problem:
    """A problem between values with its place: at the name if the message quotes it, otherwise at the value."""
    on_key = bool(problem.path) and f"`{problem.path[-1]}`" in problem.message
    gone = [name for name in document.removed if f"`{name}`" in problem.message]
    if gone and problem.code.startswith("E_"):
        hint = f"`{gone[0]}` is removed at {document.removed[gone[0]]}: change what still names it"
        problem = problem._replace(hint=hint)
    if problem.path and problem.path not in document.values and problem.path[-1] in document.removed:
        return problem._replace(mark=document.removed[str(problem.path[-1])])  # where it was taken away
    return problem._replace(mark=document.mark(problem.path, key=on_key))


def file_order(document: Document, mark: Mark | None) -> tuple[bool, Mark]:
    place = mark or Mark(document.file, 1, 1)
    return place.file != document.file, place


def in_file_order(problems: list[Problem], document: Document, more: int = 0) -> ScenarioError:
    """The error with its problems in the order of the files; the same thing is said once."""
    once = dict.fromkeys(with_new_names(problems, document.value))
    return ScenarioError(sorted(once, key=lambda problem: file_order(document, problem.mark)), more)
