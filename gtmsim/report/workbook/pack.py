"""Sheets as a workbook (.xlsx): numbers are numbers with a format, no text is a formula, and nothing tells the time."""

import io
import math
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from gtmsim.policies.exchange.timeless import timeless

Value = str | float | int | None
WIDEST, NARROWEST = 60, 8  # characters of a column
FORMATS = {
    "share": "0.0%",
    "probability": "0.0%",
    "months": "0.0",
    "days": "0.0",
    "hours": "0.0",
    "1": "0.00",
}  # by unit; of money and of counts whole numbers with a separator
WHOLE, SMALL = "#,##0", "#,##0.0"
FEW = 100.0  # a number below it is shown with a decimal
MONEY_FORMAT = "#,##0;[Red]-#,##0"


class Chart(NamedTuple):
    """Lines over the rows of a sheet."""

    title: str
    columns: tuple[int, ...]  # from 1; the first column of the sheet names the points
    rows: tuple[int, int]  # first and last, from 1 below the head
    unit: str


class Sheet(NamedTuple):
    """One sheet: a line that says what it is, a head, rows. The unit of a number stands beside it or above it."""

    name: str
    about: str
    head: tuple[str, ...]
    rows: Sequence[Sequence[Value]]
    unit: int | None = None  # the column, from 0, that says the unit of each row
    units: tuple[str, ...] = ()  # of each column, where they are the same in all rows
    charts: tuple[Chart, ...] = ()
    fixed: int = 1  # columns that stay while one scrolls


def packed(sheets: Sequence[Sheet]) -> bytes:
    """The workbook."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill

    book = Workbook(write_only=True)
    bold, wrapped = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    shade = PatternFill("solid", fgColor="DDE6EE")

    def text(page: Any, said: str, head: bool = False) -> Any:
        cell = WriteOnlyCell(page, said)
        cell.data_type = "s"  # whatever it begins with, it is no formula
        if head:
            cell.font, cell.fill, cell.alignment = bold, shade, wrapped
        return cell

    def put(page: Any, value: Value, unit: str) -> Any:
        if value is None or isinstance(value, str):
            return text(page, value) if value else None
        if not math.isfinite(value):
            return text(page, "infinite") if math.isinf(value) else None
        cell = WriteOnlyCell(page, value)
        cell.number_format = format_of(unit, value)
        return cell

    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        page.freeze_panes = f"{_letter(sheet.fixed)}4"
        for place, width in enumerate(_widths(sheet)):
            page.column_dimensions[_letter(place)].width = width
        page.append([text(page, sheet.about)])
        page.append([])
        page.append([text(page, said, head=True) for said in sheet.head])
        for row in sheet.rows:
            said = str(row[sheet.unit] or "") if sheet.unit is not None else ""
            units = sheet.units or (said,) * len(row)
            page.append([put(page, value, unit) for value, unit in zip(row, units, strict=True)])
        for number, chart in enumerate(sheet.charts):
            page.add_chart(_chart(page, chart), f"{_letter(len(sheet.head) + 1)}{4 + 17 * number}")
        if sheet.rows:
            page.auto_filter.ref = f"A3:{_letter(len(sheet.head) - 1)}{3 + len(sheet.rows)}"
    found = io.BytesIO()
    book.save(found)
    return timeless(found.getvalue())


def format_of(unit: str, value: float) -> str:
    """How a number of a unit is shown."""
    if unit in FORMATS:
        return FORMATS[unit]
    if unit[:3].isupper() and len(unit) >= 3:
        return MONEY_FORMAT
    return WHOLE if float(value).is_integer() or abs(value) >= FEW else SMALL


def _chart(page: Any, said: Chart) -> Any:
    from openpyxl.chart import LineChart, Reference

    chart = LineChart()
    chart.title, chart.height, chart.width = said.title, 8.0, 18.0
    first, last = (3 + row for row in said.rows)
    for column in said.columns:
        chart.add_data(Reference(page, min_col=column, min_row=first - 1, max_row=last), titles_from_data=True)
    chart.set_categories(Reference(page, min_col=1, min_row=first, max_row=last))
    chart.y_axis.title, chart.y_axis.number_format = said.unit, WHOLE
    chart.x_axis.delete = chart.y_axis.delete = False
    for line in chart.series:
        line.smooth = False
    return chart


def _widths(sheet: Sheet) -> Iterator[float]:
    for place, said in enumerate(sheet.head):
        longest = max((len(str(row[place])) for row in sheet.rows if isinstance(row[place], str)), default=0)
        yield min(WIDEST, max(NARROWEST + 4, longest + 2, len(max(said.split(), key=len, default="")) + 2))


def _letter(place: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(place + 1))
