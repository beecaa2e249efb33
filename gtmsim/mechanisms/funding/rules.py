"""Money from investors and banks, and what it costs."""

from typing import NamedTuple

from gtmsim.rules.rule import rule

NEVER = -1  # a round is not repaid; a loan may be repaid after the horizon


class Funding(NamedTuple):
    """A round, or a loan."""

    name: str
    comes: int  # microseconds, NEVER by itself
    amount: int  # cents
    loan: bool
    repaid: int  # microseconds, NEVER within the horizon
    rate: float  # interest a year
    lag: int = 0  # from when it is asked for until it comes [microseconds]
    term: int = 0  # calendar months after which it is repaid that was asked for


INPUTS = {
    "funding": tuple[Funding, ...],  # in the order of their names
    "on_call": tuple[int, ...],  # which of them come when they are asked for
}


@rule
def interest_of(amount: int, rate: float, outstanding: int, month: int) -> int:
    """Interest of a month [cents] of a loan that is outstanding for so much of its time [both microseconds]."""
    return int(amount * rate / 12.0 * (outstanding / month) + 0.5)


@rule
def outstanding_in(first: int, last: int, comes: int, repaid: int) -> int:
    """Time of [first, last) in which a loan is outstanding [microseconds]; repaid below 0: not within the horizon."""
    until = last if repaid < 0 else min(repaid, last)
    return max(0, until - max(comes, first))
