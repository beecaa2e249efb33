"""Scenario -> what each step of its plan does, in the same luck, ranked by the metric that decides."""

from collections.abc import Sequence
from functools import partial
from os import PathLike
from typing import Any

from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.load import variant
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.comparison import ALPHA, Comparison
from gtmsim.study.levers.effects import Effect, effects
from gtmsim.study.levers.found import Bundle, Levers
from gtmsim.study.levers.steps import Step, steps_of
from gtmsim.study.problems import StudyError
from gtmsim.study.replicate import Progress, Ready, Say, lived, prepared, read
from gtmsim.study.results import Results
from gtmsim.study.together import Prepare, decided_by, enough, lived_together


def levers(
    scenario: Scenario | str | PathLike[str],
    *,
    metric: str | None = None,
    budget: float | None = None,
    replications: int | None = None,
    seed: int | None = None,
    engine: str = "auto",
    jobs: int | None = None,
    progress: Progress | None = None,
    say: Say | None = None,
    allow_large: bool = False,
    until: float | None = None,
) -> Levers:
    """Every lever of the plan moved by one step, each paired with the plan as it is.

    `budget` is what the steps may add to the cost of the plan over the run [currency]; `metric` decides in place of
    the scenario's own.
    """
    said = decided_by(scenario if isinstance(scenario, Scenario) else read(scenario), metric)
    if budget is not None and not budget >= 0.0:
        raise StudyError(f"budget: 0 or more, got {budget:g}")
    steps, refused = steps_of(said)
    if not steps:
        raise StudyError("the plan has no lever that could be moved by a step: it says no spend, price or people")
    own: dict[str, Any] = {"seed": seed, "engine": engine, "jobs": jobs, "allow_large": allow_large}
    asked = {**own, "replications": enough([said], until, replications, own, progress, say)}
    prepare: Prepare = partial(prepared, **asked, alike=len(steps) + 1)
    ready = prepare(said)
    tried: list[tuple[Step, Ready]] = []
    for step in steps:
        try:
            tried.append((step, prepare(step.scenario)))
        except ScenarioError as error:
            refused.append(step.refused(error))
    found = lived_together([ready, *(each for _, each in tried)], progress, say, spare=ready.asked.run.replications)
    base, *others = found
    steps = [step for step, _ in tried]
    names = [said.name, *(step.name for step in steps)]
    compared = Comparison(
        tuple(found), tuple(names), base.scenario.run.primary_metric, ALPHA, base.scenario.run.minimum_effect
    )
    measured = effects(compared, steps, others)
    bundle = _bundle(said, base, measured, budget, prepare, say)
    if progress:
        progress(1, 1)
    return Levers(base, compared, tuple(measured), tuple(refused), budget, bundle)


def affordable(measured: Sequence[Effect], budget: float) -> list[Effect]:
    """The advised steps that a budget pays for, the best for their money first, one of each lever."""
    left, taken = budget, list[Effect]()
    for each in sorted(measured, key=lambda effect: effect.by_value):
        cost = each.cost.mean or 0.0
        if each.advised and cost <= left and each.step.path not in {one.step.path for one in taken}:
            taken.append(each)
            left -= max(cost, 0.0)
    return taken


def _bundle(
    scenario: Scenario,
    base: Results,
    measured: Sequence[Effect],
    budget: float | None,
    prepare: Prepare,
    say: Say | None,
) -> Bundle | None:
    """The advised steps that the budget pays for, the best by money first, tried together: effects do not add up."""
    if budget is None:
        return None
    taken = affordable(measured, budget)
    if len(taken) < 2:
        return Bundle(tuple(taken), taken[0] if taken else None)
    changes: dict[str, Any] = {}
    for each in taken:
        changes |= each.step.changes
    name = "together"
    try:
        step = Step("together", "", "", "", "all that the budget pays for", changes, variant(scenario, changes, name))
        results = lived(prepare(step.scenario), say=say)
    except ScenarioError as error:
        return Bundle(tuple(taken), None, why=error.problems[0].message)
    compared = Comparison((base, results), (base.name, name), base.scenario.run.primary_metric)
    return Bundle(tuple(taken), effects(compared, [step], [results])[0])
