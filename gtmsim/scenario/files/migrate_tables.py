"""A decision table in CSV with the names of version 1 -> the same file with the names of now, cell by cell."""

import codecs
import re

from gtmsim.policies.exchange.delimited import decoded, delimiter_of, is_directive, records
from gtmsim.policies.exchange.sheet import Said, UnreadableError
from gtmsim.policies.exchange.spreadsheet import OWN, titled
from gtmsim.policies.facts import DecisionPoint
from gtmsim.policies.points import NUMBER, POINTS
from gtmsim.scenario.files.old_tables import as_before
from gtmsim.scenario.language.problems import Mark, Problem, ScenarioError
from gtmsim.scenario.language.renames import below, new_name, new_text, places_of

MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
CODECS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
SIDES = ("when", "then")
Edits = dict[tuple[int, int], tuple[str, str]]  # line and column of a cell -> a text in it and the one in its place


def migrated_csv(content: bytes, name: str) -> bytes:
    """The file in the names of now; ScenarioError where it cannot be read, or nothing says what it decides."""
    try:
        text = decoded(content)
        edits: Edits = {}
        for block in _blocks(text):
            edits |= _edits(block, name)
    except UnreadableError as error:
        raise ScenarioError(Problem(e.code, e.what, e.hint, Mark(name, e.line, e.col)) for e in error.faults) from None
    mark = next((each for each in MARKS if content.startswith(each)), b"")
    return mark + _rewritten(text, edits).encode(CODECS.get(mark, "utf-8"))


def _blocks(text: str) -> list[list[list[Said]]]:
    """The lines between empty lines."""
    blocks: list[list[list[Said]]] = [[]]
    for number, row in enumerate(records(text, delimiter_of(text))):
        if any(cell.text for cell in row) and not (number == 0 and is_directive(row)):
            blocks[-1].append(row)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _edits(block: list[list[Said]], name: str) -> Edits:
    """What changes in one table, or in the cases of one."""
    title = titled(block)
    if title:
        known = [POINTS[NUMBER[title[0].text]]] if title[0].text in NUMBER else []
        found = [_of_point(block[1:], point) for point in known]
    else:
        columns = {cell.text.removeprefix("when.").removeprefix("then.") for cell in block[0] if cell.text}
        found = [_of_point(block, point) for point in POINTS if _may_be(columns, point)]
    if any(found[0] != other for other in found[1:]):
        what, hint = "nothing says which decision this is", "begin with a line such as `hiring,first`"
        raise ScenarioError([Problem("E_CSV", what, hint, Mark(name, *block[0][0][1:]))])
    return found[0] if found else {}


def _may_be(columns: set[str], point: DecisionPoint) -> bool:
    both = (point, as_before(point))
    facts = {fact.name for one in both for fact in one.facts}
    answers = {output.name for one in both for output in one.outputs}
    return columns <= {*facts, *answers, *OWN}


def _of_point(lines: list[list[Said]], point: DecisionPoint) -> Edits:
    edits: Edits = {}
    for place, cell in enumerate(lines[0] if lines else ()):
        side, _, column = cell.text.partition(".") if cell.text.startswith(("when.", "then.")) else ("", "", cell.text)
        for one in (side,) if side else SIDES:
            around = places_of(("plan", "policies", point.name, "rows", 0, one))
            if new := new_name(around, column):
                edits[cell[1:]] = (column, new)
            for row in lines[1:]:
                said = row[place] if place < len(row) else None
                if said is not None and (text := new_text(below(around, column), said.text)) != said.text:
                    edits[said[1:]] = (said.text, text)
    return edits


def _rewritten(text: str, edits: Edits) -> str:
    """The text with other words in some cells."""
    begins = [0, *(found.end() for found in re.finditer("\r\n|\r|\n", text))]
    for (line, col), (old, new) in sorted(edits.items(), reverse=True):
        at = text.index(old, begins[line - 1] + col - 1)
        text = text[:at] + new + text[at + len(old) :]
    return text
