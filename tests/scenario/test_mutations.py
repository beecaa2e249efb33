"""Any bytes are a scenario or a list of problems with places: never another exception, never slow."""

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from scenario.small import TEXT, Firm

from gtmsim.scenario.files.assemble import assemble_text
from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.load import load, load_text
from gtmsim.scenario.validate import scenario_of

PIECES = [
    *("\t", " ", "\n", "  ", ": ", "- ", ",", "{", "}", "[", "]", '"', "'", "#", "|", ">", "%", "? ", "\\"),
    *("&a ", "*a", "!x ", "---\n", "...\n", "<<: *a", "a.b", '"\\ud800"', "extends: x\n", "changes: "),
    *("\0", "\x1b", "\x85", "\ufeff", "\u202e", "\ud800", "é", "🚀", "yes", "~", "null", "value: ", "low: "),
    *("0x1F", "1e400", ".inf", "nan", "1_000", "1,000", "12:30", "010", "2026-02-30", "9" * 30, "-1", "1e3"),
    *("5%", "45 days", "k", "M", "$", "EUR", "per ", "/", "normalise: true"),
]

PROJECT = Path(__file__).parents[2]
EVERYTHING = PROJECT / "tests" / "scenarios" / "everything.yaml"
WHOLE = [
    (PROJECT / path).read_text(encoding="utf-8")
    for path in ("tests/scenarios/everything.yaml", "tests/scenarios/accounts.yaml", "scenarios/baseline.yaml")
]
CHANGES = (
    "plan.price=1.2",
    "market.channels.ads.max_leads=4 per day",
    "plan.spend.ads={start: 2k per month, 2026-06-01: 3k per month}",
    "market.selling.stages.discovery.buyer_delay={median: 6 days, sigma: 0.5}",
    'plan.policies.discount.rows=[{name: a, when: {fit: "< 0, [1..2)"}, then: {discount: 5%}}, {name: b, then: {}}]',
    'plan.policies.effort={hit: first, rows: [{name: a, when: {segment: "not(small)"}, then: {effort: 2}}, '
    "{name: b, then: {effort: 1}}]}",
)


def mutants(text: str, count: int, seed: int) -> list[str]:
    """Texts that differ from `text` in one to four places."""
    luck = random.Random(seed)
    found = []
    for _ in range(count):
        said = text
        for _ in range(luck.choice((1, 1, 2, 4))):
            a = luck.randrange(len(said) + 1)
            b = min(len(said), a + luck.choice((0, 0, 1, 3, 20)))
            piece = luck.choice((*PIECES, "", text[a : a + 15], said[:a][-10:], chr(luck.randrange(1, 0x3000))))
            said = said[:a] + piece + said[b:]
        found.append(said)
    return found


def answers(text: str) -> str:
    """The codes of a text's problems; empty if it is a scenario."""
    try:
        scenario_of(assemble_text(text, "f.yaml", (), Firm), Firm)
    except ScenarioError as error:
        lines = text.count("\n") + text.count("\r") + text.count("\x85") + 2
        for problem in error.problems:
            assert problem.mark is not None, problem
            assert 1 <= problem.mark.line <= lines and problem.mark.col >= 1, problem
        assert error.problems and str(error)
        return " ".join(problem.code for problem in error.problems)
    return ""


def hold(count: int, seed: int) -> None:
    """Answers `count` mutants, and sees most kinds of answers on the way."""
    seen: set[str] = set()
    for text in mutants(TEXT, count, seed):
        begin = time.process_time()
        seen.update(answers(text).split() or ["fine"])
        assert time.process_time() - begin < 1.0, text
    assert {"fine", "E_YAML", "E_UNKNOWN", "E_TYPE", "E_DUPKEY", "E_NUMBERLIKE", "E_UNIT", "E_MISSING"} <= seen


def test_2_000_mutants_raise_nothing_else() -> None:
    hold(2_000, seed=1)


@pytest.mark.prove
@pytest.mark.parametrize("part", range(10))
def test_100_000_mutants_raise_nothing_else(part: int) -> None:
    hold(10_000, seed=1_000 + part)


def hold_whole(read: Callable[[random.Random], object], count: int, seed: int) -> None:
    """Reads so many mutants of whole scenarios or of changes to them: a scenario or problems, in time."""
    luck = random.Random(seed)
    codes: set[str] = set()
    for _ in range(count):
        begin = time.process_time()
        try:
            read(luck)
            codes.add("fine")
        except ScenarioError as error:
            assert error.problems and str(error)
            codes.update(problem.code for problem in error.problems)
        assert time.process_time() - begin < 2.0
    assert len(codes) > 5 and ("fine" in codes or count < 1_000)


def of_a_file(luck: random.Random) -> object:
    """A whole scenario, with its decision tables, that differs in one to four places."""
    return load_text(mutants(luck.choice(WHOLE), 1, luck.randrange(2**32))[0])


def of_a_change(luck: random.Random) -> object:
    """A change of what a scenario says, likewise."""
    return load(EVERYTHING, mutants(luck.choice(CHANGES), 1, luck.randrange(2**32)))


@pytest.mark.parametrize("read", [of_a_file, of_a_change])
def test_mutants_of_whole_scenarios_raise_nothing_else(read: Callable[[random.Random], object]) -> None:
    hold_whole(read, 100, seed=3)


@pytest.mark.prove
@pytest.mark.parametrize("part", range(20))
@pytest.mark.parametrize("read", [of_a_file, of_a_change])
def test_many_mutants_of_whole_scenarios_raise_nothing_else(read: Callable[[random.Random], object], part: int) -> None:
    hold_whole(read, 1_000, seed=2_000 + part)


def test_mutants_of_a_shipped_scenario_raise_nothing_else(project: object) -> None:
    text = (project / "scenarios" / "baseline.yaml").read_text(encoding="utf-8")  # type: ignore[operator]
    for mutant in mutants(text, 60, seed=3):
        try:
            load_text(mutant)
        except ScenarioError as error:
            assert error.problems
