"""One line per movement of recurring revenue, sorted by customer: levels by month and by age. Knows no metric."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from gtmsim.engine.journal import MOVEMENTS, Flags, Ints, Journal, Kind
from gtmsim.metrics.months import DAY, Calendar
from gtmsim.metrics.rows import Rows


class Customers:
    """Customers in order of their keys; `of` gives the customer of each movement."""

    def __init__(self, journal: Journal) -> None:
        self.header = journal.header
        index = np.flatnonzero(journal.of(*MOVEMENTS))
        self.rows = Rows(journal, index[np.argsort(journal.entity[index], kind="stable")])
        entity = self.rows.entity
        opens = np.ones(len(entity), np.bool_)
        opens[1:] = entity[1:] != entity[:-1]
        self.first: Ints = np.flatnonzero(opens)  # place of each customer's first movement
        self.last: Ints = np.append(self.first, len(entity))[1:] - 1
        self.of: Ints = np.cumsum(opens) - 1
        self.opening: Flags = self.rows.kind[self.first] == Kind.OPENING
        self.channel = self.rows.channel[self.first]
        self.segment = self.rows.segment[self.first]
        self.team = self.rows.team[self.first]
        self.first_level = self.rows.level[self.first]
        self.new: Flags = ~self.opening & (self.rows.month[self.first] < self.header.n_months)
        aged = np.rint(self.rows.number[self.first] * DAY).astype(np.int64)
        self.start: Ints = np.where(self.opening, -aged, self.rows.time[self.first])

    def __len__(self) -> int:
        return len(self.first)

    def levels(self, n_months: int) -> Ints:
        """MRR of each customer when the books of month `n_months - 1` were closed [cents]; for 0, at the start."""
        seen = (self.rows.month < n_months) if n_months else (self.rows.kind == Kind.OPENING)
        movements = np.bincount(self.of, seen, minlength=len(self)).astype(np.int64)
        last = self.first + movements - 1
        return np.where(movements > 0, self.rows.level[last], 0)

    @cached_property
    def calendar(self) -> Calendar:
        return Calendar(self.header.start)

    @cached_property
    def from_age(self) -> Ints:
        """First month of service that each movement's level is paid for."""
        return self.calendar.first_age(self.start[self.of], self.rows.time)

    @cached_property
    def to_age(self) -> Ints:
        """First month of service that it is no longer paid for, by the end of the run-off."""
        after = np.empty_like(self.from_age)
        after[:-1] = self.from_age[1:]
        after[self.last] = self.ages_before(self.header.months[-1])
        return after

    @cached_property
    def entry_age(self) -> Ints:
        """First month of service that is observed, for each customer."""
        return self.from_age[self.first]

    @cached_property
    def ages(self) -> Ints:
        """Months of service begun before the horizon, for each customer."""
        return self.ages_before(self.header.horizon)

    def ages_before(self, instant: int) -> Ints:
        """Months of service that each customer's calendar begins before an instant."""
        return self.calendar.first_age(self.start, np.full(len(self), instant, np.int64))


def sum_by_age(slots: Ints, width: int, start: Ints, stop: Ints, values: Ints, ages: int) -> NDArray[np.int64]:
    """Sum of the values that hold over [start, stop) at each age below `ages`, shape (width, ages)."""
    start, stop = np.clip(start, 0, ages), np.clip(stop, 0, ages)
    held = stop > start
    steps = np.zeros((width, ages + 1), np.int64)
    np.add.at(steps, (slots[held], start[held]), values[held])
    np.subtract.at(steps, (slots[held], stop[held]), values[held])
    return np.cumsum(steps, axis=1)[:, :-1]
