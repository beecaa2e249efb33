"""All that is odd in a scenario, though allowed: what its loading found, and what is looked for when somebody asks."""

from collections.abc import Collection

from gtmsim.scenario.estimate import growing
from gtmsim.scenario.problems import Problem
from gtmsim.scenario.proportions import odd_proportions
from gtmsim.scenario.schema import Scenario
from gtmsim.scenario.timing import odd_dates
from gtmsim.scenario.unusual import unusual_numbers
from gtmsim.scenario.unusual_answers import unusual_answers

Path = tuple[str | int, ...]


def odd(scenario: Scenario, told: Collection[Path] = ()) -> list[Problem]:
    """Warnings of a valid scenario beyond those of its loading, without marks; of one number's size the first.

    Nothing more is said of the size of what has been `told` of already."""
    sizes: dict[Path, Problem] = {}
    for problem in unusual_numbers(scenario):
        if problem.path not in told:
            sizes.setdefault(problem.path, problem)
    for problem in odd_proportions(scenario):
        if not any(path[: len(problem.path) - 1] == problem.path[:-1] for path in sizes):
            sizes[problem.path] = problem
    return [*sizes.values(), *unusual_answers(scenario), *odd_dates(scenario), *growing(scenario)]
