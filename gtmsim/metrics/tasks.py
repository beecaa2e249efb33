"""One line per finished task of a team: for whom, and its hours month by month. Knows no metric."""

from functools import cached_property

import numpy as np

from gtmsim.engine.journal import Flags, Floats, Header, Ints, Kind
from gtmsim.metrics.cut import Lines, sums
from gtmsim.metrics.rows import Rows


class Turns:
    """Beginnings and ends of the teams' tasks, person by person; a person does one task at a time."""

    def __init__(self, rows: Rows) -> None:
        # Without a team (-1) tasks run side by side and cost nothing: they are not counted.
        staffed = rows if (rows.team >= 0).all() else rows.at(np.flatnonzero(rows.team >= 0))
        number = staffed.level - staffed.level.min(initial=0)
        who = staffed.team * (number.max(initial=0) + 1) + number
        # So small integers are sorted by radix, in time linear in the rows.
        order = np.argsort(who.astype(np.min_scalar_type(who.max(initial=0))), kind="stable")
        self.rows = staffed.at(order)
        self.who: Ints = who.take(order)
        self.ends: Flags = self.rows.kind == Kind.TASK_ENDED.value
        ended = np.flatnonzero(self.ends)
        self.begun, self.done = self.rows.at(ended - 1), self.rows.at(ended)  # the audit asks if the two are one task


class Tasks(Lines):
    """Tasks that ended, those of the run-off included."""

    def __init__(self, turns: Turns, header: Header) -> None:
        self.begun, self.done, self.header = turns.begun, turns.done, header
        self.team = self.done.team
        self.channel = self.done.channel
        self.segment = self.done.segment
        self.hours = self.done.number
        self.n_teams, self.n_months = len(header.teams), header.n_months
        self.bounds = np.array(header.months[: header.n_months + 1], np.int64)

    @cached_property
    def by_team(self) -> Floats:
        """Hours worked by each team in each month of the horizon, shape (teams, months)."""
        return self.by_month(self.team.astype(np.int64), self.n_teams)

    def by_month(self, slots: Ints, width: int) -> Floats:
        """Hours worked in each slot and month of the horizon; a task over a month's end is split by elapsed time."""
        whole, cells, hours = self._whole
        found = sums(slots[whole] * self.n_months + cells, hours, width * self.n_months).reshape(width, self.n_months)
        split, month, part = self._split
        np.add.at(found, (slots[split], month), part)
        return np.asarray(found)

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
        split = self._over
        started, ended = self.begun.time[split], self.done.time[split]
        inside = np.minimum(ended[:, None], self.bounds[1:]) - np.maximum(started[:, None], self.bounds[:-1])
        task, month = np.nonzero(inside > 0)
        return split[task], month, self.hours[split[task]] * inside[task, month] / (ended - started)[task]
