"""The recipes of how to add something are applied to a copy of the package, word by word, and what they add works."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
PAGE = (PROJECT / "docs" / "extending.md").read_text(encoding="utf-8")
STEP = re.compile(
    r"^   `([^`]+)`, (at the end|a new file|below `([^`]+)`):\n\n((?:   .*\n|\n)+?)   ```\n", re.MULTILINE
)
USES = """
import gtmsim
from gtmsim.cli import main
from gtmsim.rules.chance import odds
from gtmsim.scenario.load import warnings_of

changes = {"market.selling.stages.demo.conversion": 0, "run.months": 2, "run.run_off": False, "run.initial.cash": 1000}
scenario = gtmsim.variant("scenarios/baseline.yaml", changes)
assert "W_NO_BUYER" in {problem.code for problem in warnings_of(scenario)}
assert odds(0.75) == 3.0
results = gtmsim.run(scenario, 1, engine="reference", jobs=1)
assert 0.0 < results.estimate("disqualification_rate").mean < 1.0
path = results.write("out")
assert (path / "figures" / "cash_end.png").exists()
main(["metrics"])
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package after every step of the page."""
    shutil.copytree(PROJECT / "gtmsim", tmp_path / "gtmsim", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(PROJECT / "scenarios", tmp_path / "scenarios")
    for name, how, anchor, block in STEP.findall(PAGE):
        added = re.sub(r"^   ", "", block, flags=re.MULTILINE).partition("\n")[2]
        file = tmp_path / name
        if how == "a new file":
            assert not file.exists()
            file.write_text(added, encoding="utf-8")
            continue
        text = file.read_text(encoding="utf-8")
        if how == "at the end":
            file.write_text(text + added, encoding="utf-8")
            continue
        assert text.count(f"\n{anchor}\n") == 1, anchor
        file.write_text(text.replace(f"\n{anchor}\n", f"\n{anchor}\n{added}"), encoding="utf-8")
    return tmp_path


def test_every_recipe_works(copy: Path) -> None:
    assert len(STEP.findall(PAGE)) == PAGE.count("   ```\n")
    done = subprocess.run(
        [sys.executable, "-c", USES],
        cwd=copy,
        env=os.environ | {"PYTHONPATH": str(copy), "MPLBACKEND": "Agg"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "disqualification_rate [share]: Leads turned away over leads that arrived.\n" in done.stdout


def test_files_that_it_names_exist() -> None:
    made = {name for name, how, _, _ in STEP.findall(PAGE) if how == "a new file"}
    named = set(re.findall(r"`((?:gtmsim|tests|docs)/[\w/.]*)`", PAGE))
    assert not [name for name in sorted(named - made) if not (PROJECT / name).exists()]
