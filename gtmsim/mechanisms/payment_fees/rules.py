"""What a payment costs who receives it."""

from typing import NamedTuple

from gtmsim.rules.money import cost_of
from gtmsim.rules.rule import rule


class PaymentFee(NamedTuple):
    """What is kept of each payment of a segment's customers."""

    share: float  # of the payment
    fixed: int  # cents for each payment


INPUTS = {
    "payment_fees": tuple[PaymentFee, ...],  # one for each segment; none where payments cost nothing
}


@rule
def fee_on(amount: int, said: PaymentFee) -> int:
    """What a payment of `amount` costs [cents]; nothing where nothing is paid."""
    if amount <= 0:
        return 0
    return cost_of(amount, said.share) + said.fixed
