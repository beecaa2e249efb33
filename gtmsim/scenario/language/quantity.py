"""What a person writes (`45 days`, `12k per month`, `30%`) as one number in its declared unit; knows no file."""

import datetime
import functools
import math
import re
from fractions import Fraction
from typing import NamedTuple

from gtmsim.scenario.language.offer import Offer
from gtmsim.scenario.language.per_day import DAYS, PerDay
from gtmsim.scenario.language.quantity_error import Hint
from gtmsim.scenario.language.quantity_error import QuantityError as QuantityError
from gtmsim.scenario.language.quantity_error import short as short
from gtmsim.scenario.language.quantity_error import show as show

_DAYS = {  # days in one unit of time; a month is a twelfth of 365.25 days
    "second": Fraction(1, 86_400),
    "minute": Fraction(1, 1_440),
    "hour": Fraction(1, 24),
    "day": Fraction(1),
    "week": Fraction(7),
    "month": Fraction(487, 16),
    "quarter": Fraction(1_461, 16),
    "year": Fraction(1_461, 4),
}
_WRITINGS = {
    "second": "s sec secs second seconds",
    "minute": "min mins minute minutes",
    "hour": "h hr hrs hour hours",
    "day": "d day days",
    "week": "w week weeks",
    "month": "month months",
    "quarter": "quarter quarters",
    "year": "y yr year years",
}
_TIMES = {writing: time for time, writings in _WRITINGS.items() for writing in writings.split()}
_TERMS = {"monthly": 1, "quarterly": 3, "annual": 12, "annually": 12, "yearly": 12}  # calendar months
_SCALES = {"": 1, "k": 1_000, "M": 1_000_000}
_SIGNS = {"$": ("USD",), "€": ("EUR",), "£": ("GBP",), "¥": ("CNY", "JPY")}

EXAMPLES = {  # declared unit -> a writing that is accepted
    "day": "45 days",
    "hour": "40h",
    "month": "12 months",
    "money": "12k",
    "money/month": "30k per month",
    "money/year": "100k per year",
    "lead/day": "12 per day",
    "1/year": "15% per year",
    "1/month": "4 per month",
    "1/day": "20 per day",
    "share": "30%",
    "1": "1.5",
    "count": "3",
    "date": "2026-01-31",
    "clock": "9h",
}
_MEANS = {  # declared unit -> what it is called in an error
    "day": "a duration",
    "hour": "a time of work",
    "month": "whole calendar months",
    "money": "an amount of money",
    "money/month": "an amount of money a month",
    "money/year": "an amount of money a year",
    "lead/day": "a number of leads with its period",
    "1/year": "a rate",
    "1/month": "a number a month",
    "1/day": "a number a day",
    "share": "a share from 0 to 1",
    "1": "a plain number",
    "count": "a whole number",
    "date": "a date",
    "clock": "an hour of the day",
}
_CEILINGS = {  # beyond these nothing that a firm plans is meant, and cents or microseconds would not fit 64 bits
    "day": 365_250.0,
    "hour": 8_766_000.0,
    "month": 12_000,
    "money": 1e12,
    "money/month": 1e12,
    "money/year": 1e12,
    "clock": 24.0,
    "count": 10**18 - 1,
}
_CEILING = 1e15

