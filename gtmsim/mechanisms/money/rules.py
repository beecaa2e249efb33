"""Money of the firm beside its channels and staff."""

from typing import NamedTuple

from gtmsim.rules.money import cost_of
from gtmsim.rules.rule import rule

LONGEST_RUNWAY = 36_525.0  # days: of a firm whose cash does not fall


class FunctionCost(NamedTuple):
    """What a function of the firm costs that finds no customers."""

    fixed: tuple[int, ...]  # cents, per month
    per_head: tuple[int, ...]  # cents for each of the teams' people, per month
    share: tuple[float, ...]  # of recurring revenue, per month
    by_head: bool  # does anything go by heads?


INPUTS = {
    "programme": tuple[int, ...],  # cents, per month
    "overhead": tuple[int, ...],  # cents, per month
    "research": FunctionCost | None,
    "administration": FunctionCost | None,
    "other": tuple[int, ...],  # cents, per month
    "tools": tuple[tuple[int, ...], ...],  # cents for each of a team's people, per month; none where nobody says it
    "commission": float,
    "serve_share": float,
    "cash": int | None,  # cents
    "opening_cash": int,  # cents, 0 where nobody says them
}


@rule
def function_cost(fixed: int, per_head: int, heads: int, share: float, mrr: int) -> int:
    """A month's cost [cents] of a function: a budget, so much for each head, and a share of recurring revenue."""
    return fixed + per_head * heads + cost_of(mrr, share)


@rule
def runway_days(cash: int, burnt: int, days: float) -> float:
    """Days until cash [cents] above a floor is gone if as much is burnt as in so many days before, funding left out."""
    burn = burnt / days
    if cash <= 0:
        return 0.0
    if burn <= 0.0:
        return LONGEST_RUNWAY
    return min(LONGEST_RUNWAY, cash / burn)
