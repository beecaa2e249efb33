"""What a study has to tell, as plain texts: terminal, page and folder show the same."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from gtmsim.report.figures.style import Drawing
from gtmsim.study.results import Results
from gtmsim.study.wording import so_many


class Column(NamedTuple):
    """Heading of a column, and whether its cells are numbers."""

    name: str
    number: bool = False
    least: int = 0  # characters that its texts need


class Table(NamedTuple):
    """Rows of texts under their headings; the first cell of a row names it."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    legend: str = ""
    verdicts: tuple[str, ...] = ()  # of each row, for its colour


def setting(base: Results, how: str = "") -> str:
    """How long the run is and how often it was lived, for the head of a page."""
    months, often = so_many(base.frame.months, "month"), how or so_many(base.replications, "replication")
    return f"{months} from {base.frame.start}, {often}, {base.frame.currency}"


class Told(NamedTuple):
    """All that a study tells."""

    title: str
    setting: str
    answers: tuple[str, ...]
    tables: tuple[Table, ...]
    figures: Mapping[str, Drawing]
    notes: tuple[str, ...]
    warnings: tuple[str, ...]
    files: Mapping[str, bytes]  # beside summary, scenario, page and figures
    command: str  # which does it again in the folder
    summary: Mapping[str, Any]
    results: tuple[tuple[str, Results], ...]  # that it rests on, the plan as it is first
    brief: int = 12  # rows of a table that a terminal shows
