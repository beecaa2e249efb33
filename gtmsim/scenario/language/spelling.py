"""A number with its unit in the shortest writing that a scenario takes; knows no parameter."""

import datetime
from fractions import Fraction
from typing import Any

from gtmsim.scenario.language.magnitude import magnitude, write

SMALLER = {"day": ((24.0, "h"), (1440.0, " minutes")), "hour": ((60.0, " minutes"),)}  # how many are in one
LARGEST = 1e12  # beyond it nobody counts in k or M
PERIODS = {"money/month": "month", "money/year": "year", "1/year": "year", "1/month": "month", "1/day": "day"}


def spelled(value: Any, unit: str) -> str:
    """For example `38k per year`, `30%`, `45 days`; `parse` takes it back to the value."""
    if unit in ("day", "hour") and 0.0 < value < 1.0 and (short := _small_time(value, unit)):
        return short
    if isinstance(value, datetime.date) or unit in ("day", "hour", "month", "clock", "lead/day"):
        return str(write(value, unit))
    if unit == "1/year" and 0.0 < abs(value) < 1.0:
        return f"{percent(value)} per year"
    if unit.startswith("money") or unit in PERIODS:
        period = PERIODS.get(unit)
        return thousands(value) + (f" per {period}" if period else "")
    return percent(value) if unit == "share" else thousands(value)


def _small_time(value: float, unit: str) -> str:
    """Hours or minutes that are exactly the duration; empty if none are short."""
    for size, word in SMALLER[unit]:
        text = f"{plain(float(f'{value * size:.6g}'))}{word}"
        if value * size >= 1.0 and magnitude(text, unit) == value:
            return text if text != "1 minutes" else "1 minute"
    return ""


def range_of(low: float, high: float, unit: str) -> str:
    """A range with its unit once: `6k to 500k per year`."""
    if unit == "1/year" and high > 1.0:
        return f"{plain(low)} to {plain(high)} per year"
    first, second = spelled(low, unit), spelled(high, unit)
    _, blank, end = second.partition(" ")
    singular = (blank + end).removesuffix("s")
    return f"{first.removesuffix(blank + end).removesuffix(singular) if singular else first} to {second}"


def roughly(value: float, unit: str = "money") -> str:
    """A number to three digits, for people: `7.31M`, `3.33 days`."""
    if unit.startswith("money"):
        return _roughly_money(value, unit)
    if unit in SMALLER and 0.0 < value < 1.0:
        size, word = next((each for each in SMALLER[unit] if value * each[0] >= 1.0), SMALLER[unit][-1])
        number = plain(float(f"{value * size:.3g}"))
        return f"{number}{word[:-1] if number == '1' and word != 'h' else word}"
    return spelled(type(value)(float(f"{value:.3g}")), unit)


def _roughly_money(value: float, unit: str) -> str:
    size, sign = next(((s, sign) for s, sign in ((1e6, "M"), (1e3, "k")) if abs(value) >= s), (1.0, ""))
    period = PERIODS.get(unit)
    return f"{plain(float(f'{value / size:.3g}'))}{sign}" + (f" per {period}" if period else "")


def percent(value: float) -> str:
    """0.3 -> "30%"; more digits where fewer would be another number."""
    text = f"{plain(float(f'{value * 100.0:.12g}'))}%"
    return text if magnitude(text, "share") == value else f"{plain(float(Fraction(value) * 100))}%"


def thousands(value: float) -> str:
    """38000 -> "38k", 5000000 -> "5M"; a number that k or M would not shorten stays as it is."""
    whole = plain(value)
    for size, sign in ((1_000_000, "M"), (1_000, "k")):
        digits = plain(value / size)
        if size <= abs(value) < LARGEST and len(digits) + 1 < len(whole) and Fraction(digits) * size == Fraction(value):
            return f"{digits}{sign}"
    return whole


def plain(value: float) -> str:
    """A number without `e` and without a fraction that is nought."""
    if value == int(value):
        return str(int(value))
    text = repr(float(value))
    return f"{value:.17f}".rstrip("0") if "e" in text else text
