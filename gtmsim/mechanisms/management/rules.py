"""How many managers a team has."""

from typing import NamedTuple

from gtmsim.rules.rule import rule


class Management(NamedTuple):
    """How many managers a team has, and for what pay."""

    span: int  # people for each manager at most, 0: nobody manages the team
    salaries: tuple[int, ...]  # cents a year, per month


INPUTS = {
    "management": tuple[Management, ...],  # one for each team; none where no team has managers
}


@rule
def managers_for(people: int, span: int) -> int:
    """Managers of so many people, of whom each has at most `span`: the last may have fewer."""
    return (people + span - 1) // span


@rule
def is_waiting(left: int, filled: int, closed: int, now: int) -> bool:
    """Does a position that was left wait for its replacement now? All in microseconds; `closed` is -1 for never."""
    return left <= now < filled and (closed < 0 or now < closed)
