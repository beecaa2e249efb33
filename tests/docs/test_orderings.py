"""The page of orderings names every test that proves one, and every row has its proof."""

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
TESTS = PROJECT / "tests"
PAGE = (PROJECT / "docs" / "orderings.md").read_text(encoding="utf-8")
ROWS = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith("| | ordering")]
PROVED = {path.name: path.read_text(encoding="utf-8") for path in TESTS.rglob("test_*.py")}
# Of whole scenarios too, and of no ordering.
OTHERS = {"test_day_zero.py", "test_every_parameter.py", "test_example.py", "test_first_months.py", "test_shipped.py"}


def test_every_test_of_orderings_is_named() -> None:
    named = set(re.findall(r"`(?:tests/\w+/)?(test_\w+\.py)`", PAGE))
    assert named <= set(PROVED)
    assert named >= {path.name for path in (TESTS / "scenarios").glob("test_*.py")} - OTHERS


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[:60])
def test_every_ordering_has_its_proof(row: str) -> None:
    number, *_, why = (cell.strip() for cell in row.strip("|").split("|"))
    known = bool(number) and any(re.search(rf"\b{number}\b", text) for text in PROVED.values())
    assert known or set(re.findall(r"`(test_\w+\.py)`", why)) & set(PROVED), row
