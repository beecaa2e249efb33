"""Samples of all replications, whatever each of them could say."""

import numpy as np
import pytest

from gtmsim.metrics import Count, Ratio, Undefined, Value
from gtmsim.study.gather import sample, samples
from gtmsim.study.sample import Sample, sample_of

WINS, RATE = ("wins", "", ""), ("win_rate", "", "")


def same(a: Sample, b: Sample) -> bool:
    return a[2:] == b[2:] and all(np.array_equal(x, y, equal_nan=True) for x, y in zip(a[:2], b[:2], strict=True))


@pytest.mark.parametrize(
    "values",
    [
        (Ratio(1.0, 2.0), Ratio(0.1, 0.0)),
        (Ratio(1.0, 2.0), Undefined("why")),
        (Count(1.0), Count(2.0)),
        (Undefined("why"), Undefined("another")),
    ],
)
@pytest.mark.parametrize("positive", [False, True])
def test_the_short_way_leads_to_the_same_sample(values: tuple[Value, ...], positive: bool) -> None:
    assert same(sample(values, positive), sample_of(values, positive))


def test_a_metric_that_only_some_replications_have() -> None:
    first: dict[tuple[str, str, str], Value] = {WINS: Count(1.0), RATE: Ratio(1.0, 2.0)}
    found = samples([first, {WINS: Count(2.0)}, {RATE: Ratio(3.0, 4.0), WINS: Count(3.0)}])
    assert list(found) == [WINS, RATE]
    assert found[WINS].num.tolist() == [1.0, 2.0, 3.0]
    assert (found[RATE].num.tolist(), found[RATE].den.tolist()) == ([1.0, 0.0, 3.0], [2.0, 0.0, 4.0])
    assert found[RATE].why == "not measured in this replication"
