"""When an offer for an open position is answered, and how."""

from typing import NamedTuple

from gtmsim.mechanisms.staff.rules import first_day
from gtmsim.rules.calendar import NEVER, microseconds
from gtmsim.rules.chance import Law, law_quantile
from gtmsim.rules.rule import rule

MOST_OFFERS = 10  # for one position: the last is accepted


class Recruiting(NamedTuple):
    """How a team fills the positions that are opened."""

    on: bool  # else whoever is hired by the plan begins on the day on which the position is opened
    time: Law  # day
    accepted: float  # share of offers
    notice: int  # microseconds


INPUTS = {
    "recruiting": tuple[Recruiting, ...],  # one for each team; none where no team says how long it takes to hire
}
LUCK = ("TIME_TO_FILL", "OFFER")


@rule
def answered_at(since: int, time: Law, u: float) -> int:
    """When an offer is answered [microseconds] for which the search began at an instant."""
    return min(since + microseconds(law_quantile(time, u)), NEVER)


@rule
def begins_at(opened: int, answered: int, notice: int) -> int:
    """Midnight at which somebody begins who has accepted an offer, a day after the position is opened at least."""
    return max(first_day(answered, notice), first_day(opened, 1))


@rule
def is_declined_by(offer: int, accepted: float, u: float) -> bool:
    """Is the n-th offer for a position, from 0, declined?"""
    return offer + 1 < MOST_OFFERS and u >= accepted
