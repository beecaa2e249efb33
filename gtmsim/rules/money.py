"""Money in whole cents: splits that add up."""

from gtmsim.rules.rule import rule


@rule
def part(total: int, step: int, steps: int) -> int:
    """The `step`-th (from 0) of `steps` parts of `total` [cents]: differences of the rounded-down running sum."""
    return total * (step + 1) // steps - total * step // steps


@rule
def share_of(total: int, numerator: int, denominator: int) -> int:
    """`total` x numerator / denominator [cents], rounded down; days or seconds, so that it fits 64 bits."""
    # Whole multiples of the denominator first: cents times seconds would not fit.
    return total // denominator * numerator + total % denominator * numerator // denominator


@rule
def cost_of(amount: int, share: float) -> int:
    """A share of an amount [cents], halves upwards."""
    return int(amount * share + 0.5)
