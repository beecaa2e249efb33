"""Tables as a workbook (.xlsx), a sheet for each: numbers are numbers, shares percentages, days days."""

import datetime
import io
import re
from collections.abc import Sequence
from typing import Any

from gtmsim.policies.exchange.sheet import Sheet
from gtmsim.policies.exchange.spreadsheet_cases import lines_of
from gtmsim.policies.exchange.spreadsheet_writing import lines_of_table
from gtmsim.policies.exchange.timeless import timeless
from gtmsim.policies.facts import Fact, Output
from gtmsim.policies.literals import CellError, Reader, Writer

PLAIN = ("1", "count", "share", "money", "money/year", "money/month")  # units whose numbers may stand alone
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
WIDEST = 40  # characters of a column


def write_xlsx(sheets: Sequence[Sheet], show: Writer, read: Reader) -> bytes:
    """A workbook that `workbook` reads back as the same tables."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        page = book.create_sheet(sheet.table.point)
        table, cases = lines_of_table(sheet, show), lines_of(sheet)
        lines = [*table, *([[], *cases] if cases else [])]
        heads = {1, 2, *((len(table) + 2, len(table) + 3) if cases else ())}
        columns: list[str] = []
        for number, line in enumerate(lines, 1):
            columns = line if number in heads else columns
            for place, text in enumerate(line):
                cell = page.cell(number, place + 1)
                _put(cell, text, None if number in heads else _what(columns[place], sheet), read)
                if number in heads:
                    cell.font = Font(bold=True)
        for place, column in enumerate(zip(*(_padded(line, lines) for line in lines), strict=True), 1):
            letter = page.cell(1, place).column_letter
            page.column_dimensions[letter].width = min(WIDEST, 2 + max(map(len, column)))
    packed = io.BytesIO()
    book.save(packed)
    return timeless(packed.getvalue())


def _what(column: str, sheet: Sheet) -> Fact | Output | None:
    """The fact or answer that a column is about."""
    side, _, name = column.partition(".") if column.startswith(("when.", "then.")) else ("", "", column)
    known: list[Fact | Output] = [*sheet.table.inputs] if side != "then" else []
    known += sheet.table.outputs if side != "when" else ()
    return next((each for each in known if each.name == name), None)


def _put(cell: Any, text: str, what: Fact | Output | None, read: Reader) -> None:
    """Write a text as a number or a day where it is one and loses nothing."""
    if not text:
        return
    if what is not None and what.kind != "category" and what.unit in PLAIN:
        try:
            value = read(text, what)
        except CellError:
            value = None
        if value is not None and float(f"{value:.16g}") == value:  # as many digits as a workbook keeps
            percent = f"{value * 100.0:.12g}"
            if what.unit == "share" and _back(percent) == value:
                decimals = len(percent.partition(".")[2])
                cell.value, cell.number_format = value, f"0{'.' * bool(decimals)}{'0' * decimals}%"
                return
            if what.unit != "share":
                cell.value = int(value) if value == int(value) and abs(value) < 1e15 else value
                return
    if what is None and _DAY.fullmatch(text):
        cell.value, cell.number_format = datetime.date.fromisoformat(text), "yyyy-mm-dd"
        return
    cell.value, cell.data_type = text, "s"  # whatever it begins with, it is no formula


def _back(percent: str) -> float:
    """A percentage as it will be read [1]."""
    from fractions import Fraction

    return float(Fraction(percent) / 100)


def _padded(line: list[str], lines: list[list[str]]) -> list[str]:
    return [*line, *[""] * (max(map(len, lines)) - len(line))]
