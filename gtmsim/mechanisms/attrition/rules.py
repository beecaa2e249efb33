"""When people leave of their own accord."""

from typing import NamedTuple

from gtmsim.rules.calendar import DAY, LONGEST
from gtmsim.rules.maths import exponential_quantile
from gtmsim.rules.rule import rule


class Attrition(NamedTuple):
    """How readily people of a team leave, and what becomes of their positions."""

    rate: float  # hazard a day
    backfill: bool  # is a replacement hired?


INPUTS = {
    "attrition": tuple[Attrition, ...],  # one for each team; none where nobody leaves so or is promoted
}
LUCK = ("RESIGNATION",)


@rule
def resigns_at(start: int, rate: float, u: float) -> int:
    """Midnight after the day on which somebody has had enough who begins at a midnight, at a hazard [1/day] above 0."""
    return start + (1 + int(min(exponential_quantile(u) / rate, LONGEST - 1.0))) * DAY


@rule
def vacant_within(left: int, filled: int, closed: int, first: int, last: int) -> int:
    """Time within [first, last) for which a position waits that is to be filled, unless it is closed before.

    All in microseconds; -1 if it is never closed.
    """
    until = min(filled, last)
    if closed >= 0:
        until = min(until, closed)
    return max(0, until - max(left, first))
