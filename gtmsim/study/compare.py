"""Scenarios or Results -> Comparison."""

from collections.abc import Mapping, Sequence
from os import PathLike
from typing import Any

from gtmsim.metrics.also import nearest_metric
from gtmsim.scenario.load import variant
from gtmsim.scenario.schema import Scenario
from gtmsim.study.comparison import ALPHA, Comparison
from gtmsim.study.problems import StudyError
from gtmsim.study.replicate import Progress, Say, read, run
from gtmsim.study.results import Results

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
) -> Comparison:
    """Difference of each from the first; what is not yet run is run with the first one's seed and replications.

    `plans` are made of the first: changes by name, such as {"Hire 2 AEs": {"plan.teams.ae.headcount": "+2"}}.
    `delta` is the smallest difference of the primary metric that matters, in its unit.
    """
    if compared and plans:
        base_of_plans = compared[0].scenario if isinstance(compared[0], Results) else compared[0]
        compared = (*compared, *(variant(base_of_plans, changes, name) for name, changes in plans.items()))
    if len(compared) < 2:
        raise StudyError(f"a comparison needs two scenarios or more, got {len(compared)}")
    if not 0.0 < alpha < 1.0:
        raise StudyError(f"alpha is a probability between 0 and 1, got {alpha}")
    given = [c if isinstance(c, Results | Scenario) else read(c) for c in compared]
    base = next((g for g in given if isinstance(g, Results)), None)
    first = given[0].scenario if isinstance(given[0], Results) else given[0]
    n = replications or (base.replications if base else first.run.replications)
    luck = seed if seed is not None else base.seed if base else first.run.seed
    to_run = sum(not isinstance(g, Results) for g in given)
    results: list[Results] = []
    told = set[str]()

    def once(text: str) -> None:
        if say and text not in told:
            told.add(text)
            say(text)

    for item in given:
        before = sum(not isinstance(g, Results) for g in given[: len(results)]) * n
        heard = _share(progress, before, to_run * n)
        results.append(
            item
            if isinstance(item, Results)
            else run(item, n, luck, engine=engine, jobs=jobs, progress=heard, say=once, allow_large=allow_large)
        )
    _refuse_unlike(results)
    decides = primary or first.run.primary
    if decides not in results[0].meanings:
        raise StudyError(f"no metric is called `{decides}`; {nearest_metric(decides, results[0].meanings)}")
    smallest = delta if delta is not None else first.run.smallest_difference
    return Comparison(tuple(results), unique([r.name for r in results]), decides, alpha, smallest)


def unique(names: Sequence[str]) -> tuple[str, ...]:
    """Names of which none is twice: the second "Baseline" is "Baseline (2)"."""
    told: list[str] = []
    for name in names:
        one, count = name, 1
        while one in told or (count > 1 and one in names):
            count += 1
            one = f"{name} ({count})"
        told.append(one)
    return tuple(told)


def _share(progress: Progress | None, before: int, total: int) -> Progress | None:
    """Progress of one run as a part of the whole."""
    return None if progress is None else lambda done, _: progress(before + done, total)


def _refuse_unlike(results: Sequence[Results]) -> None:
    currencies = {r.frame.currency for r in results}
    if len(currencies) > 1:
        raise StudyError(f"the scenarios count in {' and '.join(sorted(currencies))}: amounts are never converted")
    counts = sorted({r.replications for r in results})
    if len(counts) > 1 and len({r.seed for r in results}) == 1:
        raise StudyError(
            f"one seed but {' and '.join(map(str, counts))} replications: run all with the same number to pair them"
        )
