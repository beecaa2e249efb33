"""One line per lead whose qualification began: how long it had waited. Knows no metric."""

import numpy as np

from gtmsim.engine.journal import Ints, Kind
from gtmsim.metrics.accounts import Accounts
from gtmsim.metrics.cut import Lines

QUALIFICATION = -1  # sub of a task


class Waits(Lines):
    """Leads served within the horizon, in order of their keys."""

    def __init__(self, accounts: Accounts) -> None:
        places = accounts.where(Kind.TASK_STARTED)
        started = accounts.rows.at(places)
        mine = np.flatnonzero((started.sub == QUALIFICATION) & started.within)
        # A lead that returned after nurturing was answered before.
        mine = mine[np.append(True, np.diff(started.entity[mine]) != 0)[: len(mine)]]
        served = started.at(mine)
        self.channel = served.channel
        self.segment = served.segment
        self.team = served.team
        self.waited: Ints = served.time - accounts.beginning(places[mine]).time  # microseconds
