"""What a payment costs who receives it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from gtmsim.mechanisms.payment_fees import rules
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.param import Section, param
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.resolved.resolving import Resolving

if TYPE_CHECKING:
    from gtmsim.scenario.resolved.inputs import Inputs
    from gtmsim.scenario.sections.schema import Scenario


class PaymentFee(Section):
    """What a payment of a segment's customers costs: cards, direct debits, transfers."""

    share: Annotated[
        float,
        param(
            "share",
            "fee of each payment, as a share of it",
            ge=0,
            le=0.5,
            reported="Stripe, prices for firms in the United States, 2024: 2.9 % and 30 cents for a domestic card, "
            "0.8 % and at most 5 dollars for a debit",
            usual=(0.001, 0.06),
        ),
    ] = 0.0
    fixed: Annotated[float, param("money", "fee of each payment beside its share", ge=0, le=1e6, usual=(0.01, 50))] = (
        0.0
    )


ALSO = {  # words that people look for, and what says it here
    "transaction_fees": "`plan.payment_fees.SEGMENT.share`",
    "transaction_fee": "`plan.payment_fees.SEGMENT.share`",
    "card_fees": "`plan.payment_fees.SEGMENT.share`",
    "processing_fee": "`plan.payment_fees.SEGMENT.share`",
    "processing_fees": "`plan.payment_fees.SEGMENT.share`",
}
PLAN = {
    "payment_fees": Entry(dict[str, PaymentFee], {}),
}


def resolved(at: Resolving) -> dict[str, Any]:
    """The fee of each segment's payments; nothing where none costs anything."""
    said: dict[str, PaymentFee] = at.plan.payment_fees
    fees = tuple(_inputs(said.get(name, PaymentFee())) for name in at.segments)
    return {"payment_fees": fees if any(fee.share > 0.0 or fee.fixed > 0 for fee in fees) else ()}


def _inputs(said: PaymentFee) -> rules.PaymentFee:
    return rules.PaymentFee(said.share, round(said.fixed * 100))


def problems(scenario: "Scenario") -> Iterator[Problem]:
    """A fee of nothing."""
    for name, said in scenario.plan.payment_fees.items():
        if said.share == 0.0 and said.fixed == 0.0:
            hint = "say `share` or `fixed`, or leave it out"
            yield Problem("W_UNUSED", "a payment costs nothing", hint, path=("plan", "payment_fees", name))


def until_day_0(base: "Inputs", inputs: "Inputs", days: int) -> dict[str, Any]:
    """No payment of before is told."""
    return {"payment_fees": ()}