# `*+` and `++` never give back what they took: without them a long run of blanks is parted in all ways, for hours.
_NUMBER = r"[+-]?(?:\d[\d_,.]*+|\.\d++)(?:[eE][+-]?\d++)?"
_PARTS = re.compile(
    rf"(?P<before>[$€£¥]|[A-Z]{{3}}(?![A-Za-z]))?\s*+(?P<number>{_NUMBER})\s*+"
    r"(?:(?P<scale>[kM])(?![A-Za-z]))?\s*+(?P<word>%|[$€£¥]|[^\W\d_]+)?\s*+(?:(?:per\b|/)\s*+(?P<per>[^\W\d_]++))?"
)
_STRICT = re.compile(r"[+-]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")
_OTHER_BASE = re.compile(r"[+-]?0(?:[xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)")
_LONGEST_NUMBER = 40  # characters
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")
_CLOCK = re.compile(r"(\d{1,3}):(\d{1,2})(?::\d{1,2}(?:\.\d*)?)?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Parts(NamedTuple):
    """A writing taken apart."""

    number: str
    scale: str
    word: str  # a unit of time, `%`, `leads` or nothing
    per: str
    currency: str


def parse(said: object, unit: str) -> float | int | datetime.date:
    """The number that `said` means [`unit`]."""
    if unit == "date":
        return _date(said)
    if isinstance(said, bool) or not isinstance(said, int | float | str):
        raise QuantityError("E_TYPE", f"need {_MEANS[unit]}, got {show(said)}", _write_as(unit, said))
    exact: Fraction | float
    if isinstance(said, str):
        exact = _exact(said.strip(), unit)
    elif isinstance(said, float) and not math.isfinite(said):
        raise QuantityError("E_RANGE", f"{said} is not a finite number", _write_as(unit))
    elif said != 0 and unit in ("day", "hour", "month", "lead/day", "clock"):
        raise QuantityError("E_UNIT", f"{show(said)} has no unit; need {_MEANS[unit]}", _write_as(unit, said))
    else:
        exact = said
    ceiling = _CEILINGS.get(unit, _CEILING)
    if not -ceiling <= exact <= ceiling:
        raise QuantityError("E_RANGE", f"{show(said)} is beyond {ceiling:g}", _write_as(unit))
    if unit not in ("count", "month"):
        period = _period(said) if unit == "money/month" else ""
        return PerDay(Fraction(exact) * DAYS[period] / _DAYS["month"], period) if period in DAYS else float(exact)
    if exact != int(exact):
        raise QuantityError("E_TYPE", f"need {_MEANS[unit]}, got {show(said)}", _write_as(unit, said))
    return int(exact)


def exact(said: object, unit: str) -> Fraction:
    """The number that `said` means, without any rounding [`unit`, which is no date]."""
    parse(said, unit)  # says what is wrong with it
    return _exact(said.strip(), unit) if isinstance(said, str) else Fraction(str(said))


def write(value: float | int | datetime.date, unit: str) -> str | float | int:
    """A writing that `parse` takes back to exactly `value` [`unit`]."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, PerDay):
        return f"{_whole(float(value.amount))} per {value.period}"
    whole = _whole(value)
    if unit == "day":
        return f"{whole} days" if whole != 1 else "1 day"
    if unit == "month":
        return f"{whole} months" if whole != 1 else "1 month"
    if unit in ("hour", "clock"):
        return f"{whole}h"
    return f"{whole} per day" if unit == "lead/day" else whole


def parts_of(said: object) -> Parts | None:
    """A text or a bare number taken apart; None if it is no number with a unit."""
    found = _PARTS.fullmatch(str(said).strip()) if isinstance(said, str | int | float) else None
    return _apart(found) if found else None


def _whole(value: float) -> float:
    """A number without a fraction that is nought."""
    return int(value) if value == int(value) and abs(value) < 1e15 else value


def _period(said: object) -> str:
    """The period for which a writing states an amount; empty if it names none."""
    parts = _PARTS.fullmatch(said.strip()) if isinstance(said, str) else None
    return _TIMES.get(_apart(parts).per, "") if parts else ""


def currency(said: object) -> str:
    """The currency that a writing names, as its sign or code; empty if it names none."""
    parts = parts_of(said) if isinstance(said, str) else None
    return parts.currency if parts else ""


def is_currency(word: str, code: str) -> bool:
    """Whether the sign or code `word` can mean the currency `code`."""
    return word == code or code in _SIGNS.get(word, ())


def numberlike(text: str) -> str:
    """What to write instead of a number in a form that programs read in different ways; empty if `text` is none."""
    if _OTHER_BASE.fullmatch(text):
        if len(text) > _LONGEST_NUMBER:
            return "1000"
        digits = text.lstrip("+-")
        return f"{'-' if text.startswith('-') else ''}{int(digits, 0)}"
    if clock := _CLOCK.fullmatch(text):
        hours = Fraction(int(clock[1])) + Fraction(int(clock[2]), 60)
        return f"{float(hours):.4g}h"
    if _THOUSANDS.fullmatch(text) and text.endswith("0"):  # `12.000` is no way to write twelve
        return text.replace(".", "")
    if not re.fullmatch(_NUMBER, text) or _STRICT.fullmatch(text) or ".." in text:
        return ""
    grouped = re.fullmatch(r"[+-]?\d{1,3}(?:[,_]\d{3})+(?:\.\d+)?", text)
    plain = re.sub("[,_]", "", text) if grouped or "," not in text else text.replace("_", "").replace(",", ".", 1)
    plain = re.sub(r"^([+-]?)0+(?=\d)", r"\1", plain)
    return plain if _STRICT.fullmatch(plain) else "1000"


def _write_as(unit: str, said: object = None) -> Hint:
    """What to write, found when somebody asks."""

    def hint() -> str:
        from gtmsim.scenario.language.respell import hint  # which reads quantities to see what is taken

        return hint(said, unit)

    return hint


def _date(said: object) -> datetime.date:
    if isinstance(said, datetime.date) and not isinstance(said, datetime.datetime):
        return said
    if not isinstance(said, str) or not _DATE.fullmatch(said.strip()):
        raise QuantityError("E_TYPE", f"need a date, got {show(said)}", _write_as("date", said))
    try:
        day = datetime.date.fromisoformat(said.strip())
    except ValueError:
        raise QuantityError("E_RANGE", f"there is no day {show(said)}", _write_as("date", said)) from None
    if not 1900 <= day.year <= 2200:
        raise QuantityError("E_RANGE", f"{show(said)} is not in the years 1900 to 2200", _write_as("date"))
    return day


@functools.lru_cache(maxsize=4_096)
def _exact(text: str, unit: str) -> Fraction:
    """The exact value of a text [`unit`]."""
    if unit == "month" and text in _TERMS:
        return Fraction(_TERMS[text])
    if _STRICT.fullmatch(text):
        raise QuantityError("E_TYPE", f'"{short(text)}" is text; need {_MEANS[unit]}', _bare_hint(text, unit))
    found = _PARTS.fullmatch(text)
    if (
        re.match(_OTHER_BASE, text)
        or numberlike(text)
        or (found and (not _STRICT.fullmatch(found["number"]) or _is_grouped(found, unit)))
    ):
        raise QuantityError("E_NUMBERLIKE", f"{show(text)} can be read in several ways", _write_as(unit, text))
    if text.lower().lstrip("+-.") in ("nan", "inf", "infinity"):
        raise QuantityError("E_RANGE", f"{show(text)} is not a finite number", _write_as(unit))
    if not found:
        raise QuantityError("E_TYPE", f"need {_MEANS[unit]}, got {show(text)}", _write_as(unit, text))
    parts = _apart(found)
    return _number(parts.number) * _SCALES[parts.scale] * _factor(parts, unit, text)


def _apart(found: re.Match[str]) -> Parts:
    word = found["word"] or ""
    after = word if word in _SIGNS or re.fullmatch("[A-Z]{3}", word) else ""
    named = found["before"] or after
    return Parts(found["number"], found["scale"] or "", "" if after else word, found["per"] or "", named)


def _is_grouped(found: re.Match[str], unit: str) -> bool:
    """Whether a point may part thousands, as in `12.000 per month`: nobody counts such things to three decimals."""
    counted = unit.startswith("money") or unit in ("count", "lead/day", "1/month", "1/day")
    return counted and not found["scale"] and bool(_THOUSANDS.fullmatch(found["number"]))


def _number(digits: str) -> Fraction:
    if len(digits) > _LONGEST_NUMBER or not math.isfinite(float(digits)):
        raise QuantityError("E_RANGE", f"{show(digits)} is too large or too long a number", "write at most 18 digits")
    return Fraction(digits) if float(digits) else Fraction(0)


def _factor(parts: Parts, unit: str, text: str) -> Fraction:
    """How much one of what is written is in the declared unit, or why it cannot be."""
    wrong = QuantityError("E_UNIT", f"{show(text)} is not {_MEANS[unit]}", _write_as(unit, text))
    if parts.word == "%" and unit not in ("share", "1/year"):
        raise QuantityError("E_TYPE", f"{show(text)} is a share; need {_MEANS[unit]}", _write_as(unit, text))
    if parts.word == "m" and unit in ("day", "hour"):
        number = parts.number
        hint = Offer([[f"{number} minutes", f"{number} months"]], lead="`m` may be minutes or months: write")
        raise QuantityError("E_UNIT", wrong.what, hint)
    if parts.currency and not unit.startswith("money"):
        raise wrong
    if parts.scale and not (unit.startswith("money") or unit in ("1", "count", "lead/day", "1/day", "1/month")):
        raise wrong
    time, per = _TIMES.get(parts.word), _TIMES.get(parts.per)
    if parts.per and per is None:
        raise wrong
    percent = Fraction(1, 100) if parts.word == "%" else Fraction(1)
    if unit in ("day", "hour", "clock", "month"):
        if time is None or per or (unit == "clock" and time != "hour"):
            raise wrong
        if unit == "month" and time not in ("month", "quarter", "year"):
            raise wrong
        return _DAYS[time] / _DAYS["hour" if unit == "clock" else unit]
    if parts.word not in ("", "%") and not (unit == "lead/day" and parts.word in ("lead", "leads")):
        raise wrong
    if unit in ("money/month", "money/year", "1/year", "1/month", "1/day", "lead/day"):
        period = unit.split("/")[1]
        if per is None and unit == "lead/day" and float(parts.number):
            raise QuantityError("E_UNIT", f"{show(text)} has no period; need {_MEANS[unit]}", _write_as(unit, text))
        return percent * _DAYS[period] / _DAYS[per or period]
    if per:
        raise wrong
    return percent


def _bare_hint(text: str, unit: str) -> Hint:
    if unit in ("day", "hour", "month", "lead/day", "clock", "date"):
        return _write_as(unit, text)
    return Offer([[text]], lead="remove the quotes: write") if text == short(text) else "remove the quotes"
