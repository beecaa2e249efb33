"""Completed months of service at an instant, by a table of days."""

from gtmsim.machine.jit import kernel

DAY = 86_400_000_000  # microseconds


@kernel
def age(start, time, months, days, lasts, low):
    """Months completed at the first anniversary of `start` that is not before `time`; the table begins on day `low`."""
    began, now = start // DAY, time // DAY
    # A day that the month lacks becomes its last.
    day, today = min(days[began - low], lasts[now - low]), days[now - low]
    passed = day < today or (day == today and start - began * DAY < time - now * DAY)
    return months[now - low] - months[began - low] + (1 if passed else 0)
