"""A writing as one number in its declared unit, or what is wrong with it; what to write instead is found elsewhere."""

import datetime
import functools
import math
import re
from fractions import Fraction
from typing import NamedTuple

from gtmsim.scenario.language.numberlike import LONGEST, NUMBER, OTHER_BASE, STRICT, THOUSANDS, Grouped, numberlike
from gtmsim.scenario.language.offer import Offer
from gtmsim.scenario.language.per_day import DAYS as PERIODS
from gtmsim.scenario.language.per_day import PerDay
from gtmsim.scenario.language.quantity_error import QuantityError, short, show
from gtmsim.scenario.language.units import CEILING, CEILINGS, DAYS, MEANS, TERMS, TIMES

_SCALES = {"": 1, "k": 1_000, "M": 1_000_000}
SIGNS = {"$": ("USD",), "€": ("EUR",), "£": ("GBP",), "¥": ("CNY", "JPY")}
_PARTS = re.compile(
    rf"(?P<before>[$€£¥]|[A-Z]{{3}}(?![A-Za-z]))?\s*+(?P<number>{NUMBER})\s*+"
    r"(?:(?P<scale>[kM])(?![A-Za-z]))?\s*+(?P<word>%|[$€£¥]|[^\W\d_]+)?\s*+(?:(?:per\b|/)\s*+(?P<per>[^\W\d_]++))?"
)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Parts(NamedTuple):
    """A writing taken apart."""

    number: str
    scale: str
    word: str  # a unit of time, `%`, `leads` or nothing
    per: str
    currency: str


class MagnitudeError(QuantityError):
    """A writing that is not the declared quantity; which unit was wanted, and what of the writing is to be kept."""

    def __init__(self, code: str, what: str, unit: str, said: object = None) -> None:
        super().__init__(code, what)
        self.unit, self.said = unit, said


def magnitude(said: object, unit: str) -> float | int | datetime.date:
    """The number that `said` means [`unit`]."""
    return _of_text(said, unit) if type(said) is str else _magnitude(said, unit)


@functools.lru_cache(maxsize=4_096)
def _of_text(text: str, unit: str) -> float | int | datetime.date:
    """The number of a text, which the plans of a study say again and again."""
    return _magnitude(text, unit)


def _magnitude(said: object, unit: str) -> float | int | datetime.date:
    if unit == "date":
        return _date(said)
    if isinstance(said, bool) or not isinstance(said, int | float | str):
        raise MagnitudeError("E_TYPE", f"need {MEANS[unit]}, got {show(said)}", unit, said)
    exact: Fraction | float
    if isinstance(said, str):
        exact = _exact(said.strip(), unit)
    elif isinstance(said, float) and not math.isfinite(said):
        raise MagnitudeError("E_RANGE", f"{said} is not a finite number", unit)
    elif said != 0 and unit in ("day", "hour", "month", "lead/day", "clock"):
        raise MagnitudeError("E_UNIT", f"{show(said)} has no unit; need {MEANS[unit]}", unit, said)
    elif isinstance(said, Grouped) and is_counted(unit):
        raise MagnitudeError("E_NUMBERLIKE", f"{show(said)} can be read in several ways", unit, said.text)
    else:
        exact = said
    ceiling = CEILINGS.get(unit, CEILING)
    if not -ceiling <= exact <= ceiling:
        raise MagnitudeError("E_RANGE", f"{show(said)} is beyond {ceiling:g}", unit)
    if unit not in ("count", "month"):
        period = _period(said) if unit == "money/month" else ""
        return PerDay(Fraction(exact) * PERIODS[period] / DAYS["month"], period) if period in PERIODS else float(exact)
    if exact != int(exact):
        raise MagnitudeError("E_TYPE", f"need {MEANS[unit]}, got {show(said)}", unit, said)
    return int(exact)


def exact_magnitude(said: object, unit: str) -> Fraction:
    """The number that `said` means, without any rounding [`unit`, which is no date]."""
    magnitude(said, unit)  # says what is wrong with it
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
    return TIMES.get(_apart(parts).per, "") if parts else ""


def _date(said: object) -> datetime.date:
    if isinstance(said, datetime.date) and not isinstance(said, datetime.datetime):
        return said
    if not isinstance(said, str) or not _DATE.fullmatch(said.strip()):
        raise MagnitudeError("E_TYPE", f"need a date, got {show(said)}", "date", said)
    try:
        day = datetime.date.fromisoformat(said.strip())
    except ValueError:
        raise MagnitudeError("E_RANGE", f"there is no day {show(said)}", "date", said) from None
    if not 1900 <= day.year <= 2200:
        raise MagnitudeError("E_RANGE", f"{show(said)} is not in the years 1900 to 2200", "date")
    return day


