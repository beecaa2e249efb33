"""One line per finished task of a team: for whom, and its working hours month by month. Knows no metric."""

from functools import cached_property

import numpy as np

from gtmsim.journal.header import Flags, Floats, Ints
from gtmsim.mechanisms.staff.rows import TASK_ENDED
from gtmsim.metrics.cut import Lines, sums
from gtmsim.metrics.given import Given
from gtmsim.metrics.months import DAY
from gtmsim.metrics.rows import Rows, found_in

HOUR = DAY // 24


class Turns:
    """Beginnings and ends of the teams' tasks, person by person; a person does one task at a time."""

    def __init__(self, rows: Rows) -> None:
        # Without a team (-1) tasks run side by side and cost nothing: they are not counted.
        staffed = rows if (rows.team >= 0).all() else rows.at(np.flatnonzero(rows.team >= 0))
        number = staffed.int_value - staffed.int_value.min(initial=0)
        who = staffed.team * (number.max(initial=0) + 1) + number
        # So small integers are sorted by radix, in time linear in the rows.
        order = np.argsort(who.astype(np.min_scalar_type(who.max(initial=0))), kind="stable")
        self.rows = staffed.at(order)
        self.who: Ints = who.take(order)
        self.ends: Flags = self.rows.kind == TASK_ENDED.number
        ended = np.flatnonzero(self.ends)
        self.begun, self.done = self.rows.at(ended - 1), self.rows.at(ended)  # the audit asks if the two are one task


class Tasks(Lines):
    """Tasks that ended, those of the run-off included; `leavers` are the rows of persons who left."""

    def __init__(self, turns: Turns, leavers: Rows, given: Given) -> None:
        self.begun, self.done, self.header, self.given = turns.begun, turns.done, given.header, given
        self.leavers = leavers
        header = given.header
        self.team = self.done.team
        self.channel = self.done.channel
        self.segment = self.done.segment
        self.hours = self.done.value
        self.n_teams, self.n_months = len(header.teams), header.n_months
        self.bounds = np.array(header.months[: header.n_months + 1], np.int64)

    @cached_property
    def by_team(self) -> Floats:
        """Hours worked by each team in each month of the horizon, shape (teams, months)."""
        return self.by_month(self.team.astype(np.int64), self.n_teams)

    def by_month(self, slots: Ints, width: int) -> Floats:
        """Hours worked in each slot and month of the horizon; a task over a month's end is split by working time."""
        whole, cells, hours = self._whole
        found = sums(slots[whole] * self.n_months + cells, hours, width * self.n_months).reshape(width, self.n_months)
        split, month, part = self._split
        np.add.at(found, (slots[split], month), part)
        return np.asarray(found)

    @cached_property
    def overtime(self) -> Floats:
        """Hours of tasks that persons finished after they had left, shape (teams, months)."""
        width = 1 + max(int(self.done.int_value.max(initial=0)), int(self.leavers.int_value.max(initial=0)))
        gone = self.leavers.team * np.int64(width) + self.leavers.int_value
        place = found_in(self.team * np.int64(width) + self.done.int_value, gone)
        left = np.where(place >= 0, self.leavers.time[place] if len(gone) else 0, self.done.time)
        late = np.flatnonzero(left < self.done.time)
        task, month, part = self._parts(late, np.maximum(left, self.begun.time)[late])
        found = np.zeros((self.n_teams, self.n_months))
        np.add.at(found, (self.team[task], month), part)
        return found

    def _parts(self, tasks: Ints, started: Ints) -> tuple[Ints, Ints, Floats]:
        """What of some tasks, from an instant on, lies in each month of the horizon: of which, month and hours."""
        team, ended = self.team[tasks][:, None].astype(np.int64), self.done.time[tasks]
        until = self.given.worked_before(team, np.minimum(ended[:, None], self.bounds[1:]))
        inside = until - self.given.worked_before(team, np.maximum(started[:, None], self.bounds[:-1]))
        task, month = np.nonzero(inside > 0)
        return tasks[task], month, inside[task, month] / HOUR

    @cached_property
    def _over(self) -> Ints:
        """Tasks that go over a month's end; one that ends with the month does not."""
        over = np.flatnonzero(self.begun.month != self.done.month)
        first, last = self.begun.month[over], self.done.month[over]
        to_its_end: Flags = (first + 1 == last) & (self.bounds[last] == self.done.time[over])
        return over[~to_its_end]

    @cached_property
    def _whole(self) -> tuple[Ints, Ints, Floats]:
        """Tasks within a month of the horizon: which, their month, their hours."""
        within = self.begun.month < self.n_months
        within[self._over] = False
        whole = np.flatnonzero(within)
        return whole, self.begun.month[whole], self.hours[whole]

    @cached_property
    def _split(self) -> tuple[Ints, Ints, Floats]:
        """The parts of the other tasks that lie in each month of the horizon: of which, month and hours."""
        return self._parts(self._over, self.begun.time[self._over])
