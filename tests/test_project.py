"""Promises about the project itself: help is quick, layers hold, nothing of one machine is in the files."""

import re
import statistics
import subprocess
import sys
import time
import tomllib
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest
from hypothesis import settings

PROJECT = Path(__file__).resolve().parent.parent
MOST_LINES, MEDIAN_LINES = 300, 100  # of a file: what is longer has a second subject
HEAVY = {"jinja2", "joblib", "matplotlib", "numba", "numpy", "pandas", "pydantic", "rich", "scipy", "simpy", "yaml"}


def tracked() -> list[Path]:
    """The text files that a clone would hold, and those about to be."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = [PROJECT / name for name in listed.stdout.split("\0") if name and not name.endswith((".png", ".xlsx"))]
    return [path for path in paths if path.is_file()]


@pytest.mark.parametrize("module", ["gtmsim", "gtmsim.cli"])
def test_heavy_libraries_wait_until_they_are_needed(module: str) -> None:
    show = f"import sys, {module}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    loaded = subprocess.run([sys.executable, "-c", show], capture_output=True, text=True, check=True)
    assert not HEAVY & set(loaded.stdout.split())


def test_help_loads_nothing_heavy() -> None:
    show = (
        "import atexit, sys\n"
        "atexit.register(lambda: print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr))\n"
        "sys.argv = ['gtmsim', '--help']\n"
        "from gtmsim.cli import main\n"
        "sys.exit(main())\n"
    )
    shown = subprocess.run([sys.executable, "-c", show], capture_output=True, text=True, check=True)
    assert "compare" in shown.stdout
    assert not HEAVY & set(shown.stderr.split())


def test_help_is_quick() -> None:
    def best(*words: str | Path) -> float:
        """Shortest of seven times [s]: what the machine does besides only ever adds."""
        seconds = []
        for _ in range(7):
            start = time.perf_counter()
            subprocess.run(words, capture_output=True, check=True)
            seconds.append(time.perf_counter() - start)
        return min(seconds)

    # A ratio to an empty interpreter, since a slow machine is slow at both.
    assert best(Path(sys.executable).with_name("gtmsim"), "--help") < 12 * best(sys.executable, "-c", "pass")


def test_the_layers_hold() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    linted = subprocess.run([linter, "--no-cache"], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert linted.returncode == 0, linted.stdout


def test_no_files_import_each_other_in_a_circle() -> None:
    graph = grimp.build_graph("gtmsim", exclude_type_checking_imports=True, cache_dir=None)
    TopologicalSorter({each: graph.find_modules_directly_imported_by(each) for each in graph.modules}).prepare()


def test_files_of_the_package_are_short() -> None:
    lengths = {
        str(path.relative_to(PROJECT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in (PROJECT / "gtmsim").rglob("*.py")
    }
    assert not {name: length for name, length in lengths.items() if length > MOST_LINES}
    assert statistics.median(lengths.values()) < MEDIAN_LINES


def test_no_file_names_a_place_of_one_machine() -> None:
    place = re.compile(r"(?<![\w.*\]])/(?:work|farm|root|home|Users|opt)/|[A-Z]:\\Users")
    index = re.compile(r"pypi[.]org|pythonhosted[.]|--(?:extra-)?index-url |--find[-]links")
    found = [
        f"{path.relative_to(PROJECT)}:{number}: {line.strip()[:100]}"
        for path in tracked()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if place.search(line) or index.search(line)
    ]
    assert not found


def test_text_files_end_their_lines_alike() -> None:
    found = []
    for path in (path for path in tracked() if "results" not in path.relative_to(PROJECT).parts):
        text = path.read_bytes()
        if b"\r" in text or re.search(rb"[ \t]\n", text) or (text and not text.endswith(b"\n")):
            found.append(str(path.relative_to(PROJECT)))
    assert not found


def test_the_lock_holds_all_that_is_asked_for_with_hashes() -> None:
    asked = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [
        *asked["project"]["dependencies"],
        *(
            name
            for extra, names in asked["project"]["optional-dependencies"].items()
            if extra != "bench"
            for name in names
        ),
        *asked["dependency-groups"]["build"],
        *asked["build-system"]["requires"],
    ]
    lock = (PROJECT / "requirements.lock").read_text(encoding="utf-8")
    pins = re.findall(r"^([a-z0-9-]+)==\S+(?: ;[^\\\n]*)? \\\n    --hash=sha256:[0-9a-f]{64}", lock, re.MULTILINE)
    assert len(pins) == len(re.findall(r"^[^\s#]", lock, re.MULTILINE))
    assert {re.split(r"[^\w-]", name)[0].lower() for name in wanted} <= set(pins)


def test_every_machine_sees_the_same_examples() -> None:
    assert settings.default is not None and settings.default.derandomize


@pytest.mark.prove
def test_proofs_look_at_other_examples_each_time() -> None:
    assert settings.default is not None and not settings.default.derandomize and settings.default.print_blob
