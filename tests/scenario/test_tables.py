"""Tabulated distributions: mean, spread and quantiles as in scipy, and the same bits on every machine."""

from hashlib import sha256
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from gtmsim.rules.chance import Table, count_quantile, table_quantile
from gtmsim.scenario.resolved.tables import beta_table, count_table, gamma_table, length_biased, normalised, table_mean

TAILS = 10.0 ** np.arange(-12.0, -1.0, 0.5)
UNIFORMS = np.concatenate((TAILS, np.linspace(0.01, 0.99, 197), 1.0 - TAILS[::-1]))
SHAPES = (0.01, 0.3, 1.0, 2.5, 30.0, 1e4)


def quantiles(table: Table) -> np.ndarray:
    return np.array([table_quantile(table, float(u)) for u in UNIFORMS])


def variance(table: Table) -> float:
    low, high = np.asarray(table.value)[:-1], np.asarray(table.value)[1:]
    return float(np.diff(table.cumulative) @ (low * low + low * high + high * high)) / 3.0 - table_mean(table) ** 2


@pytest.mark.parametrize(("a", "b"), list(product(SHAPES, SHAPES)))
def test_beta_table(a, b):
    table, law = beta_table(a, b), stats.beta(a, b)
    assert table_mean(table) == pytest.approx(a / (a + b), rel=1e-5)
    assert variance(table) == pytest.approx(law.var(), rel=1e-4)
    assert quantiles(table) == pytest.approx(law.ppf(UNIFORMS), abs=1e-4)
    assert table.cumulative[0] == 0.0
    assert table.cumulative[-1] == 1.0
    assert np.all(np.diff(table.cumulative) > 0.0)
    assert np.all(np.diff(table.value) >= 0.0)


@pytest.mark.parametrize("shape", SHAPES)
def test_gamma_table(shape):
    table, law = gamma_table(shape), stats.gamma(shape)
    assert table_mean(table) == pytest.approx(shape, rel=1e-5)
    assert variance(table) == pytest.approx(shape, rel=1e-4)
    assert quantiles(table) == pytest.approx(law.ppf(UNIFORMS), rel=1e-3, abs=1e-4 * shape)


@settings(max_examples=40)
@given(st.floats(-2.0, 4.0), st.floats(-2.0, 4.0))
def test_beta_tables_of_any_shape_have_their_mean(log_a, log_b):
    a, b = 10.0**log_a, 10.0**log_b
    assert table_mean(beta_table(a, b)) == pytest.approx(a / (a + b), rel=1e-5)


@pytest.mark.parametrize(("a", "b", "hazard"), [(0.8, 12.0, 0.02), (0.05, 2.0, 0.01), (500.0, 4000.0, 0.1)])
def test_length_biased_by_integration(a, b, hazard):
    law = stats.beta(a, b)
    found = length_biased(beta_table(a, b), lambda theta: 1.0 / (theta + hazard))
    # integrated over the quantile, where the density at 0 does no harm
    total, moment = (
        integrate.quad(lambda u, k=k: law.ppf(u) ** k / (law.ppf(u) + hazard), 0.0, 1.0, limit=500, epsabs=1e-9)[0]
        for k in (0, 1)
    )
    assert table_mean(found) == pytest.approx(moment / total, rel=5e-5)


def test_length_biased_by_hand():
    # lives of 3 below one half and 1 above it
    found = length_biased(
        Table(np.array([0.0, 0.5, 1.0]), np.array([0.0, 0.5, 1.0])), lambda x: 3.0 if x < 0.5 else 1.0
    )
    assert np.array_equal(found.cumulative, [0.0, 0.75, 1.0])
    assert table_mean(found) == 0.75 * 0.25 + 0.25 * 0.75


def test_equal_lives_change_nothing():
    table = beta_table(2.0, 5.0)
    same = length_biased(table, lambda _: 7.0)
    assert same.cumulative == pytest.approx(table.cumulative, abs=1e-14)


def test_cells_too_light_to_be_met_are_left_out():
    table = normalised(np.array([1.0, 1e-30, 0.0, 1.0, 1e-30]), np.arange(6.0))
    assert np.array_equal(table.cumulative, [0.0, 0.5, 1.0])
    assert np.array_equal(table.value, [0.0, 1.0, 4.0])


@pytest.mark.parametrize("mean", [0.01, 1.0, 3.7, 50.0, 10_000.0])
@pytest.mark.parametrize("dispersion", [0.5, 1.0, 30.0, 1e6, np.inf])
def test_count_table(mean, dispersion):
    first, cumulative = count_table(mean, dispersion)
    counts = first + np.arange(len(cumulative))
    law = stats.poisson(mean) if dispersion == np.inf else stats.nbinom(dispersion, dispersion / (mean + dispersion))
    some = slice(None, None, 1 + len(counts) // 2000)
    assert cumulative[some] == pytest.approx(law.cdf(counts[some]), abs=1e-10)
    assert float(counts @ np.diff(cumulative, prepend=0.0)) == pytest.approx(mean, rel=1e-9)
    assert cumulative[-1] == 1.0
    assert np.all(np.diff(cumulative) >= 0.0)
    assert first == 0 or law.cdf(first - 1) < 2e-17


def test_count_table_by_hand():
    # negative binomial of dispersion 1 and mean 1: 1/2, 1/4, 1/8, ...
    first, cumulative = count_table(1.0, 1.0)
    assert first == 0
    assert cumulative[:5] == pytest.approx([0.5, 0.75, 0.875, 0.9375, 0.96875], rel=1e-15)
    assert [count_quantile(cumulative, first, u) for u in (0.0, 0.49, 0.51, 0.9)] == [0, 0, 1, 3]


def test_nothing_comes_at_a_mean_of_zero():
    first, cumulative = count_table(0.0, 2.0)
    assert count_quantile(cumulative, first, 0.999) == 0


def digest(*columns: np.ndarray) -> str:
    return sha256(b"".join(np.asarray(each, "<f8").tobytes() for each in columns)).hexdigest()[:16]


PINNED = [
    (lambda: beta_table(0.8, 12.0), "a89012599fd029a3"),
    (lambda: beta_table(2500.0, 0.02), "b4e16cc44abaa23c"),
    (lambda: gamma_table(2.5), "6308960a76da2846"),
    (lambda: length_biased(beta_table(0.8, 12.0), lambda theta: 1.0 / (theta + 0.02)), "1029ece12433d38e"),
    (lambda: count_table(3.0)[1:], "5156ac27ec43559b"),
    (lambda: count_table(40.0, 2.5)[1:], "a5caa8e4be82c258"),
    (lambda: count_table(10_000.0, 30.0)[1:], "ce3e0006a7cad496"),
]


@pytest.mark.parametrize(("columns", "bits"), PINNED)
def test_same_bits_on_every_machine(columns, bits):
    assert digest(*columns()) == bits
