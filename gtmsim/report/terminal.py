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
from gtmsim.report.lines import Cell, Line, headlines, lines
from gtmsim.study.comparison import Comparison
from gtmsim.study.results import Results

PIPE_WIDTH = 160
NARROW = 118  # columns below which a window is narrow
WIDEST = 40
STYLES = {"better": "green", "worse": "dark_orange3"}


def show(what: Results | Comparison, summary: Mapping[str, Any], report: Path) -> None:
    """Print what a manager reads first."""
    plain = not sys.stdout.isatty()
    console = Console(file=sys.stdout, highlight=False, width=PIPE_WIDTH if plain else None, soft_wrap=False)
    compared = isinstance(what, Comparison)
    results = what.results[0] if isinstance(what, Comparison) else what
    primary = what.primary if isinstance(what, Comparison) else what.scenario.run.primary
    shown = headlines(lines(summary, results.meanings, primary))
    names = summary["scenarios"] if compared else [summary["scenario"]]
    for i, name in enumerate(names[1:] or names):
        console.print(_table(shown, names[0], name if compared else None, i, console.width >= NARROW))
    if compared:
        console.print(
            Text("The first line decides; the others are exploratory, not corrected for their number.", "dim")
        )
    for sentence in answers(what, summary):
        console.print(Text(sentence), soft_wrap=plain)
    for warning in summary["warnings"]:
        console.print(Text(f"{BEWARE}{warning}", "" if plain else "yellow"), soft_wrap=plain)
    console.print(Text(str(report)), soft_wrap=True)


def _table(shown: Sequence[Line], base: str, other: str | None, i: int, wide: bool) -> Table:
    """One scenario, or the base with one other; a narrow window leaves out what the report has anyway."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    table.add_column("metric", min_width=16)
    if wide:
        table.add_column("unit", no_wrap=True)
    table.add_column(Text(base), justify="right", min_width=9, max_width=WIDEST)
    if wide or other is None:
        table.add_column("95 % interval", justify="right", min_width=13)
    if other is not None:
        if wide:
            table.add_column(Text(other), justify="right", min_width=9, max_width=WIDEST)
        table.add_column("difference", justify="right", min_width=9, max_width=WIDEST)
        table.add_column("95 % interval", justify="right", min_width=10)
        table.add_column("verdict", no_wrap=True, min_width=19)
    for line in shown:
        cells = [Text(line.label, "bold" if line.primary else "")]
        if wide:
            cells.append(Text(line.unit, "dim"))
        cells += _pair(line.values[0])[: 2 if wide or other is None else 1]
        if other is not None:
            change = line.changes[i]
            cells += _pair(line.values[i + 1])[: 1 if wide else 0]
            cells += [*_pair(change.cell), Text(change.said, STYLES.get(change.verdict, "dim"))]
        table.add_row(*cells, end_section=line.primary)
    return table


def _pair(cell: Cell) -> tuple[Text, Text]:
    return Text(cell.text, "dim" if cell.undefined else ""), Text(cell.interval, "dim")
