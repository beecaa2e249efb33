"""What a sensitivity tells of what people say as one number: by how much it moved, what did it, what it does."""

import math

from gtmsim.report.explained import Explained, Field, csv_file
from gtmsim.report.lines import Cell, cell_of
from gtmsim.report.studies.told import Column, Table
from gtmsim.study.answer import spoken
from gtmsim.study.estimators import Estimate
from gtmsim.study.sensitivity.found import Sensitivity, Tried
from gtmsim.study.wording import between

LEGEND = (
    "All numbers of the market that stand for it move together by this factor: odds of a share, a time, an amount. It "
    "is looked for in {n} replications of {name}{more}; what it comes to is told over all of them."
)


def moves_answers(found: Sensitivity) -> list[str]:
    """A sentence for each move."""
    return [_refused(each) if each.why else _answer(found, each) for each in _moves(found)]


def moves_table(found: Sensitivity) -> list[Table]:
    """What was asked for beside what was reached."""
    moves = [each for each in _moves(found) if not each.why]
    if not moves:
        return []
    columns = (
        Column("move", least=20),
        Column("is", number=True),
        Column("becomes", number=True),
        Column("moved by", number=True),
        Column("95 %", number=True),
        Column("factor", number=True),
        Column("numbers", number=True),
    )
    n = max(each.together.replications for each in moves if each.together)
    more = " and set right once in all" if n < found.base.replications else ""
    rows = tuple(_row(each) for each in moves)
    return [Table("What moved together", columns, rows, LEGEND.format(n=n, name=found.base.name, more=more))]


def moves_csv(found: Sensitivity) -> dict[str, Explained]:
    """Every number that was moved, and to what."""
    rows = []
    for each in _moves(found):
        assert each.together is not None
        factor = each.together.log_factor
        for part in each.together.parts:
            here = "" if factor is None else part.at(factor)
            rows.append((each.range.path, part.path, str(part.declaration.write(part.value)), here))
    fields = (
        *(Field("move", "what was asked for"), Field("path", "a parameter that moved with it")),
        *(
            Field("value", "it has, in its own unit"),
            Field("becomes", "what it was moved to; empty where nothing does it"),
        ),
    )
    return {"moves.csv": csv_file("Every number that a move has moved.", fields, rows)} if rows else {}


def _moves(found: Sensitivity) -> list[Tried]:
    return [each for each in found.tried if each.together is not None]


def _refused(each: Tried) -> str:
    return f"{each.range.path}: {each.why}."


def _answer(found: Sensitivity, each: Tried) -> str:
    assert each.together is not None
    end, by = (each.low, each.moved_low) if each.low is not None else (each.high, each.moved_high)
    unit = found.base.meanings[found.primary].unit
    to = each.range.low or each.range.high
    reached = each.together.reached
    by_how_much = "" if reached is None else f", moved by {between(*reached.ci95, each.range.unit, difference=True)}"
    move = f"With {each.range.path} ({each.range.value} to {to}{by_how_much})"
    if end is None or end.mean is None:
        return f"{move} nothing can be said of {spoken(found.primary)}: {end.why if end else 'no plan'}."
    there, changed = _cell(end, unit, found.compared is not None), _cell(by, unit, True)
    if found.compared is None:
        low, high = by.ci95 if by else (None, None)
        told = low is not None and high is not None and not low <= 0.0 <= high
        more = f"{_said(changed)} against it as it is" + ("" if told or low is None else ", not distinguishable")
        return f"{move} {spoken(found.primary)} is {_said(there)}: {more}."
    return f"{move} the difference is {_said(there)}{_verdict(found, each)}."


def _verdict(found: Sensitivity, each: Tried) -> str:
    """What the move does to the choice between two plans."""
    assert found.compared is not None
    at = found.break_even(each)
    even = f", break-even about {at}" if at else ""
    low, high = found.middle.ci95
    if low is None or high is None or low <= 0.0 <= high:
        return ""
    better = found.compared.names[1 if low > 0.0 else 0]
    if found.turns(each):
        return f", which turns it{even}"
    return f": {better} stays ahead" if found.holds(each) else f": it can no longer be told{even}"


def _row(each: Tried) -> tuple[str, ...]:
    moved = each.together
    assert moved is not None and moved.log_factor is not None
    before, after = (_cell(one, each.range.unit, False) for one in (moved.before, moved.after))
    by = _cell(moved.reached, each.range.unit, True)
    factor = f"x{math.exp(moved.log_factor):.3g}"
    return each.range.path, before.text, after.text, by.text, by.interval, factor, str(len(moved.parts))


def _cell(found: Estimate | None, unit: str, difference: bool) -> Cell:
    if found is None:
        return Cell("undefined", "")
    return cell_of({"mean": found.mean, "ci95": list(found.ci95), "why": found.why}, unit, difference=difference)


def _said(cell: Cell) -> str:
    return f"{cell.text} ({cell.interval})" if cell.interval else cell.text
