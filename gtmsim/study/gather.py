"""Outcomes of all replications -> Results, in the order of replications."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

import numpy as np

from gtmsim.metrics import METRICS, Count, Ratio, Retention, Undefined, Value
from gtmsim.metrics.firings import Counts
from gtmsim.policies.points import POINTS
from gtmsim.scenario.schema import Scenario
from gtmsim.study.live import Outcome
from gtmsim.study.results import Key, Meaning, Results
from gtmsim.study.sample import Sample, sample_of

FLOOR = 10  # fewer replications than this do not carry an interval
QUICK = 30  # at most this many are a glance, not a study
ABSENT = Undefined("not measured in this replication")


def gather(
    scenario: Scenario,
    outcomes: Sequence[Outcome],
    notes: tuple[str, ...],
    seconds: float,
    engine: str = "",
    said: tuple[str, ...] = (),
) -> Results:
    """Every replication's numbers side by side; `said` is what is known to be odd beyond that."""
    frame = outcomes[0].frame
    measures = samples([o.measures.values for o in outcomes])
    return Results(
        scenario=scenario,
        seed=scenario.run.seed,
        replications=len(outcomes),
        measures=measures,
        meanings={name: meaning(name, frame.currency) for name in sorted({metric for metric, _, _ in measures})},
        frame=frame,
        monthly={
            name: np.array([o.measures.monthly[name] for o in outcomes], dtype=np.float64)
            for name in outcomes[0].measures.monthly
        },
        retention=Retention(
            *(np.sum(ages, axis=0) for ages in zip(*(o.measures.retention for o in outcomes), strict=True))
        ),
        warnings=(*warnings(scenario, outcomes, measures), *said),
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


def samples(found: Sequence[Mapping[Key, Value]]) -> dict[Key, Sample]:
    """One sample for each metric that any replication has."""
    keys = list(found[0])
    rows: Iterable[Iterable[Value]] = (values.values() for values in found)
    if not all(list(values) == keys for values in found):
        keys = list(dict.fromkeys(key for values in found for key in values))
        rows = ([values.get(key, ABSENT) for key in keys] for values in found)
    positive = {name for name, metric in METRICS.items() if metric.positive}
    return {key: sample(values, key[0] in positive) for key, values in zip(keys, zip(*rows, strict=True), strict=True)}


def sample(values: Sequence[Value], positive: bool) -> Sample:
    """Sample of one metric, in short where every replication has a ratio, or every one a count."""
    types = set(map(type, values))
    if types == {Ratio}:
        numbers = np.fromiter(chain.from_iterable(values), np.float64, 2 * len(values))
        return Sample(numbers[::2].copy(), numbers[1::2].copy(), "ratio", None, positive)
    if types == {Count}:
        numbers = np.fromiter(chain.from_iterable(values), np.float64, len(values))
        return Sample(numbers, np.ones(len(values)), "count", None, positive)
    return sample_of(values, positive)


def meaning(name: str, currency: str) -> Meaning:
    """Unit, direction and definition of a metric, in the scenario's currency."""
    said = METRICS[name]
    return Meaning(said.unit.replace("money", currency), said.better, said.family, said.definition)


def warnings(scenario: Scenario, outcomes: Sequence[Outcome], measures: Mapping[Key, Sample]) -> Iterator[str]:
    """What the reader of the numbers must know of how they came about."""
    n = len(outcomes)
    if scenario.run.initial == "empty":
        yield "start-up company: it starts without customers or pipeline, so the first quarters are ramp"
    if n < FLOOR:
        yield f"{n} of the {FLOOR} replications that an interval needs at least; 100 is usual"
    elif n <= QUICK:
        yield f"quick look: {n} replications, 100 is usual"
    for channel in sorted({channel for o in outcomes for channel in o.clipped}):
        days = sum(o.clipped.get(channel, 0) for o in outcomes) / n
        yield f"channel {channel}: demand was cut at the market's ceiling on {days:.4g} days of a replication"
    if n > 1 and all(_all_same(sample) for sample in measures.values()):
        yield f"all {n} replications are the same in every metric: nothing in this scenario was left to chance"


def _all_same(sample: Sample) -> bool:
    return all(np.array_equal(side, np.full_like(side, side[0]), equal_nan=True) for side in (sample.num, sample.den))
