"""The tables that the documents show in the formats of other programs are read as tables."""

import re
from pathlib import Path

import pytest

from gtmsim.scenario.load import load

PROJECT = Path(__file__).resolve().parents[2]
TEXT = (PROJECT / "docs" / "policies_command.md").read_text("utf-8")
SHOWN = {
    "csv": re.findall(r"```\n(discount,first\n.*?)```", TEXT, re.DOTALL),
    "dmn": re.findall(r"```xml\n(.*?)```", TEXT, re.DOTALL),
}


@pytest.mark.parametrize("kind", SHOWN)
def test_a_table_that_is_shown_is_read(kind: str, tmp_path: Path) -> None:
    (text,) = SHOWN[kind]
    (tmp_path / "baseline.yaml").write_bytes((PROJECT / "scenarios" / "baseline.yaml").read_bytes())
    (tmp_path / f"shown.{kind}").write_text(text, "utf-8")
    plan = tmp_path / "plan.yaml"
    plan.write_text(f"extends: baseline.yaml\nchanges: {{plan.policies.discount: {{file: shown.{kind}}}}}\n", "utf-8")
    names = [row.name for row in load(plan).plan.policies.discount.rows]
    assert names[-2:] == ["spring", "rest"]
