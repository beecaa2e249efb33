"""How often each row of the decision tables fires, counted in the journals of many replications."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from gtmsim.journal.journal import Journal
from gtmsim.metrics.firings import Counts
from gtmsim.metrics.firings import counts_of as counts_of
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.problems import FailedRunError
from gtmsim.study.replicate import Say, as_asked, chosen, in_threads, replicate, work_of, workers_for


class Firings(NamedTuple):
    """Firings within the horizon, summed over the replications."""

    counts: Counts
    replications: int
    seed: int
    engine: str


def firings(
    scenario: Scenario,
    replications: int | None = None,
    seed: int | None = None,
    *,
    engine: str = "auto",
    jobs: int | None = None,
    say: Say | None = None,
    allow_large: bool = False,
) -> Firings:
    """The rows that fire when a scenario is lived; what is not given is what the scenario says."""
    from gtmsim.scenario.resolve import resolve
    from gtmsim.study.size.guard import guard

    asked = as_asked(scenario, replications, seed, engine)
    n = asked.run.replications
    workers, _ = workers_for(jobs)
    size = guard(asked, n, asked.run.engine, allow_large)
    inputs = resolve(asked)
    teller = chosen(asked.run.engine, inputs, work_of(size.events, n, workers))
    guard(asked, n, teller.name, allow_large, size)
    for text in filter(None, (teller.note, teller.first)):
        if say:
            say(text)
    one = partial(fired, teller.simulate, inputs, asked.run.seed)
    found = in_threads(one, n, workers) if teller.threads else replicate(one, n, workers, eager=jobs is not None)
    summed = tuple(tuple(map(sum, zip(*point, strict=True))) for point in zip(*found, strict=True))
    return Firings(summed, n, asked.run.seed, teller.name)


def fired(simulate: Callable[[Any, int], Journal], inputs: Any, seed: int, replication: int) -> Counts:
    """The firings of one replication."""
    try:
        return counts_of(simulate(inputs, replication))
    except Exception as error:
        raise FailedRunError(
            f"replication {replication} failed: {type(error).__name__}: {error}\n"
            f"to see it again: seed {seed}, replication {replication}"
        ) from error
