"""`make mechanism NAME=...`: one folder, one line in the list, and it works in both engines."""

import filecmp
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package by itself."""
    shutil.copytree(PROJECT / "gtmsim", tmp_path / "gtmsim", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A program of Python, with the copy's package."""
    known = os.environ | {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1", "NUMBA_DISABLE_JIT": "1"}
    words = (sys.executable, *words)
    return subprocess.run(words, cwd=folder, env=known, capture_output=True, text=True, timeout=300, check=False)


def test_it_is_one_folder_and_one_line_and_works(copy: Path) -> None:
    done = run(copy, "-m", "gtmsim.mechanisms.template", "support_tickets")
    assert done.returncode == 0, done.stderr
    changed = filecmp.dircmp(PROJECT / "gtmsim", copy / "gtmsim", ignore=["__pycache__"])
    assert not changed.diff_files and not changed.right_only
    mechanisms = changed.subdirs["mechanisms"]
    assert mechanisms.diff_files == ["__init__.py"] and mechanisms.right_only == ["support_tickets"]
    before = (PROJECT / "gtmsim" / "mechanisms" / "__init__.py").read_text(encoding="utf-8").splitlines()
    after = (copy / "gtmsim" / "mechanisms" / "__init__.py").read_text(encoding="utf-8").splitlines()
    assert [line for line in after if line not in before] == ['    "support_tickets",']
    made = "".join(file.read_text(encoding="utf-8") for file in (copy / "gtmsim/mechanisms/support_tickets").iterdir())
    assert "template" not in made.lower() and "SUPPORT_TICKETS" in made
    tried = run(copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--import-mode=importlib", "tests")
    assert tried.returncode == 0, tried.stdout
    known = run(copy, "-c", "import gtmsim.metrics as m; print(m.METRICS['support_tickets_share'].unit)")
    assert known.stdout == "share\n", known.stderr


@pytest.mark.parametrize("name", ["", "condition", "price", "Tickets", "for", "lead", "../x", "a b", "template"])
def test_a_name_that_cannot_be_is_refused(copy: Path, name: str) -> None:
    done = run(copy, "-m", "gtmsim.mechanisms.template", *([name] if name else []))
    assert done.returncode == 2 and done.stderr.count("\n") == 1 and not done.stdout
    assert (
        not filecmp.dircmp(PROJECT / "gtmsim", copy / "gtmsim", ignore=["__pycache__"]).subdirs["mechanisms"].diff_files
    )
