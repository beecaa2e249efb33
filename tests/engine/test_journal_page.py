"""The page about the journal says exactly what the journal is."""

import re
from pathlib import Path

import numpy as np

from gtmsim.engine.journal import COLUMNS, Kind

PAGE = (Path(__file__).parents[2] / "docs" / "journal.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `(\w+)` \| (\w+) \|", PAGE, flags=re.MULTILINE)


def test_columns_are_those_of_the_page() -> None:
    page = [(name, kind) for name, kind in ROWS if not kind.isdigit()]
    assert page == [(name, np.dtype(kind).name) for name, kind in COLUMNS]


def test_kinds_are_those_of_the_page() -> None:
    page = [(name, int(number)) for name, number in ROWS if number.isdigit()]
    assert page == [(kind.name, kind.value) for kind in Kind]
