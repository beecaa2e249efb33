"""Replications until a metric is known well enough: sequential stopping by the relative precision of its mean.

The rule never looks at differences, so that no verdict decides when to stop. It looks at few sizes that are known
before, each half as large again as the last one, and from 30 replications on, as sooner covers too little (Law and
Kelton 2000).
"""

import math
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.estimators import Estimate
from gtmsim.study.growing import Growing
from gtmsim.study.problems import StudyError
from gtmsim.study.repeated import Progress

if TYPE_CHECKING:
    from gtmsim.study.replicate import Ready, Say

FIRST = 30  # replications before the first look
GROWTH = 1.5  # from one look to the next
MOST = 10_000  # replications, unless another number is said
Prepare = Callable[[Scenario, int], "Ready"]


def sizes(most: int = MOST) -> Iterator[int]:
    """After how many replications is looked whether they are enough, the last time after the most."""
    n = FIRST
    while n < most:
        yield n
        n = math.ceil(GROWTH * n)
    yield most


def asked_precision(until: float, replications: int | None) -> int:
    """The most replications that it may take, or what stands against the question."""
    if not 0.0 < until < 1.0:
        raise StudyError(f"until: a precision above 0 and below 100 %, such as 0.05, got {until:g}")
    if replications is not None and replications < FIRST:
        what = f"replications: beside a precision the most that may be taken, {FIRST} or more; got {replications}"
        raise StudyError(what)
    return MOST if replications is None else replications


def precision(found: Estimate) -> float:
    """Half-width of an interval over its mean [1]; endless where there is no interval, or a mean of 0."""
    low, high = found.ci95
    if found.mean is None or low is None or high is None:
        return math.inf
    half = max(high - found.mean, found.mean - low)
    return half / abs(found.mean) if found.mean else math.inf


def is_enough(found: Estimate, until: float) -> bool:
    """Is the mean known to a share of the truth? The mean stands for the truth, which costs a little of the share."""
    return precision(found) <= until / (1.0 + until)


def grown_until(
    scenarios: Sequence[Scenario],
    metric: str,
    until: float,
    most: int,
    prepare: Prepare,
    *,
    by_stage: bool = False,
    progress: Progress | None = None,
    say: "Say | None" = None,
) -> list[Growing]:
    """All of them with as many replications, as many as make the metric's mean known well enough in each."""
    found: list[Growing] = []
    n = FIRST
    for n in sizes(most):
        ready = [prepare(scenario, n) for scenario in scenarios]
        found = found or [Growing(each, by_stage) for each in ready]
        for place, (growing, each) in enumerate(zip(found, ready, strict=True)):
            for text in filter(None, (each.teller.note, each.teller.first)):
                if say:
                    say(text)
            growing.ready = each
            growing.grow(n, _heard(progress, place, n - len(growing.outcomes), len(found)))
        estimates = [growing.results.estimate(metric) for growing in found]
        _refuse_undefined(metric, n, estimates)
        if all(is_enough(each, until) for each in estimates):
            break
        if n == FIRST and say:
            say(_foreseen(metric, max(map(precision, estimates)), until, most))
    told = _told(metric, n, max(map(precision, estimates)), until)
    if say:
        say(told)
    for growing in found:
        growing.ready = growing.ready._replace(notes=(*growing.ready.notes, told))
    return found


def _heard(progress: Progress | None, place: int, more: int, plans: int) -> Progress | None:
    return None if progress is None else lambda done, _: progress(place * more + done, plans * more)


def _refuse_undefined(metric: str, n: int, estimates: Sequence[Estimate]) -> None:
    """A share of nothing is no precision, and more replications give no value to what has none."""
    instead = "say --replications 100 in place of --until"
    for each in estimates:
        if each.mean is None:
            raise StudyError(f"`{metric}` has no value, and so no precision: {each.why}; {instead}")
        if each.mean == 0.0:
            raise StudyError(
                f"`{metric}` is 0 in the mean of {n} replications, of which no precision is a share; {instead}"
            )


def _foreseen(metric: str, reached: float, until: float, most: int) -> str:
    needed = FIRST * (reached * (1.0 + until) / until) ** 2
    if needed > most:
        ends = f"more than {most:,} would make it {_percent(until)}, and that is the most"
    else:
        ends = f"about {float(f'{needed:.1e}'):,.0f} make it {_percent(until)}"
    known = f"known to {_percent(reached)}" if math.isfinite(reached) else "not known"
    return f"{metric} is {known} after {FIRST} replications; {ends}"


def _told(metric: str, n: int, reached: float, until: float) -> str:
    """What every reader of such numbers has to know."""
    if reached <= until / (1.0 + until):
        return (
            f"stopped by the precision rule after {n:,} replications: {metric} is known to {_percent(reached)} of its "
            f"mean, {_percent(until)} was asked for; coverage approximate"
        )
    known = f"known to {_percent(reached)} of its mean" if math.isfinite(reached) else "not known to any share of it"
    return f"the precision rule was not met: after {n:,} replications, the most, {metric} is {known}"


def _percent(share: float) -> str:
    return f"{float(f'{100.0 * share:.2g}'):g} %"
