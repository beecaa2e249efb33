"""Who is promoted into another team, and when."""

from typing import NamedTuple

from gtmsim.rules.calendar import microseconds
from gtmsim.rules.chance import Law, law_quantile
from gtmsim.rules.rule import rule

NOBODY = -1


class InternalPromotion(NamedTuple):
    """From which team people are promoted into a team, and after how long."""

    source: int  # position of that team, -1: nobody is promoted
    after: int  # microseconds in that team
    share: float  # of the openings that are offered inside first
    ramp: float  # day, until who is promoted works at full speed
    found: Law  # day, in that team, of those whom day 0 finds


INPUTS = {
    "promotes": tuple[InternalPromotion, ...],  # one for each team; none where nobody is promoted
}
LUCK = ("OFFERED_INSIDE", "TENURE_ON_DAY_0")


@rule
def is_offered_inside(share: float, u: float) -> bool:
    """Is an open position offered first to people of the other team?"""
    return u < share


@rule
def tenure(start: int, found: bool, before: Law, now: int, u: float) -> int:
    """Time in a team [microseconds] of somebody who is there since an instant, or whom day 0 has found."""
    return now + microseconds(law_quantile(before, u)) if found else now - start


@rule
def is_better(served: int, longest: int, after: int) -> bool:
    """Does somebody come before all others so far, by the time in the team [microseconds]? Of two alike the first."""
    return served >= after and served > longest
