"""Dates become microseconds, schedules become a value for each day or month."""

import datetime
import itertools
import math

from gtmsim.rules.calendar import DAY
from gtmsim.scenario.language.param import Schedule
from gtmsim.scenario.language.per_day import PerDay


def month_starts(start: datetime.date, first: int, last: int) -> tuple[int, ...]:
    """First instants of calendar months `first`..`last` counted from the month of `start` [microseconds]."""
    base = start.year * 12 + start.month - 1
    days = (datetime.date((base + m) // 12, (base + m) % 12 + 1, 1) - start for m in range(first, last + 1))
    return tuple(d.days * DAY for d in days)


def daily(schedule: Schedule, start: datetime.date, months: tuple[int, ...]) -> tuple[float, ...]:
    """The schedule's value on each day of the horizon; `months` are its month boundaries [microseconds]."""
    days = months[-1] // DAY
    values: list[float] = []
    if schedule.monthly:
        for value, first, last in zip(schedule.values, months[:-1], months[1:], strict=True):
            values += [value] * ((last - first) // DAY)
        return tuple(values)
    steps = [
        (0 if date is None else (date - start).days, v) for date, v in zip(schedule.dates, schedule.values, strict=True)
    ]
    for i, (first_day, value) in enumerate(steps):
        until = steps[i + 1][0] if i + 1 < len(steps) else days
        values += [value] * (min(until, days) - max(min(first_day, days), len(values)))
    return tuple(values)


def steps_of(schedule: Schedule, start: datetime.date, months: tuple[int, ...]) -> list[tuple[int, float]]:
    """The schedule as (first day, value) where the value changes."""
    values = daily(schedule, start, months)
    return [(d, v) for d, v in enumerate(values) if d == 0 or v != values[d - 1]]


def cents_by_day(monthly: tuple[float, ...], months: tuple[int, ...]) -> tuple[int, ...]:
    """Monthly money rates, one for each day, as cents for each day that sum to the month's cents.

    A rate that was said for a day costs that on each day, whatever the length of the month.
    """
    cents: list[int] = []
    for first, last in itertools.pairwise(months):
        days = (last - first) // DAY
        running, posted = 0.0, 0
        for value in monthly[first // DAY : last // DAY]:
            running += value.a_day * 100.0 if isinstance(value, PerDay) else value * 100.0 / days
            # A millionth of a cent covers the rounding of the sum, so that a steady 30k a month is 3,000,000 cents.
            cents.append(int(running + 0.500001) - posted)
            posted += cents[-1]
    return tuple(cents)


def by_month(days: tuple[int, ...], months: tuple[int, ...]) -> tuple[int, ...]:
    """Sums of daily values over each month."""
    return tuple(sum(days[a // DAY : b // DAY]) for a, b in itertools.pairwise(months))


def salaries_of(daily: tuple[float, ...], months: tuple[int, ...]) -> tuple[int, ...]:
    """Loaded yearly cost of a person in each month [cents]: of a month with a rise in it, the mean of its days."""
    spans = [daily[first // DAY : last // DAY] for first, last in itertools.pairwise(months)]
    means = [span[0] if min(span) == max(span) else math.fsum(span) / len(span) for span in spans]
    return tuple(int(mean * 100.0 + 0.5) for mean in means)


DAYS_A_MONTH = 30.4375
YEAR_DAYS = 365.25
