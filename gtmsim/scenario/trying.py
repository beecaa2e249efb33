"""Hints tried in place: what is offered has been read where it would stand, and what does not load is not said.

A file with a fault is read again with each writing in the place of what is at fault, in the same variant, under the
same base and with the same command line.
"""

from collections.abc import Callable

from gtmsim.scenario.checks.case_marks import CASE
from gtmsim.scenario.files.instead import Instead
from gtmsim.scenario.language.offer import Offer
from gtmsim.scenario.language.problems import Problem, ScenarioError

MOST = 60  # writings tried for all hints of a scenario: each is a reading, of some 25 ms
WORK = 12_000  # values read again for all of them
LARGEST = 3_000  # values of a scenario beyond which its parameters alone say what they take
PROOFS = ("E_OVERLAP", "E_GAP", "E_DEAD", CASE)  # of the rows of a table together, whatever one cell of them says

Again = Callable[[Instead], object]  # reads a scenario with another writing at a place; raises ScenarioError


def with_tried_hints(error: ScenarioError, again: Again, size: int) -> ScenarioError:
    """The same problems of a scenario of so many values; their hints name writings that load."""
    found = []
    trials = min(MOST, WORK // max(1, size)) if size <= LARGEST else 0
    for problem in error.problems:
        trial = _Trial(problem, error.problems, again, trials)
        found.append(trial.settled() if isinstance(problem.hint, Offer) and problem.mark else problem)
        trials = trial.left
    return ScenarioError([*found], error.more)


class _Trial:
    """The writings of one hint."""

    def __init__(self, problem: Problem, others: tuple[Problem, ...], again: Again, left: int) -> None:
        self.problem, self.again, self.left = problem, again, left
        self.known = {(each.code, each.mark) for each in others}

    def settled(self) -> Problem:
        """The problem with those writings that load; those that load alone before those beside other new faults."""
        offer = self.problem.hint
        assert isinstance(offer, Offer)
        if self.left <= 0:
            return self.problem._replace(hint=str(offer))
        results: dict[str, int | None] = {}

        def faults(writing: str) -> int | None:
            if writing not in results:
                results[writing] = self._faults(writing, offer.on_key)
            return results[writing]

        hint = offer.tried(lambda writing: faults(writing) == 0)
        if hint == _last(offer):
            hint = offer.tried(lambda writing: faults(writing) is not None)
        return self.problem._replace(hint=str(hint))

    def _faults(self, writing: str, on_key: bool) -> int | None:
        """How many faults the scenario has elsewhere that it had not; None where the writing is at fault itself."""
        problem, mark = self.problem, self.problem.mark
        assert mark is not None
        self.left -= 1
        cell = writing[1:-1] if _is_cell(problem) and writing[:1] == writing[-1:] == '"' else writing
        instead = Instead(mark, cell, on_key, _is_cell(problem))
        try:
            self.again(instead)
        except ScenarioError as error:
            new = [each for each in error.problems if (each.code, each.mark) not in self.known or each.mark == mark]
            if any(each.mark == mark or _about(each, problem) for each in new):
                return None
            return len(new)
        return 0


def _last(hint: str) -> str:
    """What a hint says where no writing is taken."""
    return _last(hint.otherwise) if isinstance(hint, Offer) else hint


def _about(one: Problem, other: Problem) -> bool:
    """Whether two problems are about the same value, or about something and a part of it."""
    if one.code in PROOFS or (one.code == "E_MISSING" and len(one.path) < len(other.path)):
        return False  # what is missing around a value is no fault of its writing
    length = min(len(one.path), len(other.path))
    return length > 1 and one.path[:length] == other.path[:length]


def _is_cell(problem: Problem) -> bool:
    """Whether a problem is about a cell of a decision table, which is a text."""
    return problem.path[:2] == ("plan", "policies") and bool(
        {"when", "then", "given", "expect", "default"} & {*problem.path}
    )
