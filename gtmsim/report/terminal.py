"""The results on a terminal: a table, the answer, what to beware of, and where the report is. Plain text in a pipe."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from gtmsim.report.answers import answers
from gtmsim.report.beware import BEWARE
from gtmsim.report.lines import INTERVAL, LEGEND, OUTCOMES, Cell, Line, headlines, lines, told_of
from gtmsim.report.matrix import Matrix, matrix
from gtmsim.report.pipeline import STAGED, ByQuarter, by_quarter
from gtmsim.report.statements import money
from gtmsim.report.targets import (
    EXPLORATORY,
    SIGNED,
    Quarter,
    Row,
    legend_of_quarters,
    quarter_rows,
    rows,
)
from gtmsim.report.targets import LEGEND as TARGETS
from gtmsim.report.usual import STAR, outside
from gtmsim.study.comparison import Comparison
from gtmsim.study.results import Results

PIPE_WIDTH = 220  # a pipe has room
NARROW = 118  # columns below which a window is narrow
WIDE = 180  # columns from which ranges of outcomes have room beside a comparison
SHOWN_ALONE = 4  # scenarios whose tables are printed one by one
WIDEST = 40
MOST_QUARTERS = 8
FEW_QUARTERS = 4  # of a narrow window
HEADS = ("gap", "to win", "won", "open pipeline", "coverage", "needed", "quotas", "of quotas")
STYLES = {"better": "green", "worse": "dark_orange3"}


def show(what: Results | Comparison, summary: Mapping[str, Any], report: Path) -> None:
    """Print what a manager reads first."""
    plain = not sys.stdout.isatty()
    console = Console(file=sys.stdout, highlight=False, width=PIPE_WIDTH if plain else None, soft_wrap=False)
    compared = isinstance(what, Comparison)
    results = what.results[0] if isinstance(what, Comparison) else what
    primary = what.primary if isinstance(what, Comparison) else what.scenario.run.primary_metric
    shown = headlines(lines(summary, results.meanings, primary))
    names = summary["scenarios"] if compared else [summary["scenario"]]
    together = matrix(what, summary) if isinstance(what, Comparison) else None
    if together:
        console.print(_matrix(together, console.width >= NARROW))
    if len(names) <= SHOWN_ALONE:
        for i, name in enumerate(names[1:] or names):
            told = told_of(shown, 0, i + 1) if compared else shown
            console.print(_table(told, names[0], name if compared else None, i, console.width))
    else:
        console.print(Text("A table of each plan beside the base is in the report.", "dim"))
    console.print(Text(LEGEND, "dim"), soft_wrap=plain)
    if not compared and any("*" in line.usual for line in shown) and console.width >= NARROW:
        console.print(Text(STAR, "dim"), soft_wrap=plain)
    if compared:
        console.print(
            Text("The first line decides; the others are exploratory, not corrected for their number.", "dim")
        )
    if reached := rows(summary):
        console.print(_targets(reached, console.width, len(names) <= SHOWN_ALONE))
        if (quarters := quarter_rows(summary)) and not compared:
            console.print(_quarters(quarters))
        legend = f"{TARGETS} {EXPLORATORY}"
        if not compared:
            legend = f"{TARGETS} {legend_of_quarters(summary, quarters) if quarters else ''}"
        console.print(Text(legend.strip(), "dim"), soft_wrap=plain)
        if stages := by_quarter(summary, MOST_QUARTERS if console.width >= NARROW else FEW_QUARTERS):
            console.print(_stages(stages))
            console.print(Text(STAGED, "dim"), soft_wrap=plain)
    for sentence in answers(what, summary):
        console.print(Text(sentence), soft_wrap=plain)
    for sentence in money(what):
        console.print(Text(sentence), soft_wrap=plain)
    if unusual := outside(summary):
        console.print(Text(unusual), soft_wrap=plain)
    for warning in summary["warnings"]:
        console.print(Text(f"{BEWARE}{warning}", "" if plain else "yellow"), soft_wrap=plain)
    console.print(Text(str(report)), soft_wrap=True)


def _targets(reached: Sequence[Row], width: int, each: bool) -> Table:
    """The chance of each target in each plan; of many plans only that of all together."""
    compared, wide = any(row.change for row in reached), width >= NARROW
    told = [row for row in reached if each or row.what == reached[-1].what]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    table.add_column("target", min_width=16)
    table.add_column("by", no_wrap=True)
    if compared:
        table.add_column("plan", max_width=WIDEST)
    table.add_column("chance", justify="right", no_wrap=True)
    table.add_column(INTERVAL, justify="right")
    if compared:
        table.add_column("difference", justify="right", no_wrap=True)
        table.add_column(INTERVAL, justify="right")
        table.add_column("verdict", no_wrap=True)
    if wide or not compared:
        table.add_column(SIGNED, justify="right", no_wrap=True)
        table.add_column(OUTCOMES, justify="right")
    for place, row in enumerate(told):
        again = place > 0 and told[place - 1][:2] == row[:2]
        cells = [Text("" if again else row.what), Text("" if again else row.by)]
        cells += [Text(row.plan)] if compared else []
        cells += [*_pair(row.chance)]
        if compared:
            change = row.change
            cells += [*_pair(change.cell)] if change else [Text(""), Text("")]
            cells.append(Text(change.said, STYLES.get(change.verdict, "dim")) if change else Text("the base", "dim"))
        if wide or not compared:
            cells += [Text(row.surplus.text, "dim" if row.surplus.undefined else ""), Text(row.surplus.outcomes, "dim")]
        table.add_row(*cells, end_section=compared and place + 1 < len(told) and told[place + 1][:2] != row[:2])
    return table


def _quarters(quarters: Sequence[Quarter]) -> Table:
    """What is left of one target by quarter, and the pipeline beside it where that is of use."""
    covered = [row for row in quarters if row.covered] or list(quarters)
    told = [row for row in covered if row.what == covered[-1].what][-MOST_QUARTERS:]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    table.add_column(f"{told[0].what}, from")
    table.add_column("target")
    quotas = any(row.quota.text for row in told)
    heads = HEADS[: len(HEADS) if quotas else -2] if told[0].covered else HEADS[:1]
    gone = any(row.ended.text for row in told)
    for head in (*heads, *(["ended"] if gone else [])):
        table.add_column(head, justify="right")
    for row in told:
        cells = (row.gap, row.to_win, row.won, row.pipeline, row.present, row.needed, row.quota, row.of_quota)
        texts = [Text(cell.text, "dim" if cell.undefined else "") for cell in cells]
        table.add_row(row.begins, row.target, *texts[: len(heads)], *([Text(row.ended.text)] if gone else []))
    return table


def _stages(found: ByQuarter) -> Table:
    """The open pipeline of each quarter's first day by stage, and by forecast category with what the quarter wins."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    table.add_column("open pipeline, on")
    for day in found.begins:
        table.add_column(day, justify="right", no_wrap=True)
    for group in found.groups:
        for place, (name, values) in enumerate(group):
            table.add_row(Text(name), *map(Text, values), end_section=place + 1 == len(group))
    return table


