"""The statements as the page shows them, by quarter and by month, and as files."""

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from gtmsim.metrics.statements import ROWS, Row
from gtmsim.report.explained import P10, P90, SCENARIO, Explained, Field, csv_file
from gtmsim.report.gather import months
from gtmsim.report.tables import number
from gtmsim.study.comparison import Comparison
from gtmsim.study.estimators import Estimate, mean_interval
from gtmsim.study.results import Results
from gtmsim.study.statements import CENTS, DAY_0, Entry, Every, Statements, said, stated
from gtmsim.study.wording import between, so_many
from gtmsim.study.wording import number as worded

MEANINGS = {  # of the fields of an entry
    "statement": "profit and loss, cash flow, balance, or the way from booking to cash",
    "line": "of the statement; the lines are explained below",
    "period": "the month or the quarter; a balance stands at its end, day 0 before all",
    "mean": "over the replications",
    "p10": P10.meaning,
    "p90": P90.meaning,
    "low95": "lower end of the mean's 95 % interval",
    "high95": "upper end of the mean's 95 % interval",
}
IN_MONEY = ("mean", "p10", "p90", "low95", "high95")
UNKNOWN = "The scenario says no cash of day 0: `cash` is what has come in since."
RUIN = "Cash below 0 so far"
APART = 0.02  # of revenue, or of the margin, by which metrics and statements differ so that a line says it
FEW = 4  # plans each of which has a line about its money
ALWAYS = ("receivables",)  # a reader looks for the line, though nothing is on it


class Told(NamedTuple):
    """A number, how well it is known, and the range of what replications brought."""

    text: str
    interval: str = ""
    give: str = ""  # half of the interval of a mean: "± 12k"
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
    tables: tuple[Table, ...]  # by quarter
    months: tuple[Table, ...]  # by month


def shown(told: Iterable[tuple[str, Results]]) -> list[Shown]:
    """The statements of each scenario by quarter and by month, without lines on which nothing ever is."""
    return [_shown(name, results) for name, results in told if results.lines]


def _shown(name: str, results: Results) -> Shown:
    quarters, months = results.statements(), results.statements("month")
    note = " ".join(filter(None, ("" if quarters.cash_known else UNKNOWN, beside_metrics(results))))
    return Shown(name, quarters.currency, note, tuple(_tables(quarters)), tuple(_tables(months)))


def _tables(found: Statements) -> Iterator[Table]:
    for statement in dict.fromkeys(row.statement for row in ROWS):
        rows = [row for row in ROWS if row.statement == statement]
        stock = rows[0].stock
        lines = [_line(row, found) for row in rows if row.total or row.name in ALWAYS or found.lines[row.name].any()]
        if stock and found.cash_known:
            chances = tuple(map(_chance, found.cash_out()))
            lines.append(Line(RUIN, "share of replications, with its 95 % interval", False, (Told(""), *chances)))
        yield Table(statement, (DAY_0, *found.periods) if stock else found.periods, tuple(lines))


def _line(row: Row, found: Statements) -> Line:
    means = found.whole[row.name].tolist()
    cells = [_told(mean, entry) for mean, entry in zip(means, found.table[row.name], strict=True)]
    label = said(row)
    return Line(label[0].upper() + label[1:], row.meaning, row.total, tuple(cells))


def _told(mean: int, entry: Entry) -> Told:
    half = 0.0 if entry.low95 is None or entry.high95 is None else 0.5 * (entry.high95 - entry.low95)
    text = f"{mean:,}".replace("-", "−")
    outcomes = "" if entry.p10 == entry.p90 else between(entry.p10, entry.p90)
    return Told(text, outcomes, f"± {worded(half, half)}" if half else "")


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
    text = f"Money{whose}: EBITDA of {earned} in {so_many(results.frame.months, 'month')}"
    ruin = results.estimate("ruin_probability")
    if ruin.mean is not None:
        chance = _chance(ruin)
        floor = results.scenario.plan.cash_floor
        least = f"its floor of {worded(floor, 0.0, currency)}" if floor else "0"
        text += f", cash below {least} at some month's end in {chance.text} of replications ({chance.interval})"
        text += _when(results, floor)
    if apart := beside_metrics(results, APART):
        text += f". {apart.removesuffix('.')}"
    owed = results.lines["debt"][:, -1] / CENTS if "debt" in results.lines else np.zeros(1)
    if owed.any():
        text += f", {stated(mean_interval(owed.tolist()))} {currency} of loans still owed at the end"
    ends = results.estimate("firm_end_probability")
    if ends.mean:
        chance = _chance(ends)
        text += f", the firm ended by its cash policy in {chance.text} of replications ({chance.interval})"
    return f"{text}; statements by quarter and by month are in the report."


def beside_metrics(results: Results, least: float = 0.0) -> str:
    """Revenue and gross margin of the statements beside the metrics of these names, where both are told and differ."""
    metric, margin = results.estimate("revenue").mean, results.estimate("gross_margin").mean
    earned, profit = (float(np.mean(results.lines[name].sum(axis=1))) / CENTS for name in ("revenue", "gross_profit"))
    if metric is None or margin is None or earned <= 0.0:
        return ""
    if abs(earned - metric) <= least * earned and abs(profit / earned - margin) <= least:
        return ""
    currency = results.frame.currency
    return (
        f"Revenue of the statements is what is served of bills, and fees: {worded(earned)} {currency}, of which "
        f"{100.0 * profit / earned:.1f} % are gross profit; the metrics `revenue` and `gross_margin` are of recurring "
        f"revenue over time, without fees: {worded(metric)} {currency}, and {100.0 * margin:.1f} %."
    )


def _when(results: Results, floor: float) -> str:
    """By when cash has been below its floor in a tenth and in half of all replications, as far as it has."""
    below = np.maximum.accumulate(results.monthly["cash"] < floor, axis=1).mean(axis=0)
    said, named = [], months(results.frame)
    for share, words in ((0.1, "a tenth"), (0.5, "half")):
        reached = np.flatnonzero(below >= share)
        if len(reached):
            said.append(f"in {words} of them all by the end of {named[int(reached[0])]}")
    return f", {' and '.join(said)}" if said else ""


def statements_csv(told: Sequence[tuple[str, Results]], every: Every) -> Explained:
    """Every line in every period: mean, P10, P90 and the mean's interval over the replications [currency]."""
    currency = told[0][1].frame.currency
    fields = [Field(name, MEANINGS[name], currency if name in IN_MONEY else "") for name in Entry._fields]
    return csv_file(f"Every line of the statements by {every}.", (SCENARIO, *fields), _rows(told, every))


def _rows(told: Iterable[tuple[str, Results]], every: Every) -> Iterator[tuple[str, ...]]:
    for name, results in told:
        if not results.lines:
            continue
        for entry in results.statements(every).entries():
            yield name, *entry[:3], *(number(math.nan if x is None else x) for x in entry[3:])
