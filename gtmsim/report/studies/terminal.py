"""A study on a terminal: the answer, its tables, what to beware of, and where the report is."""

import sys
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table as Drawn
from rich.text import Text

from gtmsim.report.beware import BEWARE
from gtmsim.report.studies.told import Table, Told
from gtmsim.report.terminal import PIPE_WIDTH, STYLES


def show(told: Told, report: Path) -> None:
    """Print what a manager reads first."""
    plain = not sys.stdout.isatty()
    console = Console(file=sys.stdout, highlight=False, width=PIPE_WIDTH if plain else None, soft_wrap=False)
    for table in told.tables:
        console.print(_table(table, told.brief))
        left = len(table.rows) - told.brief
        if left > 0:
            console.print(Text(f"{left} more are in the report.", "dim"), soft_wrap=plain)
        if table.legend:
            console.print(Text(table.legend, "dim"), soft_wrap=plain)
    for sentence in told.answers:
        console.print(Text(sentence), soft_wrap=plain)
    for warning in told.warnings:
        console.print(Text(f"{BEWARE}{warning}", "" if plain else "yellow"), soft_wrap=plain)
    console.print(Text(str(report)), soft_wrap=True)


def _table(table: Table, most: int) -> Drawn:
    drawn = Drawn(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), title=table.title or None, title_justify="left")
    for column in table.columns:
        drawn.add_column(column.name, justify="right" if column.number else "left", min_width=column.least or None)
    styles = [STYLES.get(verdict, "") for verdict in table.verdicts] or [""] * len(table.rows)
    for row, style in list(zip(table.rows, styles, strict=True))[:most]:
        drawn.add_row(*(Text(cell, style if i else "") for i, cell in enumerate(row)))
    return drawn
