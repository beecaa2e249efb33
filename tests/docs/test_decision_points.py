"""The reference of decision points is the one that their declarations make."""

from pathlib import Path

from gtmsim.report.points import reference

PAGE = Path(__file__).resolve().parents[2] / "docs" / "decision_points.md"


def test_the_page_is_made_from_the_declarations() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference(), "run `make golden`"
