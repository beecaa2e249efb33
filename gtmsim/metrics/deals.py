"""One line per opportunity: when it was created, how it ended and when. Knows no metric."""

import numpy as np

from gtmsim.journal.header import Flags, Ints
from gtmsim.mechanisms.selling.rows import WON
from gtmsim.metrics.cut import Lines
from gtmsim.metrics.rows import Rows, found_in

NEVER = np.iinfo(np.int64).max


class Deals(Lines):
    """Opportunities in order of creation, those of the run-off included."""

    def __init__(self, created: Rows, closed: Rows, quoted: Rows) -> None:
        self.channel = created.channel
        self.segment = created.segment
        self.team = created.team
        self.created = created.time
        self.value = created.amount  # annual contract value asked at first [cents]
        self.quoted, self.quoted_for = quoted, found_in(quoted.entity, created.entity)
        self.initial: Flags = created.detail == 1
        self.month = created.month
        n = len(created)
        place = found_in(closed.entity, created.entity)
        known = np.flatnonzero(place >= 0)  # the audit asks why a deal without an opportunity was closed
        place = place[known]
        self.outcome: Ints = np.zeros(n, np.int64)  # 0 open, else the int of the row that closed it
        self.closed: Ints = np.full(n, NEVER, np.int64)
        self.closed_month: Ints = np.full(n, NEVER, np.int64)
        self.won_value: Ints = np.zeros(n, np.int64)  # annual contract value [cents]
        self.outcome[place] = closed.kind[known]
        self.closed[place] = closed.time[known]
        self.closed_month[place] = closed.month[known]
        self.won_value[place] = np.where(closed.kind == WON.number, closed.amount, 0)[known]

    def value_at(self, n_months: int) -> Ints:
        """Annual value on the table when the books of month `n_months - 1` were closed [cents]; for 0, at first."""
        said = np.flatnonzero((self.quoted_for >= 0) & (self.quoted.month < n_months))
        value = self.value.copy()
        value[self.quoted_for[said]] = self.quoted.amount[said]  # of several quotes the last one stays
        return value

    def cohort(self, n_months: int) -> Flags:
        """Opportunities created within the horizon."""
        return np.asarray(~self.initial & (self.month < n_months))

    def open_at(self, n_months: int) -> Flags:
        """Opportunities open when the books of month `n_months - 1` were closed; for 0, at the start."""
        if n_months == 0:
            return self.initial
        return np.asarray((self.month < n_months) & (self.closed_month >= n_months))
