"""No digit that its interval does not support."""

import pytest

from gtmsim.study.wording import between, last_place, number, so_many


@pytest.mark.parametrize(
    ("half_width", "place"),
    [
        (31_234.0, 3),
        (35_500.0, 4),
        (94_900.0, 4),
        (95_000.0, 4),
        (10_500.0, 3),
        (0.0234, -3),
        (0.5, -1),
        (1.0, -1),
        (9.6, 0),
    ],
)
def test_last_place(half_width: float, place: int) -> None:
    assert last_place(half_width) == place


@pytest.mark.parametrize(
    ("x", "half_width", "unit", "text"),
    [
        (1_234_567.0, 31_000.0, "USD/year", "1.235M USD/year"),
        (1_234_567.0, 61_000.0, "USD/year", "1.23M USD/year"),
        (41_500.0, 10_500.0, "USD", "42k USD"),
        (7_450.38, 510.4, "USD", "7500 USD"),
        (0.20381, 0.0123, "share", "20.4%"),
        (0.20381, None, "share", "20.4%"),
        (12_000.0, 0.0, "USD", "12k USD"),
        (12_345.0, 0.0, "leads", "12.345k leads"),
        (300.0, 5_000.0, "USD", "300 USD"),
        (3.14159, 0.21, "1", "3.14"),
        (-41_500.0, 10_500.0, "USD", "−42k USD"),
        (None, None, "USD", "undefined"),
        (0.0, 0.0, "customers", "0 customers"),
        (2.5e9, 1e8, "CNY", "2.50bn CNY"),
    ],
)
def test_number(x: float | None, half_width: float | None, unit: str, text: str) -> None:
    assert number(x, half_width, unit) == text


@pytest.mark.parametrize(
    ("low", "high", "unit", "text"),
    [
        (31_012.0, 51_988.0, "USD", "31k to 52k USD"),
        (-70_123.0, 601_000.0, "USD/year", "−70k to 600k USD/year"),
        (0.0309, 0.0456, "share", "3.1 to 4.6 percentage points"),
        (12_000.0, 12_000.0, "USD", "12k USD"),
        (None, 4.0, "USD", "no interval"),
        (-3.2, 5.1, "months", "−3 to 5 months"),
        (0.31, 22.0, "USD", "0.31 to 22 USD"),  # it lies above 0, as its verdict says
        (-22_000.0, -300.0, "USD", "−22k to −0.30k USD"),
        (0.00004, 0.05, "share", "0.004 to 5.0 percentage points"),
        (0.0, 22.0, "USD", "0 to 22 USD"),
    ],
)
def test_between(low: float | None, high: float | None, unit: str, text: str) -> None:
    assert between(low, high, unit, difference=True) == text


def test_no_digits_follow_a_share_that_is_all() -> None:
    assert number(1.0, 1.15e-5, "share") == "100%"
    assert between(0.999977, 1.0, "share") == "99.9977 to 100%"
    assert between(0.5, 1.0, "share") == "50 to 100%"
    assert number(1.0, 0.2, "share", difference=True) == "100 percentage points"
    assert number(0.0, 1e-5, "share") == "0%"


def test_a_count_goes_with_its_word() -> None:
    assert [so_many(count, "month") for count in (0, 1, 2, 1000)] == ["0 months", "1 month", "2 months", "1,000 months"]
    assert so_many(0.8, "month") == "1 month" and so_many(1.6, "month") == "2 months"
