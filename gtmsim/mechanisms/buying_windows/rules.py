"""Accounts look for something to buy in windows that open and close."""

from typing import NamedTuple

from gtmsim.rules.calendar import DAY
from gtmsim.rules.chance import Law
from gtmsim.rules.rule import rule

HALF_YEAR = 15_778_800_000_000  # microseconds: 182.625 days
PAST = -1826 * DAY  # where the windows of an account begin: in equilibrium, five years before day 0


class NeedInputs(NamedTuple):
    """Buying windows."""

    gap: Law  # day
    window: Law  # day
    open: float  # share of time
    halves: tuple[float, float]  # share for our category of the windows that open in each half-year
    turn: int  # microseconds from the first of January to day 0
    category: tuple[float, ...]  # share for our category of the windows that open on each day; none if all are


INPUTS = {
    "need": NeedInputs | None,
}


@rule
def half_of(time: int, turn: int) -> int:
    """Half of the year [0 or 1] of an instant [microseconds]; `turn` is day 0's distance from the first of January."""
    return (time + turn) // HALF_YEAR % 2


@rule
def day_within(time: int, days: int) -> int:
    """The day of an instant [microseconds] among so many days, and the nearest of them for one before or after."""
    day = time // DAY
    return 0 if day < 0 else day if day < days else days - 1


@rule
def needs_now(buys: bool, ours: bool, opens: int, closes: int, dies: int, time: int) -> bool:
    """Is an account in a buying window of our category at an instant [microseconds]?"""
    return buys and ours and opens <= time < closes and time < dies
