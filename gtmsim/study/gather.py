"""Outcomes of all replications -> Results, in the order of replications."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gtmsim.metrics import METRICS, Count, Metric, Ratio, Retention, Undefined, Value
from gtmsim.metrics.also import ByMetric
from gtmsim.metrics.firings import Counts
from gtmsim.metrics.values import Cycle, Sums
from gtmsim.policies.points import POINTS
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.cycles import Cycles, Deals
from gtmsim.study.formed import Formed, Parts
from gtmsim.study.live import Outcome
from gtmsim.study.notebook import Monthly
from gtmsim.study.pooled import Sampled
from gtmsim.study.results import Key, Meaning, Results
from gtmsim.study.sample import Sample, sample_of
from gtmsim.study.warned import warnings_of_run

Floats = NDArray[np.float64]
ABSENT = Undefined("not measured in this replication")


def gather(
    scenario: Scenario,
    outcomes: Sequence[Outcome],
    notes: tuple[str, ...],
    seconds: float,
    engine: str = "",
    said: tuple[Problem, ...] = (),
    warned: bool = True,
) -> Results:
    """Every replication's numbers side by side; `said` is what is known to be odd, beyond what is looked for here."""
    frame = outcomes[0].frame
    measures = samples([o.measures.values for o in outcomes])
    monthly = {
        name: np.array([o.measures.monthly[name] for o in outcomes], dtype=np.float64)
        for name in outcomes[0].measures.monthly
    }
    clipped = [o.clipped for o in outcomes]
    odd = warnings_of_run(scenario, clipped, measures.values(), monthly.values()) if warned else ()
    return Results(
        scenario=scenario,
        seed=scenario.run.seed,
        replications=len(outcomes),
        measures=measures,
        meanings={name: meaning(name, frame.currency) for name in sorted({metric for metric, _, _ in measures})},
        frame=frame,
        monthly=Monthly(monthly),
        retention=Retention(
            *(np.sum(ages, axis=0) for ages in zip(*(o.measures.retention for o in outcomes), strict=True))
        ),
        lines={
            name: np.array([o.measures.statements[name] for o in outcomes], dtype=np.int64)
            for name in outcomes[0].measures.statements
        },
        stages=None
        if outcomes[0].stages is None
        else np.array([o.stages for o in outcomes if o.stages is not None], dtype=np.int64),
        problems=(*odd, *said),
        firings=mean_firings(scenario, [o.firings for o in outcomes]),
        notes=notes,
        seconds=seconds,
        engine=engine,
    )


def mean_firings(scenario: Scenario, found: Sequence[Counts]) -> dict[str, dict[str, float]]:
    """Mean firings of a replication by decision point and row; what no row answered stands under no name."""
    means = {}
    for point, counts in zip(POINTS, zip(*found, strict=True), strict=False):
        rows = ("", *(row.name for row in getattr(scenario.plan.policies, point.name).rows))
        totals = [sum(each) for each in zip(*counts, strict=True)]
        means[point.name] = {row: total / len(found) for row, total in zip(rows, totals, strict=True)}
    return means


def samples(found: Sequence[Mapping[Key, Value]]) -> dict[Key, Sampled]:
    """One sample for each metric that any replication has."""
    keys = list(found[0])
    rows: Iterable[Iterable[Value]] = (values.values() for values in found)
    if not all(list(values) == keys for values in found):
        keys = list(dict.fromkeys(key for values in found for key in values))
        rows = ([values.get(key, ABSENT) for key in keys] for values in found)
    shared: dict[int, Any] = {}
    return ByMetric(
        (key, sample(values, METRICS.get(key[0]), shared))
        for key, values in zip(keys, zip(*rows, strict=True), strict=True)
    )


def sample(values: Sequence[Any], metric: Metric | None, shared: dict[int, Any]) -> Sampled:
    """Sample of one metric, in short where every replication has a ratio, or every one a count.

    What several metrics are forms of is put together once: `shared` knows it by what the first replication says.
    """
    types = set(map(type, values))
    positive, nature = (metric.positive, metric.nature) if metric else (False, "amount")
    if types == {Ratio}:
        numbers = np.fromiter(chain.from_iterable(values), np.float64, 2 * len(values))
        return Sample(numbers[::2].copy(), numbers[1::2].copy(), "ratio", None, positive, nature)
    if types == {Count}:
        numbers = np.fromiter(chain.from_iterable(values), np.float64, len(values))
        return Sample(numbers, np.ones(len(values)), "count", None, positive, nature)
    if types == {Sums} and metric and metric.form:
        if id(values[0].parts) not in shared:
            shared[id(values[0].parts)] = Parts(np.array([v.parts for v in values]), values[0].known)
        return Formed(shared[id(values[0].parts)], metric.form)
    if types == {Cycle}:
        if id(values[0].deals) not in shared:
            shared[id(values[0].deals)] = Deals([v.deals for v in values])
        own = np.array([v.days for v in values])
        return Cycles(own, shared[id(values[0].deals)], values[0].dim, values[0].place)
    return sample_of(values, positive, nature)


def meaning(name: str, currency: str) -> Meaning:
    """Unit, direction and definition of a metric, in the scenario's currency."""
    said = METRICS[name]
    return Meaning(said.unit.replace("money", currency), said.better, said.family, said.definition)
