"""Tables as a spreadsheet saves them: a title line `discount,first`, a line of column names, a line for each row.

Several tables stand one below the other with an empty line between them.
"""

import difflib
from collections.abc import Callable
from typing import NamedTuple

from gtmsim.policies.exchange.decimal_sign import in_points
from gtmsim.policies.exchange.delimited import decoded, delimiter_of, is_directive, records
from gtmsim.policies.exchange.sheet import (
    MOST_ROWS,
    Said,
    SaidRow,
    SaidTable,
    Unread,
    UnreadableError,
    bounded,
    refused,
)
from gtmsim.policies.exchange.spreadsheet_cases import cases_of, is_cases
from gtmsim.policies.facts import DecisionPoint, Fact, Output
from gtmsim.policies.literals import quoted
from gtmsim.policies.points import NUMBER

OWN = ("name", "starts", "ends")  # columns of every table
DEFAULT_HIT = "unique"
OTHERWISE = "[default]"  # in the place of a name, which it cannot be: the answers where no row holds
Block = list[list[Said]]


class _Column(NamedTuple):
    """What the cells of a column say."""

    side: str  # one of OWN, `when` or `then`
    what: Fact | Output | None = None


def read_csv(content: bytes, point: DecisionPoint) -> SaidTable:
    """The table of a decision point; raises UnreadableError."""
    text = decoded(content)
    delimiter = delimiter_of(text)
    return read_blocks(_blocks(text, delimiter), point, delimiter)


def read_blocks(
    blocks: list[Block], point: DecisionPoint, delimiter: str, look: Callable[[Block], None] | None = None
) -> SaidTable:
    """The table of a decision point in blocks of cells, at each of which that count `look` may look first."""
    tried = [block for block in blocks if is_cases(block)]
    title, lines = _chosen([block for block in blocks if block not in tried], point)
    cased = [block for block in tried if block[0][0].text == point.name]
    for block in (lines, *cased):
        if look is not None and block:
            look(next(each for each in blocks if each[-1] is block[-1]))
    if not lines:
        place = (title[0].line + 1, 1) if title else (1, 1)
        raise refused("E_CSV", "no line names the columns", "begin with `name`, then the facts and the answers", place)
    columns = _columns(lines[0], point)
    faults: list[Unread] = []
    if len(lines) > MOST_ROWS + 1:
        at = lines[MOST_ROWS + 1][0][1:]
        raise refused("E_SIZE", f"more than {MOST_ROWS:,} rows", "a decision table is small", at)
    bounded(cell for line in lines for cell in line)
    read = [_row(line, columns, faults) for line in lines[1:]]
    rows = tuple(row for row in read if row.name.text != OTHERWISE)
    default = _default([row for row in read if row.name.text == OTHERWISE], faults)
    if faults:
        raise UnreadableError(faults)
    cases = cases_of(cased, point)
    rows, default, cases = in_points(rows, default, cases, point, delimiter)
    here = lines[0][0]
    hit = title[1] if len(title) > 1 and title[1].text else Said(DEFAULT_HIT, here.line, here.col)
    return SaidTable(hit._replace(text=hit.text.lower()), rows, default, cases)


def _blocks(text: str, delimiter: str) -> list[Block]:
    """The lines between empty lines."""
    blocks: list[Block] = [[]]
    for number, row in enumerate(records(text, delimiter)):
        if number == 0 and is_directive(row):
            continue
        if any(cell.text for cell in row):
            blocks[-1].append(row)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _chosen(blocks: list[Block], point: DecisionPoint) -> tuple[list[Said], Block]:
    """Title line, which may be missing where there is one table, and the lines below it."""
    if not blocks:
        raise refused("E_CSV", "the file says nothing", f"begin with the line `{point.name},first`", (1, 1))
    titles = [titled(block) for block in blocks]
    if len(blocks) > 1:
        for title, block in zip(titles, blocks, strict=True):
            if not title or title[0].text not in {*NUMBER, point.name}:
                what = f"{quoted(block[0][0].text)} begins a table and names no decision point"
                hint = f"remove the empty line above it, or begin with a line such as `{point.name},first`"
                raise refused("E_CSV", what, hint, block[0][0][1:])
    fitting = [
        (title, block[1:]) for title, block in zip(titles, blocks, strict=True) if title and title[0].text == point.name
    ]
    if len(fitting) > 1:
        at = fitting[1][0][0]
        raise refused("E_CSV", f"a second table for {quoted(point.name)}", "keep one of them", (at.line, at.col))
    if fitting:
        return fitting[0]
    if len(blocks) == 1 and not titles[0]:
        return [], blocks[0]
    first = blocks[0][0][0]
    known = ", ".join(quoted(title[0].text) for title in titles if title) or "none"
    what = f"no table for {quoted(point.name)}; the file has tables for {known}"
    raise refused("E_CSV", what, f"begin one with the line `{point.name},first`", (first.line, first.col))


