"""What a hint offers loads where it stands, and says what a plain reader would say that the writing means."""

import re
from pathlib import Path
from typing import Any

import pytest
from scenario.decorated import STANDING, Decorated, every

from gtmsim.scenario.language.param import LawSaid, Schedule, values
from gtmsim.scenario.language.problems import Problem, ScenarioError
from gtmsim.scenario.load import load, load_text
from gtmsim.scenario.sections.schema import Scenario

EVERY = every()
AES = "plan.teams.ae.headcount"
FIRM = Path(__file__).parent / "clinics.yaml"
TICKED = re.compile("`([^`]*)`")


def offers(problem: Problem) -> list[str]:
    """The writings that a hint offers as what was meant."""
    lead = re.match(r"(?:.*; )?(?:write|did you mean|remove the quotes: write|.*: write) (?=`)", problem.hint)
    return TICKED.findall(problem.hint[lead.end() :]) if lead else []


def examples(problem: Problem) -> list[str]:
    """The writings that a hint gives as an example of the form."""
    return TICKED.findall(problem.hint.partition("for example")[2])


def value_at(sets: list[str], path: str) -> float:
    return value_in(load(FIRM, sets), path)


def value_in(scenario: Scenario, path: str) -> float:
    said: Any = next(value for place, _, value in values(scenario) if ".".join(map(str, place)) == path)
    said = said.values[-1] if isinstance(said, Schedule) else said.location if isinstance(said, LawSaid) else said
    return float(said)


def the_problem(sets: list[str], path: str) -> Problem | None:
    try:
        load(FIRM, sets)
    except ScenarioError as error:
        found = [problem for problem in error.problems if ".".join(map(str, problem.path)).startswith(path)]
        assert len(found) == 1, str(error)
        return found[0]
    return None


def near(value: float, means: tuple[float, ...]) -> bool:
    return any(value == pytest.approx(one, rel=1e-5) for one in means)


def test_the_firm_says_what_the_oracle_takes_to_stand() -> None:
    for path, value in STANDING.items():
        assert value_at([], path) == pytest.approx(value), path


@pytest.mark.parametrize("said", EVERY, ids=str)
def test_a_hint_says_what_was_meant(said: Decorated) -> None:
    sets = [f"{said.path}={quoted(said.text) if said.text[0] in '<>!(' else said.text}"]
    problem = the_problem(sets, said.path)
    if problem is None:
        assert near(value_at(sets, said.path), said.means), "read as something else"
        return
    offered = offers(problem)
    for each in offered:
        assert near(value_at([f"{said.path}={each}"], said.path), said.means), (each, problem.hint)
    for each in examples(problem):
        value_at([f"{said.path}={each}"], said.path)
        assert not set(re.findall(r"\d+", each)) & set(re.findall(r"\d+", said.text)), "an example that looks like it"
    assert problem.hint


def test_most_of_what_has_a_meaning_is_understood() -> None:
    """A hint may explain instead; that is no excuse for explaining always."""
    known = [said for said in EVERY if said.means]
    lost = [str(said) for said in known if (found := the_problem([str(said)], said.path)) and not offers(found)]
    assert len(lost) <= len(known) // 30, lost


@pytest.mark.parametrize("how", ["base", "replaces"])
@pytest.mark.parametrize("said", [each for each in EVERY if each.path == AES], ids=str)
def test_where_nothing_stands_no_sign_is_dropped(said: Decorated, how: str) -> None:
    """In a base, or where nothing is kept of it: what is offered loads there and has not lost its sign."""
    text = FIRM.read_text(encoding="utf-8")

    def got(writing: str) -> float:
        if how == "replaces":
            return value_at([f"{said.path}:={writing}"], said.path)
        new = text.replace("ae: {headcount: 6,", f"ae: {{headcount: {writing},")
        return value_in(load_text(new), said.path)

    try:
        got(quoted(said.text))
    except ScenarioError as error:
        (problem,) = error.problems
        for each in offers(problem):
            assert near(got(each), said.means), (each, problem.hint)


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


BROKEN = ("{}+", "not {}", "at least {}", "{} or so?", "{} per fortnight", "({})", "{} if we can")
MORE = ("{} more", "plus {}", "+{} .", "an extra {}")


@pytest.mark.prove
@pytest.mark.parametrize("base", ["everything", "accounts"])
def test_of_every_parameter_nothing_is_dropped(base: str) -> None:
    """Each parameter as it is: a bound or a negation offers nothing, and more of it is twice as much."""
    file = Path(__file__).parent.parent / "scenarios" / f"{base}.yaml"
    tried = 0
    for path, declaration, value in values(load(file)):
        if (
            not isinstance(value, int | float)
            or isinstance(value, bool)
            or declaration.unit in ("", "date")
            or not value
        ):
            continue
        place, written = ".".join(map(str, path)), declaration.write(value)
        if any(isinstance(part, int) or "." in part for part in path) or path[0] == "version":
            continue
        for form in (*BROKEN, *MORE):
            text = quoted(form.format(written))
            try:
                load(file, [f"{place}={text}"])
            except ScenarioError as error:
                for problem in error.problems:
                    for each in offers(problem) if problem.path == path else ():
                        assert form in MORE, (place, text, problem.hint)
                        got = next(found for at, _, found in values(load(file, [f"{place}={each}"])) if at == path)
                        assert got == pytest.approx(2 * value, rel=1e-5), (place, text, each)
                        tried += 1
    assert tried > 50
