"""Contract value, the step to the next stage, and attention, by hand."""

from math import exp, inf

import pytest

from gtmsim.rules.selling import annual_price, attention, goes_on


@pytest.mark.parametrize(
    ("median", "sigma", "level", "u", "expected"),
    [
        (1_200_000.0, 0.0, 1.0, 0.9, 1_200_000),  # no spread
        (1_200_000.0, 0.7, 1.0, 0.5, 1_200_000),  # the median customer
        (1_200_000.0, 0.0, 1.1, 0.5, 1_320_000),
        (1_000_000.0, 0.0, 1.0, 0.5, 999_996),  # 83,333 cents a month
        (1_000_010.0, 0.0, 1.0, 0.5, 1_000_008),  # 83,334.17
        (3.0, 0.0, 1.0, 0.5, 12),  # a cent a month at least
    ],
)
def test_annual_price(median, sigma, level, u, expected):
    assert annual_price(median, sigma, level, u) == expected


def test_annual_price_is_lognormal():
    at_one_sigma = 0.8413447460685429
    assert annual_price(1_200_000.0, 0.5, 1.0, at_one_sigma) == pytest.approx(1_200_000 * exp(0.5), abs=6)


@pytest.mark.parametrize("u", [0.001, 0.1, 0.37, 0.8, 0.999])
def test_annual_price_is_twelve_equal_months(u):
    assert annual_price(987_654.3, 0.9, 1.07, u) % 12 == 0


def test_goes_on():
    assert goes_on(0.8, 0.79)
    assert not goes_on(0.8, 0.8)


@pytest.mark.parametrize(
    ("half_life", "waited", "expected"), [(5.0, 0.0, 1.0), (5.0, 5.0, 0.5), (5.0, 15.0, 0.125), (inf, 900.0, 1.0)]
)
def test_attention(half_life, waited, expected):
    assert attention(half_life, waited) == pytest.approx(expected, rel=1e-15)
