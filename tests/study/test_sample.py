"""One metric over all replications: nothing dropped in silence, nothing averaged that is a ratio, no NaN in a file."""

import json
import math

import pytest
from study.fakes import count, ratio

from gtmsim.metrics.metric import Count, Ratio, Undefined
from gtmsim.study.sample import Sample, described, estimate, sample_of


def test_counts_and_ratios_become_columns() -> None:
    assert sample_of([Count(1.0), Count(2.0)]).values().tolist() == [1.0, 2.0]
    found = sample_of([Ratio(1.0, 2.0), Ratio(3.0, 0.0), Ratio(0.0, 0.0), Undefined("off")])
    assert found.kind == "ratio" and found.why == "off"
    assert found.values()[:2].tolist() == [0.5, math.inf] and all(map(math.isnan, found.values()[2:].tolist()))
    with pytest.raises(TypeError, match="ratio in one replication and a count in another"):
        sample_of([Ratio(1.0, 2.0), Count(1.0)])


def test_a_replication_without_wins_counts_in_the_ratio() -> None:
    shown = described(ratio([100.0, 100.0, 100.0], [0.0, 1.0, 3.0]), "USD")
    assert shown["mean"] == 75.0
    assert (shown["n"], shown["n_undefined"]) == (3, 1)
    assert shown["note"] == "no value of its own in 1 of 3 replications"
    assert (shown["p50"], shown["p90"]) == (100.0, None) and "p90 is infinite" in shown["why"]


def test_an_undefined_metric_is_null_with_its_reason() -> None:
    shown = described(sample_of([Undefined("run-off is off")] * 5), "USD")
    assert (shown["mean"], shown["ci95"], shown["p50"]) == (None, [None, None], None)
    assert (shown["why"], shown["n"], shown["n_undefined"]) == ("run-off is off", 5, 5)


def test_a_count_defined_in_some_says_so() -> None:
    shown = described(sample_of([Count(10.0), Count(20.0), Undefined("nobody won")]), "days")
    assert (shown["mean"], shown["n"], shown["n_undefined"]) == (15.0, 3, 1)
    assert shown["note"] == "only the 2 of 3 replications with a value (nobody won)"


def test_an_infinite_count_has_no_mean_but_quantiles() -> None:
    shown = described(count(1.0, 2.0, math.inf), "months")
    assert (shown["mean"], shown["p50"], shown["p90"], shown["n_undefined"]) == (None, 2.0, None, 1)
    assert shown["why"] == "infinite in 1 of 3 replications; p90 is infinite"


@pytest.mark.parametrize(
    ("num", "den", "which"), [([-5.0, 1.0], [2.0, 2.0], "numerator"), ([5.0, 1.0], [2.0, -9.0], "denominator")]
)
def test_a_metric_of_positive_parts_has_no_value_elsewhere(num: list[float], den: list[float], which: str) -> None:
    """Burning money while growing is a multiple; earning money, or shrinking, is none."""
    found = Sample(ratio(num, den).num, ratio(num, den).den, "ratio", positive=True)
    assert estimate(found, "1").why == f"the {which} is not above zero"
    assert sum(map(math.isnan, found.values().tolist())) == 1


def test_a_share_of_replications_gets_its_own_interval() -> None:
    never = described(count(*[0.0] * 100), "share")
    assert (never["mean"], never["ci95"]) == (0.0, [0.0, 0.03])
    assert described(count(*[0.0] * 90, *[1.0] * 10), "share")["estimator"] == "share of replications, Wilson"
    assert described(count(*[0.0] * 100), "USD")["ci95"] == [0.0, 0.0]


@pytest.mark.parametrize(
    "sample",
    [
        count(1.0),
        count(math.nan, math.inf, -math.inf, 1.0),
        ratio([0.0], [0.0]),
        ratio([1.0, 1.0], [1.0, -1.0]),
        ratio([1.0, 2.0, 3.0], [0.0, 0.0, 1.0]),
        ratio([0.0] * 40, [1.0] * 40),
    ],
)
def test_what_is_shown_is_finite_or_null(sample: Sample) -> None:
    shown = described(sample, "USD")
    json.dumps(shown, allow_nan=False)
    assert {"unit", "mean", "ci95", "p10", "p50", "p90", "n", "n_undefined", "estimator"} <= shown.keys()
    if shown["mean"] is None or None in shown["ci95"] or shown["p10"] is None:
        assert shown["why"]
