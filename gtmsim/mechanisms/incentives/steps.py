"""A win pays bonuses beside its commission; a customer that is lost soon takes the commission back."""

from typing import TYPE_CHECKING

from gtmsim.engine.port import credit, note, present, this_month, won
from gtmsim.engine.step import step
from gtmsim.mechanisms.employer_costs.steps import count_pay
from gtmsim.mechanisms.incentives.rows import CLAWBACK, QUOTA_CREDIT_LOST, SPIF, SPIF_CLAWBACK
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
def claw_back(w: "World", who: "Account", contract: "Contract", lost: int) -> None:
    """A customer of so much MRR [cents] is lost for the first time: what its win brought is taken back, or safe."""
    paid = int(who.commission)
    who.commission = 0
    if w.inputs.clawback == 0 or paid == 0:
        return
    safe = months_after(w.inputs.starts, contract.signed, w.inputs.clawback)
    if w.now >= safe:
        return
    back, days = taken_back(paid, int(w.now), safe), (w.now - contract.signed) / DAY
    if back > 0:
        count_pay(w, w.inputs.ae, -back)
        note(w, CLAWBACK, who, 0, w.inputs.ae, -back, 0, days)
    take_bonuses(w, who, int(contract.signed), days)
    take_credit(w, who, lost, days)


@step
def take_bonuses(w: "World", who: "Account", won_at: int, days: float) -> None:
    """Take back what SPIFs that say so paid for a win at an instant."""
    for n in range(len(w.inputs.spifs)):
        if w.inputs.spifs[n].returns:
            bonus = bonus_of(w.inputs.spifs[n], won_at, int(who.segment))
            if bonus != 0:
                count_pay(w, w.inputs.ae, -bonus)
                note(w, SPIF_CLAWBACK, who, n, w.inputs.ae, -bonus, 0, days)


@step
def take_credit(w: "World", who: "Account", lost: int, days: float) -> None:
    """The seller's quota of the period loses a year of what is lost, as far as anything counts in it."""
    if not present(w.inputs.quota) or w.now >= w.inputs.horizon:
        return
    if w.inputs.quota.returns and has_seller(w, who):
        person, period = int(who.seller), this_month(w) // w.inputs.quota.months
        back = min(12 * lost, won(w, w.inputs.ae, person, period))
        if back > 0:
            credit(w, w.inputs.ae, person, period, -back)
            note(w, QUOTA_CREDIT_LOST, who, 0, w.inputs.ae, back, person, days)
