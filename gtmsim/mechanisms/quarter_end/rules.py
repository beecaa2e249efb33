"""Whether a deal signs before a period ends that is offered something for it, and when."""

from typing import NamedTuple

from gtmsim.rules.maths import logistic, logit
from gtmsim.rules.rule import rule

LUCK = ("PULL_FORWARD",)
LAPSED, SIGNS_ANYWAY, PULLED = range(3)  # what comes of an offer that ends with the period


class QuarterEnd(NamedTuple):
    """What is offered before a period ends, and how buyers take it."""

    months: int  # of a period
    last: int  # microseconds before its end in which deals are pressed
    discount: float  # further share of the price
    only_below_quota: bool  # does it come from sellers alone who have not reached their quota?
    chance: float  # that a decision is pulled forward
    reach: int  # microseconds from the period's end; who decides later is not pulled forward


INPUTS = {
    "quarter_end": QuarterEnd | None,
}


@rule
def pull_forward_chance(chance: float, sensitivity: float, discount: float) -> float:
    """Chance that a decision is pulled forward for a discount [1]; `sensitivity` is the logit for one of 100 %."""
    if chance <= 0.0 or chance >= 1.0:
        return chance
    return logistic(logit(chance) + sensitivity * discount)


@rule
def outcome_of(decided: int, end: int, reach: int, chance: float, u: float) -> int:
    """What comes of an offer until `end` to a buyer who would have decided by an instant [microseconds]."""
    if decided < end:
        return SIGNS_ANYWAY
    return PULLED if decided - end < reach and u < chance else LAPSED


@rule
def pulled_to(now: int, end: int, chance: float, u: float) -> int:
    """When a decision falls that is pulled forward [microseconds]: evenly from now to the end, by the same luck."""
    return now + int((u / chance) * (end - now))


@rule
def hastened(now: int, then: int, haste: float) -> int:
    """An instant [microseconds] that comes after a share of the time until then."""
    if haste == 1.0:
        return then
    return now + int((then - now) * haste)
