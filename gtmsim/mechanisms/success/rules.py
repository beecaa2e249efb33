"""Customer success: how far the team's hours reach, and what their lack does."""

from typing import Any, NamedTuple

from gtmsim.rules.rule import rule


class SuccessInputs(NamedTuple):
    """What missing coverage does."""

    churn: float
    expansion: float
    contraction: float
    reactivation: float
    onboarding: float


INPUTS = {
    "success": SuccessInputs,
}


@rule
def coverage(needed: float, available: float) -> float:
    """Share of the needed hours that the team has [1]."""
    if needed <= available:
        return 1.0
    return available / needed


@rule
def mean_coverage(sums: Any, first: int, last: int) -> float:
    """Mean coverage [1] over months `first`..`last`; `sums` (months + 1,) are the running sums."""
    return float((sums[last + 1] - sums[first]) / (last + 1 - first))


@rule
def uncovered_shift(effect: float, covered: float) -> float:
    """Logit [1] that missing coverage adds (or takes, with a negative effect)."""
    return effect * (1.0 - covered)


@rule
def covered_share(attention: float, coverage: float) -> float:
    """Coverage [1] of a customer who gets `attention` times the hours of the others."""
    return min(1.0, attention * coverage)
