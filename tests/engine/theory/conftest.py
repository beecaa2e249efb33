"""What each theory test writes its figures into, and the table in docs/theory.md that `--golden` makes of them.

pytest tests/engine/theory -m prove --golden
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from engine.theory.proof import SEED, Figure, Proof

PAGE = Path(__file__).parents[3] / "docs" / "theory.md"
HEAD = "| oracle | quantity | expected | found | standard error | a fault that is seen |\n|---|---|---|---|---|---|\n"
FIGURES: list[Figure] = []


@pytest.fixture(params=[pytest.param(1, id="short"), pytest.param(10, id="long", marks=pytest.mark.prove)])
def proof(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Proof]:
    """A proof over so many times the replications; its figures are kept for the table, which has a row for each."""
    before = len(FIGURES)
    yield Proof(monkeypatch, FIGURES, request.param)
    if not request.config.getoption("--golden"):
        # The table is of the short proofs in the luck that the texts say; of all others its rows have the theory.
        row = line if request.param == 1 and not SEED else begins
        page = PAGE.read_text(encoding="utf-8")
        missing = [row(figure) for figure in FIGURES[before:] if f"\n{row(figure)}" not in page]
        assert not missing, f"docs/theory.md has other rows: write it anew with the command that it names\n{missing}"


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    if session.config.getoption("--golden") and FIGURES and exitstatus == 0:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(HEAD)
        after = rest[rest.index("\n\n") :]
        PAGE.write_text(before + HEAD + "\n".join(map(line, FIGURES)) + after, encoding="utf-8", newline="\n")


def line(figure: Figure) -> str:
    """One row of the table; four digits are enough for a reader."""
    if figure.error == 0.0:
        found = f"{figure.found:.6g} | exact | {figure.notice:.0e}"
    else:
        found = f"{figure.found:.5g} | {figure.error:.2g} | {figure.notice:.0%}"
    return f"{begins(figure)} {found} |"


def begins(figure: Figure) -> str:
    """What a row says before it says what was found: the long proof finds something else."""
    return f"| `{figure.oracle}` | {figure.what} | {figure.expected:.6g} |"
