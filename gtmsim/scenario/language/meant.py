"""What an odd number probably wanted to say: the same digits with another sign, scale or period that make it usual.

Every writing that is offered is one that the parameter takes.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from gtmsim.scenario.language.magnitude import Parts, parts_of
from gtmsim.scenario.language.offer import Offer, either
from gtmsim.scenario.language.quantity import QuantityError
from gtmsim.scenario.language.spelling import PERIODS

Usual = tuple[Any, Any]
__all__ = ["Usual", "around", "either", "is_usual", "meant"]
OFFERED, AROUND = 2, 3  # writings that a hint names at most
PERIODS_OFFERED = ("month", "year", "week", "day", "quarter")
# Units of time, and how many of each people write before they take a longer one.
TIMES = {"minutes": 600, "hours": 200, "days": 1100, "weeks": 160, "months": 240, "years": 50}
MISTAKEN = {"money/month": "year", "money/year": "month"}  # the period that is most often meant, where none is said
SCALES = {"": ("k", "M"), "k": ("", "M"), "M": ("k", "")}
DIGITS = 30  # of a number that is still taken apart


def meant(said: object, unit: str, usual: Usual, read: Callable[[object], Any]) -> str:
    """A hint such as "did you mean `135k`?"; empty where no small slip explains the number."""
    parts = parts_of(said)
    if parts is None or len(parts.number) > DIGITS:
        return ""
    try:
        number = Decimal(parts.number)
    except InvalidOperation:
        return ""
    most = AROUND if unit == "share" and around(usual) else OFFERED
    groups = [
        list(dict.fromkeys(_usual(group, usual, read, said)))[:most] for group in _groups(parts, number, unit, usual)
    ]
    return Offer(groups, lead="did you mean")


def is_usual(value: Any, usual: Usual) -> bool:
    """Whether a number lies in its usual range, or is the 0 that turns things off."""
    low, high = usual
    return bool(low <= value <= high) or (value == 0 and not isinstance(value, datetime.date))


def _usual(group: Iterable[str], usual: Usual, read: Callable[[object], Any], said: object) -> Iterator[str]:
    for text in group:
        try:
            value = read(_bare(text))
        except QuantityError:
            continue
        if value != 0 and is_usual(value, usual) and text != said:
            yield text


def _bare(text: str) -> object:
    """The text as a file that says it without quotes is read."""
    try:
        number = float(text)
    except ValueError:
        return text
    return int(number) if number == int(number) else number


def _groups(parts: Parts, number: Decimal, unit: str, usual: Usual) -> Iterator[Iterable[str]]:
    """Slips of the pen, the likeliest first."""
    if unit == "share":
        yield from _shares(parts, number, usual)
    elif unit == "1":
        yield (_text(number / 100), _text(number / 10))
    elif unit == "count":
        yield (_text(number / 10), _text(number / 100))
    elif unit in ("day", "hour", "month", "clock"):
        likely = [word for word, most in TIMES.items() if number <= most]
        yield _sorted(parts.word, (f"{parts.number} {word[:-1] if number == 1 else word}" for word in likely))
    elif unit.startswith("money"):
        yield from _money(parts, unit)
    elif unit in ("1/year", "1/month", "1/day", "lead/day"):
        if unit == "1/year":
            if parts.word != "%":
                yield (f"{parts.number}% per {parts.per or 'year'}",)
            yield (f"{_text(number / 10)}% per year", f"{_text(number / 100)}% per year") if parts.word == "%" else ()
        yield _periods(parts)


def _money(parts: Parts, unit: str) -> Iterator[Iterable[str]]:
    """A month for a year where no period is said, or another scale; another period where it is not the parameter's."""
    scales, periods = list(_scales(parts)), list(_periods(parts)) if unit in PERIODS else []
    if not parts.per:
        yield [*([_joined(parts, parts.scale, MISTAKEN[unit])] if unit in MISTAKEN else []), *scales]
        yield periods
    elif parts.per == PERIODS.get(unit):
        yield [*scales[:1], *periods[:1]]
        yield [*scales, *periods]
    else:
        yield from (periods, scales)


def _shares(parts: Parts, number: Decimal, usual: Usual) -> Iterator[Iterable[str]]:
    _, high = usual
    percent = number if parts.word == "%" else number * 100
    digits = number if parts.word == "%" or number >= 1 else percent
    if around(usual):
        yield (f"{_text(100 + digits)}%", f"{_text(100 - digits)}%", f"{_text(digits * 10)}%", f"{_text(digits)}%")
    elif percent > 100 * Decimal(high):
        yield (f"{_text(number)}%", f"{_text(percent / 10)}%", f"{_text(percent / 100)}%")
    else:
        yield (f"{_text(percent * 100)}%", f"{_text(percent * 10)}%")


def around(usual: Usual) -> bool:
    """Whether a share is usually near 100 %, such as a price beside the list's."""
    return bool(usual[0] >= 0.1 and usual[1] > 1)


def _scales(parts: Parts) -> Iterator[str]:
    for scale in SCALES[parts.scale]:
        yield _joined(parts, scale, parts.per)


def _periods(parts: Parts) -> Iterator[str]:
    for period in PERIODS_OFFERED:
        if period != parts.per:
            yield _joined(parts, parts.scale, period)


def _joined(parts: Parts, scale: str, per: str) -> str:
    currency = f" {parts.currency}" if parts.currency.isalpha() else ""
    sign = parts.currency if not currency else ""
    percent = "%" if parts.word == "%" else ""
    return f"{sign}{parts.number}{scale}{percent}{currency}{f' per {per}' if per else ''}"


def _sorted(word: str, texts: Iterable[str]) -> list[str]:
    """The nearest unit of time first."""
    order = [time[0] for time in TIMES]
    place = order.index(word[:1]) if word[:1] in order else order.index("d")
    place = order.index("m", 1) if word.startswith("mo") else order.index("y") if word == "quarter" else place
    return sorted(
        texts, key=lambda text: abs([time[:-1] for time in TIMES].index(text.split()[-1].removesuffix("s")) - place)
    )


def _text(number: Decimal) -> str:
    """A number without an exponent and without noughts at the end of its fraction."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
