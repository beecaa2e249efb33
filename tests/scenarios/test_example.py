"""results/example is what the demo's two scenarios give, byte by byte, on any machine."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

pytestmark = pytest.mark.golden
ALIKE = ("summary.json", "report.xlsx", "replications.csv", "monthly.csv", "scenario.yaml")


def test_the_example_can_be_made_again(
    project: Path, command: Callable[..., CompletedProcess[str]], tmp_path: Path
) -> None:
    example = project / "results" / "example"
    replications = json.loads((example / "summary.json").read_text(encoding="utf-8"))["replications"]
    out = tmp_path / "example"
    files = ("scenarios/baseline.yaml", "scenarios/hire_csm.yaml")
    made = command("compare", *files, "--replications", replications, "--out", out, "--quiet")
    assert made.returncode == 0, made.stderr
    changed = [name for name in ALIKE if (out / name).read_bytes() != (example / name).read_bytes()]
    assert not changed, "if that is meant: make golden, and a line in CHANGELOG.md"


def test_the_example_is_whole(project: Path) -> None:
    example = project / "results" / "example"
    assert {"report.html", "run.json", *ALIKE} <= {path.name for path in example.iterdir()}
    assert list((example / "figures").glob("*.png"))
