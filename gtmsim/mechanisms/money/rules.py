"""Money of the firm beside its channels and staff."""

from typing import NamedTuple

from gtmsim.rules.money import cost_of
from gtmsim.rules.rule import rule


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
    "commission": float,
    "serve_share": float,
    "cash": int | None,  # cents
}


@rule
def function_cost(fixed: int, per_head: int, heads: int, share: float, mrr: int) -> int:
    """A month's cost [cents] of a function: a budget, so much for each head, and a share of recurring revenue."""
    return fixed + per_head * heads + cost_of(mrr, share)
