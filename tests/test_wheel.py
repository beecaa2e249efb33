"""What is installed is whole: files that are no Python come with the package."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
ASKED = (
    "import gtmsim; from gtmsim.study.benchmarks.reader import SHIPPED; from gtmsim.report.starter import STARTER; "
    "print(gtmsim.__file__, SHIPPED, STARTER, gtmsim.usual('cac_payback_months').figures[0].n, sep='\\n')"
)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The content of a wheel, far from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=PROJECT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_public_figures_come_with_a_wheel(installed: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASKED],
        cwd=installed,
        env=os.environ | {"PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    )
    *places, n = done.stdout.splitlines()
    assert all(Path(place).is_relative_to(installed) and Path(place).is_file() for place in places)
    assert n == "342"


def test_the_shipped_questions_come_with_a_wheel(installed: Path) -> None:
    here = {path.relative_to(PROJECT / "scenarios") for path in (PROJECT / "scenarios").rglob("*.yaml")}
    assert {path.relative_to(installed / "gtmsim/shipped") for path in installed.rglob("shipped/**/*.yaml")} == here


def test_a_wheel_holds_the_package_alone(installed: Path) -> None:
    assert {path.name.partition("-")[0] for path in installed.iterdir()} == {"gtmsim"}
