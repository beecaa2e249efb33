"""Can this metric decide, and can that difference of it matter? Asked before anything is simulated."""

from collections.abc import Iterator
from typing import NamedTuple

from gtmsim.metrics import METRICS
from gtmsim.metrics.also import metric_called, nearest_metric, otherwise
from gtmsim.metrics.metric import PARTS_ALONE
from gtmsim.scenario.files.placing import placed
from gtmsim.scenario.language.problems import Problem, ScenarioError
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.targets import odd_targets, renamed_targets, wrong_targets

SHARES = ("share", "probability")
WIDE = 0.2  # a difference of a share that is seldom what matters


class Objection(NamedTuple):
    """What stands against it: the parameter of the run, what is wrong, and what would do."""

    parameter: str
    code: str
    what: str
    hint: str


def objection(metric: str, smallest: float | None) -> Objection | None:
    """Why a metric cannot decide between scenarios, or a difference of it cannot matter; None if they can."""
    metric = metric_called(metric)
    if metric not in METRICS:
        return Objection(
            "primary_metric", "E_UNKNOWN", f"no metric is called `{metric}`", nearest_metric(metric, METRICS)
        )
    if (of := METRICS[metric].by) in PARTS_ALONE:
        what = f"`{metric}` is measured {of[0]} by {of[0]} and has no value for the whole firm"
        return Objection(
            "primary_metric", "E_VALUE", what, f"choose another, such as `arr_end`; the tables show every {of[0]}"
        )
    if smallest is not None and METRICS[metric].unit in SHARES and smallest >= 1.0:
        what = f"a difference of {smallest:,g} in `{metric}`: it is a share, of 0 to 1"
        return Objection("minimum_effect", "E_RANGE", what, "one percentage point is 0.01: `run.minimum_effect=0.01`")
    return None


def can_decide(scenario: Scenario) -> None:
    """ScenarioError if the metric that is to decide cannot, or if a target is none."""
    problems = wrong_targets(scenario)
    found = objection(scenario.run.primary_metric, scenario.run.minimum_effect)
    if found:
        problem = placed(Problem(found.code, found.what, found.hint, path=("run", found.parameter)), scenario)
        problems.insert(0, _where_chosen(problem, scenario) if found.parameter == "minimum_effect" else problem)
    if problems:
        raise ScenarioError(problems)


def _where_chosen(problem: Problem, scenario: Scenario) -> Problem:
    """A difference that a base says stands well there: what does not fit is the metric that a variant chose."""
    document = scenario.document
    if document is None or document.file.startswith("--"):
        return problem
    metric, said = (document.values.get(("run", name)) for name in ("primary_metric", "minimum_effect"))
    if metric is None or metric.file.startswith("--"):
        return problem
    hint = "one percentage point is 0.01: write `run.minimum_effect: 0.01`"
    if said is None or document.lateness(metric) <= document.lateness(said):
        return problem._replace(hint=hint)
    what = f"{problem.message}, and the base says it for another metric"
    return problem._replace(message=what, hint=f"{hint} beside it", mark=metric, path=("run", "primary_metric"))


def renamed(scenario: Scenario) -> Iterator[Problem]:
    """A word on the metric that decides, and on those of targets, where they have another name than ours."""
    yield from renamed_targets(scenario)
    yield from odd_targets(scenario)
    yield from _wide(scenario)
    said = scenario.run.primary_metric
    if text := otherwise(said):
        hint = f"write `primary_metric: {metric_called(said)}`"
        yield placed(Problem("W_RENAMED", text, hint, path=("run", "primary_metric")), scenario)


def _wide(scenario: Scenario) -> Iterator[Problem]:
    """A word on a smallest difference of a share that was perhaps meant in percentage points."""
    metric, smallest = metric_called(scenario.run.primary_metric), scenario.run.minimum_effect
    if smallest is not None and METRICS[metric].unit in SHARES and WIDE <= smallest < 1.0:
        what = f"a difference of {smallest:g} in `{metric}` is {100.0 * smallest:g} percentage points"
        hint = f"if {smallest:g} of a point is meant, write `{smallest / 100.0:g}`"
        yield placed(Problem("W_READING", what, hint, path=("run", "minimum_effect")), scenario)


def too_large(metric: str, smallest: float | None, largest: float, currency: str) -> Problem | None:
    """A word on a smallest difference that is larger than what it is a difference of: it was meant for another."""
    if smallest is None or not 0.0 < largest < smallest:
        return None
    unit = METRICS[metric].unit.replace("money", currency)
    what = (
        f"the smallest difference that matters is {smallest:,g} {unit}, more than {metric} itself ({largest:,.4g}): "
        "no difference can matter"
    )
    hint = "say run.minimum_effect in the unit of the metric that decides"
    return Problem("W_DIFFERENCE", what, hint, path=("run", "minimum_effect"))
