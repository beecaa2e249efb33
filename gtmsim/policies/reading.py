"""Rows as a user writes them, read against the facts and outputs of a decision point."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from gtmsim.policies.cells import parse
from gtmsim.policies.facts import DecisionPoint, Fact, Hit, Output, Spans, domain
from gtmsim.policies.literals import CellError, Reader, extent, index_of, literal, plain, quoted
from gtmsim.policies.table import Row, Table

Written = tuple[str, Mapping[str, str], Mapping[str, str]]  # name, cell of each fact, value of each output
NEAR = 0.7  # of two names of which one may be meant for the other
DEFAULT = -1  # in the place of a row: the default


class Misread(NamedTuple):
    """A cell that is not what its column needs."""

    row: int  # DEFAULT: it is the default's
    column: str
    error: CellError


def read_table(
    name: str,
    point: DecisionPoint,
    hit: Hit,
    rows: Sequence[Written],
    read: Reader = plain,
    default: Mapping[str, str] | None = None,
) -> tuple[Table, list[Misread]]:
    """The table that rows say and all that is wrong with them; a faulty row is left out of the table.

    Its inputs are the facts that some row names; a cell that a row leaves out is `-`.
    """
    named = {fact for _, when, _ in rows for fact in when}
    inputs = tuple(fact for fact in point.facts if fact.name in named)
    read_rows: list[Row] = []
    wrong: list[Misread] = []
    for index, (row_name, when, then) in enumerate(rows):
        before = len(wrong)
        wrong += _unknown(index, when, point.facts, "a fact") + _unknown(index, then, point.outputs, "an output")
        tests = [_tried(wrong, index, fact, when.get(fact.name), read) for fact in inputs]
        values = [_valued(wrong, index, output, then.get(output.name), read) for output in point.outputs]
        if len(wrong) == before:
            read_rows.append(Row(row_name, tuple(tests), tuple(values)))
    unanswered = None
    if default is not None:
        wrong += _unknown(DEFAULT, default, point.outputs, "an output")
        unanswered = tuple(_valued(wrong, DEFAULT, output, default.get(output.name), read) for output in point.outputs)
    return Table(name, point.name, hit, inputs, point.outputs, tuple(read_rows), unanswered), wrong


def value_of(text: str, output: Output, read: Reader = plain) -> float:
    """A value that a row answers [unit of the output]; of a category its index."""
    said = text.strip()
    if output.kind == "category":
        return index_of(said, output)
    value = literal(said, output, read)
    low, high = domain(output)
    if output.kind == "whole" and value != int(value):
        raise CellError("E_RANGE", f"{quoted(said)} is not whole", f"{output.name} is a whole number")
    if not low <= value <= high:
        raise CellError("E_RANGE", f"{output.name} is never {quoted(said)}", f"it lies in {extent(output)}")
    return value


def _tried(wrong: list[Misread], row: int, fact: Fact, text: str | None, read: Reader) -> Spans:
    try:
        return parse("-" if text is None else text, fact, read)
    except CellError as error:
        wrong.append(Misread(row, fact.name, error))
        return ()


def _valued(wrong: list[Misread], row: int, output: Output, text: str | None, read: Reader) -> float:
    try:
        if text is None:
            raise CellError(
                "E_MISSING",
                f"the {'default' if row == DEFAULT else 'row'} says nothing of {output.name}",
                f"{output.name}: {output.meaning}",
            )
        return value_of(text, output, read)
    except CellError as error:
        wrong.append(Misread(row, output.name, error))
        return 0.0


def _unknown(row: int, said: Iterable[str], known: Sequence[Fact | Output], what: str) -> list[Misread]:
    names = [each.name for each in known]
    found = []
    for name in said:
        if name not in names:
            close = difflib.get_close_matches(name[:80], names, n=1, cutoff=NEAR)
            hint = f"did you mean `{close[0]}`?" if close else f"known here: {', '.join(f'`{each}`' for each in names)}"
            found.append(
                Misread(row, name, CellError("E_FACT", f"{quoted(name)} is not {what} of this decision", hint))
            )
    return found
