"""Calendar months of service: anniversaries by integers, day 31 clamped. Knows neither rows nor money."""

from datetime import date

import numpy as np

from gtmsim.engine.journal import Ints

DAY = 86_400_000_000  # microseconds


class Calendar:
    """Instants [microseconds since `start`] on the calendar."""

    def __init__(self, start: str) -> None:
        self.epoch = (date.fromisoformat(start) - date(1970, 1, 1)).days

    def month(self, time: Ints) -> Ints:
        """Calendar month of each instant, counted from January 1970."""
        return self._day(time).astype("datetime64[M]").astype(np.int64)

    def anniversary(self, first: Ints, age: Ints) -> Ints:
        """Instant `age` calendar months after each first instant; a day that the month lacks becomes its last."""
        day = self._day(first)
        begin = day.astype("datetime64[M]")
        day_of_month = (day - begin.astype("datetime64[D]")).astype(np.int64)
        month = begin.astype(np.int64) + age
        opens = month.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
        length = (month + 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) - opens
        days = opens - self.epoch + np.minimum(day_of_month, length - 1)
        return np.asarray(days * DAY + first % DAY, dtype=np.int64)

    def first_age(self, first: Ints, time: Ints) -> Ints:
        """Completed months at the first anniversary that is not before `time`; 0 is the first instant itself."""
        age = self.month(time) - self.month(first)
        return np.asarray(age + (self.anniversary(first, age) < time), dtype=np.int64)

    def _day(self, time: Ints) -> np.ndarray[tuple[int, ...], np.dtype[np.datetime64]]:
        return (time // DAY + self.epoch).astype("datetime64[D]")