def _matrix(together: Matrix, wide: bool) -> Table:
    """Plans by rank; a narrow window leaves out all but what decides."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    table.add_column("rank", justify="right")
    table.add_column("plan", min_width=16, max_width=WIDEST)
    label = f"{together.decides.label}{f' [{together.decides.unit}]' if together.decides.unit else ''}"
    table.add_column(Text(label), justify="right", min_width=9)
    if wide:
        table.add_column(OUTCOMES, justify="right", min_width=10)
    table.add_column("difference", justify="right", min_width=9)
    table.add_column(INTERVAL, justify="right", min_width=13)
    table.add_column("verdict", no_wrap=True, min_width=19)
    table.add_column("P(best)", justify="right", no_wrap=True)
    if wide and together.per_cost:
        table.add_column(together.per_cost, justify="right")
    for line in together.columns if wide else ():
        table.add_column(Text(line.label), justify="right", min_width=7)
    if wide:
        table.add_column("busiest team", no_wrap=True)
    for plan in together.plans:
        change = plan.change
        verdict = Text(change.said, STYLES.get(change.verdict, "dim")) if change else Text("the base", "dim")
        cells = [Text(plan.rank), Text(plan.name, "bold" if plan.base else ""), Text(plan.decides.text)]
        cells += [Text(plan.decides.outcomes)] if wide else []
        cells += [*_pair(change.cell)] if change else [Text(""), Text("")]
        cells += [verdict, Text(plan.p_best)]
        cells += [Text(plan.per_cost.text)] if wide and together.per_cost else []
        if wide:
            cells += [Text("" if cell.undefined else cell.text) for cell in plan.cells]
            cells.append(Text(plan.busiest))
        table.add_row(*cells)
    return table


def _table(shown: Sequence[Line], base: str, other: str | None, i: int, width: int) -> Table:
    """One scenario, or the base with one other; a narrow window leaves out what the report has anyway."""
    wide, widest = width >= NARROW, width >= WIDE
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    table.add_column("metric", min_width=16)
    if wide:
        table.add_column("unit", no_wrap=True)
    table.add_column(Text(base), justify="right", min_width=9, max_width=WIDEST)
    if wide or other is None:
        table.add_column(INTERVAL, justify="right", min_width=13)
    if widest or other is None:
        table.add_column(OUTCOMES, justify="right", min_width=10)
    if other is not None:
        if wide:
            table.add_column(Text(other), justify="right", min_width=9, max_width=WIDEST)
        if widest:
            table.add_column(OUTCOMES, justify="right", min_width=10)
        table.add_column("difference", justify="right", min_width=9, max_width=WIDEST)
        table.add_column(INTERVAL, justify="right", min_width=10)
        table.add_column("verdict", no_wrap=True, min_width=19)
    beside = wide and other is None and any(line.usual for line in shown)
    if beside:
        table.add_column("public figures", min_width=28, max_width=None if widest else WIDEST)
    for line in shown:
        cells = [Text(line.label, "bold" if line.primary else "")]
        if wide:
            cells.append(Text(line.unit, "dim"))
        cells += _pair(line.values[0])[: 2 if wide or other is None else 1]
        cells += [Text(line.values[0].outcomes, "dim")] if widest or other is None else []
        if other is not None:
            change = line.changes[i]
            cells += _pair(line.values[i + 1])[: 1 if wide else 0]
            cells += [Text(line.values[i + 1].outcomes, "dim")] if widest else []
            cells += [*_pair(change.cell), Text(change.said, STYLES.get(change.verdict, "dim"))]
        if beside:
            cells.append(Text(line.usual, STYLES["worse"] if line.outside else "dim"))
        table.add_row(*cells, end_section=line.primary)
    return table


def _pair(cell: Cell) -> tuple[Text, Text]:
    return Text(cell.text, "dim" if cell.undefined else ""), Text(cell.interval, "dim")
