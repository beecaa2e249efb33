"""The page about the journal says exactly what is declared."""

import re
from pathlib import Path

import numpy as np
import pytest

from gtmsim.journal.journal import COLUMNS
from gtmsim.journal.kinds import Kind
from gtmsim.report.journal_page import renewed

PAGE = (Path(__file__).parents[2] / "docs" / "journal.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `(\w+)` \| (\w+) \|", PAGE, flags=re.MULTILINE)


def test_the_tables_are_made_from_the_declarations() -> None:
    assert renewed(PAGE) == PAGE, "run `make golden`"


def test_columns_are_those_of_the_page() -> None:
    page = [(name, kind) for name, kind in ROWS if kind.startswith(("int", "uint", "float"))]
    assert page == [(name, np.dtype(kind).name) for name, kind in COLUMNS]


def test_kinds_are_those_of_the_page() -> None:
    page = [(name, int(number)) for name, number in ROWS if number.isdigit()]
    assert page == [(kind.name, kind.value) for kind in Kind]


def test_a_page_without_the_table_is_told() -> None:
    with pytest.raises(ValueError, match="no table below `## Kinds`"):
        renewed(PAGE.replace("## Kinds", "## Sorts"))
