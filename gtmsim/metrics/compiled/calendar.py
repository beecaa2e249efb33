"""Completed months of service at an instant, by a table of days."""

from gtmsim.machine.jit import kernel

DAY = 86_400_000_000  # microseconds


@kernel
def worked_before(before, opens, closes, time):
    """Working time before an instant, of a team whose working time before each midnight is known [microseconds]."""
    day = time // DAY
    worked = before[day]
    if day + 1 < len(before) and before[day + 1] > worked:
        worked += min(max(time - day * DAY, opens), closes) - opens
    return worked


@kernel
def age(month, day, clock, time, months, days, lasts, low):
    """Months completed at the first anniversary of an instant that is not before `time`; the table begins at `low`."""
    now = time // DAY
    # A day that the month lacks becomes its last.
    place, today = now - low, days[now - low]
    day = min(day, lasts[place])
    passed = day < today or (day == today and clock < time - now * DAY)
    return months[place] - month + (1 if passed else 0)
