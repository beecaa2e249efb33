"""What an employer pays on top of pay."""

from gtmsim.rules.money import cost_of
from gtmsim.rules.rule import rule

INPUTS = {
    "burden": float,  # employer's costs, as a share of pay
}


@rule
def burden_on(paid: int, share: float) -> int:
    """Employer's costs [cents] of so much pay, of which more may have been taken back than was paid."""
    return cost_of(paid, share) if paid >= 0 else -cost_of(-paid, share)
