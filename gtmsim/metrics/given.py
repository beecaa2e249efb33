"""What the header alone gives: the same for all replications of a scenario, so worked out once. Knows no metric."""

from copy import copy
from functools import cached_property
from math import lcm

import numpy as np

from gtmsim.journal.chart import OF_FUNCTION
from gtmsim.journal.header import Flags, Floats, Header, Ints
from gtmsim.metrics.carry_over import CarryOver
from gtmsim.metrics.cut import Cut, cut_by
from gtmsim.metrics.months import CAP, DAY, Calendar
from gtmsim.metrics.ordered import powers, total

REFERRAL = "referral"
MICRO = 1_000_000  # hours of customers are counted in millionths, so that sums are exact
OLDEST = 30 * 365  # days that a customer found at the start may be old, or its journal is read without the table


class Given:
    """Tables that follow from a header; several threads may share them."""

    def __init__(self, header: Header, last: "Given | None" = None) -> None:
        self.header = header
        self.calendar = Calendar(header.start)
        self.every = cut_by(header, "", "channel", "segment")
        self._cuts: dict[tuple[str, ...], Cut] = {}
        self._places: dict[tuple[str, ...], slice | list[int]] = {}
        self.asked: dict[tuple[str, ...], tuple[list[tuple[str, str, str]], list[bool]]] = {}  # by names of metrics
        self.carry_over: CarryOver = CarryOver(header, None if last is None else last.carry_over)

    def with_hours_of(self, header: Header) -> "Given":
        """The same tables where people come and go on days that are drawn, so that only their hours are other ones."""
        found = copy(self)
        found.header = header
        vars(found).pop("hours", None)
        vars(found).pop("available", None)
        return found

    @cached_property
    def bounds(self) -> Ints:
        """Boundaries of months [microseconds]: of the horizon, then of the run-off."""
        return np.array(self.header.months, np.int64)

    @cached_property
    def lengths(self) -> Ints:
        """Length of each month of the horizon [microseconds]."""
        return np.diff(self.bounds[: self.header.n_months + 1])

    @cached_property
    def common_length(self) -> int:
        """The shortest time that is a multiple of each month's length [microseconds]."""
        return lcm(*self.lengths.tolist())

    @cached_property
    def firsts(self) -> Ints:
        """First slot of each division of `every`, and the end of all."""
        return np.array([*self.every.first, self.every.width], np.int64)

    @cached_property
    def hours(self) -> Floats:
        """Person-hours of working time by team and month."""
        return np.ascontiguousarray(self.header.working_hours, np.float64)

    @cached_property
    def rows_of(self) -> Ints:
        """Rows of no table, and of the table of each decision point."""
        return np.array([0, *map(len, self.header.rows)], np.int64)

    @cached_property
    def firings(self) -> tuple[int, int]:
        """Decision points, and one more than rows of the longest table: where their firings are counted."""
        return len(self.header.rows), 1 + max(map(len, self.header.rows), default=0)

    @property
    def referral(self) -> int:
        """The channel of referrals, -2 if there is none."""
        return self.header.channels.index(REFERRAL) if REFERRAL in self.header.channels else -2

    @cached_property
    def acquiring(self) -> Flags:
        """Teams whose pay is a cost of acquisition."""
        return np.array([line == "sales" for line in self.pay_lines], np.bool_)

    @cached_property
    def pay_lines(self) -> tuple[str, ...]:
        """The line of the chart of accounts on which each team's pay lands, "" for none."""
        return tuple(OF_FUNCTION.get(function, "") for function in self.header.functions)

    @cached_property
    def success_hours(self) -> Floats:
        """CSM hours a month of a customer of each segment; where nobody takes any, one of each."""
        hours = np.array(self.header.success_hours or (0.0,) * len(self.header.segments), np.float64)
        return hours if hours.any() else np.ones_like(hours)

    @cached_property
    def save_hours(self) -> int:
        """CSM hours of an attempt to keep a customer [millionths of an hour]."""
        return round(self.header.save_hours * MICRO)

    @cached_property
    def available(self) -> Floats:
        """Working time of each team in the horizon [hours]."""
        return total(self.header.working_hours, axis=1)

    @cached_property
    def worked(self) -> Ints:
        """Working time of each team that has passed before each midnight [microseconds], shape (teams, days + 1)."""
        days = np.arange(self.header.horizon // DAY + 1) * DAY
        if self.header.worked is None:  # around the clock
            return np.tile(days, (len(self.header.teams), 1))
        return np.ascontiguousarray(self.header.worked)

    @cached_property
    def clock(self) -> Ints:
        """When each team's day begins and ends [microseconds after midnight], shape (2, teams)."""
        around = (0,) * len(self.header.teams), (DAY,) * len(self.header.teams)
        said = around if self.header.worked is None else (self.header.opens, self.header.closes)
        return np.array(said, np.int64)

    def worked_before(self, team: Ints, time: Ints) -> Ints:
        """Working time of teams that has passed before instants, the end of the horizon at most [microseconds]."""
        time = np.minimum(time, self.header.horizon)
        day, (opens, closes) = time // DAY, self.clock
        before = self.worked[team, day]
        passed = np.clip(time - day * DAY, opens[team], closes[team]) - opens[team]
        after = self.worked[team, np.minimum(day + 1, self.worked.shape[1] - 1)]
        return np.asarray(before + np.where(after > before, passed, 0))

    @cached_property
    def worths(self) -> Floats:
        """Value of one unit of money at each month of service below each number of months.

        The first line is discounted, the second is not, the third is the first for CAP months and nothing beyond.
        """
        count, rates = len(self.header.months) + 2, (self.header.discount_month, 1.0)
        whole, plain = (np.append(0.0, np.cumsum(powers(rate, count))) for rate in rates)
        return np.array([whole, plain, whole[np.minimum(np.arange(len(whole)), CAP)]])

    @cached_property
    def days(self) -> tuple[int, Ints, Ints, Ints]:
        """The calendar from the oldest customers that are usual to the end: its first day, then what each day is."""
        return self.calendar.days(-OLDEST, self.header.months[-1] // DAY)

    @cached_property
    def spending(self) -> Flags:
        """Channels into which money goes by plan."""
        return np.asarray(self.planned.any(axis=1))

    @cached_property
    def planned(self) -> Ints:
        """What each channel spends in each month by its plan [cents], shape (channels, months)."""
        days = np.array(self.header.months[: self.header.n_months]) // DAY
        return np.add.reduceat(self.header.daily_spend, days, axis=1, dtype=np.int64)

    def cut(self, *dims: str) -> Cut:
        """The divisions by these dimensions."""
        if dims not in self._cuts:
            self._cuts[dims] = cut_by(self.header, *dims)
        return self._cuts[dims]

    def places(self, cut: Cut) -> slice | list[int]:
        """Where the slots of a cut lie in those of `every`."""
        if cut.dims not in self._places:
            found = self.every.slots_of(cut)
            self._places[cut.dims] = slice(len(found)) if found == list(range(len(found))) else found
        return self._places[cut.dims]


_last: Given | None = None


def given_by(header: Header) -> Given:
    """The tables of a header: those of the last one, where this one says the same but for the hours of its teams."""
    global _last
    last = _last  # another thread may change it meanwhile
    if last is None or not same(last.header._replace(working_hours=header.working_hours), header):
        _last = last = Given(header, last)
    elif not same(last.header, header):
        last = last.with_hours_of(header)
    return last


def same(a: Header, b: Header) -> bool:
    """Do two headers say the same?"""
    return a is b or all(
        np.array_equal(x, y) if isinstance(x, np.ndarray) and isinstance(y, np.ndarray) else x == y
        for x, y in zip(a, b, strict=True)
    )
