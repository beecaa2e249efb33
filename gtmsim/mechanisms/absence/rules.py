"""When people are absent, and for how long."""

from typing import NamedTuple

from gtmsim.rules.calendar import DAY, LONGEST
from gtmsim.rules.maths import exponential_quantile
from gtmsim.rules.rule import rule


class Absence(NamedTuple):
    """How often people are absent, and for how long: spells of whole days."""

    rate: float  # hazard a day, of those after the first, on which somebody goes who has come back
    sick: float  # share of the spells that are sickness
    holiday: int  # days of a spell of holidays
    recovery: float  # hazard a day, of those after the first, on which a spell of sickness ends


INPUTS = {
    "absence": Absence | None,
}
LUCK = ("ABSENCE", "SICKNESS", "RECOVERY")
HOLIDAY, SICK = 0, 1
PRESENT, IN_TASK = -1, -2  # in place of the instant since which somebody is absent: not, or once the task is done


@rule
def days_until(rate: float, u: float) -> int:
    """Whole days until something happens at a hazard [1/day] above 0 from the second on: 1 + 1 / (exp(rate) - 1)."""
    return 1 + int(min(exponential_quantile(u) / rate, LONGEST - 1.0))


@rule
def goes_at(present: int, rate: float, u: float) -> int:
    """Midnight at which somebody is absent who is there since a midnight [microseconds]."""
    return present + days_until(rate, u) * DAY


@rule
def kind_of(sick: float, u: float) -> int:
    """Is a spell one of sickness, or of holidays?"""
    return SICK if u < sick else HOLIDAY


@rule
def returns_at(away: int, kind: int, said: Absence, u: float) -> int:
    """Midnight at which somebody is back who is absent from a midnight on [microseconds]."""
    days = days_until(said.recovery, u) if kind == SICK else said.holiday
    return away + days * DAY
