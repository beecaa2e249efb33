"""Every unit: what is accepted and the exact value, what is refused and why; writing and reading are inverse."""

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtmsim.scenario.language.currency import currency, is_currency
from gtmsim.scenario.language.magnitude import write
from gtmsim.scenario.language.quantity import QuantityError, parse, show
from gtmsim.scenario.language.units import EXAMPLES

ACCEPTED = [
    ("day", "45 days", 45.0),
    ("day", "1 day", 1.0),
    ("day", "2 weeks", 14.0),
    ("day", "3 months", 91.3125),
    ("day", "1 quarter", 91.3125),
    ("day", "1 year", 365.25),
    ("day", "36h", 1.5),
    ("day", "18 minutes", 0.0125),
    ("day", "90 s", 90 / 86400),
    ("day", "1.5d", 1.5),
    ("day", 0, 0.0),
    ("hour", "40h", 40.0),
    ("hour", "18 minutes", 0.3),
    ("hour", "2 days", 48.0),
    ("month", "12 months", 12),
    ("month", "1 year", 12),
    ("month", "2 quarters", 6),
    ("month", "annual", 12),
    ("month", "quarterly", 3),
    ("month", "monthly", 1),
    ("money", "12k", 12_000.0),
    ("money", "1.5M", 1_500_000.0),
    ("money", 900, 900.0),
    ("money", 1e3, 1000.0),
    ("money", "$12k", 12_000.0),
    ("money", "12k USD", 12_000.0),
    ("money", "USD 12k", 12_000.0),
    ("money", "12€", 12.0),
    ("money/month", 30_000, 30_000.0),
    ("money/month", "30k", 30_000.0),
    ("money/month", "30k per month", 30_000.0),
    ("money/month", "30k/month", 30_000.0),
    ("money/month", "1.2k per day", 36_525.0),
    ("money/month", "120k per year", 10_000.0),
    ("money/month", "$30k per quarter", 10_000.0),
    ("money/year", "1k per month", 12_000.0),
    ("money/year", "100k", 100_000.0),
    ("lead/day", "12 per day", 12.0),
    ("lead/day", "12/day", 12.0),
    ("lead/day", "12 leads per day", 12.0),
    ("lead/day", "487 per month", 16.0),
    ("lead/day", "1.461k per year", 4.0),
    ("lead/day", 0, 0.0),
    ("1/year", "0.15 per year", 0.15),
    ("1/year", "5% per year", 0.05),
    ("1/year", "1% per month", 0.12),
    ("1/year", 0.15, 0.15),
    ("1/month", "4 per month", 4.0),
    ("1/month", "48 per year", 4.0),
    ("1/month", 4, 4.0),
    ("1/day", "20 per day", 20.0),
    ("1/day", "0.6k/week", 600 / 7),
    ("share", "30%", 0.3),
    ("share", "30 %", 0.3),
    ("share", 0.3, 0.3),
    ("share", "-10%", -0.1),
    ("1", 1.5, 1.5),
    ("1", -3, -3.0),
    ("1", "2k", 2000.0),
    ("count", 3, 3),
    ("count", 3.0, 3),
    ("count", "10k", 10_000),
    ("date", "2026-01-31", datetime.date(2026, 1, 31)),
    ("date", datetime.date(2026, 1, 31), datetime.date(2026, 1, 31)),
    ("clock", "9h", 9.0),
    ("clock", "17.5h", 17.5),
]

