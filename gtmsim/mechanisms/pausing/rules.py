"""Customers who would leave and pause instead."""

from typing import NamedTuple

from gtmsim.rules.rule import rule

LUCK = ("PAUSE", "PAUSE_RETURN")
MOST = 100  # pauses of one customer


class PauseInputs(NamedTuple):
    """Pauses that are offered."""

    months: int  # of each
    most: int  # of one customer
    acceptance: float  # chance that who would leave pauses
    returns: float  # chance that who has paused goes on


INPUTS = {
    "pause": PauseInputs | None,
}
STATE = {
    "pauses": ("i1", 0),  # so far
}


@rule
def may_pause(pauses: int, most: int, acceptance: float, u: float) -> bool:
    """Does a customer who would leave pause, after so many pauses of so many that it is offered?"""
    return pauses < most and u < acceptance


@rule
def introduction_left(introduced: int, passed: int, paused: int) -> int:
    """Months of an introductory discount that are left after a pause, through which its time runs on; 0 for none."""
    return max(0, introduced - passed - paused)
