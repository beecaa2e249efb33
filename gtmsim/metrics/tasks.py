"""One line per finished task of a team: for whom, and its hours month by month. Knows no metric."""

import numpy as np

from gtmsim.engine.journal import Floats, Header, Ints, Kind
from gtmsim.metrics.cut import sums
from gtmsim.metrics.rows import Rows


class Tasks:
    """Tasks that ended, those of the run-off included; a person does one at a time."""

    def __init__(self, rows: Rows, header: Header) -> None:
        # Without a team (-1) tasks run side by side and cost nothing: they are not counted.
        staffed = np.flatnonzero(rows.team >= 0)
        order = staffed[np.argsort((rows.team[staffed].astype(np.int64) << 40) + rows.level[staffed], kind="stable")]
        ended = np.flatnonzero(rows.kind[order] == Kind.TASK_ENDED)
        ended = ended[ended > 0]  # the audit asks for a beginning of each task
        place = order[ended]
        self.team = rows.team[place]
        self.channel = rows.channel[place]
        self.segment = rows.segment[place]
        self.started = rows.time[order[ended - 1]]
        self.ended = rows.time[place]
        self.hours = rows.number[place]
        bounds = np.array(header.months[: header.n_months + 1], np.int64)
        self.n_months = header.n_months
        first = np.searchsorted(bounds, self.started, side="right") - 1
        last = np.maximum(np.searchsorted(bounds, self.ended, side="left") - 1, first)
        self.first, self.last, self.bounds = first, last, bounds

    def by_month(self, slots: Ints, width: int) -> Floats:
        """Hours worked in each slot and month of the horizon; a task over a month's end is split by elapsed time."""
        whole = (self.first == self.last) & (self.first < self.n_months)
        cells = slots[whole] * self.n_months + self.first[whole]
        hours = sums(cells, self.hours[whole], width * self.n_months).reshape(width, self.n_months)
        split = np.flatnonzero(self.first != self.last)
        started, ended = self.started[split, None], self.ended[split, None]
        inside = np.minimum(ended, self.bounds[1:]) - np.maximum(started, self.bounds[:-1])
        np.add.at(hours, slots[split], self.hours[split, None] * np.maximum(inside, 0) / (ended - started))
        return np.asarray(hours)
