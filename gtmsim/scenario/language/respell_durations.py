"""Durations that people write where their unit is another one: terms of payment, terms in days, stays for rates."""

import re
from fractions import Fraction

from gtmsim.scenario.language.respell_numbers import time_of
from gtmsim.scenario.language.respell_words import DAYS
from gtmsim.scenario.language.spelling import plain

NET = re.compile(r"(?:net|n)[ -/]?(\d{1,3})(?: ?d(?:ays?)?)?", re.IGNORECASE)  # `net 30`, as invoices say it
LASTING = re.compile(r"(\d{1,5}(?:\.\d{1,3})?) ?([^\W\d_]+)")
NEAR = Fraction(1, 10)  # of a month, within which days are meant as whole months
RATES = {"1/year": "year", "1/month": "month", "1/day": "day"}


def net_days(text: str) -> str:
    """What terms of payment say, as a duration."""
    found = NET.fullmatch(text)
    return f"{found[1]} days" if found else ""


def spell(text: str, unit: str) -> str:
    """A duration of several days, weeks or more as whole months, or as the rate of what lasts so long in the mean."""
    found = LASTING.fullmatch(text)
    time = time_of(found[2].lower()) if found else ""
    if not found or time not in ("day", "week", "month", "quarter", "year") or Fraction(found[1]) <= 1:
        return ""
    days = Fraction(found[1]) * DAYS[time]
    if unit == "month" and time in ("day", "week"):
        months = round(days / DAYS["month"])
        off = abs(days / DAYS["month"] - months)
        return f"{months} months" if months > 1 and off < NEAR else "1 month" if months == 1 and off < NEAR else ""
    if unit in RATES:
        rate = DAYS[RATES[unit]] / days
        said = (
            f"{plain(float(f'{float(rate * 100):.3g}'))}%" if unit == "1/year" else plain(float(f"{float(rate):.3g}"))
        )
        return f"{said} per {RATES[unit]}"
    return ""


def _short(number: Fraction) -> str:
    return plain(float(f"{float(number):.3g}"))
