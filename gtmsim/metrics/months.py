"""Calendar months of service: anniversaries by integers, day 31 clamped. Knows neither rows nor money."""

from datetime import date
from typing import NamedTuple

import numpy as np

from gtmsim.journal.header import Ints

DAY = 86_400_000_000  # microseconds
CAP = 36  # months of service that are looked at one by one


class Moments(NamedTuple):
    """Instants on the calendar."""

    month: Ints  # counted from January 1970
    day: Ints  # of the month, from 0
    last: Ints  # day of the month
    clock: Ints  # microseconds after midnight

    def at(self, places: Ints) -> "Moments":
        """Those at some places."""
        return Moments(*(part.take(places) for part in self))


class Calendar:
    """Turns instants [microseconds since `start`] into moments."""

    def __init__(self, start: str) -> None:
        self.epoch = (date.fromisoformat(start) - date(1970, 1, 1)).days
        self._table = _table(self.epoch, self.epoch)

    def moments(self, time: Ints) -> Moments:
        """What the calendar says of each instant."""
        day = time // DAY
        first, months, days, lasts = self._covering(day + self.epoch)
        place = day + (self.epoch - first)
        return Moments(months.take(place), days.take(place), lasts.take(place), time - day * DAY)

    def days(self, first: int, last: int) -> tuple[int, Ints, Ints, Ints]:
        """The table of days from one to another [days since `start`], with the number of its first one."""
        low, months, days, lasts = _table(self.epoch + first, self.epoch + last)
        return low - self.epoch, months, days, lasts

    def _covering(self, days: Ints) -> tuple[int, Ints, Ints, Ints]:
        """The table of days, grown where it does not reach."""
        table = self._table  # another thread may change it meanwhile
        low, high = int(days.min(initial=self.epoch)), int(days.max(initial=self.epoch))
        if low < table[0] or high >= table[0] + len(table[1]):
            table = _table(min(low, table[0]), max(high, table[0] + len(table[1])))
            self._table = table
        return table


def _table(low: int, high: int) -> tuple[int, Ints, Ints, Ints]:
    """The first day since 1970, and for each day its month, its place there and the place of the month's last day."""
    day = np.arange(low, high + 1)
    month = day.astype("datetime64[D]").astype("datetime64[M]")
    opens, closes = (m.astype("datetime64[D]").astype(np.int64) for m in (month, month + 1))
    return low, month.astype(np.int64), day - opens, closes - opens - 1


def first_age(first: Moments, time: Moments) -> Ints:
    """Completed months at the first anniversary of `first` that is not before `time`; 0 is the first instant itself."""
    day = np.minimum(first.day, time.last)  # a day that the month lacks becomes its last
    passed = (day < time.day) | ((day == time.day) & (first.clock < time.clock))
    return np.asarray(time.month - first.month + passed, dtype=np.int64)
