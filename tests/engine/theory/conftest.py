"""What each theory test writes its figures into, and the table in docs/theory.md that `--golden` makes of them.

pytest tests/engine/theory -m prove --golden
"""

from pathlib import Path

import pytest
from engine.theory.proof import Figure, Proof

PAGE = Path(__file__).parents[3] / "docs" / "theory.md"
HEAD = "| oracle | quantity | expected | found | standard error | a fault that is seen |\n|---|---|---|---|---|---|\n"
FIGURES: list[Figure] = []


@pytest.fixture(params=[pytest.param(1, id="short"), pytest.param(10, id="long", marks=pytest.mark.prove)])
def proof(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Proof:
    """A proof over so many times the replications; its figures are kept for the table."""
    return Proof(monkeypatch, FIGURES, request.param)


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
    return f"| `{figure.oracle}` | {figure.what} | {figure.expected:.6g} | {found} |"
