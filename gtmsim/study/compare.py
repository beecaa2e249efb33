"""Scenarios or Results -> Comparison."""

import warnings
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from os import PathLike
from typing import Any

from gtmsim.metrics.also import metric_called, otherwise
from gtmsim.scenario.language.problems import Problem, ScenarioError
from gtmsim.scenario.load import variant
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.comparable import MOST_SCENARIOS as MOST_SCENARIOS
from gtmsim.study.comparable import overruled, unlike
from gtmsim.study.comparable import unique as unique
from gtmsim.study.comparison import ALPHA, Comparison
from gtmsim.study.deciding import can_decide, objection
from gtmsim.study.problems import StudyError
from gtmsim.study.replicate import Progress, Ready, Say, finished, lived, prepared, read
from gtmsim.study.results import Results
from gtmsim.study.together import in_phases
from gtmsim.study.until import FIRST, asked_precision, grown_until

Compared = Results | Scenario | str | PathLike[str]


def compare(
    *compared: Compared,
    replications: int | None = None,
    seed: int | None = None,
    engine: str = "auto",
    jobs: int | None = None,
    progress: Progress | None = None,
    say: Say | None = None,
    primary: str | None = None,
    alpha: float = ALPHA,
    delta: float | None = None,
    allow_large: bool = False,
    plans: Mapping[str, Mapping[str, Any] | Sequence[str]] | None = None,
    until: float | None = None,
    robust: int | bool | None = None,
    assumed: bool = True,
) -> Comparison:
    """Difference of each from the first; what is not yet run is run with the first one's seed and replications.

    `plans` are made of the first: changes by name, such as {"Hire 2 AEs": {"plan.teams.ae.headcount": "+2"}}.
    `delta` is the smallest difference of the primary metric that matters, in its unit. With `until` as many as make
    the mean of the primary metric known to that share of it in every plan, `replications` at most. With `robust` the
    plans are also set against one another in so many worlds in which all numbers with a range are drawn, True being
    as many as the study of that name takes; without `assumed` only those with a range.
    """
    if compared and plans:
        base_of_plans = compared[0].scenario if isinstance(compared[0], Results) else compared[0]
        compared = (*compared, *(variant(base_of_plans, changes, name) for name, changes in plans.items()))
    if len(compared) < 2:
        raise StudyError(f"a comparison needs two scenarios or more, got {len(compared)}")
    if not 0.0 < alpha < 1.0:
        raise StudyError(f"alpha is a probability between 0 and 1, got {alpha}")
    given = [c if isinstance(c, Results | Scenario) else read(c) for c in compared]
    if len(given) > MOST_SCENARIOS:
        raise StudyError(f"a comparison takes {MOST_SCENARIOS} scenarios at most, got {len(given)}")
    base = next((g for g in given if isinstance(g, Results)), None)
    first = scenario_of(given[0])
    most = None if until is None else asked_precision(until, replications)
    if until is not None and base is not None:
        raise StudyError("a precision is reached by replications that are still to come: give scenarios, not results")
    n = FIRST if until is not None else replications or (base.replications if base else first.run.replications)
    luck = seed if seed is not None else base.seed if base else first.run.seed
    decides, smallest = _named(primary) or metric_called(first.run.primary_metric), delta
    if smallest is None and decides == metric_called(first.run.primary_metric):
        smallest = first.run.minimum_effect  # of another metric it would be in another unit
    # What can fail is tried before anything is simulated.
    _refuse_unpaired(given, n, luck)
    if primary is None and delta is None:
        can_decide(first)  # with its place in the file
    elif against := objection(decides, smallest):
        raise StudyError(f"{against.what}; {against.hint}")
    prepare = partial(prepared, seed=luck, engine=engine, jobs=jobs, allow_large=allow_large, alike=len(given))
    ready = _ready(given, partial(prepare, replications=n), unlike([scenario_of(g) for g in given]))
    to_run = sum(not isinstance(r, Results) for r in ready)
    by_stage = any(scenario_of(g).run.target for g in given)  # to which all are held
    results: list[Results] = []
    told = set[str]()

    def once(text: str) -> None:
        if say and text and text not in told:
            told.add(text)
            say(text)

    whatever = None
    if robust is not None and robust is not False:
        from gtmsim.study.robust.robust import WORLDS
        from gtmsim.study.robust.robust import robust as over_worlds

        more: Any = {"seed": luck, "engine": engine, "jobs": jobs, "allow_large": allow_large, "say": once}
        worlds = WORLDS if robust is True else robust
        said = [scenario_of(g) for g in given]
        heard, progress = in_phases(progress, to_run * n)
        whatever = over_worlds(*said, worlds=worlds, metric=decides, assumed=assumed, progress=heard, **more)
    asked = [g for g in given if isinstance(g, Scenario)]
    if replications is None and seed is None and until is None:
        once(overruled(asked, n, luck) or "")
    if until is not None and most is not None:
        grown = grown_until(asked, decides, until, most, prepare, by_stage=by_stage, progress=progress, say=once)
        results = [finished(each.ready, each.outcomes, each.seconds) for each in grown]
        ready = []
    for item in ready:
        before = sum(not isinstance(r, Results) for r in ready[: len(results)]) * n
        heard = _share(progress, before, to_run * n)
        results.append(item if isinstance(item, Results) else lived(item, progress=heard, say=once, by_stage=by_stage))
    return Comparison(tuple(results), unique([r.name for r in results]), decides, alpha, smallest, whatever)


def _named(primary: str | None) -> str | None:
    """The metric that is asked for, with a word on its name where that is another."""
    if primary is None:
        return None
    if text := otherwise(primary):
        warnings.warn(text, FutureWarning, stacklevel=3)
    return metric_called(primary)


def _ready(
    given: Sequence[Results | Scenario], prepare: Callable[[Scenario], Ready], problems: list[Problem]
) -> list[Results | Ready]:
    """All as they can be simulated, or what stands against any of them beside the `problems` known, at once."""
    ready: list[Results | Ready] = []
    more = 0
    for item in given:
        try:
            ready.append(item if isinstance(item, Results) else prepare(item))
        except ScenarioError as error:
            problems += [problem for problem in error.problems if problem not in problems]
            more += error.more
    if problems:
        raise ScenarioError(problems, more)
    return ready


def scenario_of(given: Results | Scenario) -> Scenario:
    """The scenario that is compared."""
    return given.scenario if isinstance(given, Results) else given


def _share(progress: Progress | None, before: int, total: int) -> Progress | None:
    """Progress of one run as a part of the whole."""
    return None if progress is None else lambda done, _: progress(before + done, total)


def _refuse_unpaired(given: Sequence[Results | Scenario], n: int, luck: int) -> None:
    counts = sorted({g.replications if isinstance(g, Results) else n for g in given})
    if len(counts) > 1 and len({g.seed if isinstance(g, Results) else luck for g in given}) == 1:
        raise StudyError(
            f"one seed but {' and '.join(map(str, counts))} replications: run all with the same number to pair them"
        )
