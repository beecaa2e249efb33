"""Money in whole cents: splits that add up."""

from gtmsim.rules.rule import rule


@rule
def part(total: int, step: int, steps: int) -> int:
    """The `step`-th (from 0) of `steps` parts of `total` [cents]: differences of the rounded-down running sum."""
    return total * (step + 1) // steps - total * step // steps


@rule
def share_of(total: int, numerator: int, denominator: int) -> int:
    """`total` x numerator / denominator [cents], rounded down; days or seconds, so that it fits 64 bits."""
    # Binary long division: cents times microseconds would not fit 64 bits.
    share = rest = 0
    for bit in range(62, -1, -1):
        rest = 2 * rest + ((total >> bit) & 1) * numerator
        share = 2 * share + rest // denominator
        rest = rest % denominator
    return share


@rule
def cost_of(amount: int, share: float) -> int:
    """A share of an amount [cents], halves upwards."""
    return int(amount * share + 0.5)
