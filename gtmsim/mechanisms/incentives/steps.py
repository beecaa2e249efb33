"""A win pays bonuses beside its commission; a customer that is lost soon takes the commission back."""

from typing import TYPE_CHECKING

from gtmsim.engine.port import note
from gtmsim.engine.step import step
from gtmsim.mechanisms.employer_costs.steps import count_pay
from gtmsim.mechanisms.incentives.rows import CLAWBACK, SPIF
from gtmsim.mechanisms.incentives.rules import bonus_of, taken_back
from gtmsim.mechanisms.quota.steps import has_seller
from gtmsim.rules.calendar import DAY, months_after

if TYPE_CHECKING:
    from gtmsim.engine.reference.customer import Contract
    from gtmsim.engine.reference.entities import Account
    from gtmsim.engine.reference.world import World


@step
def pay_bonuses(w: "World", who: "Account") -> None:
    """Pay what is promised for each win now."""
    for n in range(len(w.inputs.spifs)):
        bonus = bonus_of(w.inputs.spifs[n], int(w.now), int(who.segment))
        if bonus != 0:
            person = int(who.seller) if has_seller(w, who) else -1
            count_pay(w, w.inputs.ae, bonus)
            note(w, SPIF, who, n, w.inputs.ae, bonus, person + 1, 0.0)


@step
def claw_back(w: "World", who: "Account", contract: "Contract") -> None:
    """A customer is lost for the first time: its commission is taken back, or is safe for good."""
    paid = int(who.commission)
    who.commission = 0
    if w.inputs.clawback == 0 or paid == 0:
        return
    back = taken_back(paid, int(w.now), months_after(w.inputs.starts, contract.began, w.inputs.clawback))
    if back != 0:
        count_pay(w, w.inputs.ae, -back)
        note(w, CLAWBACK, who, 0, w.inputs.ae, -back, 0, (w.now - contract.began) / DAY)
