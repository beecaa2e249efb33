"""All that is odd in a scenario, though allowed: what its loading found, and what is looked for when somebody asks."""

from collections.abc import Collection

from gtmsim.scenario.checks.contract_readings import contract_readings
from gtmsim.scenario.checks.idle import idle
from gtmsim.scenario.checks.idle_contracts import ends_of_discounts
from gtmsim.scenario.checks.other_readings import other_readings
from gtmsim.scenario.checks.periods import odd_periods
from gtmsim.scenario.checks.proportions import odd_proportions
from gtmsim.scenario.checks.table_readings import table_readings
from gtmsim.scenario.checks.timing import odd_dates
from gtmsim.scenario.checks.unsaid_terms import unsaid_terms
from gtmsim.scenario.checks.unusual import unusual_numbers
from gtmsim.scenario.checks.unusual_answers import unusual_answers
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.sections.schema import Scenario

Path = tuple[str | int, ...]


def odd(scenario: Scenario, told: Collection[Path] = ()) -> list[Problem]:
    """Warnings of a valid scenario beyond those of its loading, without marks; of one number's size the first.

    Nothing more is said of the size of what has been `told` of already."""
    sizes: dict[Path, Problem] = {}
    for problem in (*unusual_numbers(scenario), *odd_periods(scenario)):
        if problem.path not in told:
            sizes.setdefault(problem.path, problem)
    for problem in odd_proportions(scenario):
        known = problem.code == "W_MEDIAN" and problem.path in told
        if not known and not any(path[: len(problem.path) - 1] == problem.path[:-1] for path in sizes):
            sizes[problem.path] = problem
    numbers = (unusual_answers(scenario), odd_dates(scenario), unsaid_terms(scenario), idle(scenario))
    readings = (table_readings(scenario), other_readings(scenario), contract_readings(scenario))
    rest = (*numbers, *readings, ends_of_discounts(scenario))
    return [*sizes.values(), *(problem for each in rest for problem in each)]
