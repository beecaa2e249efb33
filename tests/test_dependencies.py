"""The oldest and the newest libraries that are allowed give the same numbers, to the last digit, on any processor."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
QUESTIONS = (  # words of `run` or `compare`
    ("run", "scenarios/baseline.yaml"),
    ("run", "scenarios/cn_saas.yaml"),
    ("run", "scenarios/private_community_fiasco/small_groups.yaml"),
    ("run", "tests/scenarios/everything.yaml", "--set", "run.run_off=true"),
    ("run", "tests/scenarios/accounts.yaml"),
    ("compare", "scenarios/brand_vs_leads/brand_46.yaml", "scenarios/brand_vs_leads/leads_only.yaml"),
)
REPLICATIONS = {"compiled": 12, "reference": 2}
FILES = ("summary.json", "replications.csv", "monthly.csv")
FEATURES = (
    "try: from numpy._core import _multiarray_umath as m\n"
    "except ImportError: from numpy.core import _multiarray_umath as m\n"
    "print(' '.join(name for name in m.__cpu_dispatch__ if m.__cpu_features__[name]))"
)


def floors() -> list[str]:
    """The oldest version of each library that the project names."""
    said = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    allowed = [*said["dependencies"], *said["optional-dependencies"]["fast"]]
    # The newest patch of that version, since an older one may lack a file for this Python.
    return [re.sub(r">=(\d+\.\d+).*", r"==\1.*", each) for each in allowed]


def ceilings() -> list[str]:
    """The newest version of each."""
    return [each.split("=")[0] for each in floors()]


def pythons() -> list[str]:
    """Pythons that run here, the newest first."""
    names = [f"python3.{minor}" for minor in range(16, 10, -1)]
    asks = ["-c", "import ensurepip, venv"]
    found = [name for name in names if shutil.which(name) and not call([name, *asks], check=False).returncode]
    return found or [sys.executable]


def call(words: list[str], check: bool = True, **environment: str) -> "subprocess.CompletedProcess[str]":
    """A command in the project's folder."""
    return subprocess.run(
        words, cwd=PROJECT, env=os.environ | environment, capture_output=True, text=True, check=check, timeout=1800
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where environments, compiled code and results go."""
    return tmp_path_factory.mktemp("dependencies")


def environment(folder: Path, name: str, wanted: list[str], candidates: list[str]) -> str:
    """The Python of an environment with these libraries; skips where no index gives them."""
    said = ""
    for python in candidates:
        call([python, "-m", "venv", "--clear", str(folder / name)])
        made = str(folder / name / ("Scripts" if sys.platform == "win32" else "bin") / "python")
        done = call([made, "-m", "pip", "install", "--quiet", "--only-binary", ":all:", *wanted], check=False)
        if done.returncode == 0:
            return made
        said = done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "no word"
    pytest.skip(f"these libraries cannot be installed here: {said}")


def told(folder: Path, name: str, python: str, **variables: str) -> dict[str, str]:
    """A digest of the numbers of each question by each engine."""
    found = {}
    for engine, count in REPLICATIONS.items():
        for number, words in enumerate(QUESTIONS):
            out = folder / f"{name}-{engine}-{number}"
            options = ["--engine", engine, "--replications", str(count), "--quiet", "--out", str(out)]
            done = call(
                [python, "-m", "gtmsim.cli", *words, *options],
                check=False,
                PYTHONPATH=str(PROJECT),
                GTMSIM_CACHE_DIR=str(folder / f"code-{name}"),
                **variables,
            )
            assert done.returncode == 0, done.stderr[-2_000:]
            for file in FILES:
                found[f"{engine} {' '.join(words)} {file}"] = hashlib.sha256((out / file).read_bytes()).hexdigest()
    return found


@cache
def here(folder: Path) -> dict[str, str]:
    """The digests of the environment of these tests."""
    return told(folder, "here", sys.executable)


@pytest.mark.prove
@pytest.mark.parametrize("age", ["oldest", "newest"])
def test_libraries_of_any_age_give_the_same_numbers(folder: Path, age: str) -> None:
    wanted, candidates = (floors(), pythons()[::-1]) if age == "oldest" else (ceilings(), pythons())
    assert told(folder, age, environment(folder, age, wanted, candidates)) == here(folder)


@pytest.mark.prove
def test_plain_processors_give_the_same_numbers(folder: Path) -> None:
    """Neither numpy's vector units, nor BLAS's kernels, nor what numba compiles for, move a digit."""
    features = call([sys.executable, "-c", FEATURES]).stdout.strip()
    plain = {"OPENBLAS_CORETYPE": "Prescott", "NUMBA_CPU_NAME": "generic", "OPENBLAS_NUM_THREADS": "1"}
    assert told(folder, "plain", sys.executable, NPY_DISABLE_CPU_FEATURES=features, **plain) == here(folder)


def test_the_floors_are_read() -> None:
    assert "numpy==1.26.*" in floors() and "numpy" in ceilings() and len(floors()) == len(ceilings()) > 9
