"""The words of the event loop as plain numbers, which numba takes as constants."""

from gtmsim.engine.draws import Purpose

NEVER = 1 << 62
SECOND = 1_000_000  # microseconds
OLDEST = 240  # months of a run-off
NOBODY = -1
LISTS = 4  # of a later day's events
AT_ONCE = -1  # before every round of the instant
# What happens when an event comes.
STEP, TIMER, OCCASION, CANDIDATES, ARRIVING, DISPATCHING, CLOSING_MONTH, STAFF, BIRTH, SETTLING, FUNDING = range(11)
DECLINING, ABSENCE, OPENING_POSITION, ENDING = 11, 12, 13, 14
# Where an account is between two waits.
(
    ASKED,
    WORKING,
    DROPPED,
    THINKING_ON,
    MEETING_ON,
    REVIEWING,
    BREAKING_OFF,
    LIVING,
    FAILING,
    RENEWING,
    RETURNING,
    BEGINNING,
    APPROVING,
    NURTURED,
    BILLING,
    PRESSING,
    PAUSING,
) = range(17)
# What to do next with an account, in `go_on`.
(DO_END_WORK, DO_THOUGHT, DO_STAGE, DO_MEET, DO_MET, DO_BALLOT, DO_VOTES, DO_CUSTOMER, DO_COMMITTEE, DO_PRESS) = range(
    10
)
# Why the loop stops.
DONE, FULL_ROWS, FULL_EVENTS, FULL_ACCOUNTS, FULL_QUEUES, FULL_TEAMS, TOO_MANY, BROKEN = range(8)
# Purposes of draws.
P_TOUCH_TIME = int(Purpose.TOUCH_TIME)
P_ACCEPTANCE = int(Purpose.ACCEPTANCE)
P_DELAY = int(Purpose.DELAY)
P_MODE = int(Purpose.MODE)
P_FIT = int(Purpose.FIT)
P_PLACE = int(Purpose.PLACE)
