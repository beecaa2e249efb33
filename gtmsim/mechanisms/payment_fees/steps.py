"""A payment comes in, and its provider keeps a fee."""

from typing import TYPE_CHECKING

from gtmsim.engine.port import note
from gtmsim.engine.step import step
from gtmsim.mechanisms.payment_fees.rows import PAYMENT_FEE
from gtmsim.mechanisms.payment_fees.rules import fee_on

if TYPE_CHECKING:
    from gtmsim.engine.reference.entities import Account
    from gtmsim.engine.reference.world import World


@step
def pay_fee(w: "World", who: "Account", amount: int) -> None:
    """A customer pays so much [cents] now: what that costs us is paid too, and never comes back."""
    if len(w.inputs.payment_fees) == 0:
        return
    fee = fee_on(amount, w.inputs.payment_fees[who.segment])
    if fee != 0:
        note(w, PAYMENT_FEE, who, 0, -1, fee, amount, 0.0)