REFUSED = [
    ("day", 45, "E_UNIT"),
    ("day", "12k", "E_UNIT"),
    ("day", "5 parsecs", "E_UNIT"),
    ("day", "5 days per week", "E_UNIT"),
    ("day", "10 m", "E_UNIT"),
    ("day", "5%", "E_TYPE"),
    ("day", "45", "E_TYPE"),
    ("day", True, "E_TYPE"),
    ("day", None, "E_TYPE"),
    ("day", [1], "E_TYPE"),
    ("day", "soon", "E_TYPE"),
    ("day", "1,5 days", "E_NUMBERLIKE"),
    ("day", "010 days", "E_NUMBERLIKE"),
    ("day", "0x1F days", "E_NUMBERLIKE"),
    ("day", "2000 years", "E_RANGE"),
    ("hour", 8, "E_UNIT"),
    ("month", 12, "E_UNIT"),
    ("month", "45 days", "E_UNIT"),
    ("month", "1.5 months", "E_TYPE"),
    ("money", "500", "E_TYPE"),
    ("money", "45 days", "E_UNIT"),
    ("money", "30k per month", "E_UNIT"),
    ("money", "5%", "E_TYPE"),
    ("money", "1,000", "E_NUMBERLIKE"),
    ("money", "1_000", "E_NUMBERLIKE"),
    ("money", "2000G", "E_UNIT"),
    ("money", "1e13", "E_TYPE"),
    ("money", 1e13, "E_RANGE"),
    ("money", -1e13, "E_RANGE"),
    ("money", float("nan"), "E_RANGE"),
    ("money", float("inf"), "E_RANGE"),
    ("money", "nan", "E_RANGE"),
    ("money", "9" * 60 + "k", "E_RANGE"),
    ("money", 10**300, "E_RANGE"),
    ("money", 10**4000, "E_RANGE"),
    ("money/month", "30k per parsec", "E_UNIT"),
    ("1/day", "20%", "E_TYPE"),
    ("1/month", "4 days", "E_UNIT"),
    ("lead/day", 12, "E_UNIT"),
    ("lead/day", "12 leads", "E_UNIT"),
    ("lead/day", "12k", "E_UNIT"),
    ("1/year", "5 days", "E_UNIT"),
    ("share", "5 days", "E_UNIT"),
    ("share", "5% per year", "E_UNIT"),
    ("share", "1k", "E_UNIT"),
    ("1", "5%", "E_TYPE"),
    ("1", "5 days", "E_UNIT"),
    ("1", "$5", "E_UNIT"),
    ("count", 2.5, "E_TYPE"),
    ("count", "abc", "E_TYPE"),
    ("count", 10**18, "E_RANGE"),
    ("date", "2026-1-31", "E_TYPE"),
    ("date", "2026-02-30", "E_RANGE"),
    ("date", "0026-02-03", "E_RANGE"),
    ("date", 2026, "E_TYPE"),
    ("date", datetime.datetime(2026, 1, 1), "E_TYPE"),
    ("clock", 9, "E_UNIT"),
    ("clock", "9 minutes", "E_UNIT"),
    ("clock", "9:30", "E_NUMBERLIKE"),
    ("clock", "25h", "E_RANGE"),
]


@pytest.mark.parametrize(("unit", "said", "value"), ACCEPTED)
def test_what_is_accepted_has_its_exact_value(unit: str, said: object, value: Any) -> None:
    assert parse(said, unit) == value
    assert isinstance(parse(said, unit), type(value))  # money that counts days is a number that knows it


@pytest.mark.parametrize(("unit", "said", "code"), REFUSED)
def test_what_is_refused_has_its_code(unit: str, said: object, code: str) -> None:
    with pytest.raises(QuantityError) as caught:
        parse(said, unit)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("unit", "said", "hint"),
    [
        ("money", "1,000", "write `1000`"),
        ("money", "1_000k", "write `1000k`"),
        ("1", "1,5", "write `1.5`"),
        ("1", "0x1F", "write `31`"),
        ("1", "0o17", "write `15`"),
        ("1", "007", "write `7`"),
        ("clock", "9:30", "write `9.5h`"),
        ("money", "500", "remove the quotes: write `500`"),
        ("day", 45, "write `45 days`"),
        ("day", "3 m", "`m` may be minutes or months: write `3 minutes` or `3 months`"),
    ],
)
def test_a_refusal_says_what_to_write(unit: str, said: object, hint: str) -> None:
    with pytest.raises(QuantityError) as caught:
        parse(said, unit)
    assert caught.value.hint == hint


def test_every_unit_has_an_example_that_is_accepted() -> None:
    for unit, example in EXAMPLES.items():
        if unit in ("1", "count"):
            assert parse(float(example), unit) == float(example)
        else:
            parse(example, unit)


@given(st.sampled_from(sorted(set(EXAMPLES) - {"date"})), st.floats(0, 1e12))
def test_what_is_written_is_read_back_exactly(unit: str, number: float) -> None:
    value = {"month": round, "count": round}.get(unit, float)(min(number, 24.0) if unit == "clock" else number % 1e4)
    assert parse(write(value, unit), unit) == value


@given(
    st.one_of(st.text(max_size=12), st.text("0123456789.,_kM%$ per/daysx-+e:", max_size=14)),
    st.sampled_from([*EXAMPLES]),
)
def test_any_text_is_a_value_or_a_refusal(said: str, unit: str) -> None:
    try:
        parse(said, unit)
    except QuantityError as fault:
        assert fault.code in {"E_TYPE", "E_UNIT", "E_RANGE", "E_NUMBERLIKE"}
        assert "\n" not in fault.what


def test_an_amount_names_its_currency() -> None:
    assert [currency(said) for said in ("$12k", "12k EUR", "CNY 3 per month", "12k", 12)] == ["$", "EUR", "CNY", "", ""]
    assert is_currency("$", "USD") and is_currency("¥", "CNY") and is_currency("EUR", "EUR")
    assert not is_currency("$", "EUR") and not is_currency("USD", "CNY")


def test_a_value_is_shown_short_and_printable() -> None:
    assert show("a\x1b[31m" + "b" * 100) == "`a?[31m" + "b" * 31 + "...`"
    assert [show(one) for one in (None, True, {}, [], 10**100)] == [
        "nothing",
        "true",
        "a section",
        "a list",
        "a very long number",
    ]
