"""One metric over all replications: nothing dropped in silence, nothing averaged that is a ratio, no NaN in a file."""

import json
import math

import numpy as np
import pytest
from study.fakes import count, ratio

from gtmsim.metrics.metric import Count, Nothing, Ratio, Undefined, Value
from gtmsim.study.sample import Sample, described, sample_of


def test_counts_and_ratios_become_columns() -> None:
    assert sample_of([Count(1.0), Count(2.0)]).values().tolist() == [1.0, 2.0]
    found = sample_of([Ratio(1.0, 2.0), Ratio(3.0, 0.0), Ratio(0.0, 0.0), Nothing("no leads")])
    assert found.kind == "ratio" and found.why == "no leads" and found.estimate().n == 2
    assert found.values()[:2].tolist() == [0.5, math.inf] and all(map(math.isnan, found.values()[2:].tolist()))
    assert sample_of([Nothing("no leads")] * 2).missing() == "no leads"
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
    assert (shown["why"], shown["n"], shown["n_undefined"]) == ("run-off is off", 0, 5)


@pytest.mark.parametrize("value", [Count(10.0), Ratio(10.0, 1.0)])
def test_what_some_replications_do_not_have_nobody_has(value: Value) -> None:
    shown = described(sample_of([value, value, Undefined("nobody won")]), "days")
    assert (shown["mean"], shown["p50"], shown["n"], shown["n_undefined"]) == (None, None, 0, 1)
    assert shown["why"] == "undefined in 1 of 3 replications (nobody won)"


def test_outcomes_of_some_replications_are_no_range() -> None:
    """Six win for 100 each; a replication in which nothing was spent and nobody won has no cost of its own."""
    shown = described(ratio([100.0] * 6 + [0.0], [1.0] * 6 + [0.0]), "USD")
    assert (shown["mean"], shown["p50"], shown["n"]) == (100.0, None, 6)
    assert shown["why"] == "no range of outcomes: undefined in 1 of 7 replications"


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
    assert found.estimate().why == f"the {which} is not above zero"
    assert sum(map(math.isnan, found.values().tolist())) == 1


@pytest.mark.parametrize("unit", ["share", "probability", "USD"])
def test_what_a_number_is_decides_on_its_interval_and_not_its_unit(unit: str) -> None:
    never = described(count(*[0.0] * 40)._replace(nature="probability"), unit)
    assert (never["mean"], never["ci95"], never["n"]) == (0.0, [0.0, 0.075], 40)
    some = described(count(*[0.0] * 90, *[1.0] * 10)._replace(nature="probability"), unit)
    assert some["estimator"] == "share of replications, Wilson"
    assert some["ci95"] == pytest.approx([0.0552, 0.1744], abs=1e-4)
    assert described(count(*[0.0] * 100), unit)["ci95"] == [0.0, 0.0]
    rare = described(count(*[0.0] * 30)._replace(nature="events"), unit)
    assert (rare["mean"], rare["ci95"]) == (0.0, [0.0, 0.1])
    once = described(count(*[0.0] * 29, 1.0)._replace(nature="events"), unit)
    assert once["estimator"] == "mean of events, score" and once["ci95"] == pytest.approx([0.0055, 0.2006], abs=1e-4)
    often = described(count(3.0, 5.0, 4.0)._replace(nature="events"), unit)
    assert often["estimator"] == "mean, t" and often["ci95"] == described(count(3.0, 5.0, 4.0), unit)["ci95"]


def test_a_share_of_cases_is_wilson_s_by_what_varies() -> None:
    """Independent cases in 50 replications: as if they were one large sample, which no interval leaves below 0."""
    luck = np.random.default_rng(3)
    cases = luck.poisson(40.0, 50).astype(float)
    hits = luck.binomial(cases.astype(int), 0.004).astype(float)
    found = ratio(hits.tolist(), cases.tolist())._replace(nature="proportion").estimate()
    assert found.mean is not None and found.ci95[0] is not None and 0.0 < found.ci95[0] < found.mean
    none = described(ratio([0.0] * 20, [10.0] * 20)._replace(nature="proportion"), "share")
    assert (none["mean"], none["ci95"], none["note"]) == (0.0, [0.0, 0.015], "none of 200 cases: the rule of three")
    every = described(ratio([10.0] * 20, [10.0] * 20)._replace(nature="proportion"), "share")
    assert every["ci95"] == [0.985, 1.0]


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
