"""How long leads had waited whose qualification began, and all work that teams began. Knows no metric."""

import numpy as np

from gtmsim.journal.header import Floats, Ints
from gtmsim.mechanisms.channels.rows import LEAD
from gtmsim.mechanisms.staff.rows import TASK_STARTED
from gtmsim.metrics.accounts import Accounts
from gtmsim.metrics.rows import Rows

QUALIFICATION = -1  # detail of a task


def waits_of(accounts: Accounts) -> Ints:
    """Time waited [microseconds] and leads served within the horizon, as cells where none is the first of each."""
    places = accounts.where(TASK_STARTED)
    started = accounts.rows.at(places)
    mine = np.flatnonzero((started.detail == QUALIFICATION) & started.within)
    # A lead that returned after nurturing was answered before.
    mine = mine[np.append(True, np.diff(started.entity[mine]) != 0)[: len(mine)]]
    # Whom day 0 finds had come before.
    mine = mine[accounts.beginning(places[mine]).kind == LEAD.number]
    served = started.at(mine)
    header = accounts.rows.journal.header
    cells = np.zeros((2, len(header.channels) + 1, len(header.segments) + 1), np.int64)
    where = served.channel + 1, served.segment + 1
    np.add.at(cells[0], where, served.time - accounts.beginning(places[mine]).time)
    np.add.at(cells[1], where, 1)
    return cells


def queued_by(begun: Rows) -> Floats:
    """What the work had waited that was begun [days], and how much that was, shape (2, teams)."""
    teams = len(begun.journal.header.teams)
    staffed = np.flatnonzero(begun.team >= 0)
    team = begun.team[staffed].astype(np.int64)
    waited = np.bincount(team, begun.value[staffed], minlength=teams)
    return np.array([waited, np.bincount(team, minlength=teams)], np.float64)