@functools.lru_cache(maxsize=4_096)
def _exact(text: str, unit: str) -> Fraction:
    """The exact value of a text [`unit`]."""
    if unit == "month" and text in TERMS:
        return Fraction(TERMS[text])
    if STRICT.fullmatch(text):
        raise _quoted(text, unit)
    found = _PARTS.fullmatch(text)
    if (
        re.match(OTHER_BASE, text)
        or numberlike(text)
        or (found and (not STRICT.fullmatch(found["number"]) or _is_grouped(found, unit)))
    ):
        raise MagnitudeError("E_NUMBERLIKE", f"{show(text)} can be read in several ways", unit, text)
    if text.lower().lstrip("+-.") in ("nan", "inf", "infinity"):
        raise MagnitudeError("E_RANGE", f"{show(text)} is not a finite number", unit)
    if not found:
        raise MagnitudeError("E_TYPE", f"need {MEANS[unit]}, got {show(text)}", unit, text)
    parts = _apart(found)
    return _number(parts.number) * _SCALES[parts.scale] * _factor(parts, unit, text)


def _apart(found: re.Match[str]) -> Parts:
    word = found["word"] or ""
    after = word if word in SIGNS or re.fullmatch("[A-Z]{3}", word) else ""
    named = found["before"] or after
    return Parts(found["number"], found["scale"] or "", "" if after else word, found["per"] or "", named)


def _is_grouped(found: re.Match[str], unit: str) -> bool:
    """Whether a point may part thousands, as in `12.000 per month`: nobody counts such things to three decimals."""
    return is_counted(unit) and not found["scale"] and bool(THOUSANDS.fullmatch(found["number"]))


def is_counted(unit: str) -> bool:
    """Whether a unit is of things or money, which nobody counts to thousandths."""
    return unit.startswith("money") or unit in ("count", "lead/day", "1/month", "1/day")


def _number(digits: str) -> Fraction:
    if len(digits) > LONGEST or not math.isfinite(float(digits)):
        raise QuantityError("E_RANGE", f"{show(digits)} is too large or too long a number", "write at most 18 digits")
    return Fraction(digits) if float(digits) else Fraction(0)


def _factor(parts: Parts, unit: str, text: str) -> Fraction:
    """How much one of what is written is in the declared unit, or why it cannot be."""
    wrong = MagnitudeError("E_UNIT", f"{show(text)} is not {MEANS[unit]}", unit, text)
    if parts.word == "%" and unit not in ("share", "1/year"):
        raise MagnitudeError("E_TYPE", f"{show(text)} is a share; need {MEANS[unit]}", unit, text)
    if parts.word == "m" and unit in ("day", "hour"):
        number = parts.number
        hint = Offer([[f"{number} minutes", f"{number} months"]], lead="`m` may be minutes or months: write")
        raise QuantityError("E_UNIT", wrong.what, hint)
    if parts.currency and not unit.startswith("money"):
        raise wrong
    if parts.scale and not (unit.startswith("money") or unit in ("1", "count", "lead/day", "1/day", "1/month")):
        raise wrong
    time, per = TIMES.get(parts.word), TIMES.get(parts.per)
    if parts.per and per is None:
        raise wrong
    percent = Fraction(1, 100) if parts.word == "%" else Fraction(1)
    if unit in ("day", "hour", "clock", "month"):
        if time is None or per or (unit == "clock" and time != "hour"):
            raise wrong
        if unit == "month" and time not in ("month", "quarter", "year"):
            raise wrong
        return DAYS[time] / DAYS["hour" if unit == "clock" else unit]
    if parts.word not in ("", "%") and not (unit == "lead/day" and parts.word in ("lead", "leads")):
        raise wrong
    if unit in ("money/month", "money/year", "1/year", "1/month", "1/day", "lead/day"):
        period = unit.split("/")[1]
        if per is None and unit == "lead/day" and float(parts.number):
            raise MagnitudeError("E_UNIT", f"{show(text)} has no period; need {MEANS[unit]}", unit, text)
        return percent * DAYS[period] / DAYS[per or period]
    if per:
        raise wrong
    return percent


def _quoted(text: str, unit: str) -> QuantityError:
    """What is wrong with a bare number in quotes."""
    what = f'"{short(text)}" is text; need {MEANS[unit]}'
    if unit in ("day", "hour", "month", "lead/day", "clock", "date"):
        return MagnitudeError("E_TYPE", what, unit, text)
    hint = Offer([[text]], lead="remove the quotes: write") if text == short(text) else "remove the quotes"
    return QuantityError("E_TYPE", what, hint)
