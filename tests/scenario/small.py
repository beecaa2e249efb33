"""A small language of scenarios, so that the loader is tested without the real one, and a scenario in it."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal

import pytest

from gtmsim.scenario.files.assemble import assemble_text
from gtmsim.scenario.language.param import LawSaid, Schedule, Section, choice, label, law, lever, mix, param, words
from gtmsim.scenario.language.problems import Mark, Problem, ScenarioError
from gtmsim.scenario.load import layers, load_as
from gtmsim.scenario.validate import scenario_of

MONDAY = LawSaid("fixed", 1.0, 0.0)


class Channel(Section):
    """A way in."""

    budget: Annotated[Schedule, lever("money/month", "spend", ge=0)]
    p: Annotated[float, param("share", "chance of a lead", source="a study")] = 0.5
    delay: Annotated[float, param("day", "delay of a lead", ge=0, le=365)] = 0.0
    think: Annotated[LawSaid | None, law("day", "time to think")] = MONDAY
    leads: Annotated[float, param("lead/day", "ceiling", gt=0)] = 1.0


class Stage(Section):
    """A step."""

    name: Annotated[str, label("name of the step")]
    work: Annotated[float, param("hour", "work of one person", ge=0)] = 1.0


class Staff(Section):
    """Who works."""

    heads: Annotated[int, param("count", "people", ge=0)] = 2
    days: Annotated[list[Annotated[str, choice("a working day", "mon", "tue")]], words("working days")] = ["mon"]


class Start(Section):
    """What is there at the start."""

    cash: Annotated[float | None, param("money", "cash")] = None


class Firm(Section):
    """A small firm."""

    version: Annotated[int, param("count", "version of the language", ge=2, le=2)] = 2
    name: Annotated[str, label("name of the firm")]
    question: Annotated[str, words("what is asked")] = ""
    currency: Annotated[str, words("currency code")] = "USD"
    channels: dict[str, Channel] = {}
    stages: list[Stage] = []
    segments: Annotated[dict[str, float], mix("share of leads by segment")] = {"all": 1.0}
    staff: Staff = Staff()
    bonus: Staff | None = None
    order: Annotated[str, choice("whom to serve first", "first", "largest")] = "first"
    growing: Annotated[bool, words("is it growing?")] = False
    rate: Annotated[float, param("1/year", "hazard", ge=0)] = 0.0
    factor: Annotated[float, param("1", "a factor", gt=0, lt=100)] = 1.0
    months: Annotated[int, param("count", "months", ge=1, le=120)] = 12
    term: Annotated[int, param("month", "term", ge=1)] = 12
    day: Annotated[datetime.date, param("date", "first day")] = datetime.date(2026, 1, 1)
    initial: Annotated[Literal["empty"] | Start, words("the start")] = "empty"


TEXT = """\
version: 2
name: small firm
channels:
  seo: {budget: 10k}
  sem:
    budget: {2026-07-01: 12k, 2026-01-01: {value: 10k, low: 8k, high: 15k, source: a book}}
    p: 30%
    delay: 2 weeks
stages:
- name: demo
  work: 90 minutes
- name: offer
segments: {small: 70%, large: 30%}
staff: {heads: 3}
"""


def firm(text: str = TEXT, *sets: str, checks: Callable[[Firm], list[Problem]] | None = None) -> Firm:
    """The firm that a text says."""
    return scenario_of(assemble_text(text, "f.yaml", layers(sets), Firm), Firm, checks)


def firm_in(path: Path, *sets: str) -> Firm:
    """The firm that a file says."""
    return load_as(Firm, path, sets)


def problems(call: Callable[[], object]) -> tuple[Problem, ...]:
    """What is wrong with the scenario that `call` loads."""
    with pytest.raises(ScenarioError) as caught:
        call()
    return caught.value.problems


def the_problem(call: Callable[[], object]) -> Problem:
    """The one thing that is wrong."""
    (problem,) = problems(call)
    return problem


def at(problem: Problem) -> str:
    """Code, line and column of a problem."""
    assert isinstance(problem.mark, Mark)
    return f"{problem.code} {problem.mark.line}:{problem.mark.col}"
