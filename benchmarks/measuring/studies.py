"""Many replications of the plain funnel with the compiled engine, on two processors."""

import importlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from mini_model.model import Counts, Race

import gtmsim
from gtmsim.study.problems import StudyError
from measuring.engines import WARM, scaled

FUNNEL = "the plain funnel"
PROCESSORS = 2


def prepare(how: str, replications: int, leads: float) -> Race:
    """A race over all replications: `threads` simulates them, `study` has gtmsim measure them too."""
    return {"threads": _threads, "study": _study}[how](replications, leads)


def _threads(replications: int, leads: float) -> Race:
    simulate: Callable[[Any, int], gtmsim.Journal] = importlib.import_module("gtmsim.engine.compiled").simulate
    simulate(gtmsim.resolve(scaled(FUNNEL, WARM)), 0)
    inputs = gtmsim.resolve(scaled(FUNNEL, leads))

    def one(number: int) -> tuple[int, int, int, int]:
        journal = simulate(inputs, number)
        kinds = (gtmsim.Kind.LEAD, gtmsim.Kind.WON, gtmsim.Kind.RENEWED)
        return (*(int((journal.kind == kind).sum()) for kind in kinds), len(journal))  # type: ignore[return-value]

    def race(seed: int) -> Counts:
        with ThreadPoolExecutor(PROCESSORS) as pool:
            found = list(pool.map(one, range(seed * replications, (seed + 1) * replications)))
        return Counts(*(sum(column) for column in zip(*found, strict=True)))

    return race


def _study(replications: int, leads: float) -> Race:
    try:
        gtmsim.run(scaled(FUNNEL, WARM), replications=1, engine="compiled", jobs=1)
    except StudyError as error:
        raise ModuleNotFoundError(str(error)) from error
    scenario = scaled(FUNNEL, leads)

    def race(seed: int) -> Counts:
        results = gtmsim.run(scenario, replications=replications, seed=seed, engine="compiled", jobs=PROCESSORS)
        leads = float(results.measures["leads", "", ""].num.sum())
        return Counts(leads, 0, 0, 0)

    return race
