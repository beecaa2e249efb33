"""The tutorial's notebook works from its first cell to its last, without a notebook program."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

NOTEBOOK = Path(__file__).resolve().parents[2] / "docs" / "tutorial.ipynb"
# A cell shows its last line, as a notebook does: as HTML, as a picture, or in short.
SHOWING = """
import ast, json, sys
names = {"__name__": "__main__"}
for source in json.loads(sys.stdin.read()):
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)
    if last is not None:
        value = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
        shows = [getattr(value, name)() for name in ("_repr_html_", "_repr_png_") if getattr(value, name, None)]
        print(type(value).__name__, "shows itself" if any(shows) else repr(value)[:80])
"""


def read() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(NOTEBOOK.read_text("utf-8"))
    return found


def test_every_cell_works_in_order(project: Path, tmp_path: Path) -> None:
    shutil.copytree(project / "scenarios", tmp_path / "scenarios")
    cells = ["".join(cell["source"]) for cell in read()["cells"] if cell["cell_type"] == "code"]
    done = subprocess.run(
        [sys.executable, "-c", SHOWING],
        input=json.dumps(cells),
        cwd=tmp_path,
        env=os.environ | {"LOKY_MAX_CPU_COUNT": "1"},  # one process: starting more takes longer than the work
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=250,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for shown in ("Results", "Comparison", "Sweep", "Listed", "Figure"):
        assert f"{shown} shows itself" in done.stdout
    assert (tmp_path / "results" / "tutorial" / "README.txt").exists()


def test_it_is_a_notebook_without_outputs() -> None:
    found = read()
    assert (found["nbformat"], found["cells"][0]["cell_type"]) == (4, "markdown")
    assert all(not cell.get("outputs") for cell in found["cells"])
