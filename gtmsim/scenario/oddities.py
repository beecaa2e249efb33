"""All that is odd in a scenario, though allowed: what its loading found, and what is looked for when somebody asks."""

import os
from typing import Any

from gtmsim.scenario.problems import Problem
from gtmsim.scenario.proportions import odd_proportions
from gtmsim.scenario.schema import Scenario
from gtmsim.scenario.timing import odd_dates
from gtmsim.scenario.unusual import unusual_numbers


def odd(scenario: Scenario) -> list[Problem]:
    """Warnings of a valid scenario beyond those of its loading, without marks; of one number's size the first."""
    sizes: dict[tuple[str | int, ...], Problem] = {}
    for problem in unusual_numbers(scenario):
        sizes.setdefault(problem.path, problem)
    for problem in odd_proportions(scenario):
        if not any(path[: len(problem.path) - 1] == problem.path[:-1] for path in sizes):
            sizes[problem.path] = problem
    return [*sizes.values(), *odd_dates(scenario)]


def content_of(scenario: Scenario) -> tuple[Any, ...]:
    """What warnings are about: a copy with other settings of the experiment has the same."""
    run = scenario.run
    return scenario.market, scenario.plan, run.start, run.months, run.initial


def told_from(problem: Problem, file: str) -> Problem:
    """The problem with its place as seen from the scenario's own file, so that it is the same from every folder."""
    if problem.mark is None or problem.mark.file.startswith("--"):
        return problem
    folder = os.path.dirname(file) or "."  # noqa: PTH120  # names as typed, not paths of this machine
    return problem._replace(mark=problem.mark._replace(file=os.path.relpath(problem.mark.file, folder)))
