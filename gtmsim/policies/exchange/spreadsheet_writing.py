"""Tables as a spreadsheet opens them and `spreadsheet` reads them."""

from collections.abc import Sequence

from gtmsim.policies.exchange.decimal_sign import clear, numeric
from gtmsim.policies.exchange.delimited import DECIMAL_COMMA, delimited
from gtmsim.policies.exchange.sheet import Sheet
from gtmsim.policies.exchange.spreadsheet import OTHERWISE, OWN
from gtmsim.policies.exchange.spreadsheet_cases import lines_of
from gtmsim.policies.facts import Fact, Output
from gtmsim.policies.literals import Writer
from gtmsim.policies.writing import text_of


def write_csv(sheets: Sequence[Sheet], show: Writer) -> str:
    """Tables one below the other; a byte order mark where a spreadsheet would garble the letters without it."""
    blocks = [lines for sheet in sheets for lines in (lines_of_table(sheet, show), lines_of(sheet)) if lines]
    text = "\n".join(delimited(lines) for lines in blocks)
    return text if text.isascii() else f"\ufeff{text}"


def lines_of_table(sheet: Sheet, show: Writer) -> list[list[str]]:
    table = sheet.table
    outputs = {output.name for output in table.outputs}
    facts = {fact.name for fact in table.inputs}
    when = [f"when.{fact.name}" if fact.name in {*outputs, *OWN} else fact.name for fact in table.inputs]
    answered = () if table.hit == "collect count" and table.default is None else table.outputs
    then = [f"then.{name}" if name in {*facts, *OWN} else name for name in (each.name for each in answered)]
    lines = [[table.point, table.hit], ["name", *when, *then, *(OWN[1:] if sheet.dated else ())]]
    for row, days, tests, answers in zip(table.rows, sheet.days, sheet.tests, sheet.answers, strict=True):
        cells = [
            _cell(text_of(spans, fact, show) if DECIMAL_COMMA.search(said) else said, fact)
            for said, spans, fact in zip(tests, row.tests, table.inputs, strict=True)
        ]
        dates = ["" if day is None else day.isoformat() for day in days] if sheet.dated else []
        told = [_cell(answer, output) for answer, output in zip(answers, table.outputs, strict=True)]
        said = [""] * len(then) if table.hit == "collect count" else told  # which are not read
        lines.append([row.name, *cells, *said, *dates])
    if sheet.default is not None:
        told = [_cell(answer, output) for answer, output in zip(sheet.default, table.outputs, strict=True)]
        lines.append([OTHERWISE, *[""] * len(when), *told, *["", ""] * sheet.dated])
    return lines


def _cell(text: str, what: Fact | Output) -> str:
    return clear(text) if numeric(what) else text
