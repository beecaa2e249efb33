"""The statements as the page shows them, by quarter, and as files."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from gtmsim.metrics.statements import ROWS, Row
from gtmsim.report.tables import as_csv, number
from gtmsim.study.comparison import Comparison
from gtmsim.study.estimators import Estimate
from gtmsim.study.quantiles import quantile
from gtmsim.study.results import Results
from gtmsim.study.statements import DAY_0, Every, Statements, said, stated
from gtmsim.study.wording import between
from gtmsim.study.wording import number as worded

COLUMNS = ("scenario", "statement", "line", "period", "mean", "p10", "p90")
UNKNOWN = "The scenario says no cash of day 0: `cash` is what has come in since."
RUIN = "Cash below 0 so far"
FEW = 4  # plans each of which has a line about its money
ALWAYS = ("receivables",)  # a reader looks for the line, though nothing is on it


class Told(NamedTuple):
    """A number with the range of what replications brought."""

    text: str
    interval: str = ""
    undefined: bool = False


class Line(NamedTuple):
    """One line of a statement."""

    label: str
    meaning: str
    total: bool
    cells: tuple[Told, ...]


class Table(NamedTuple):
    """One statement of one scenario."""

    name: str
    periods: tuple[str, ...]
    lines: tuple[Line, ...]


class Shown(NamedTuple):
    """All statements of one scenario."""

    scenario: str
    currency: str
    note: str
    tables: tuple[Table, ...]


def shown(told: Iterable[tuple[str, Results]]) -> list[Shown]:
    """The statements of each scenario by quarter, without lines on which nothing ever is."""
    return [_shown(name, results.statements()) for name, results in told if results.lines]


def _shown(name: str, found: Statements) -> Shown:
    tables = []
    for statement in dict.fromkeys(row.statement for row in ROWS):
        rows = [row for row in ROWS if row.statement == statement]
        stock = rows[0].stock
        lines = [_line(row, found) for row in rows if row.total or row.name in ALWAYS or found.lines[row.name].any()]
        if stock and found.cash_known:
            chances = tuple(map(_chance, found.cash_out()))
            lines.append(Line(RUIN, "share of replications, with its 95 % interval", False, (Told(""), *chances)))
        tables.append(Table(statement, (DAY_0, *found.periods) if stock else found.periods, tuple(lines)))
    return Shown(name, found.currency, "" if found.cash_known else UNKNOWN, tuple(tables))


def _line(row: Row, found: Statements) -> Line:
    columns = found.values(row.name).T.tolist()
    cells = [_told(estimate, values) for estimate, values in zip(found.estimates(row.name), columns, strict=True)]
    before = [_told(None, (found.day_0[row.name] / 100).tolist())] if row.stock else []
    label = said(row)
    return Line(label[0].upper() + label[1:], row.meaning, row.total, (*before, *cells))


def _told(found: Estimate | None, values: list[float]) -> Told:
    ordered = sorted(values)
    low, high = quantile(ordered, 0.1), quantile(ordered, 0.9)
    text = stated(found) if found else worded(sum(values) / len(values), 0.5 * (high - low))
    return Told(text, "" if low == high else between(low, high))


def _chance(found: Estimate) -> Told:
    low, high = found.ci95
    half = None if low is None or high is None else 0.5 * (high - low)
    return Told(worded(found.mean, half, "share"), between(low, high, "share"))


def money(what: Results | Comparison) -> list[str]:
    """A line about the money of a scenario, or of each plan where they are few."""
    if not isinstance(what, Comparison):
        return [in_short(what)]
    if len(what.names) > FEW:
        return []
    return [in_short(results, name) for name, results in zip(what.names, what.results, strict=True)]


def in_short(results: Results, name: str = "") -> str:
    """One line about the money of one scenario, which has a name beside others."""
    currency = results.frame.currency
    whose = f" of {name}" if name else ""
    earned = f"{stated(results.estimate('ebitda'))} {currency}"
    text = f"Money{whose}: EBITDA of {earned} in {results.frame.months} months"
    ruin = results.estimate("ruin_probability")
    if ruin.mean is not None:
        chance = _chance(ruin)
        text += f", cash below 0 at some month's end in {chance.text} of replications ({chance.interval})"
    return f"{text}; statements by quarter are in the report."


def statements_csv(told: Iterable[tuple[str, Results]], every: Every) -> bytes:
    """Every line in every period: mean, P10 and P90 over the replications [currency]."""
    return as_csv(COLUMNS, _rows(told, every))


def _rows(told: Iterable[tuple[str, Results]], every: Every) -> Iterator[tuple[str, ...]]:
    for name, results in told:
        if not results.lines:
            continue
        for entry in results.statements(every).entries():
            yield name, *entry[:3], *map(number, entry[3:])
