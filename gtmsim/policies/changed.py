"""Two policies of one decision compared row by row, rows being the same that have the same name."""

from collections.abc import Iterator
from typing import NamedTuple

from gtmsim.policies.exchange.sheet import Sheet
from gtmsim.policies.facts import domain


class CellChange(NamedTuple):
    """A cell that says something else."""

    column: str
    before: str
    after: str


class RowChange(NamedTuple):
    """A row that both have."""

    name: str
    cells: tuple[CellChange, ...]


class Changes(NamedTuple):
    """What is said differently; two tables may say different things and answer the same."""

    hit: CellChange | None
    gone: tuple[str, ...]
    new: tuple[str, ...]
    rows: tuple[RowChange, ...]
    moved: bool  # the rows that both have stand in another order
    default: tuple[CellChange, ...] = ()  # what is answered where no row holds


def changes(before: Sheet, after: Sheet) -> Changes:
    """The rows that only one has, and the cells that differ in the others."""
    ours, theirs = ({row.name: place for place, row in enumerate(each.table.rows)} for each in (before, after))
    kept = [name for name in ours if name in theirs]
    rows = [RowChange(name, _cells(before, ours[name], after, theirs[name])) for name in kept]
    hits = CellChange("hit", before.table.hit, after.table.hit)
    return Changes(
        hits if hits.before != hits.after else None,
        tuple(name for name in ours if name not in theirs),
        tuple(name for name in theirs if name not in ours),
        tuple(row for row in rows if row.cells),
        kept != [name for name in theirs if name in ours],
        tuple(_default(before, after)),
    )


def _default(before: Sheet, after: Sheet) -> Iterator[CellChange]:
    """The answers of the default that mean something else."""
    ours, theirs = before.table.unanswered, after.table.unanswered
    for place, output in enumerate(before.table.outputs):
        if (ours and ours[place]) != (theirs and theirs[place]):
            said = ["-" if sheet.default is None else sheet.default[place] for sheet in (before, after)]
            yield CellChange(output.name, said[0], said[1])


def _cells(before: Sheet, ours: int, after: Sheet, theirs: int) -> tuple[CellChange, ...]:
    """The tests, answers and days of a row that mean something else."""
    found = []
    for fact in dict.fromkeys((*before.table.inputs, *after.table.inputs)):
        sides = []
        for sheet, row in ((before, ours), (after, theirs)):
            place = sheet.table.inputs.index(fact) if fact in sheet.table.inputs else None
            whole = (domain(fact),)
            sides.append(
                (whole, "-") if place is None else (sheet.table.rows[row].tests[place], sheet.tests[row][place])
            )
        if sides[0][0] != sides[1][0]:
            found.append(CellChange(fact.name, sides[0][1], sides[1][1]))
    for place, output in enumerate(before.table.outputs):
        if before.table.rows[ours].values[place] != after.table.rows[theirs].values[place]:
            found.append(CellChange(output.name, before.answers[ours][place], after.answers[theirs][place]))
    for name, old, new in zip(("starts", "ends"), before.days[ours], after.days[theirs], strict=True):
        if old != new:
            found.append(CellChange(name, str(old or "-"), str(new or "-")))
    return tuple(found)
