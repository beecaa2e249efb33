"""Decision tables as people read them on a terminal, and as programs do."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from gtmsim.policies.exchange.sheet import Sheet, case_in_words
from gtmsim.policies.facts import Fact, Output
from gtmsim.report.columns import columns

HITS = {
    "unique": "exactly one row answers each case",
    "first": "the first row that holds answers",
    "any": "all rows that hold answer alike",
    "collect sum": "the answers of all rows that hold are added up",
    "collect min": "the least answer of all rows that hold",
    "collect max": "the greatest answer of all rows that hold",
    "collect count": "the number of rows that hold",
}
OTHERWISE = "otherwise"  # the default
NO_ROW = "no row"
NEVER = "never"


class Counted(NamedTuple):
    """Firings over some replications: cases that no row answered, then those of each row."""

    counts: Sequence[int]
    replications: int


def as_text(sheet: Sheet, default: bool, counted: Counted | None = None) -> str:
    """One table, with what it asks, its inputs and outputs with their units, and its rows."""
    table, about = sheet.table, " (default)" if default else ""
    header = ["row", *(fact.name for fact in table.inputs), "->", *(output.name for output in table.outputs)]
    units = ["", *map(_unit, table.inputs), "", *map(_unit, table.outputs)]
    lines = [header, units] if any(units) else [header]
    for row, tests, answers in zip(table.rows, sheet.tests, sheet.answers, strict=True):
        lines.append([row.name, *(_flat(test) for test in tests), "->", *(_flat(answer) for answer in answers)])
    if sheet.dated:
        lines = [[*line, *days] for line, days in zip(lines, _days(sheet, len(lines)), strict=True)]
    head, right = len(lines) - len(table.rows), [len(lines[0]), len(lines[0]) + 1]
    if sheet.default is not None or (counted is not None and table.unanswered is not None):
        name, answers = (NO_ROW, ()) if sheet.default is None else (OTHERWISE, ("->", *map(_flat, sheet.default)))
        line = [name, *[""] * len(table.inputs), *answers]
        lines.append([*line, *[""] * (len(lines[0]) - len(line))])
    if counted is not None:
        extra = _firings(sheet, counted, head)
        lines = [[*line, *cells] for line, cells in zip(lines, extra, strict=True)]
    cases = [f"  case: {case_in_words(case)}" for case in sheet.cases]
    title = f"{table.point}{about}: {sheet.meaning}\n  hit policy {table.hit}: {HITS[table.hit]}\n"
    return title + "\n".join([*columns(lines, right if counted is not None else [], "    "), *cases])


def in_short(sheet: Sheet) -> str:
    """A table that has one row for everything."""
    named = zip((output.name for output in sheet.table.outputs), sheet.answers[0], strict=True)
    return f"{sheet.table.point} (default): {', '.join(f'{name} {answer}' for name, answer in named)}"


def as_dict(sheet: Sheet, default: bool, counted: Counted | None = None) -> dict[str, Any]:
    """One table for programs."""
    table = sheet.table
    rows: list[dict[str, Any]] = []
    for place, row in enumerate(table.rows):
        said: dict[str, Any] = {
            "name": row.name,
            "when": dict(zip((fact.name for fact in table.inputs), sheet.tests[place], strict=True)),
            "then": _named(table.outputs, sheet.answers[place]),
            "starts": _date(sheet, place, 0),
            "ends": _date(sheet, place, 1),
        }
        if counted is not None:
            said |= _counted(counted, place + 1)
        rows.append(said)
    found = {
        "point": table.point,
        "question": sheet.meaning,
        "hit": table.hit,
        "default": default,
        "inputs": [_column(fact) for fact in table.inputs],
        "outputs": [_column(output) for output in table.outputs],
        "rows": rows,
        "cases": [
            {"given": case.given, "expect": case.expect, "day": None if case.day is None else case.day.isoformat()}
            for case in sheet.cases
        ],
        "otherwise": None if sheet.default is None else _named(table.outputs, sheet.default),
    }
    if counted is not None and table.unanswered is not None:
        found["no_row"] = _counted(counted, 0)
    return found


def _named(outputs: Sequence[Output], answers: Sequence[str]) -> dict[str, str]:
    return dict(zip((output.name for output in outputs), answers, strict=True))


def _unit(what: Fact | Output) -> str:
    return f"[{what.unit}]" if what.unit not in ("", "1") else ""


def _flat(text: str) -> str:
    return " ".join(text.split())


def _days(sheet: Sheet, lines: int) -> list[list[str]]:
    """Two cells for each line: the header, perhaps the units, the rows."""
    head = [["starts", "ends"], ["", ""]][: lines - len(sheet.days)]
    return head + [["-" if day is None else day.isoformat() for day in days] for days in sheet.days]


def _firings(sheet: Sheet, counted: Counted, lines: int) -> list[list[str]]:
    """Three cells for each line: firings a replication, share of the decision point's, and a mark."""
    head = [["firings", "share", ""], ["", "", ""]][:lines]
    places = [*range(1, len(sheet.days) + 1), *([0] if sheet.table.unanswered is not None else [])]
    return head + [_fired(counted, place) for place in places]


def _fired(counted: Counted, place: int) -> list[str]:
    found = _counted(counted, place)
    share = "-" if found["share"] is None else f"{100.0 * found['share']:.1f}%"
    mark = NEVER if place and not counted.counts[place] else ""
    mean = found["firings"]
    return [f"{mean:,.1f}" if mean >= 1.0 else f"{mean:.2g}", share, mark]


def _counted(counted: Counted, place: int) -> dict[str, Any]:
    whole = sum(counted.counts)
    return {
        "firings": counted.counts[place] / counted.replications,
        "share": counted.counts[place] / whole if whole else None,
    }


def _date(sheet: Sheet, row: int, end: int) -> str | None:
    day = sheet.days[row][end]
    return None if day is None else day.isoformat()


def _column(what: Fact | Output) -> dict[str, Any]:
    about: dict[str, Any] = {"name": what.name, "kind": what.kind, "unit": what.unit, "meaning": what.meaning}
    return about | ({"values": list(what.values)} if what.kind == "category" else {})
