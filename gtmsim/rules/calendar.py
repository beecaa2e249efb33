"""Days, calendar months and working time, in whole microseconds since the start of the run."""

from typing import NamedTuple

from gtmsim.rules.rule import Ints, rule

SECOND = 1_000_000  # microseconds
HOUR = 3600 * SECOND
DAY = 24 * HOUR
MEAN_MONTH = 365.2425 / 12.0 * DAY
NEVER = 1 << 62
LONGEST = 36_525_000.0  # days: a hundred thousand years never pass, and still fit 64 bits of microseconds


class WorkingTime(NamedTuple):
    """When people work: the same hours on every working day."""

    opens: int  # microseconds after midnight
    closes: int  # microseconds after midnight
    before: Ints  # (days + 1,): working microseconds before each midnight
    first: int = 0  # day of the first of these midnights


@rule
def microseconds(days: float) -> int:
    """A duration [day] as whole microseconds, rounded once; 100,000 years at most."""
    return int(min(days, LONGEST) * 86_400_000_000.0 + 0.5)


@rule
def worked_before(working: WorkingTime, time: int) -> int:
    """Working time that has passed before `time` [microseconds]."""
    day = time // DAY - working.first
    if working.before[day + 1] == working.before[day]:
        return int(working.before[day])
    passed = min(max(time - (day + working.first) * DAY, working.opens), working.closes) - working.opens
    return int(working.before[day]) + passed


@rule
def next_open(working: WorkingTime, time: int) -> int:
    """First instant from `time` on at which people work; the end of the calendar if there is none."""
    day = time // DAY - working.first
    days = len(working.before) - 1
    midnight = (day + working.first) * DAY
    if day < days and working.before[day + 1] > working.before[day] and time - midnight < working.closes:
        return max(time, midnight + working.opens)
    day += 1
    while day < days and working.before[day + 1] == working.before[day]:
        day += 1
    return (min(day, days) + working.first) * DAY + (working.opens if day < days else 0)


@rule
def finish_at(working: WorkingTime, start: int, hours: float, speed: float) -> int:
    """Instant at which `hours` of work [hour] begun at `start` are done by one person at `speed` [1]."""
    need = int(min(hours * 3_600_000_000.0 / speed, LONGEST * 86_400_000_000.0) + 0.5)
    if need <= 0:
        return start
    target = worked_before(working, start) + need
    low = start // DAY - working.first
    high = len(working.before) - 1
    if working.before[high] < target:
        return (high + working.first) * DAY
    # The first day by whose end the target is reached: mostly this one or the next, so it is looked for from here.
    step = 1
    while low + step < high and working.before[low + step] < target:
        low += step
        step *= 2
    high = min(high, low + step - 1)
    while low < high:
        middle = (low + high) // 2
        if working.before[middle + 1] >= target:
            high = middle
        else:
            low = middle + 1
    return (low + working.first) * DAY + working.opens + (target - int(working.before[low]))


@rule
def month_of(starts: Ints, time: int) -> int:
    """Index of the calendar month that holds `time`; `starts` (months + 1,) are the months' first instants."""
    last = len(starts) - 2
    # Months are nearly equal: this is off by one at most, and what follows would find it from anywhere.
    month = min(max(int((time - starts[0]) / MEAN_MONTH), 0), last)
    while month < last and starts[month + 1] <= time:
        month += 1
    while month > 0 and starts[month] > time:
        month -= 1
    return month


@rule
def months_after(starts: Ints, time: int, months: int) -> int:
    """The same day and clock `months` calendar months later [microseconds]; day 31 clamps to the month's last day."""
    month = month_of(starts, time)
    within = time - int(starts[month])
    day = within // DAY
    clock = within - day * DAY
    target = month + months
    if target > len(starts) - 2:
        return int(starts[len(starts) - 1])
    last = (int(starts[target + 1]) - int(starts[target])) // DAY - 1
    return int(starts[target]) + min(day, last) * DAY + clock


@rule
def later(time: int, days: float) -> int:
    """An instant [microseconds] so many days later, and at least the next one."""
    return time + max(1, microseconds(days))
