"""One line per movement of recurring revenue, sorted by customer: levels by month and by age. Knows no metric."""

from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gtmsim.journal.header import Flags, Ints
from gtmsim.journal.kinds import MOVEMENTS, flags
from gtmsim.mechanisms.pausing.rows import PAUSED
from gtmsim.mechanisms.save_offers.rows import NOTICE_WITHDRAWN, SAVED
from gtmsim.mechanisms.subscription.rows import CHURNED, NOTICE_GIVEN, OPENING_CUSTOMER
from gtmsim.mechanisms.success.rows import ENTITLED, GO_LIVE
from gtmsim.metrics.accounts import Accounts
from gtmsim.metrics.cut import Lines, sums
from gtmsim.metrics.given import MICRO, Given
from gtmsim.metrics.months import DAY, Moments, first_age
from gtmsim.metrics.rows import Rows, found_in

MOVES = flags(*MOVEMENTS)


class Spells(NamedTuple):
    """Levels of MRR, each over months of service of its customer."""

    of: Ints  # customer
    start: Ints  # first month of service that is paid for at this level
    stop: Ints  # first month that is not
    level: Ints  # MRR [cents]
    hours: Ints  # of a CSM, a month [millionths of an hour]

    def at(self, places: Ints) -> "Spells":
        """Some of them."""
        return Spells(*(part.take(places) for part in self))


