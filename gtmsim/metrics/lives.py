"""What may happen to an account after what: a table of legal lives. Knows no money."""

import numpy as np
from numpy.typing import NDArray

from gtmsim.engine.journal import KINDS, Flags, Kind, flags
from gtmsim.metrics.accounts import Accounts

Kinds = NDArray[np.int16]
BEGINNING = 0  # before the first row of an account
SERVICE = {
    Kind.LIVE,
    Kind.ENTITLED,
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
TALK = {*WORK, Kind.GAVE_UP, Kind.DISQUALIFIED, Kind.SQL}
SALE = {*WORK, Kind.EXPENSE, Kind.CONDITION, Kind.HEARD, Kind.ADVANCED, Kind.QUOTED, Kind.LOST, Kind.NO_DECISION}

# The last row that changed an account's state -> the rows that may follow.
AFTER: dict[int, set[Kind]] = {
    BEGINNING: {Kind.LEAD, Kind.FOUND, Kind.OPPORTUNITY, Kind.OPENING},
    Kind.FOUND: {*TALK, Kind.NAMED, Kind.RECYCLED},
    Kind.LEAD: {Kind.TOUCHED, Kind.NAMED, Kind.CONTACT, Kind.SEEN, Kind.DATA, Kind.FEE, Kind.MQL, Kind.DISQUALIFIED},
    Kind.MQL: TALK,
    Kind.RECYCLED: TALK,
    Kind.SQL: {Kind.OPPORTUNITY},
    Kind.OPPORTUNITY: {*SALE, Kind.NAMED, Kind.CONTACT, Kind.MEETING, Kind.VOTE, Kind.WON},
    Kind.QUOTED: {Kind.CONDITION, Kind.HEARD, Kind.MEETING, Kind.VOTE, Kind.WON, Kind.LOST, Kind.NO_DECISION},
    Kind.WON: {Kind.COMMISSION, Kind.REWARD, Kind.NEW},
    Kind.OPENING: {*SERVICE, Kind.NAMED, Kind.CONTACT},
    Kind.NEW: SERVICE,
    Kind.RENEWED: SERVICE,
    Kind.REACTIVATED: SERVICE,
    Kind.RENEWAL_DUE: {Kind.CONDITION, Kind.HEARD, Kind.RENEWED, Kind.CHURNED, Kind.SAVED},
    Kind.SAVED: {Kind.RENEWED},
    Kind.CHURNED: {Kind.REACTIVATED, Kind.REWARD},
    Kind.FAILED: {Kind.CREDITED, Kind.SERVED, Kind.REWARD},
    Kind.DISQUALIFIED: {Kind.RECYCLED},
    Kind.GAVE_UP: {Kind.RECYCLED},
    Kind.LOST: set(),
    Kind.NO_DECISION: {Kind.TASK_ENDED},  # the seller does not know yet that the window has closed
}

for before, following in AFTER.items():
    if before != BEGINNING:
        following.add(Kind.ALSO)
LEGAL = np.zeros((KINDS, KINDS), np.bool_)
for before, following in AFTER.items():
    LEGAL[before, list(following)] = True
# What no life knows happens to the firm.
FIRM = ~flags(*(Kind(kind) for kind in set(AFTER).union(*AFTER.values()) - {BEGINNING}))
FIRM[Kind.ALSO] = True  # rows of tables about the firm add up too
# The state that a row leaves behind, where it changes the state.
CHANGES_STATE = flags(*(Kind(kind) for kind in AFTER if kind != BEGINNING))
LEAVES = np.where(CHANGES_STATE, np.arange(KINDS), BEGINNING).astype(np.int16)


def states(accounts: Accounts) -> Kinds:
    """Kind of the row that put each account into the state that each of its rows finds."""
    kind, first = accounts.rows.kind, accounts.first
    # A row that changes nothing passes on the state of the last one that did, or of the beginning.
    turns = CHANGES_STATE.take(kind)
    turns[first] = True
    left = LEAVES.take(kind.take(np.flatnonzero(turns)))
    found = np.append(LEAVES[:1], left).take(np.cumsum(turns))
    found[1:] = found[:-1]
    found[first] = BEGINNING
    return found


def may_follow(state: Kinds, kind: Kinds) -> Flags:
    """May a row of each kind follow in each state?"""
    return LEGAL.ravel().take(state * KINDS + kind)