def titled(block: Block) -> list[Said]:
    """The line that names a decision point and its hit policy; nothing if the first line names columns."""
    said = [cell for cell in block[0] if cell.text]
    return said if len(said) <= 2 and "name" not in {cell.text for cell in said} else []


def _columns(header: list[Said], point: DecisionPoint) -> list[_Column | None]:
    """What each column says; None where nothing stands above it."""
    columns: list[_Column | None] = []
    faults: list[Unread] = []
    for cell in header:
        try:
            found = _column(cell, point) if cell.text else None
            if found and found in columns:
                raise refused("E_CSV", f"a second column {quoted(cell.text)}", "keep one", (cell.line, cell.col))
            columns.append(found)
        except UnreadableError as error:
            faults += error.faults
    if _Column("name") not in columns and not faults:
        first = header[0]
        raise refused("E_CSV", "no column is called `name`", "name each row", (first.line, first.col))
    if faults:
        raise UnreadableError(faults)
    return columns


def _column(cell: Said, point: DecisionPoint) -> _Column:
    side, _, name = cell.text.partition(".") if cell.text.startswith(("when.", "then.")) else ("", "", cell.text)
    if not side and name in OWN:
        return _Column(name)
    ways = [_Column("when", fact) for fact in point.facts if fact.name == name and side != "then"]
    ways += [_Column("then", output) for output in point.outputs if output.name == name and side != "when"]
    if len(ways) == 1:
        return ways[0]
    if ways:
        hint = f"write `when.{name}` or `then.{name}`"
        raise refused("E_FACT", f"{quoted(name)} is a fact and an answer", hint, (cell.line, cell.col))
    known = [*OWN, *(fact.name for fact in point.facts), *(output.name for output in point.outputs)]
    close = difflib.get_close_matches(name[:80], known, n=1)
    hint = f"did you mean `{close[0]}`?" if close else f"known here: {', '.join(f'`{each}`' for each in known)}"
    what = f"{quoted(name)} is neither a fact nor an answer of `{point.name}`"
    raise refused("E_FACT", what, hint, (cell.line, cell.col))


def _row(line: list[Said], columns: list[_Column | None], faults: list[Unread]) -> SaidRow:
    own: dict[str, Said] = {}
    sides: dict[str, dict[str, Said]] = {"when": {}, "then": {}}
    for place, column in enumerate(columns):
        cell = line[place] if place < len(line) else Said("", line[-1].line, line[-1].col)
        if column is None:
            continue
        if column.what is None:
            own[column.side] = cell
            continue
        if column.side == "when" and not cell.text:
            cell = cell._replace(text="-")
        if cell.text:
            sides[column.side][column.what.name] = cell
        _check(cell, column.what, faults)
    for place, cell in enumerate(line):
        if cell.text and (place >= len(columns) or columns[place] is None):
            faults.append(Unread("E_CSV", f"no name stands above {quoted(cell.text)}", "name the column", *cell[1:]))
    if not own["name"].text:
        faults.append(Unread("E_MISSING", "the row has no name", "say one in the column `name`", *own["name"][1:]))
    starts, ends = (own.get(each) for each in OWN[1:])
    kept = [day if day is not None and day.text else None for day in (starts, ends)]
    return SaidRow(own["name"], sides["when"], sides["then"], kept[0], kept[1])


def _default(rows: list[SaidRow], faults: list[Unread]) -> dict[str, Said] | None:
    """The answers of the line for all other cases."""
    for row in rows[1:]:
        faults.append(Unread("E_CSV", f"a second line {quoted(OTHERWISE)}", "keep one", *row.name[1:]))
    for row in rows[:1]:
        tested = [cell for cell in row.when.values() if cell.text != "-"]
        for cell in [*tested, *(day for day in (row.starts, row.ends) if day)]:
            what = f"{quoted(OTHERWISE)} answers where no row holds, so that {quoted(cell.text)} means nothing"
            faults.append(Unread("E_CSV", what, "give the row a name of its own, or empty the cell", *cell[1:]))
        return row.then
    return None


def _check(cell: Said, what: Fact | Output, faults: list[Unread]) -> None:
    """What a spreadsheet does to a cell and nobody means."""
    if cell.text.startswith("="):
        hint = "save the value, not the formula"
        faults.append(Unread("E_CSV", f"{quoted(cell.text)} is a formula", hint, *cell[1:]))
    elif cell.text.startswith("#") and what.kind != "category":
        hint = "mend the cell in the spreadsheet"
        faults.append(Unread("E_CSV", f"{quoted(cell.text)} is a spreadsheet's error", hint, *cell[1:]))
