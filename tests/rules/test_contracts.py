"""Terms that are offered, computed by hand."""

from math import e, log

import pytest

from gtmsim.mechanisms.contracts.rules import (
    agreed_price,
    anniversaries,
    both_discounts,
    both_rises,
    drawn_to,
    escalated,
    fee_logarithm,
    first_year_logarithm,
    further_discount,
    is_prepaid,
    notice_due,
    regained,
    reluctance,
    rises_billed,
)
from gtmsim.mechanisms.subscription.rules import repriced
from gtmsim.rules.calendar import DAY


def test_a_discount_draws_buyers_to_a_term():
    assert drawn_to(0.4, 0.05, 0.0) == 0.4
    assert drawn_to(0.6, 0.05, 0.2) == pytest.approx(0.6 * e)  # 20 points at 0.05 each


def test_discounts_come_one_after_the_other():
    assert both_discounts(0.1, 0.05) == pytest.approx(0.145)
    assert (both_discounts(0.1, 0.0), both_discounts(0.0, 0.05)) == (0.1, 0.05)


def test_a_fee_makes_the_first_year_dearer():
    assert fee_logarithm(0, 120_000) == 0.0
    assert fee_logarithm(12_000, 120_000) == pytest.approx(log(1.1))


def test_a_month_is_never_prepaid():
    assert is_prepaid(12, 12)
    assert is_prepaid(36, 60)
    assert not is_prepaid(36, 12)
    assert not is_prepaid(1, 12)


def test_a_price_with_one_discount_gets_another():
    assert further_discount(0.1, 0.1) == 0.0
    assert further_discount(0.0, 0.2) == pytest.approx(0.2)
    assert 90.0 * (1.0 - further_discount(0.1, 0.2)) == pytest.approx(80.0)
    assert 80.0 * (1.0 - further_discount(0.2, 0.0)) == pytest.approx(100.0)


def test_committees_count_years_from_the_first_on():
    assert reluctance(0.2, 12) == 0.0
    assert reluctance(0.2, 36) == pytest.approx(0.4)
    assert reluctance(0.2, 1) == pytest.approx(-0.2 * 11 / 12)


def test_years_end_within_a_term_and_not_with_it():
    assert [anniversaries(months) for months in (1, 12, 13, 24, 25, 36, 60)] == [0, 0, 1, 1, 2, 2, 4]


def test_a_price_rises_to_the_cent():
    assert escalated(10_000, 0.05) == 10_500
    assert escalated(10_050, 0.05) == 10_553  # half a cent more
    assert escalated(3, 0.05) == 4  # something at least
    assert escalated(10_000, 0.0) == 10_000


def test_a_bill_holds_the_rises_within_its_months():
    none = 0, 0.0  # no introductory discount
    assert rises_billed(10_000, 0.05, 0, 12, *none) == 0
    assert rises_billed(10_000, 0.05, 0, 24, *none) == 12 * 500
    assert rises_billed(10_000, 0.05, 0, 36, *none) == 12 * 500 + 12 * 1_025
    assert rises_billed(10_500, 0.05, 12, 12, *none) == 0  # the rise of the first year is in the price
    assert rises_billed(10_000, 0.05, 10, 5, *none) == 3 * 500  # months 11 and 12 cost as before, then three more
    assert rises_billed(10_000, 0.0, 0, 36, *none) == 0


def test_a_bill_holds_the_end_of_an_introductory_discount():
    assert regained(10_000, 8_000) == 0.25
    assert rises_billed(8_000, 0.0, 0, 12, 3, 0.25) == 9 * 2_000
    assert rises_billed(8_000, 0.05, 0, 24, 3, 0.25) == 9 * 2_000 + 12 * 2_500  # 10,500 in the second year
    assert rises_billed(8_000, 0.05, 0, 24, 12, 0.25) == 12 * 2_500  # the full price first, then the rise on it
    assert rises_billed(8_000, 0.05, 0, 36, 18, 0.25) == 6 * 400 + 6 * 2_500 + 12 * 3_025
    assert rises_billed(8_000, 0.0, 3, 3, 3, 0.25) == 0  # who comes to this bill pays the full price already
    assert rises_billed(8_000, 0.0, 0, 3, 3, 0.25) == 0
    assert agreed_price(8_000, 0.05, 12, 12, 0.25) == 10_500
    assert agreed_price(8_000, 0.05, 11, 12, 0.25) == 8_000


def test_the_full_price_comes_back_to_the_cent():
    for full in range(2, 2_000):
        for discount in (0.01, 0.2, 1 / 3, 0.5, 0.99):
            mrr = repriced(full, -discount)
            assert 0 < mrr < full
            assert escalated(mrr, regained(full, mrr)) == full == repriced(mrr, regained(full, mrr))


def test_a_discount_at_first_makes_the_first_year_cheaper():
    assert first_year_logarithm(0.2, 3) == pytest.approx(log(0.95))
    assert first_year_logarithm(0.2, 12) == first_year_logarithm(0.2, 24) == pytest.approx(log(0.8))


def test_two_rises_are_met_at_once():
    assert both_rises(0.0, 0.05) == 0.05
    assert both_rises(0.25, 0.0) == 0.25
    assert both_rises(0.25, 0.04) == pytest.approx(0.3)
    assert both_rises(0.25, -0.2) == pytest.approx(0.0)


def test_notice_is_due_before_the_end_and_within_the_term():
    assert notice_due(0, 365 * DAY, 90) == 275 * DAY
    assert notice_due(300 * DAY, 331 * DAY, 90) == 300 * DAY  # a term that is shorter begins with it
