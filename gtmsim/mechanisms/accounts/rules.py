"""Which account a visit is of, and how readily it becomes a lead."""

from typing import NamedTuple

from gtmsim.rules.rule import rule


class AccountsInputs(NamedTuple):
    """The list of accounts."""

    numbers: tuple[int, ...]  # of each segment
    buyers: float
    openness: float
    industries: tuple[float, ...]  # cumulative
    fits: tuple[float, ...]  # of the industries
    cool_down: int  # microseconds

    @property
    def first(self) -> tuple[int, ...]:
        """Number of the first account of each segment."""
        return tuple(sum(self.numbers[:place]) for place in range(len(self.numbers)))


INPUTS = {
    "accounts": AccountsInputs | None,
}


@rule
def named(number: int, u: float) -> int:
    """Which of so many accounts a visit is of [0 to number - 1]."""
    found = int(u * number)
    return found if found < number else number - 1


@rule
def visit_weight(lift: float, precision: float, needs: bool, fits: bool) -> float:
    """How readily a visit becomes a lead, as a share of the readiest [1]."""
    weight = 1.0 if needs else 1.0 / lift
    likely = precision if precision > 0.5 else 1.0 - precision
    return weight * ((precision if fits else 1.0 - precision) / likely)


@rule
def comes(rate: float, ceiling: float, weight: float, u: float) -> bool:
    """Does a visit become a lead at this rate [lead/day], weighed by who it is?"""
    return u * ceiling < rate * weight
