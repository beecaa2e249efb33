"""Scenario -> one metric over the values of one or two parameters, in the same luck."""

from functools import partial
from itertools import pairwise, product
from os import PathLike
from typing import Any

from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.load import variant
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.comparison import ALPHA, Comparison
from gtmsim.study.levers.effects import as_estimate, cash_of, per_cost
from gtmsim.study.paired import Better, Difference, difference
from gtmsim.study.problems import StudyError
from gtmsim.study.replicate import Progress, Ready, Say, prepared, read
from gtmsim.study.results import Results
from gtmsim.study.several import bonferroni
from gtmsim.study.sweeps.axis import Axis, axis_of
from gtmsim.study.sweeps.found import At, Left, Marginal, Point, Sweep
from gtmsim.study.together import Prepare, decided_by, enough, lived_together

MOST_AXES = 2
MOST_POINTS = 400
MOVED = ("plan", "market")  # `run` is the experiment itself


def sweep(
    scenario: Scenario | str | PathLike[str],
    *values: str,
    metric: str | None = None,
    replications: int | None = None,
    seed: int | None = None,
    engine: str = "auto",
    jobs: int | None = None,
    progress: Progress | None = None,
    say: Say | None = None,
    allow_large: bool = False,
    until: float | None = None,
) -> Sweep:
    """A metric at each value of one parameter, or of each pair of two, paired with the plan as it is.

    `values` are texts such as `plan.spend.search_ads=0..60k:10k` or `plan.teams.ae.headcount=4,6,8`.
    """
    said = decided_by(scenario if isinstance(scenario, Scenario) else read(scenario), metric)
    if not 1 <= len(values) <= MOST_AXES:
        raise StudyError(f"a sweep goes over one parameter or two, got {len(values)}; `gtmsim compare` takes any plans")
    axes = tuple(axis_of(said, text) for text in values)
    _distinct(axes)
    points, left = _points(said, axes)
    own: dict[str, Any] = {"seed": seed, "engine": engine, "jobs": jobs, "allow_large": allow_large}
    asked = {**own, "replications": enough([said], until, replications, own, progress, say)}
    prepare: Prepare = partial(prepared, **asked, alike=len(points) + 1)
    ready = prepare(said)
    tried: list[tuple[At, Ready | None]] = []
    for at, made in points:
        try:
            tried.append((at, None if made is None else prepare(made)))
        except ScenarioError as error:
            left.append(Left(at, error.problems[0].message))
    if not tried:
        raise StudyError(f"no value makes a plan that can be simulated: {left[0].why}")
    base, *others = lived_together([ready, *(each for _, each in tried if each)], progress, say)
    lives = iter(others)
    found = tuple(Point(at, named(axes, at), base if each is None else next(lives)) for at, each in tried)
    results, names = (base, *(p.results for p in found)), (said.name, *(p.name for p in found))
    compared = Comparison(results, names, base.scenario.run.primary_metric, ALPHA, said.run.minimum_effect)
    steps = _marginals(found, compared.primary) if len(axes) == 1 else ()
    return Sweep(base, compared, axes, found, steps, tuple(left))


def _distinct(axes: tuple[Axis, ...]) -> None:
    for axis in axes:
        if axis.path.split(".")[0] not in MOVED:
            raise StudyError(f"{axis.path} is no part of the firm: a sweep goes over {' and '.join(MOVED)}")
    if len({axis.path for axis in axes}) < len(axes):
        raise StudyError(f"{axes[0].path} is asked for twice; a map has two parameters")
    points = 1
    for axis in axes:
        points *= len(axis.values)
    if points > MOST_POINTS:
        raise StudyError(f"at most {MOST_POINTS} plans, got {points}; take larger steps")


def named(axes: tuple[Axis, ...], at: At) -> str:
    """What a plan is called: its values, with the ends of their paths where there are two."""
    if len(axes) == 1:
        return at[0]
    return ", ".join(f"{axis.short} {value}" for axis, value in zip(axes, at, strict=True))


def _points(scenario: Scenario, axes: tuple[Axis, ...]) -> tuple[list[tuple[At, Scenario | None]], list[Left]]:
    """The plan of each place, none where it is the plan as it is; and the places that make no plan."""
    points: list[tuple[At, Scenario | None]] = []
    left = []
    for at in product(*(axis.values for axis in axes)):
        changes = {axis.path: value for axis, value in zip(axes, at, strict=True) if not axis.stands(value)}
        try:
            points.append((at, variant(scenario, changes, named(axes, at)) if changes else None))
        except ScenarioError as error:
            left.append(Left(at, error.problems[0].message))
    if not points:
        raise StudyError(f"no value makes a valid plan: {left[0].why}")
    return points, left


def _marginals(points: tuple[Point, ...], primary: str) -> tuple[Marginal, ...]:
    """What each step from one value to the next brings; the intervals of the metric hold together over the steps."""
    if len(points) < 2:
        return ()
    level, better = bonferroni(1.0 - ALPHA, len(points) - 1), points[0].results.meanings[primary].better
    found = []
    for before, after in pairwise(points):
        moved = _between(before.results, after.results, primary, better, level)
        plain = _between(before.results, after.results, primary, better)
        cost = _between(before.results, after.results, "plan_cost", "lower")
        cash = difference(cash_of(before.results), cash_of(after.results), "higher")
        found.append(
            Marginal(before.at, after.at, moved, as_estimate(cost), per_cost(plain, cost), as_estimate(cash)),
        )
    return tuple(found)


def _between(before: Results, after: Results, metric: str, better: Better, level: float = 1.0 - ALPHA) -> Difference:
    key = (metric, "", "")
    return difference(before.measures[key], after.measures[key], better, level=level)
