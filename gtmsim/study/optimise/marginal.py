"""What the next step of each lever brings and costs, from the plan that was found, on the same fresh luck."""

from typing import NamedTuple

from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.study.comparison import ALPHA
from gtmsim.study.estimators import Estimate
from gtmsim.study.levers.effects import as_estimate, per_cost
from gtmsim.study.optimise.limits import COST
from gtmsim.study.optimise.space import Point
from gtmsim.study.optimise.trials import Trials
from gtmsim.study.paired import Difference, difference
from gtmsim.study.results import Results
from gtmsim.study.several import bonferroni

PARTS = 12  # a step is so small a part of a range, or one value
Steps = list[tuple[int, int, Point]]  # lever, up or down, and the point that this makes


class Marginal(NamedTuple):
    """One lever moved by one step."""

    lever: int  # its place
    up: bool  # towards its last value
    before: str
    after: str
    moved: Difference | None  # of what plans are judged by; the intervals hold for all steps together
    cost: Estimate | None  # of the plan over the run [currency]
    per_cost: Estimate | None  # for each unit of money
    broken: tuple[str, ...]  # conditions that it does not keep beyond doubt
    why: str = ""  # it makes no plan


def steps_from(point: Point, sizes: tuple[int, ...]) -> Steps:
    """Each lever up and down as far as its values go."""
    found: Steps = []
    for i, size in enumerate(sizes):
        by = max(1, (size - 1) // PARTS)
        for sign in (1, -1):
            there = min(max(0, point[i] + sign * by), size - 1)
            if there != point[i]:
                found.append((i, sign, (*point[:i], there, *point[i + 1 :])))
    return found


def marginals(trials: Trials, point: Point, found: Results, replications: int) -> tuple[Marginal, ...]:
    """All of them."""
    steps = steps_from(point, tuple(len(lever.values) for lever in trials.levers))
    level = bonferroni(1.0 - ALPHA, max(1, len(steps)))
    if found.replications != replications:
        found = trials.lived(found.scenario, replications, replications)
    return tuple(_step(trials, point, each, found, level) for each in steps)


def _step(trials: Trials, point: Point, step: tuple[int, int, Point], found: Results, level: float) -> Marginal:
    i, sign, there = step
    lever, n = trials.levers[i], found.replications
    ends = lever.values[point[i]], lever.values[there[i]]
    try:
        moved = trials.lived(trials.plan(there, f"{lever.path} {ends[1]}"), n, n, told=False)
    except ScenarioError as error:
        return Marginal(i, sign > 0, *ends, None, None, None, (), error.problems[0].message)
    cost = difference(found.measures[COST], moved.measures[COST], "lower")
    better = trials.aim.difference(found, moved)
    standing = trials.limits.standing(trials.base(n, n), moved)
    broken = tuple(
        each.condition.text for each in standing if each.condition.text != "budget" and each.standing != "kept"
    )
    return Marginal(
        i,
        sign > 0,
        *ends,
        trials.aim.difference(found, moved, level),
        as_estimate(cost),
        per_cost(better, cost),
        broken,
    )
