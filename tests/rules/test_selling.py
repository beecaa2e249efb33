"""Contract value, the step to the next stage, and attention, by hand."""

from math import exp, inf, log

import pytest

from gtmsim.mechanisms.selling.rules import (
    annual_price,
    attention,
    discount_logarithm,
    discounted,
    effort_logit,
    goes_on,
)


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


@pytest.mark.parametrize(
    ("amount", "discount", "expected"),
    [
        (1_200_000, 0.1, 1_080_000),
        (999_996, 0.0, 999_996),  # as it was, to the cent
        (120_000, 0.333, 80_040),  # 6,670 cents a month
        (1_200, 0.005, 1_200),  # 99.5 cents a month, halves upwards
        (12, 0.9, 12),  # a cent a month at least
    ],
)
def test_discounted(amount, discount, expected):
    assert discounted(amount, discount) == expected


@pytest.mark.parametrize(
    ("per_doubling", "log_effort", "stages", "expected"),
    [
        (0.4, log(2.0), 1, 0.4),  # one stage, twice the work
        (0.4, log(2.0), 2, 0.2),  # one of two stages
        (0.4, 2.0 * log(2.0), 2, 0.4),
        (0.4, -log(4.0), 1, -0.8),  # a quarter of the work
        (0.4, 0.0, 0, 0.0),  # no stage, nothing to divide
    ],
)
def test_effort_logit(per_doubling, log_effort, stages, expected):
    assert effort_logit(per_doubling, log_effort, stages) == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize(
    ("discount", "expected"), [(0.0, 0.0), (0.5, -0.6931471805599453), (0.1, -0.10536051565782628)]
)
def test_discount_logarithm(discount, expected):
    assert discount_logarithm(discount) == pytest.approx(expected, rel=1e-15)
