"""What the cells of a sheet hold, each with its place, not how they look; what may not be read is kept as such."""

import datetime
import math
import re
from typing import NamedTuple

from gtmsim.policies.exchange.markup import Element
from gtmsim.policies.exchange.sheet import LONGEST, Said, Typed, Unread, refused
from gtmsim.policies.exchange.workbook_parts import START, TRUE, Book, Format, text_of, unreadable
from gtmsim.policies.literals import quoted

MOST_CELLS = 50_000
LAST_COLUMN = 500
EPOCH, EPOCH_1904 = datetime.date(1899, 12, 30), datetime.date(1904, 1, 1)
FIRST_TRUE_DAY = 61  # of the days from 1900, which count a 29 February 1900
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
Area = tuple[int, int, int, int]  # first line and column, last line and column


class Grid(NamedTuple):
    """A sheet: its lines of cells, and what in it may not be read."""

    title: str
    lines: dict[int, list[Said]]  # those that say something, from column 1 on
    wrong: dict[tuple[int, int], Unread]  # cells that nobody may read
    merged: tuple[tuple[str, Area], ...]
    hidden_lines: frozenset[int]
    hidden_columns: tuple[tuple[int, int], ...]


def grid_of(title: str, sheet: Element, book: Book) -> Grid:
    """The cells of a sheet; raises UnreadableError."""
    cells: dict[tuple[int, int], Said] = {}
    wrong: dict[tuple[int, int], Unread] = {}
    hidden = set()
    line = 0
    for row in (each for data in sheet.parts("sheetData") for each in data.parts("row")):
        line = int(row.attributes.get("r", line + 1))
        if _is_off(row, "ht"):
            hidden.add(line)
        column = 0
        for cell in row.parts("c"):
            at = line, column = _place(cell.attributes["r"]) if "r" in cell.attributes else (line, column + 1)
            if at in cells:
                raise unreadable()
            cells[at] = said = _said(cell, at, book, wrong)
            if said.text and column > LAST_COLUMN:
                raise refused("E_SIZE", f"a cell in column {column:,}", "a decision table is small", at)
    if len(cells) > MOST_CELLS:
        raise refused("E_SIZE", f"more than {MOST_CELLS:,} cells", "a decision table is small", START)
    widths: dict[int, int] = {}
    for (line, column), said in cells.items():
        if said.text:
            widths[line] = max(column, widths.get(line, 0))
    lines = {
        line: [cells.get((line, column), Said("", line, column)) for column in range(1, width + 1)]
        for line, width in sorted(widths.items())
    }
    merged = [each.attributes["ref"] for listed in sheet.parts("mergeCells") for each in listed.parts("mergeCell")]
    columns = [
        (int(each.attributes["min"]), int(each.attributes["max"]))
        for listed in sheet.parts("cols")
        for each in listed.parts("col")
        if _is_off(each, "width")
    ]
    return Grid(
        title, lines, wrong, tuple((ref, _area(ref)) for ref in merged), frozenset(hidden), tuple(sorted(columns))
    )


def _said(cell: Element, at: tuple[int, int], book: Book, wrong: dict[tuple[int, int], Unread]) -> Said:
    """What a cell holds, as a text; a number as one that needs no country to be read."""
    kind, value = cell.attributes.get("t", "n"), cell.said("v")
    if formula := cell.part("f"):
        text = f"={formula.text.strip() or '...'}"[:LONGEST]
        wrong[at] = Unread("E_XLSX", f"{quoted(text)} is a formula", "paste its value in its place", *at)
        return Said(text, *at)
    if kind == "e":
        wrong[at] = Unread("E_XLSX", f"{quoted(value)} is a spreadsheet's error", "mend the cell", *at)
    elif kind == "inlineStr":
        value = "".join(map(text_of, cell.parts("is")))
    elif value and kind == "s":
        value = book.texts[int(value)]
    elif value and kind == "b":
        return Typed(str(value in TRUE).lower(), *at)
    elif value and kind == "d":
        value = value.removesuffix("Z").removesuffix("T00:00:00")
        if "T" in value or ":" in value:
            wrong[at] = _time(value, at)
        return Typed(value, *at)
    elif value and kind == "n":
        looks = book.formats[int(cell.attributes["s"])] if "s" in cell.attributes else Format()
        return _number(float(value), looks, at, book, wrong)
    return Said(value[: LONGEST + 1].strip(), *at)  # longer ones are refused where a table has them


def _number(
    value: float, looks: Format, at: tuple[int, int], book: Book, wrong: dict[tuple[int, int], Unread]
) -> Typed:
    """A number as scenarios write it; one that is shown as a percentage or a day is one."""
    if looks.day:
        day = _day(value, book) if not looks.time else None
        if day is None:
            wrong[at] = _time(f"{value:.12g}", at)
        return Typed(day.isoformat() if day else f"{value:.12g}", *at)
    if not math.isfinite(value):
        wrong[at] = Unread("E_XLSX", f"{quoted(str(value))} is no number", "mend the cell", *at)
    if looks.percent and math.isfinite(value * 100.0):
        return Typed(f"{value * 100.0:.12g}%", *at)
    return Typed(str(int(value)) if abs(value) < 1e15 and value == int(value) else repr(value), *at)


def _day(value: float, book: Book) -> datetime.date | None:
    """The day of a number, unless it is one with a time, or none."""
    first, epoch = (0, EPOCH_1904) if book.from_1904 else (FIRST_TRUE_DAY, EPOCH)
    if not first <= value < 1e6 or value != int(value):
        return None
    return epoch + datetime.timedelta(days=int(value))


def _time(said: str, at: tuple[int, int]) -> Unread:
    what = f"{quoted(said)} is shown as a time"
    return Unread("E_XLSX", what, "give the cell the format `Text` and write it anew", *at)


def _is_off(element: Element, size: str) -> bool:
    """Whether a line or column is not shown."""
    return element.attributes.get("hidden", "") in TRUE or float(element.attributes.get(size, "1")) == 0.0


def _place(said: str) -> tuple[int, int]:
    """Line and column of `B3`."""
    found = _PLACE.fullmatch(said)
    if not found:
        raise unreadable()
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def _area(said: str) -> Area:
    """The first and last place of `B3:C4`."""
    first, _, last = said.partition(":")
    return (*_place(first), *_place(last or first))
