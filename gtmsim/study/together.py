"""Scenarios that belong to one study, simulated one after the other with one bar of progress."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from gtmsim.metrics.also import metric_called
from gtmsim.scenario.load import variant
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.deciding import can_decide, objection
from gtmsim.study.problems import StudyError
from gtmsim.study.replicate import Progress, Ready, Say, lived, prepared
from gtmsim.study.results import Results
from gtmsim.study.until import asked_precision, grown_until

Prepare = Callable[[Scenario], Ready]


def decided_by(scenario: Scenario, metric: str | None) -> Scenario:
    """The scenario with another metric that decides, if one is asked for; what matters of its own has another unit."""
    if metric is None or metric_called(metric) == metric_called(scenario.run.primary_metric):
        return scenario
    if against := objection(metric, None):
        raise StudyError(f"metric: {against.what}; {against.hint}")
    kept = {} if scenario.run.minimum_effect is None else {"run.minimum_effect": None}
    return variant(scenario, {"run.primary_metric": metric, **kept}, scenario.name)


def enough(
    plans: Sequence[Scenario],
    until: float | None,
    replications: int | None,
    settings: Mapping[str, Any],
    progress: Progress | None = None,
    say: Say | None = None,
) -> int | None:
    """As many replications as are asked for, or as make the mean of the metric that decides known in every plan."""
    if until is None:
        return replications
    most = asked_precision(until, replications)
    for plan in plans:
        can_decide(plan)
    own = {name: value for name, value in settings.items() if name != "replications"}

    def prepare(plan: Scenario, n: int) -> Ready:
        return prepared(plan, n, **own)

    metric = metric_called(plans[0].run.primary_metric)
    return len(grown_until(plans, metric, until, most, prepare, progress=progress, say=say)[0].outcomes)


def lived_together(ready: Sequence[Ready], progress: Progress | None, say: Say | None, spare: int = 0) -> list[Results]:
    """All of them; `spare` replications may be still to come."""
    total = sum(each.asked.run.replications for each in ready) + spare
    found: list[Results] = []
    told = set[str]()

    def once(text: str) -> None:
        if say and text not in told:
            told.add(text)
            say(text)

    for each in ready:
        before = sum(r.replications for r in found)
        heard = None if progress is None else _after(progress, before, total)
        found.append(lived(each, progress=heard, say=once))
    return found


def _after(progress: Progress, before: int, total: int) -> Progress:
    return lambda done, _: progress(before + done, total)


def in_phases(progress: Progress | None, later: int) -> tuple[Progress | None, Progress | None]:
    """Progress of what comes first and of what comes after, which will be of so many, as parts of the whole."""
    if progress is None:
        return None, None
    whole, spent = progress, [0]

    def first(done: int, total: int) -> None:
        spent[0] = total
        whole(done, total + later)

    return first, lambda done, total: whole(spent[0] + done, spent[0] + total)


def warned_beside(base: Results, others: Sequence[tuple[str, Results]]) -> tuple[str, ...]:
    """What is odd in others and not in the base, each said once with the names that it is about."""
    told: dict[str, list[str]] = {}
    known = {(each.code, each.path, each.message) for each in base.problems}  # wherever a file says it
    for name, other in others:
        for problem in other.problems:
            if (problem.code, problem.path, problem.message) not in known and problem.path[:1] in (
                ("plan",),
                ("market",),
            ):
                hint = f"; {problem.hint}" if problem.hint else ""
                told.setdefault(f"{problem.code} {problem.message}{hint}", []).append(name)
    return tuple(f"{', '.join(names)}: {text}" for text, names in told.items())
