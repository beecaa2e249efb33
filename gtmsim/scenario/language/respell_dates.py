"""Dates as people write them, as the one writing that a scenario takes."""

import datetime
import re
from collections.abc import Iterator

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
BESIDE = ("of", "the", "st", "nd", "rd", "th")
PARTS = {"early": 1, "start": 1, "beginning": 1, "mid": 15, "middle": 15, "end": 31, "late": 31}  # of a month: its day
FIRST, LAST = 1900, 2200


def dates(text: str) -> list[str]:
    """The days that a text may mean, as `2026-01-31`; none where it means no day or says more than one."""
    lowered = re.sub(r"(\d)\s?[日号]", r"\1", re.sub(r"(?<=\d)\s?[年月]\s?(?=\d)", "-", text.lower()))
    if week := re.fullmatch(r"(\d{4})\W?w(\d{1,2})", lowered.strip()):
        return _monday(int(week[1]), int(week[2]))
    words = re.findall(r"[^\W\d_]+", lowered)
    if not all(_is_of_a_day(word) for word in words) or re.search(r"[-+<>=!~?*x]$|^[-+<>=!~?*x]", lowered.strip()):
        return []
    return list(dict.fromkeys(day.isoformat() for day in _days(lowered)))[:2]


def _is_of_a_day(word: str) -> bool:
    """Whether a word of a date says nothing else."""
    named = word in PARTS or (word[:3] in MONTHS and len(word) <= len("september"))
    return word in BESIDE or re.fullmatch(r"q\d?", word) is not None or named or word[:3] in WEEKDAYS


def _days(text: str) -> Iterator[datetime.date]:
    numbers = [int(number) for number in re.findall(r"\d{1,8}", text)]
    names = [name for word in re.findall(r"[a-z]{3,}", text) for name in MONTHS if word.startswith(name)]
    if quarter := re.fullmatch(r"(?:q(\d)\W*(\d{4})|(\d{4})\W*q(\d))", text):
        yield from _day(int(quarter[2] or quarter[3]), int(quarter[1] or quarter[4]) * 3 - 2, 1)
    elif names:
        month = MONTHS.index(names[0]) + 1
        year = next((number for number in numbers if FIRST <= number <= LAST), 0)
        others = [number for number in numbers if number != year]
        part = next((day for word, day in PARTS.items() if re.search(rf"\b{word}\b", text)), 1)
        yield from _day(year, month, others[0] if others else part)
    elif re.fullmatch(r"\d{8}", text):
        yield from _day(int(text[:4]), int(text[4:6]), int(text[6:]))
    elif len(numbers) == 3 and numbers[0] > 31:
        yield from _day(numbers[0], numbers[1], numbers[2])
    elif len(numbers) == 3:
        a, b, year = numbers
        if "-" in text and year < 100:
            yield from _day(2000 + a, b, year)
        year += 2000 if year < 100 else 0
        yield from _day(year, b, a)  # day first, as with points
        if "." not in text:
            yield from _day(year, a, b)
    elif len(numbers) == 2 and numbers[0] > 31:
        yield from _day(numbers[0], numbers[1], 1)
    elif len(numbers) == 2:
        yield from _day(numbers[1], numbers[0], 1)
    elif len(numbers) == 1 and FIRST <= numbers[0] <= LAST:
        yield from _day(numbers[0], 1, 1)


def _monday(year: int, week: int) -> list[str]:
    """The first day of a week of a year."""
    try:
        return [datetime.date.fromisocalendar(year, week, 1).isoformat()]
    except ValueError:
        return []


def _day(year: int, month: int, day: int) -> Iterator[datetime.date]:
    """The day, or the last of its month where that has no such day."""
    if not (FIRST <= year <= LAST and 1 <= month <= 12 and 1 <= day <= 31):
        return
    following = datetime.date(year + month // 12, month % 12 + 1, 1)
    last = following - datetime.timedelta(days=1)
    yield min(datetime.date(year, month, min(day, last.day)), last)
