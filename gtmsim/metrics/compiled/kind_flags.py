"""What holds for each kind of row, as the pass over the rows needs it."""

import numpy as np

from gtmsim.journal.kinds import KINDS, MOVEMENTS, flags, those
from gtmsim.mechanisms.channels.rows import FIRST_TOUCH, LEAD, LEAD_FEE
from gtmsim.mechanisms.condition.rows import CONDITION
from gtmsim.mechanisms.contracts.rows import INTRODUCED, OFFERED
from gtmsim.mechanisms.qualification.rows import OPENING_LEAD
from gtmsim.mechanisms.referrals.rows import REFERRED
from gtmsim.mechanisms.selling.rows import LOST, NO_DECISION, OPPORTUNITY, STAGE_PASSED, WON
from gtmsim.mechanisms.staff.rows import TASK_ENDED, TASK_STARTED
from gtmsim.mechanisms.subscription.rows import (
    COGS,
    COTERMED,
    CREDITED,
    INVOICED,
    NEW_CUSTOMER,
    NOTICE_DUE,
    RENEWAL_DUE,
)
from gtmsim.mechanisms.success.rows import GO_LIVE
from gtmsim.metrics.earning import BILLING
from gtmsim.metrics.receivables import OWING, WRITTEN
from gtmsim.metrics.signs import ENDS, GAINS, POSITIVE, PRICES, SHARES, TO_TEAMS
from gtmsim.metrics.state_machine import CHANGES_STATE, FIRM

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
    BILLING_NOW,
    SUMS,
) = range(20)
# Rows of which the pass over accounts keeps something, and those that it checks for their money.
TOLD = (
    *(TASK_STARTED, TASK_ENDED, WON, LOST, NO_DECISION, OPPORTUNITY, LEAD, OPENING_LEAD, FIRST_TOUCH),
    *(GO_LIVE, REFERRED, LEAD_FEE, *PRICES),
)
PAYING = (OPPORTUNITY, OFFERED, *PRICES, WON, INTRODUCED, NEW_CUSTOMER, INVOICED, COTERMED, CREDITED, COGS)
LOOKED_AT = those(lambda kind: kind.rare)
# What holds for a kind, as bits.
(
    CHANGES,
    MOVES,
    GAINING,
    ENDING,
    PAID,
    OF_FIRM,
    PAYS,
    TELLS,
    GIVES,
    RENEWS,
    NOTED,
    BILLS,
    OWES,
    WRITES,
    PRICED,
    LEAVES,
) = (1 << bit for bit in range(16))
OF_TEAM = 1 << 16  # what people cost, on the line of their team
TRAITS = sum(
    np.where(table, bit, 0)
    for bit, table in (
        (CHANGES, CHANGES_STATE),
        (MOVES, flags(*MOVEMENTS)),
        (GAINING, GAINS),
        (ENDING, ENDS),
        (PAID, flags(*POSITIVE)),
        (OF_FIRM, FIRM),
        (PAYS, flags(*PAYING)),
        (RENEWS, flags(NOTICE_DUE, RENEWAL_DUE, CONDITION)),
        (NOTED, flags(*LOOKED_AT)),
        (GIVES, flags(*SHARES)),
        (TELLS, flags(*TOLD)),
        (BILLS, BILLING),
        (OWES, OWING),
        (WRITES, WRITTEN),
        (PRICED, flags(*PRICES)),
        (LEAVES, flags(STAGE_PASSED, WON, LOST, NO_DECISION)),
        (OF_TEAM, flags(*TO_TEAMS)),
    )
).astype(np.int64)
ALL_KINDS = int(KINDS)
