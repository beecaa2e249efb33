"""Tables out of a workbook (.xlsx): each sheet as the blocks of cells that a spreadsheet in CSV would have.

What a cell holds is kept apart from how it looks: a number is that number, a percentage by its format, a day a day; a
formula, a merged cell and a hidden line could say something else than they show, and are refused.
"""

import datetime
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

from gtmsim.policies.exchange.dmn_needs import as_name
from gtmsim.policies.exchange.sheet import Said, SaidTable, Typed, UnreadableError, refused
from gtmsim.policies.exchange.spreadsheet import Block, read_blocks, titled
from gtmsim.policies.facts import DecisionPoint
from gtmsim.policies.literals import quoted
from gtmsim.policies.points import NUMBER

MOST_TEXT = 2 * 2**20  # bytes of all parts that are read, unpacked
MOST_PARTS = 200
MOST_CELLS = 50_000
OLD = b"\xd0\xcf\x11\xe0"  # how an .xls begins, or a workbook with a password
START = (1, 1)
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')  # of a number format: what is no sign of it
_BROKEN = "save the workbook anew as .xlsx, or the sheet as `CSV UTF-8`"


def read_xlsx(content: bytes, point: DecisionPoint) -> SaidTable:
    """The table of a decision point; raises UnreadableError."""
    _unpacked(content)
    book = _book(content)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    found = [(sheet, _blocks(sheet)) for sheet in sheets]
    found = [(sheet, blocks) for sheet, blocks in found if blocks]
    known = [(sheet, _named(sheet, blocks)) for sheet, blocks in found if _is_table(sheet, blocks)]
    chosen = known or found
    if len(chosen) > 1 and not known:
        what = f"none of the sheets {', '.join(quoted(sheet.title) for sheet, _ in chosen[:12])} names a decision point"
        raise refused(
            "E_XLSX", what, f"call one `{point.name}`, or begin it with the line `{point.name}`, `first`", START
        )
    blocks = [block for _, each in chosen for block in each]
    where = {id(block): sheet for sheet, each in chosen for block in each}
    return read_blocks(blocks, point, "", lambda block: _plain(where[id(block)], block))


def _unpacked(content: bytes) -> None:
    """Refuses what is no workbook, or would be too large once it is unpacked; a bomb is not set off."""
    if content.startswith(OLD):
        raise refused("E_XLSX", "an old workbook (.xls), or one with a password", "save it as .xlsx without one", START)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            read = [part for part in parts if part.filename.lower().endswith((".xml", ".rels"))]
            if len(parts) > MOST_PARTS or sum(part.file_size for part in read) > MOST_TEXT:
                what = f"more than {MOST_TEXT // 2**20} MB when unpacked, or {MOST_PARTS} parts"
                raise refused("E_SIZE", what, "keep only the sheets with tables", START)
            for part in read:
                text = packed.read(part)
                if b"<!DOCTYPE" in text or b"\0" in text[:64]:
                    what = f"{quoted(part.filename)} has a document type or another encoding"
                    raise refused("E_XML", what, _BROKEN, START)
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError, KeyError) as error:
        if isinstance(error, UnreadableError):
            raise
        raise refused("E_XLSX", "not readable as a workbook", _BROKEN, START) from None


def _book(content: bytes) -> Any:
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what it leaves out: charts, rules of validation
        try:
            return openpyxl.load_workbook(io.BytesIO(content), keep_links=False)
        except Exception:  # a damaged part fails in as many ways as there are parts
            raise refused("E_XLSX", "not readable as a workbook", _BROKEN, START) from None


def _blocks(sheet: Any) -> list[Block]:
    """The lines between empty lines; cells that nobody wrote in do not exist, wherever the sheet ends."""
    lines: dict[int, dict[int, Any]] = {}
    cells = sheet._cells  # the only way to the cells that there are
    if len(cells) > MOST_CELLS:
        raise refused("E_SIZE", f"more than {MOST_CELLS:,} cells", "a decision table is small", START)
    for (line, col), cell in cells.items():
        if cell.value is not None and str(cell.value).strip():
            lines.setdefault(line, {})[col] = cell
    blocks: list[Block] = []
    last = -1
    for line, found in sorted(lines.items()):
        row = [_said(found[col]) if col in found else Said("", line, col) for col in range(1, _width(found) + 1)]
        if line > last + 1 or not blocks:
            blocks.append([])
        blocks[-1].append(row)
        last = line
    return blocks


def _width(found: dict[int, Any]) -> int:
    width = max(found)
    if width > MOST_CELLS // 100:
        raise refused("E_SIZE", f"a cell in column {width:,}", "a decision table is small", (found[width].row, width))
    return width


def _is_table(sheet: Any, blocks: list[Block]) -> bool:
    return as_name(sheet.title) in NUMBER or any(title[0].text in NUMBER for title in map(titled, blocks) if title)


def _named(sheet: Any, blocks: list[Block]) -> list[Block]:
    """The blocks, of which a first one without a title is called as its sheet."""
    name = as_name(sheet.title)
    title = titled(blocks[0])
    if name in NUMBER and not title:
        return [[[Said(name, blocks[0][0][0].line, 1)], *blocks[0]], *blocks[1:]]
    return blocks


def _said(cell: Any) -> Said:
    """What a cell holds, as a text; a number as one that needs no country to be read."""
    at, value = (cell.row, cell.column), cell.value
    if cell.data_type == "f":
        text = value if isinstance(value, str) else getattr(value, "text", None) or "=..."
        raise refused("E_XLSX", f"{quoted(str(text))} is a formula", "paste its value in its place", at)
    if cell.data_type == "e":
        raise refused("E_XLSX", f"{quoted(str(value))} is a spreadsheet's error", "mend the cell", at)
    if isinstance(value, bool):
        return Typed(str(value).lower(), *at)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return Typed(value.date().isoformat(), *at)
    if isinstance(value, int | float):
        return Typed(_number(value, str(cell.number_format)), *at)
    if isinstance(value, str):
        return Said(value.strip(), *at)
    what = f"{quoted(str(value))} is a time of the spreadsheet"
    raise refused("E_XLSX", what, "give the cell the format `Text` and write it anew", at)


def _number(value: float, looks: str) -> str:
    """A number as scenarios write it; one that is shown as a percentage is one."""
    if "%" in _QUOTED.sub("", looks.split(";")[0]):
        return f"{value * 100.0:.12g}%"
    return str(int(value)) if abs(value) < 1e15 and value == int(value) else repr(float(value))


def _plain(sheet: Any, block: Block) -> None:
    """Refuses a table of which some cells are merged or hidden."""
    lines = range(block[-1][0].line, block[0][0].line - 1, -1)
    title = titled(block)
    first = block[1][0].line if title and len(block) > 1 else lines[-1]
    for merged in sheet.merged_cells.ranges:
        if merged.max_row >= first and merged.min_row <= lines[0]:
            what = f"the cells {merged.coord} are merged"
            hint = "split them and say the value in each row that it is meant for"
            raise refused("E_XLSX", what, hint, (merged.min_row, merged.min_col))
    for line in lines:
        if sheet.row_dimensions[line].hidden:
            raise refused("E_XLSX", f"line {line} is hidden", "show it or delete it", (line, 1))
    hidden = set(_hidden(sheet))
    for row in block:
        for cell in row:
            if cell.text and cell.col in hidden:
                raise refused("E_XLSX", f"column {cell.col} is hidden", "show it or delete it", cell[1:])


def _hidden(sheet: Any) -> Iterator[int]:
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden:
            yield from range(dimension.min or 1, min(dimension.max or 1, MOST_CELLS) + 1)
