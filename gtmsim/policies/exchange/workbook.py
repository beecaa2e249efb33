"""Tables out of a workbook (.xlsx): each sheet as the blocks of cells that a spreadsheet in CSV would have.

What a cell holds is kept apart from how it looks: a number is that number, a percentage by its format, a day a day; a
formula, a merged cell and a hidden line could say something else than they show: a table that has them is refused.
"""

from gtmsim.policies.exchange.dmn_needs import as_name
from gtmsim.policies.exchange.sheet import Said, SaidTable, UnreadableError, refused
from gtmsim.policies.exchange.spreadsheet import Block, read_blocks, titled
from gtmsim.policies.exchange.workbook_cells import Grid, grid_of
from gtmsim.policies.exchange.workbook_parts import START, opened, unreadable
from gtmsim.policies.facts import DecisionPoint
from gtmsim.policies.literals import quoted
from gtmsim.policies.points import NUMBER


def read_xlsx(content: bytes, point: DecisionPoint) -> SaidTable:
    """The table of a decision point; raises UnreadableError."""
    found = [(grid, blocks) for grid in _grids(content) if (blocks := _blocks(grid))]
    known = [(grid, _named(grid, blocks)) for grid, blocks in found if _is_table(grid, blocks)]
    chosen = known or found
    if len(chosen) > 1 and not known:
        what = f"none of the sheets {', '.join(quoted(grid.title) for grid, _ in chosen[:12])} names a decision point"
        raise refused(
            "E_XLSX", what, f"call one `{point.name}`, or begin it with the line `{point.name}`, `first`", START
        )
    blocks = [block for _, each in chosen for block in each]
    where = {id(block): grid for grid, each in chosen for block in each}
    return read_blocks(blocks, point, "", lambda block: _plain(where[id(block)], block))


def _grids(content: bytes) -> list[Grid]:
    book = opened(content)
    try:
        return [grid_of(page.title, page.content, book) for page in book.pages]
    except UnreadableError:
        raise
    except (ValueError, LookupError, OverflowError):  # a number or a place that no program writes
        raise unreadable() from None


def _blocks(grid: Grid) -> list[Block]:
    """The lines between empty lines."""
    blocks: list[Block] = []
    last = -1
    for line, row in grid.lines.items():
        if line > last + 1 or not blocks:
            blocks.append([])
        blocks[-1].append(row)
        last = line
    return blocks


def _is_table(grid: Grid, blocks: list[Block]) -> bool:
    return as_name(grid.title) in NUMBER or any(title[0].text in NUMBER for title in map(titled, blocks) if title)


def _named(grid: Grid, blocks: list[Block]) -> list[Block]:
    """The blocks, of which a first one without a title is called as its sheet."""
    name = as_name(grid.title)
    if name in NUMBER and not titled(blocks[0]):
        return [[[Said(name, blocks[0][0][0].line, 1)], *blocks[0]], *blocks[1:]]
    return blocks


def _plain(grid: Grid, block: Block) -> None:
    """Refuses a table of which some cells may not be read, are merged or hidden."""
    faults = [grid.wrong[cell[1:]] for row in block for cell in row if cell[1:] in grid.wrong]
    if faults:
        raise UnreadableError(faults)
    top, bottom = block[0][0].line, block[-1][0].line
    first = block[1][0].line if titled(block) and len(block) > 1 else top
    for said, (begin, left, end, _) in grid.merged:
        if end >= first and begin <= bottom:
            hint = "split them and say the value in each row that it is meant for"
            raise refused("E_XLSX", f"the cells {quoted(said)} are merged", hint, (begin, left))
    for line in range(top, bottom + 1):
        if line in grid.hidden_lines:
            raise refused("E_XLSX", f"line {line} is hidden", "show it or delete it", (line, 1))
    for row in block:
        for cell in row:
            if cell.text and any(low <= cell.col <= high for low, high in grid.hidden_columns):
                raise refused("E_XLSX", f"column {cell.col} is hidden", "show it or delete it", cell[1:])
