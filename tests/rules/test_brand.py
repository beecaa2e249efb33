"""Goodwill month by month and what it is worth, by hand."""

import math

import pytest

from gtmsim.mechanisms.brand.rules import Brand, arrived, goodwill, lift, price_felt, prior_trust, reach, spoken, taken

FIRM = Brand(0.75, 0.4, 0.5, 0.1, 0.3, 0.25, 0.5, 0.08)


@pytest.mark.parametrize(("spend", "expected"), [(0.0, 0.0), (20.0, 0.5), (60.0, 0.75)])
def test_reach_saturates(spend, expected):
    assert reach(spend, 20.0) == expected


@pytest.mark.parametrize(
    ("months", "delay", "expected"),
    [(0.0, 6.0, 0.0), (3.0, 0.0, 3.0), (3.0, 6.0, -3.0 + 9.0 / math.e), (600.0, 6.0, 594.0)],
)
def test_an_even_flow_comes_out_late(months, delay, expected):
    assert arrived(months, delay) == pytest.approx(expected, rel=1e-12)


def test_what_arrives_is_what_an_erlang_delay_of_two_stages_lets_through():
    # the derivative is 1 - (1 + x) exp(-x) with x in means of one stage
    slope = (arrived(4.0 + 1e-5, 6.0) - arrived(4.0 - 1e-5, 6.0)) / 2e-5
    assert slope == pytest.approx(1.0 - (1.0 + 4.0 / 3.0) * math.exp(-4.0 / 3.0), rel=1e-8)


@pytest.mark.parametrize(("customers", "covered", "expected"), [(0, 1.0, 0.0), (50, 1.0, 0.1), (200, 0.25, -0.2)])
def test_customers_speak_as_they_are_served(customers, covered, expected):
    assert spoken(FIRM, customers, covered) == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize(
    ("before", "built", "talk", "expected"),
    [(1.0, 1.0, 0.0, 1.0), (2.0, 0.0, 0.0, 1.5), (1.0, 2.0, 0.4, 1.35), (0.1, 0.0, -5.0, 0.0)],
)
def test_goodwill_moves_toward_what_is_kept_up(before, built, talk, expected):
    assert goodwill(FIRM, before, built, talk) == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize(("u", "expected"), [(0.05, 0.6), (0.1, -1.0), (0.9, -1.0)])
def test_a_scandal_takes_its_share(u, expected):
    assert taken(FIRM, 2.0, u) == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize(("now", "expected"), [(0.0, 0.8), (1.0, 1.0), (2.0, 1.2), (9.0, 1.2)])
def test_lift(now, expected):
    assert lift(FIRM, now) == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize(("now", "expected"), [(1.0, 0.0), (3.0, 0.5 * math.log(2.0)), (0.0, -0.5 * math.log(2.0))])
def test_prior_trust(now, expected):
    assert prior_trust(FIRM, now) == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize(("now", "expected"), [(0.0, 0.08), (1.0, 0.0), (3.0, -0.04)])
def test_price_felt(now, expected):
    assert price_felt(FIRM, now) == pytest.approx(expected, rel=1e-15)
