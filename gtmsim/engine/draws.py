"""Common random numbers: a draw is named by (seed, replication, purpose, entity, occurrence) and hashed from that name.

No generator has a state, so engines may ask in any order, runs may be split over any number of workers, and two
scenarios give the same luck to the same entity at the same decision. The hash is the SplitMix64 finaliser (Steele, Lea
and Flood 2014), applied once for each part of the name, on 64 bits throughout.
"""

from enum import IntEnum

from gtmsim.mechanisms import declared
from gtmsim.rules.keys import GOLDEN, MASK, child_key, mix, name_key

__all__ = ["Draws", "Purpose", "child_key", "mix", "name_key"]


class Purpose(IntEnum):
    """The decisions that need luck, in the order of an account's life."""

    CANDIDATES = 0
    TOUCH_TIME = 1
    ACCEPTANCE = 2
    DELAY = 3
    MODE = 4
    SEGMENT = 5
    FIT = 6
    SCREEN = 7
    PATIENCE = 8
    QUALIFYING_WORK = 9
    QUALIFIES = 10
    VALUE = 11
    WINDOW = 12
    STAGE_WORK = 13
    THINKING = 14
    GOES_ON = 15
    PRESENCE = 16
    SHARED_LUCK = 17
    MEETINGS = 18
    MEETING_GAP = 19
    REVIEW = 20
    STANCE = 21
    VETO = 22
    PROPENSITY = 23
    FAILURE = 24
    ONBOARDING = 25
    RENEWAL = 26
    GROWTH = 27
    RETURNS = 28
    RETURN_DELAY = 29
    REFERRAL_GAP = 30
    REFERRAL = 31
    OPENING_AGE = 32
    OPENING_PHASE = 33
    WINDOW_LENGTH = 34
    WINDOW_SHARE = 35
    ANSWERS = 36
    SAVES = 37
    NAMED = 38
    BUYS = 39
    INDUSTRY = 40
    CLOSES_DOWN = 41
    NEED_STATE = 42
    NEED_LENGTH = 43
    NEED_SHARE = 44
    NEED_GAP = 45
    NEED_WINDOW = 46
    CATEGORY = 47
    BAITED = 48
    FOLLOWS = 49
    JOB = 50
    SCANDAL = 51
    MEMBER = 52
    LEAK = 53
    HEARD = 54
    OPENNESS = 55
    BANNED = 56
    CONDITION = 57
    POST = 58
    DRIVER = 59
    SEEN = 60
    PLACE = 61
    LATEST = 62


# Those above, then what mechanisms declare in `LUCK` of their rules: the number is only a place, the name is the luck.
_ADDED = [name for _, names in declared("LUCK", "rules") for name in names]
PURPOSES = {name: number for number, name in enumerate([*(purpose.name for purpose in Purpose), *_ADDED])}
PURPOSE_KEYS = tuple(name_key("purpose", name.lower()) for name in PURPOSES)
if len(set(PURPOSE_KEYS)) != len(Purpose) + len(_ADDED):
    raise AssertionError("two purposes of draws share a key: rename one")


class Draws:
    """The luck of one replication."""

    def __init__(self, seed: int, replication: int) -> None:
        root = mix(mix(mix(seed & MASK) ^ (seed >> 64)) ^ replication)
        self.roots = [mix(root ^ key) for key in PURPOSE_KEYS]

    def uniform(self, purpose: int, entity: int, occurrence: int = 0) -> float:
        """Uniform in the open interval (0, 1): a multiple of 2**-52 plus half a step."""
        # The finaliser is written out twice: a call of it costs as much as its arithmetic.
        z = ((self.roots[purpose] ^ entity) + GOLDEN) & MASK
        z = ((z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB) & MASK
        z = ((z ^ (z >> 31) ^ occurrence) + GOLDEN) & MASK
        z = ((z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB) & MASK
        # 52 bits and not 53: half a step above the largest multiple of 2**-53 would round to 1.0.
        return ((z ^ (z >> 31)) >> 12) * 2.220446049250313e-16 + 1.1102230246251565e-16
