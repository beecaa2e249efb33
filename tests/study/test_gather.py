"""Samples of all replications, whatever each of them could say."""

import numpy as np
import pytest

from gtmsim.metrics import METRICS, Count, Ratio, Undefined, Value
from gtmsim.metrics.metric import Nothing
from gtmsim.study.gather import sample, samples
from gtmsim.study.sample import Sample, sample_of

WINS, RATE = ("wins", "", ""), ("win_rate", "", "")


def same(a: Sample, b: Sample) -> bool:
    return a[2:] == b[2:] and all(np.array_equal(x, y, equal_nan=True) for x, y in zip(a[:2], b[:2], strict=True))


@pytest.mark.parametrize(
    "values",
    [
        (Ratio(1.0, 2.0), Ratio(0.1, 0.0)),
        (Ratio(1.0, 2.0), Nothing("why")),
        (Ratio(1.0, 2.0), Undefined("why")),
        (Count(1.0), Count(2.0)),
        (Undefined("why"), Undefined("another")),
    ],
)
@pytest.mark.parametrize("name", ["win_rate", "burn_multiple", "ruin_probability", "leads"])
def test_the_short_way_leads_to_the_same_sample(values: tuple[Value, ...], name: str) -> None:
    metric = METRICS[name]
    found = sample(values, metric, {})
    assert isinstance(found, Sample) and same(found, sample_of(values, metric.positive, metric.nature))


def test_a_metric_that_only_some_replications_have() -> None:
    first: dict[tuple[str, str, str], Value] = {WINS: Count(1.0), RATE: Ratio(1.0, 2.0)}
    found = samples([first, {WINS: Count(2.0)}, {RATE: Ratio(3.0, 4.0), WINS: Count(3.0)}])
    assert list(found) == [WINS, RATE]
    assert found[WINS].values().tolist() == [1.0, 2.0, 3.0]
    assert found[RATE].missing() == "undefined in 1 of 3 replications (not measured in this replication)"
    assert np.array_equal(found[RATE].values(), [0.5, np.nan, 0.75], equal_nan=True)
