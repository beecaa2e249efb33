"""Cases of a table in a spreadsheet: a title line `discount,cases`, a line of column names, a line for each case.

A column is a fact that is given, `expect` (the row, rows parted by `;`, or `[none]`), an answer, or the `day`.
"""

from collections.abc import Sequence

from gtmsim.policies.exchange.decimal_sign import clear, numeric
from gtmsim.policies.exchange.sheet import MOST_ROWS, Said, SaidCase, Sheet, Unread, UnreadableError, bounded, refused
from gtmsim.policies.facts import DecisionPoint, Fact, Output
from gtmsim.policies.literals import quoted
from gtmsim.policies.points import NUMBER, POINTS

CASES = "cases"
NOBODY = "[none]"  # in the place of rows, which cannot be called so
EXPECT, DAY = "expect", "day"
Block = list[list[Said]]


def is_cases(block: Block) -> bool:
    """Whether a block begins with the title of cases."""
    said = [cell.text for cell in block[0] if cell.text]
    return len(said) == 2 and said[1].lower() == CASES


def cases_of(blocks: Sequence[Block], point: DecisionPoint) -> tuple[SaidCase, ...]:
    """The cases of a decision point; raises UnreadableError."""
    found: list[SaidCase] = []
    faults: list[Unread] = []
    for block in blocks:
        if len(block) < 2:
            raise refused("E_CSV", "no line names the columns", "name facts, answers and `expect`", block[0][0][1:])
        bounded(cell for line in block for cell in line)
        if len(block) > MOST_ROWS + 2:
            raise refused("E_SIZE", f"more than {MOST_ROWS} cases", "leave some out", block[MOST_ROWS + 2][0][1:])
        sides = [_side(cell, point) for cell in block[1]]
        for line in block[2:]:
            found.append(_case(line, sides, faults))
    if faults:
        raise UnreadableError(faults)
    return tuple(found)


def _side(cell: Said, point: DecisionPoint) -> tuple[str, str]:
    """What a column says: of which side, and its name; two empty texts where nothing stands above it."""
    side, _, name = cell.text.partition(".") if cell.text.startswith(("when.", "then.")) else ("", "", cell.text)
    if not name or (not side and name in (EXPECT, DAY)):
        return name, ""
    facts = {fact.name for fact in point.facts} if side != "then" else set()
    answers = {output.name for output in point.outputs} if side != "when" else set()
    if (name in facts) == (name in answers):
        what = (
            f"{quoted(name)} is {'a fact and' if name in facts else 'neither a fact nor'} an answer of `{point.name}`"
        )
        hint = f"write `when.{name}` or `then.{name}`" if name in facts else f"or `{EXPECT}`, `{DAY}`"
        raise refused("E_FACT", what, hint, cell[1:])
    return ("when" if name in facts else "then"), name


def _case(line: list[Said], sides: list[tuple[str, str]], faults: list[Unread]) -> SaidCase:
    given: dict[str, Said] = {}
    answers: dict[str, Said] = {}
    own: dict[str, Said] = {}
    for place, cell in enumerate(line):
        side, name = sides[place] if place < len(sides) else ("", "")
        if not cell.text:
            continue
        if not side:
            faults.append(Unread("E_CSV", f"no name stands above {quoted(cell.text)}", "name the column", *cell[1:]))
        elif name:
            (given if side == "when" else answers)[name] = cell
        else:
            own[side] = cell
    at = line[0][1:]
    if (EXPECT in own) == bool(answers):
        what = "the case names rows and answers" if answers else "the case expects nothing"
        faults.append(Unread("E_CSV", what, f"say `{EXPECT}` or answers", *at))
    if EXPECT not in own:
        return SaidCase(at, given, answers, own.get(DAY))
    said = own[EXPECT]
    names = [] if said.text == NOBODY else [said._replace(text=name.strip()) for name in said.text.split(";")]
    return SaidCase(at, given, names, own.get(DAY))


def lines_of(sheet: Sheet) -> list[list[str]]:
    """The cases of a sheet as lines, which `cases_of` reads; none where it has none."""
    if not sheet.cases:
        return []
    given = list(dict.fromkeys(name for case in sheet.cases for name in case.given))
    answers = list(dict.fromkeys(name for case in sheet.cases if isinstance(case.expect, dict) for name in case.expect))
    columns = [f"when.{name}" if name in (EXPECT, DAY, *answers) else name for name in given]
    also = [f"then.{name}" if name in (EXPECT, DAY, *given) else name for name in answers]
    lines = [[sheet.table.point, CASES], [*columns, EXPECT, *also, DAY]]
    known: list[Fact | Output] = [*sheet.table.inputs, *sheet.table.outputs]
    known += POINTS[NUMBER[sheet.table.point]].facts if sheet.table.point in NUMBER else ()
    numbers = {each.name for each in known if numeric(each)}
    for case in sheet.cases:
        values = case.expect if isinstance(case.expect, dict) else {}
        rows = [case.expect] if isinstance(case.expect, str) else list(case.expect)
        said = "" if values else "; ".join(rows) or NOBODY
        day = "" if case.day is None else case.day.isoformat()
        facts, told = (
            [clear(side.get(name, "")) if name in numbers else side.get(name, "") for name in names]
            for side, names in ((case.given, given), (values, answers))
        )
        lines.append([*facts, said, *told, day])
    return lines
