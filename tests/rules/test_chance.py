"""Laws, tables and choices: values by hand, and the standard distributions of scipy."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from gtmsim.rules.chance import (
    EXPONENTIAL,
    FIXED,
    LOGNORMAL,
    Law,
    Table,
    choose,
    count_quantile,
    law_mean,
    law_quantile,
    poisson_quantile,
    residual_quantile,
    table_quantile,
)

UNIFORM = st.floats(0.0, 1.0, exclude_min=True, exclude_max=True)
LAWS = st.builds(Law, st.sampled_from((FIXED, EXPONENTIAL, LOGNORMAL)), st.floats(0.0, 1e4), st.floats(0.0, 3.0))
STEPS = Table((0.0, 0.25, 0.75, 1.0), (1.0, 2.0, 2.0, 10.0))
# Uniforms at the middle of equal cells: a mean over them is the integral, up to the tails.
GRID = [(i + 0.5) / 20_000 for i in range(20_000)]


@pytest.mark.parametrize(
    ("law", "u", "expected"),
    [
        (Law(FIXED, 30.0), 0.9, 30.0),
        (Law(EXPONENTIAL, 30.0), 0.5, 30.0 * math.log(2.0)),
        (Law(EXPONENTIAL, 30.0), 0.0, 0.0),
        (Law(LOGNORMAL, 30.0, 0.5), 0.5, 30.0),
        (Law(LOGNORMAL, 30.0, 0.5), 0.975, 30.0 * math.exp(0.5 * 1.959963984540054)),
        (Law(LOGNORMAL, 30.0), 0.01, 30.0),
        (Law(LOGNORMAL, 0.0, 0.5), 0.3, 0.0),
    ],
)
def test_law_quantile(law, u, expected):
    assert law_quantile(law, u) == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize(
    ("law", "expected"),
    [(Law(FIXED, 3.0), 3.0), (Law(EXPONENTIAL, 3.0), 3.0), (Law(LOGNORMAL, 3.0, 0.8), 3.0 * math.exp(0.32))],
)
def test_law_mean_is_the_mean_of_its_quantiles(law, expected):
    assert law_mean(law) == pytest.approx(expected, rel=1e-15)
    assert sum(law_quantile(law, u) for u in GRID) / len(GRID) == pytest.approx(expected, rel=2e-4)


@pytest.mark.parametrize(
    ("law", "expected"),
    # half the second moment over the mean (Cox 1962)
    [
        (Law(FIXED, 4.0), 2.0),
        (Law(EXPONENTIAL, 4.0), 4.0),
        (Law(LOGNORMAL, 4.0, 0.5), 0.5 * 4.0 * math.exp(2.0 * 0.25 - 0.125)),
    ],
)
def test_mean_of_what_is_left_of_a_duration(law, expected):
    lengths = sum(residual_quantile(law, u, 0.5) for u in GRID) / len(GRID)
    shares = sum(residual_quantile(law, 0.5, u) for u in GRID) / len(GRID)
    if law.shape == EXPONENTIAL:
        assert lengths == pytest.approx(expected, rel=2e-4)
        assert shares == pytest.approx(4.0 * math.log(2.0), rel=1e-12)
    else:
        assert lengths == pytest.approx(expected, rel=2e-4)  # a share of one half is the mean share
        assert shares == pytest.approx(residual_quantile(law, 0.5, 1.0) / 2.0, rel=1e-12)


@given(LAWS, UNIFORM, UNIFORM)
def test_laws_rise_with_u(law, one, other):
    low, high = sorted((one, other))
    assert law_quantile(law, low) <= law_quantile(law, high) * (1.0 + 1e-14)


@given(LAWS, UNIFORM, UNIFORM)
def test_what_is_left_is_not_negative(law, u_length, u_share):
    assert residual_quantile(law, u_length, u_share) >= 0.0


@pytest.mark.parametrize(
    ("u", "index"), [(0.0, 0), (0.1999, 0), (0.2, 2), (0.5, 2), (0.7, 3), (0.9999999999999999, 3), (1.0, 3)]
)
def test_choose_leaves_out_what_has_no_share(u, index):
    assert choose((0.2, 0.2, 0.7, 1.0), u) == index


def test_choose_of_one():
    assert choose((1.0,), 0.3) == 0


@given(st.lists(st.floats(0.0, 1.0), max_size=40), UNIFORM)
def test_choose_finds_the_first_above(shares, u):
    cumulative = np.array([*sorted(shares), 1.0])
    assert choose(cumulative, u) == np.flatnonzero(cumulative > u)[0]


@pytest.mark.parametrize(("u", "n"), [(0.0, 7), (0.49, 7), (0.5, 8), (0.8, 9)])
def test_count_quantile_starts_at_the_first_count(u, n):
    assert count_quantile((0.5, 0.8, 1.0), 7, u) == n


@pytest.mark.parametrize(
    ("u", "value"), [(0.0, 1.0), (0.125, 1.5), (0.25, 2.0), (0.5, 2.0), (0.75, 2.0), (0.875, 6.0), (1.0, 10.0)]
)
def test_table_quantile_is_linear_between_entries(u, value):
    assert table_quantile(STEPS, u) == value


@given(UNIFORM, UNIFORM)
def test_table_quantile_rises_with_u(one, other):
    low, high = sorted((one, other))
    assert table_quantile(STEPS, low) <= table_quantile(STEPS, high)


def test_table_quantile_of_arrays_is_a_plain_float():
    arrays = Table(np.array(STEPS.cumulative), np.array(STEPS.value))
    assert [table_quantile(arrays, u) for u in GRID[::500]] == [table_quantile(STEPS, u) for u in GRID[::500]]
    assert all(type(table_quantile(arrays, u)) is float for u in (0.0, 0.1, 1.0))


@pytest.mark.parametrize("mean", [0.0, 1e-9, 0.3, 1.0, 7.5, 50.0])
def test_poisson_quantile_as_in_scipy(mean):
    expected = stats.poisson(mean).ppf(GRID[::20])
    assert [poisson_quantile(mean, u) for u in GRID[::20]] == expected.tolist()


def test_poisson_quantile_ends():
    assert poisson_quantile(2.0, 0.0) == 0
    assert poisson_quantile(2.0, 1.0) < 40


@given(st.floats(0.0, 50.0), UNIFORM, UNIFORM)
def test_poisson_quantile_rises_with_u(mean, one, other):
    low, high = sorted((one, other))
    assert poisson_quantile(mean, low) <= poisson_quantile(mean, high)


PINNED = [
    (law_quantile(Law(EXPONENTIAL, 12.5), 0.3), "0x1.1d57074cff975p+2"),
    (law_quantile(Law(LOGNORMAL, 12.5, 0.7), 0.3), "0x1.151a01c5bec4ep+3"),
    (law_mean(Law(LOGNORMAL, 12.5, 0.7)), "0x1.ff0c6c2723064p+3"),
    (residual_quantile(Law(LOGNORMAL, 12.5, 0.7), 0.8, 0.3), "0x1.610e54345526fp+3"),
    (table_quantile(STEPS, 0.9), "0x1.b333333333334p+2"),
]


@pytest.mark.parametrize(("value", "bits"), PINNED)
def test_same_bits_on_every_machine(value, bits):
    assert value.hex() == bits
