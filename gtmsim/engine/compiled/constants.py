"""The words of the event loop as plain numbers, which numba takes as constants."""

from gtmsim.engine.draws import Purpose

NEVER = 1 << 62
SECOND = 1_000_000  # microseconds
OLDEST = 240  # months of a run-off
NOBODY = -1
LISTS = 4  # of a later day's events
AT_ONCE = -1  # before every round of the instant
# What happens when an event comes.
STEP, TIMER, OCCASION, CANDIDATES, ARRIVING, DISPATCHING, CLOSING_MONTH, STAFF, BIRTH = range(9)
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
) = range(15)
# What to do next with an account, in `go_on`.
(DO_END_WORK, DO_THOUGHT, DO_STAGE, DO_MEET, DO_MET, DO_BALLOT, DO_VOTES, DO_CUSTOMER, DO_COMMITTEE) = range(9)
# Why the loop stops.
DONE, FULL_ROWS, FULL_EVENTS, FULL_ACCOUNTS, FULL_QUEUES, TOO_MANY, BROKEN = range(7)
# Purposes of draws.
P_CANDIDATES = int(Purpose.CANDIDATES)
P_TOUCH_TIME = int(Purpose.TOUCH_TIME)
P_ACCEPTANCE = int(Purpose.ACCEPTANCE)
P_DELAY = int(Purpose.DELAY)
P_MODE = int(Purpose.MODE)
P_SEGMENT = int(Purpose.SEGMENT)
P_FIT = int(Purpose.FIT)
P_SCREEN = int(Purpose.SCREEN)
P_PATIENCE = int(Purpose.PATIENCE)
P_QUALIFYING_WORK = int(Purpose.QUALIFYING_WORK)
P_QUALIFIES = int(Purpose.QUALIFIES)
P_VALUE = int(Purpose.VALUE)
P_WINDOW = int(Purpose.WINDOW)
P_STAGE_WORK = int(Purpose.STAGE_WORK)
P_THINKING = int(Purpose.THINKING)
P_GOES_ON = int(Purpose.GOES_ON)
P_PRESENCE = int(Purpose.PRESENCE)
P_SHARED_LUCK = int(Purpose.SHARED_LUCK)
P_MEETINGS = int(Purpose.MEETINGS)
P_MEETING_GAP = int(Purpose.MEETING_GAP)
P_REVIEW = int(Purpose.REVIEW)
P_STANCE = int(Purpose.STANCE)
P_VETO = int(Purpose.VETO)
P_PROPENSITY = int(Purpose.PROPENSITY)
P_FAILURE = int(Purpose.FAILURE)
P_ONBOARDING = int(Purpose.ONBOARDING)
P_RENEWAL = int(Purpose.RENEWAL)
P_GROWTH = int(Purpose.GROWTH)
P_RETURNS = int(Purpose.RETURNS)
P_RETURN_DELAY = int(Purpose.RETURN_DELAY)
P_REFERRAL_GAP = int(Purpose.REFERRAL_GAP)
P_REFERRAL = int(Purpose.REFERRAL)
P_OPENING_AGE = int(Purpose.OPENING_AGE)
P_OPENING_PHASE = int(Purpose.OPENING_PHASE)
P_WINDOW_LENGTH = int(Purpose.WINDOW_LENGTH)
P_WINDOW_SHARE = int(Purpose.WINDOW_SHARE)
P_ANSWERS = int(Purpose.ANSWERS)
P_SAVES = int(Purpose.SAVES)
P_NAMED = int(Purpose.NAMED)
P_BUYS = int(Purpose.BUYS)
P_INDUSTRY = int(Purpose.INDUSTRY)
P_CLOSES_DOWN = int(Purpose.CLOSES_DOWN)
P_NEED_STATE = int(Purpose.NEED_STATE)
P_NEED_LENGTH = int(Purpose.NEED_LENGTH)
P_NEED_SHARE = int(Purpose.NEED_SHARE)
P_NEED_GAP = int(Purpose.NEED_GAP)
P_NEED_WINDOW = int(Purpose.NEED_WINDOW)
P_CATEGORY = int(Purpose.CATEGORY)
P_BAITED = int(Purpose.BAITED)
P_FOLLOWS = int(Purpose.FOLLOWS)
P_JOB = int(Purpose.JOB)
P_SCANDAL = int(Purpose.SCANDAL)
P_MEMBER = int(Purpose.MEMBER)
P_LEAK = int(Purpose.LEAK)
P_HEARD = int(Purpose.HEARD)
P_OPENNESS = int(Purpose.OPENNESS)
P_BANNED = int(Purpose.BANNED)
P_CONDITION = int(Purpose.CONDITION)
P_POST = int(Purpose.POST)
P_DRIVER = int(Purpose.DRIVER)
P_SEEN = int(Purpose.SEEN)
P_PLACE = int(Purpose.PLACE)
P_LATEST = int(Purpose.LATEST)
