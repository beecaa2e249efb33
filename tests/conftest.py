"""What every test may ask for: the project's folder, the installed command, pinned files. Nothing of the model."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# The same examples on every machine; the long proofs look at others each time, and print how to have one again.
USUAL = settings(deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", USUAL, derandomize=True)
settings.register_profile("fresh", USUAL, derandomize=False)
settings.register_profile("search", USUAL, derandomize=False, max_examples=1000)

# No test is answered by what another one has lived; those of the cache itself turn it on.
os.environ["GTMSIM_CACHE"] = "off"

# Before anything imports matplotlib: no test opens a window.
os.environ["MPLBACKEND"] = "Agg"

PROJECT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="write the pinned files anew instead of comparing")


def pytest_configure(config: pytest.Config) -> None:
    usual = "fresh" if config.option.markexpr == "prove" else "same"
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", usual))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "golden" in getattr(item, "fixturenames", ()):
            item.add_marker("golden")


@pytest.fixture(scope="session")
def project() -> Path:
    """The folder that holds pyproject.toml."""
    return PROJECT


@pytest.fixture(scope="session")
def command() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the installed `gtmsim` with some words, as a user would, and return what it printed."""
    executable = Path(sys.executable).with_name("gtmsim")

    def call(*words: object, cwd: Path = PROJECT, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [executable, *map(str, words)],
            cwd=cwd,
            env=os.environ | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )

    return call


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[..., None]:
    """Compare a text with tests/golden/NAME, or a page in another folder, or write it there under --golden."""

    def compare(name: str, text: str, folder: str = "tests/golden") -> None:
        path = PROJECT / folder / name
        if request.config.getoption("--golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_text(encoding="utf-8"), (
            f"{name} changed; if that is meant: make golden, and CHANGELOG.md"
        )

    return compare


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str, str]]:
    """Words -> exit code, standard output, standard error of the command within this process."""

    def call(*words: object) -> tuple[int, str, str]:
        from gtmsim import cli

        monkeypatch.setattr(sys, "argv", ["gtmsim", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        captured = capsys.readouterr()
        return int(str(ended.value.code or 0)), captured.out, captured.err

    return call
