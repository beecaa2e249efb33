"""Every place that the glossary names is there, and every name of before is found on some page."""

import re
from pathlib import Path

import pytest

from gtmsim.journal import journal, kinds
from gtmsim.metrics.also import FORMER, SYNONYMS
from gtmsim.metrics.measure import METRICS
from gtmsim.scenario.language.renamed import NAMES
from gtmsim.scenario.language.walk import field_at
from gtmsim.scenario.sections.schema import Scenario

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "glossary.md").read_text(encoding="utf-8")
ENTRIES = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("| ") and line.count("|") == 5 and not line.startswith("| term ")
]
NAMED = sorted({name for *_, where in ENTRIES for name in re.findall("`([^`]+)`", where)})


def paths(text: str) -> set[str]:
    """Every path of a scenario that a page names."""
    return set(re.findall(r"`((?:market|plan|run)\.\w+(?:\.[\w*]+)*)`", text))


@pytest.mark.parametrize("name", NAMED)
def test_what_is_named_exists(name: str) -> None:
    if "." in name:
        assert field_at(Scenario, name.split(".")) is not None
    else:
        assert name in METRICS or name in kinds.Kind.__members__


def test_every_entry_says_what_it_is_and_where_once() -> None:
    terms = [entry[0] for entry in ENTRIES]
    assert len(terms) == len(set(terms)) > 100
    assert all(all(entry) and ("`" in entry[3] or "](" in entry[3]) for entry in ENTRIES)
    for part in PAGE.split("\n## ")[1:]:
        said = [entry[0] for entry in ENTRIES if f"\n| {entry[0]} |" in part]
        assert said == sorted(said, key=str.casefold)


def test_other_names_of_metrics_are_listed() -> None:
    listed = dict(re.findall(r"^\| `(\w+)` \| `(\w+)` \|$", PAGE, flags=re.MULTILINE))
    assert listed == {**FORMER, **SYNONYMS}


def test_every_name_of_before_is_found() -> None:
    versions = (DOCS / "scenarios.md").read_text(encoding="utf-8")
    rows = (DOCS / "journal.md").read_text(encoding="utf-8")
    old = [line.split()[0].replace("**", "*") for line in NAMES.strip().splitlines()]
    assert not [path for path in old if f"`{re.split('[.](?:FACTS|ANSWERS)[.]', path)[0]}" not in versions]
    assert not [name for name in {**kinds.FORMER, **journal.FORMER} if f"`{name}`" not in rows]


SEARCHED = """
adstock, carry-over, saturation, half-saturation, diminishing returns, in market, lead magnet, gated content, win-back,
CPL, renewal rate, seasonality, lead response time, abandonment, upsell, referral, common random numbers,
获客诱饵, 线索培育, 决策链, 客户成功
"""


@pytest.mark.parametrize("words", SEARCHED.strip().replace("\n", " ").split(", "))
def test_a_stranger_finds_it(words: str) -> None:
    assert re.search(words.replace(" ", "[ _]"), PAGE, flags=re.IGNORECASE)


@pytest.mark.parametrize(
    "page", ["scenarios.md", "language.md", "mechanisms.md", "policies.md", "extending.md", "api.md"]
)
def test_paths_that_a_page_names_exist(page: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8").partition("| version 1 | version 2 |")[0]
    assert not [path for path in sorted(paths(text)) if field_at(Scenario, path.split(".")) is None]
