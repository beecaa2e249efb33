"""The tables of the documents are whole: nothing breaks them apart, and every row has the columns of its head."""

import re
from itertools import groupby
from pathlib import Path

import pytest

from gtmsim.journal.chart import CHART

PROJECT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*PROJECT.glob("*.md"), *PROJECT.glob("docs/**/*.md")])


def tables(text: str) -> list[list[str]]:
    """Lines that stand together and are rows, outside of code."""
    lines = re.sub(r"```.*?```", "", text, flags=re.DOTALL).splitlines()
    return [list(rows) for is_row, rows in groupby(lines, lambda line: line.lstrip().startswith("|")) if is_row]


def columns(row: str) -> int:
    """Cells of a row; a bar in code or after a backslash is none."""
    return re.sub(r"`[^`]*`|\\\|", "", row).count("|")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_table_has_a_head_and_rows_of_its_width(document: Path) -> None:
    for table in tables(document.read_text(encoding="utf-8")):
        assert len(table) > 2 and re.fullmatch(r"[|:\- ]+", table[1]), table[0]
        assert [row for row in table if columns(row) != columns(table[0])] == []


def test_the_chart_of_accounts_is_shown_whole() -> None:
    text = (PROJECT / "docs" / "metrics.md").read_text(encoding="utf-8").split("### One chart of accounts")[1]
    rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in tables(text)[0][2:]]
    shown = [(line.name.replace("_", " "), "" if line.name == line.heading else line.heading) for line in CHART]
    assert [(name, heading) for name, heading, _ in rows] == shown
