"""Kinds of row as plain numbers and what holds for each, as the pass over the rows needs them."""

import numpy as np

from gtmsim.engine.journal import KINDS, MOVEMENTS, Kind, flags
from gtmsim.metrics.lives import CHANGES_STATE, FIRM, WORK
from gtmsim.metrics.signs import COSTS, ENDS, GAINS

# What the pass says in the end.
FINE, WRONG, MORE_PERSONS, MORE_ACCOUNTS = range(4)
# Numbers that it adds up over all rows.
(
    CUSTOMERS,
    MOVED,
    TASKS,
    DEALS,
    WON_NOW,
    NEW_NOW,
    REFERRED_NOW,
    CAME,
    BILLED,
    BILLED_AMOUNT,
    CREDITED_AMOUNT,
    OWED,
    SERVED_AMOUNT,
    DUE_NOW,
    BUYERS_TOLD,
    RENEWALS_TOLD,
    PERSONS_NEEDED,
    NOTED_NOW,
    SUMS,
) = range(19)
OUTCOMES = (Kind.WON, Kind.LOST, Kind.NO_DECISION)
NEWS = (Kind.OPPORTUNITY, Kind.QUOTED, Kind.LEAD, Kind.FOUND, Kind.TOUCHED, Kind.LIVE, Kind.REFERRED, Kind.FEE)
# Few rows, which metrics look at one by one.
LOOKED_AT = (Kind.CLIPPED, Kind.COVERAGE, Kind.BRAND, Kind.SCANDAL, Kind.GROUPED, Kind.LEAKED)
# What holds for a kind, as bits.
CHANGES, MOVES, GAINING, ENDING, PAID, OF_FIRM, PAYS, TELLS, GIVES, RENEWS, NOTED = (1 << bit for bit in range(11))
WHAT = sum(
    np.where(table, bit, 0)
    for bit, table in (
        (CHANGES, CHANGES_STATE),
        (MOVES, flags(*MOVEMENTS)),
        (GAINING, GAINS),
        (ENDING, ENDS),
        (PAID, flags(*COSTS, Kind.INVOICED)),
        (OF_FIRM, FIRM),
        (PAYS, flags(Kind.OPPORTUNITY, Kind.QUOTED, Kind.WON, Kind.NEW, Kind.INVOICED, Kind.CREDITED, Kind.SERVED)),
        (RENEWS, flags(Kind.RENEWAL_DUE, Kind.CONDITION)),
        (NOTED, flags(*LOOKED_AT)),
        (GIVES, flags(Kind.QUOTED, Kind.SAVED, Kind.HEARD)),
        (TELLS, flags(*WORK, *OUTCOMES, *NEWS)),
    )
).astype(np.int64)
ALL_KINDS = KINDS

LEAD = int(Kind.LEAD)
TOUCHED = int(Kind.TOUCHED)
FOUND = int(Kind.FOUND)
TASK_STARTED = int(Kind.TASK_STARTED)
TASK_ENDED = int(Kind.TASK_ENDED)
OPPORTUNITY = int(Kind.OPPORTUNITY)
QUOTED = int(Kind.QUOTED)
WON = int(Kind.WON)
LOST = int(Kind.LOST)
NO_DECISION = int(Kind.NO_DECISION)
OPENING = int(Kind.OPENING)
NEW = int(Kind.NEW)
CONTRACTED = int(Kind.CONTRACTED)
CHURNED = int(Kind.CHURNED)
LIVE = int(Kind.LIVE)
ENTITLED = int(Kind.ENTITLED)
SAVED = int(Kind.SAVED)
REFERRED = int(Kind.REFERRED)
RENEWAL_DUE = int(Kind.RENEWAL_DUE)
INVOICED = int(Kind.INVOICED)
CREDITED = int(Kind.CREDITED)
SERVED = int(Kind.SERVED)
SPENT = int(Kind.SPENT)
FEE = int(Kind.FEE)
SALARY = int(Kind.SALARY)
COVERAGE = int(Kind.COVERAGE)
JOINED = int(Kind.JOINED)
LEFT = int(Kind.LEFT)
RECYCLED = int(Kind.RECYCLED)
DISQUALIFIED = int(Kind.DISQUALIFIED)
MONTH_CLOSED = int(Kind.MONTH_CLOSED)
CAPACITY = int(Kind.CAPACITY)
BUDGETED = int(Kind.BUDGETED)
BRAND = int(Kind.BRAND)
SCANDAL = int(Kind.SCANDAL)
ALSO = int(Kind.ALSO)
LEAKED = int(Kind.LEAKED)
GROUPED = int(Kind.GROUPED)
BANNED = int(Kind.BANNED)