class Customers(Lines):
    """Customers in order of their keys; `of` gives the customer of each movement."""

    def __init__(self, accounts: Accounts, given: Given) -> None:
        self.header = accounts.rows.journal.header
        self.given = given
        self.calendar = given.calendar
        self.place: Ints = np.flatnonzero(MOVES.take(accounts.rows.kind))  # of each movement among the accounts' rows
        self.rows = accounts.rows.at(self.place)
        self.live_rows: Rows = accounts.rows.at(accounts.where(GO_LIVE))
        entity = self.rows.entity
        opens = np.ones(len(entity), np.bool_)
        opens[1:] = entity[1:] != entity[:-1]
        self.first: Ints = np.flatnonzero(opens)  # place of each customer's first movement
        self.last: Ints = np.append(self.first, len(entity))[1:] - 1
        self.of: Ints = np.cumsum(opens) - 1
        begun = self.rows.at(self.first)
        self.opening: Flags = begun.kind == OPENING_CUSTOMER
        self.channel = begun.channel
        self.segment = begun.segment
        self.team = begun.team
        self.first_level = begun.int_value
        self.new: Flags = ~self.opening & (begun.month < self.header.n_months)
        aged = np.rint(begun.value * DAY).astype(np.int64)
        self.start: Ints = np.where(self.opening, -aged, begun.time)
        self._levels: dict[int, Ints] = {}

    def __len__(self) -> int:
        return len(self.first)

    def levels(self, n_months: int) -> Ints:
        """MRR of each customer when the books of month `n_months - 1` were closed [cents]; for 0, at the start."""
        if n_months not in self._levels:
            seen = (self.rows.month < n_months) if n_months else (self.rows.kind == OPENING_CUSTOMER)
            movements = np.bincount(self.of[seen], minlength=len(self))
            last = self.first + movements - 1
            self._levels[n_months] = np.where(movements > 0, self.rows.int_value[last], 0)
        return self._levels[n_months]

    def paused(self, n_months: int) -> Flags:
        """Was each customer paused when the books of month `n_months - 1` were closed?"""
        movements = np.bincount(self.of[self.rows.month < n_months], minlength=len(self))
        last = self.first + movements - 1
        return np.asarray((movements > 0) & (self.rows.kind[last] == PAUSED))

    @cached_property
    def spells(self) -> Spells:
        """One for each movement: of customers won in the horizon all, of others those that begin in the horizon."""
        place = np.flatnonzero((self.rows.month < self.header.n_months) | self.new[self.of])
        rows, of = self.rows.at(place), self.of[place]
        start = first_age(self._started.at(of), self.calendar.moments(rows.time))
        stop = self.ages_before(self.header.months[-1])[of]
        goes_on = np.flatnonzero(of[1:] == of[:-1])
        stop[goes_on] = start[goes_on + 1]
        return Spells(of, start, stop, rows.int_value, self.hours[place])

    @cached_property
    def hours(self) -> Ints:
        """CSM hours a month that each customer takes from each movement on [millionths of an hour]."""
        entitled = np.where(self.rows.kind == ENTITLED, np.arange(len(self.rows)), -1)
        last = np.maximum.accumulate(entitled) if len(entitled) else entitled
        attention = np.where(last >= self.first[self.of], self.rows.value[last], 1.0)
        hours = np.rint(self.given.success_hours[self.rows.segment] * attention * MICRO).astype(np.int64)
        return np.where(self.rows.int_value > 0, hours, 0)

    @cached_property
    def tries(self) -> Spells:
        """Attempts to keep customers, each in the month of service that would begin then, as far as `spells` go."""
        left = np.isin(self.rows.kind, (CHURNED, PAUSED, NOTICE_GIVEN))
        kept = (self.rows.kind == SAVED) | (self.rows.kind == NOTICE_WITHDRAWN)
        tried = kept | (left & (self.rows.value > 0.0))
        place = np.flatnonzero(tried & ((self.rows.month < self.header.n_months) | self.new[self.of]))
        of = self.of[place]
        age = first_age(self._started.at(of), self.calendar.moments(self.rows.time[place]))
        hours = np.full(len(place), self.given.save_hours)
        return Spells(of, age, age + 1, np.zeros(len(place), np.int64), hours)

    @cached_property
    def first_hours(self) -> Ints:
        """CSM hours a month that each customer takes when it becomes one [millionths of an hour]."""
        follows = np.minimum(self.first + 1, self.last)
        entitled = (self.rows.kind[follows] == ENTITLED) & (self.rows.time[follows] == self.rows.time[self.first])
        return self.hours[np.where(entitled, follows, self.first)]

    @cached_property
    def live(self) -> Flags:
        """Has a customer gone live within the horizon? Those of day 0 have long ago."""
        found = self.opening.copy()
        place = found_in(self.live_rows.entity, self.rows.entity[self.first])
        found[place[(place >= 0) & (self.live_rows.month < self.header.n_months)]] = True
        return found

    @cached_property
    def lost_age(self) -> Ints:
        """First month of service that a customer does not pay for, a month beyond all where it never left."""
        found = np.full(len(self), len(self.header.months) + 1, np.int64)
        ended = np.flatnonzero((self.rows.int_value == 0) & (self.rows.kind != PAUSED))
        of, opens = np.unique(self.of[ended], return_index=True)
        first = ended[opens]
        found[of] = first_age(self._started.at(of), self.calendar.moments(self.rows.time[first]))
        return found

    @cached_property
    def won(self) -> Spells:
        """Those of the customers won in the horizon, to extinction."""
        return self.spells.at(np.flatnonzero(self.new[self.spells.of]))

    @cached_property
    def observed(self) -> Spells:
        """The months begun in the horizon."""
        return self.within(self.spells)

    def within(self, spells: Spells) -> Spells:
        """The part of spells that lies in months of service begun in the horizon."""
        stop = np.minimum(spells.stop, self.ages[spells.of])
        return spells._replace(stop=stop).at(np.flatnonzero(spells.start < stop))

    @cached_property
    def entry_age(self) -> Ints:
        """First month of service that is observed, for each customer."""
        begun = self.calendar.moments(self.rows.time[self.first])
        return first_age(self._started, begun)

    @cached_property
    def ages(self) -> Ints:
        """Months of service begun before the horizon, for each customer."""
        return self.ages_before(self.header.horizon)

    def ages_before(self, instant: int) -> Ints:
        """Months of service that each customer's calendar begins before an instant."""
        return first_age(self._started, self.calendar.moments(np.array([instant])))

    @cached_property
    def _started(self) -> Moments:
        return self.calendar.moments(self.start)


def sum_by_age(slots: Ints, width: int, start: Ints, stop: Ints, values: Ints, ages: int) -> NDArray[np.int64]:
    """Sum of the values that hold over [start, stop) at each age below `ages`, shape (width, ages)."""
    start, stop = np.minimum(start, ages), np.minimum(stop, ages)
    held = np.flatnonzero(stop > start)
    cells, values = slots.take(held, axis=-1) * (ages + 1), values[held]
    cells = np.concatenate((cells + start[held], cells + stop[held]), axis=-1)
    steps = sums(cells, np.concatenate((values, -values)), width * (ages + 1))
    return np.cumsum(steps.reshape(width, ages + 1), axis=1)[:, :-1]
