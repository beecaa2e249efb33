"""Tables as Markdown, as the usual sites show it."""

import re
from collections.abc import Sequence

from gtmsim.policies.exchange.sheet import Sheet, case_in_words

_SIGNS = re.compile(r"([\\`*\[\]<>|#]|(?<!\w)_|_(?!\w))")  # an underscore within a word means nothing


def write_markdown(sheets: Sequence[Sheet]) -> str:
    """A heading, the question and the table of each sheet."""
    return "\n".join(_section(sheet) for sheet in sheets)


def _section(sheet: Sheet) -> str:
    table = sheet.table
    outputs = [f"**{_text(output.name)}**" + _unit(output.unit) for output in table.outputs]
    header = ["row", *(_text(fact.name) + _unit(fact.unit) for fact in table.inputs), *outputs]
    header += ["starts", "ends"] if sheet.dated else []
    lines = [header, ["---"] * len(header)]
    for row, days, tests, answers in zip(table.rows, sheet.days, sheet.tests, sheet.answers, strict=True):
        dates = ["" if day is None else day.isoformat() for day in days] if sheet.dated else []
        lines.append([_text(row.name), *map(_code, tests), *map(_code, answers), *dates])
    if sheet.default is not None:
        blank = [""] * len(table.inputs)
        lines.append(["*otherwise*", *blank, *map(_code, sheet.default), *["", ""] * sheet.dated])
    body = "".join(f"| {' | '.join(line)} |\n" for line in lines)
    cases = "".join(f"- {_code(case_in_words(case))}\n" for case in sheet.cases)
    tried = f"\nCases:\n\n{cases}" if cases else ""
    return f"### {_text(table.point)}\n\n{_text(sheet.meaning)} Hit policy: {table.hit}.\n\n{body}{tried}"


def _unit(unit: str) -> str:
    return f" ({unit})" if unit not in ("", "1") else ""


def _text(said: str) -> str:
    return _SIGNS.sub(r"\\\1", " ".join(said.split()))


def _code(said: str) -> str:
    """A cell as it is, which no sign of Markdown can change; a bar parts cells even there."""
    text = " ".join(said.split()).replace("|", "\\|")
    return f"`{text}`" if "`" not in text else f"`` {text} ``"
