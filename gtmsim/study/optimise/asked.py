"""What is asked of a search: by arguments, and for what they leave open by the file's `search` section."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar

from gtmsim.scenario.checks.search import dated
from gtmsim.scenario.files.placing import placed
from gtmsim.scenario.language.problems import Problem, ScenarioError
from gtmsim.scenario.load import variant
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.scenario.sections.search import Search
from gtmsim.study.choose.conditions import Condition, condition
from gtmsim.study.deciding import can_decide
from gtmsim.study.how_many.how_many import target_of
from gtmsim.study.optimise.aim import Aim, aim_of, second_of
from gtmsim.study.optimise.levers import Lever, lever_of
from gtmsim.study.optimise.limits import Budget, budget_of
from gtmsim.study.problems import StudyError
from gtmsim.study.sweeps.axis import as_said

FEWEST, MOST = 10, 10_000  # evaluations
MOST_LEVERS = 20
OPTIONS = ("reach", "objective", "budget", "subject", "frontier", "evaluations")
Found = TypeVar("Found")
HINT = "gtmsim optimise FILE plan.spend.search_ads=0..60k plan.teams.ae.headcount=2..10 --budget 12M"


class Asked(NamedTuple):
    """A question for the best plan."""

    today: Scenario  # without its search, and with the target that is asked for
    levers: tuple[Lever, ...]
    aim: Aim
    budget: Budget
    conditions: tuple[Condition, ...]
    evaluations: int
    second: Aim | None = None  # what a frontier has beside what plans are judged by


class Faults:
    """What stands against a question: as many as there are, each with its place where a file says it."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.texts: list[str] = []
        self.problems: list[Problem] = []

    def of(self, call: Callable[[], Found], path: tuple[str | int, ...] | None) -> Found | None:
        """What a call gives; where it is refused, its words are kept."""
        try:
            return call()
        except StudyError as error:
            self.add(str(error), path)
        return None

    def add(self, text: str, path: tuple[str | int, ...] | None) -> None:
        """One more, at a place of the file or of the command line."""
        if path is None:
            self.texts.append(text)
        else:
            what, _, hint = text.removeprefix(f"{path[-1]}: ").partition("; ")
            self.problems.append(placed(Problem("E_VALUE", what, hint, path=path), self.scenario))

    def settle(self) -> None:
        """Refuse where there is any."""
        if self.texts:
            raise StudyError("\n".join([*self.texts, *map(str, self.problems)]))
        if self.problems:
            raise ScenarioError(self.problems)


def asked_of(said: Scenario, levers: Sequence[str], options: dict[str, Any], alone: bool = True) -> Asked:
    """The question; what is not said by arguments is what the file says, `alone` where that is all of it."""
    can_decide(said)
    section = said.search or Search()
    faults = Faults(said)
    today = said if said.search is None else variant(said, {"search": None}, said.name)
    reach = options["reach"]
    if reach:
        today = variant(today, {"run.target": target_of(reach, None)}, today.name)
    own = options["objective"]
    if reach and own not in (None, "chance"):
        faults.add(f"--reach asks for a chance, and --objective {own} for something else: leave out one of them", None)
    kind = "chance" if reach else own or section.objective
    of_file = own is None and not reach and said.search is not None
    aim = faults.of(lambda: aim_of(today, kind), ("search", "objective") if of_file else None)
    found = _levers(today, levers or section.levers, faults, () if levers else ("search", "levers"))
    if alone and not (levers or section.levers):
        faults.add(f"a search needs a lever with its values: {HINT}", None)
    budget = options["budget"] if options["budget"] is not None else section.budget
    money = faults.of(lambda: budget_of(budget), None)
    texts, path = options["subject"] or section.conditions, None if options["subject"] else ("search", "conditions")
    kept = [faults.of(lambda text=text: condition(text), path and (*path, i)) for i, text in enumerate(texts)]  # type: ignore[misc]
    wanted = options["frontier"] if options["frontier"] is not None else section.frontier
    of_option = options["frontier"] is not None
    second = faults.of(lambda: aim and second_of(wanted, aim), None if of_option else ("search", "frontier"))
    evaluations = section.evaluations if options["evaluations"] is None else options["evaluations"]
    fewest = max(FEWEST, 2 * len(found) + 4)
    if not fewest <= evaluations <= MOST:
        counted = f"evaluations: from {fewest} to {MOST:,} for {len(found)} levers, got {evaluations}"
        faults.add(counted, ("search", "evaluations") if options["evaluations"] is None and said.search else None)
    faults.settle()
    if aim is None or money is None:
        raise StudyError("nothing is asked for")  # settle has refused it
    return Asked(today, found, aim, money, tuple(each for each in kept if each), evaluations, second)


def can_be_searched(scenario: Scenario) -> None:
    """ScenarioError with the places of all that is wrong in the file's search; the command line may say its levers."""
    if scenario.search is not None:
        asked_of(scenario, (), dict.fromkeys(OPTIONS), alone=False)


def _levers(today: Scenario, said: Sequence[str], faults: Faults, path: tuple[str | int, ...]) -> tuple[Lever, ...]:
    if len(said) > MOST_LEVERS:
        faults.add(f"at most {MOST_LEVERS} levers, got {len(said)}; `gtmsim levers` says which matter", path or None)
    found: list[Lever] = []
    for i, text in enumerate(said):
        place = (*path, i) if path else None
        lever = faults.of(lambda text=text: lever_of(today, text), place)  # type: ignore[misc]
        if lever is None:
            continue
        if refused := _refused(today, lever):
            faults.add(f"{lever.path}: {refused}", place)
        if lever.path in {each.path for each in found}:
            faults.add(f"{lever.path} is asked for twice; say all of its values at once, as A,B..C", place)
        found.append(lever)
    paths = {lever.path for lever in found}
    for whole in sorted({dated(path)[0] for path in paths if dated(path)[1]} & paths):
        what = f"{whole} is moved for the whole run and from some day on as well"
        faults.add(f"{what}; say the first as {whole}.{today.run.start}=FROM..TO", path or None)
    return tuple(found)


def _refused(today: Scenario, lever: Lever) -> str:
    """Why neither the first nor the last value of a lever makes a plan; empty where one does."""
    why = ""
    for value in (lever.values[0], lever.values[-1]):
        try:
            variant(today, {lever.path: as_said(value)}, today.name)
        except ScenarioError as error:
            first = error.problems[0]
            why = why or f"{first.message}{f'; {first.hint}' if first.hint else ''}"
        else:
            return ""
    return why
