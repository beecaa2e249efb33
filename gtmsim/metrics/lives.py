"""What may happen to an account after what: a table of legal lives. Knows no money."""

from functools import cached_property

import numpy as np

from gtmsim.engine.journal import Flags, Ints, Journal, Kind
from gtmsim.metrics.rows import Rows

BEGINNING = 0  # before the first row of an account
SERVICE = {
    Kind.LIVE,
    Kind.RENEWAL_DUE,
    Kind.UPLIFTED,
    Kind.EXPANDED,
    Kind.CONTRACTED,
    Kind.FAILED,
    Kind.REFERRED,
    Kind.INVOICED,
    Kind.SERVED,
    Kind.REWARD,
}
WORK = {Kind.TASK_STARTED, Kind.TASK_ENDED}

# The last row that changed an account's state -> the rows that may follow.
AFTER: dict[int, set[Kind]] = {
    BEGINNING: {Kind.LEAD, Kind.OPPORTUNITY, Kind.OPENING},
    Kind.LEAD: {Kind.FEE, Kind.MQL, Kind.DISQUALIFIED},
    Kind.MQL: {*WORK, Kind.GAVE_UP, Kind.DISQUALIFIED, Kind.SQL},
    Kind.SQL: {Kind.OPPORTUNITY},
    Kind.OPPORTUNITY: {*WORK, Kind.ADVANCED, Kind.MEETING, Kind.VOTE, Kind.WON, Kind.LOST, Kind.NO_DECISION},
    Kind.WON: {Kind.COMMISSION, Kind.REWARD, Kind.NEW},
    Kind.OPENING: SERVICE,
    Kind.NEW: SERVICE,
    Kind.RENEWED: SERVICE,
    Kind.REACTIVATED: SERVICE,
    Kind.RENEWAL_DUE: {Kind.RENEWED, Kind.CHURNED},
    Kind.CHURNED: {Kind.REACTIVATED, Kind.REWARD},
    Kind.FAILED: {Kind.CREDITED, Kind.SERVED, Kind.REWARD},
    Kind.DISQUALIFIED: set(),
    Kind.GAVE_UP: set(),
    Kind.LOST: set(),
    Kind.NO_DECISION: {Kind.TASK_ENDED},  # the seller does not know yet that the window has closed
}

LEGAL = np.zeros((max(Kind) + 1, max(Kind) + 1), np.bool_)
for before, following in AFTER.items():
    LEGAL[before, list(following)] = True
CHANGES_STATE = np.isin(np.arange(max(Kind) + 1), list(AFTER))


class Lives:
    """The rows of all accounts, account by account."""

    def __init__(self, journal: Journal) -> None:
        owned = np.flatnonzero(journal.entity)
        self.rows = Rows(journal, owned[np.argsort(journal.entity[owned], kind="stable")])
        entity = self.rows.entity
        self.opens: Flags = np.ones(len(entity), np.bool_)
        self.opens[1:] = entity[1:] != entity[:-1]

    @cached_property
    def state(self) -> Ints:
        """Kind of the row that put each account into the state that each row finds."""
        place = last_before(self.opens, CHANGES_STATE[self.rows.kind])
        return np.where(place >= 0, self.rows.kind[place], BEGINNING).astype(np.int64)


def last_before(opens: Flags, marked: Flags) -> Ints:
    """Place of the last marked row before each row of the same account, -1 if there is none.

    Rows are sorted by account; `opens` marks the first of each.
    """
    n = len(opens)
    places = np.arange(n)
    first = np.maximum.accumulate(np.where(opens, places, 0))
    shifted = np.full(n, -1, np.int64)
    shifted[1:] = np.maximum.accumulate(np.where(marked, places, -1))[:-1]
    return np.where(shifted >= first, shifted, -1)
