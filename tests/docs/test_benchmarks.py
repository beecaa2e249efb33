"""The page of public figures: its tables are those of file and shipped firms, and each exception has a reason."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from gtmsim.report.usual import stated
from gtmsim.scenario.language.walk import parameters
from gtmsim.study.benchmarks.in_words import asked, numbers, of_whom
from gtmsim.study.benchmarks.measures import MEASURES
from gtmsim.study.benchmarks.reader import PublicFigure, public_figures
from gtmsim.study.benchmarks.section import PublicFigures
from gtmsim.study.benchmarks.usual import Usual, usuals
from gtmsim.study.replicate import run

PROJECT = Path(__file__).resolve().parents[2]
PAGE = (PROJECT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
REPLICATIONS = 20
ROWS = r"\A(?:\|.*\n)*"
FIRMS = ("baseline", "cn_saas")
HEADS = {
    "measures": "| measure | unit | is |\n|---|---|---|\n",
    "shipped": "| scenario | measure | here | usual | why |\n|---|---|---|---|---|\n",
    "names": "| name | is |\n|---|---|\n",
    "figures": "| measure | figure | of whom | source |\n|---|---|---|---|\n",
}
REASONS = {
    (scenario, measure): why
    for scenario, measure, why in re.findall(
        r"^\| `(\w+)` \| `(\w+)` \| [^|]* \| [^|]* \| ([^|]+) \|$", PAGE, re.MULTILINE
    )
}


@cache
def beside(firm: str) -> tuple[Usual, ...]:
    return tuple(usuals(run(PROJECT / "scenarios" / f"{firm}.yaml", REPLICATIONS, engine="compiled", jobs=1)))


def exceptions() -> Iterator[tuple[str, Usual]]:
    """Every measure in which a shipped firm is outside what is usual, or has no value where others have one."""
    for firm in FIRMS:
        for found in beside(firm):
            if found.outside or (found.figures and found.value is None):
                yield firm, found


def people(figure: PublicFigure) -> str:
    """The population in words, with how many there were."""
    return ", ".join(filter(None, (figure.population.model.replace("_", " "), of_whom(figure), asked(figure))))


def tables() -> dict[str, list[str]]:
    """The rows of each table."""
    return {
        "measures": [f"| `{name}` | {known.unit} | {known.meaning} |" for name, known in MEASURES.items()],
        "shipped": [
            f"| `{firm}` | `{found.measure}` | {stated(found.value, found.unit)} | {found.span} "
            f"| {REASONS.get((firm, found.measure), 'no reason is given')} |"
            for firm, found in exceptions()
        ],
        "names": [f"| `{each.pattern}` | {each.declaration.meaning} |" for each in parameters(PublicFigures)],
        "figures": [
            f"| `{each.measure}` | {numbers(each)} | {people(each)} | {each.said_by} |" for each in public_figures()
        ],
    }


def test_its_tables_are_made_of_the_file_and_of_the_shipped_firms(golden: Callable[..., None]) -> None:
    text = PAGE
    for name, rows in tables().items():
        before, head, after = text.partition(HEADS[name])
        assert head, name
        text = f"{before}{head}{''.join(f'{row}{chr(10)}' for row in rows)}{re.sub(ROWS, '', after)}"
    golden("benchmarks.md", text, "docs")


def test_who_is_outside_what_is_usual_has_a_reason_and_nobody_else() -> None:
    assert set(REASONS) == {(firm, found.measure) for firm, found in exceptions()}
    assert all(len(why) > 10 for why in REASONS.values())


def test_a_shipped_firm_is_usual_in_most_of_what_is_known() -> None:
    for firm, most in (("baseline", 0.3), ("cn_saas", 0.5)):
        known = [found for found in beside(firm) if found.figures and found.value is not None]
        assert len(known) > 20
        assert sum(found.outside for found in known) <= most * len(known)
