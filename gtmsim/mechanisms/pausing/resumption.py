"""The end of a pause: a new term of the same length, or a loss."""

from typing import TYPE_CHECKING

from gtmsim.engine.port import note, present, uniform
from gtmsim.engine.step import purpose, step
from gtmsim.mechanisms.incentives.steps import claw_back
from gtmsim.mechanisms.money.steps import pay
from gtmsim.mechanisms.pausing.rules import introduction_left
from gtmsim.mechanisms.pausing.steps import end_pause
from gtmsim.mechanisms.subscription.renewal import end_introduction
from gtmsim.mechanisms.subscription.rows import CHURNED
from gtmsim.mechanisms.subscription.rules import PAUSES, UNDECIDED
from gtmsim.mechanisms.subscription.steps import invoice
from gtmsim.rules.calendar import months_after

if TYPE_CHECKING:
    from gtmsim.engine.reference.customer import Contract
    from gtmsim.engine.reference.entities import Account
    from gtmsim.engine.reference.world import World

RETURN = purpose("PAUSE_RETURN")


@step
def is_paused(contract: "Contract") -> bool:
    """Has a customer's term ended with a pause?"""
    return contract.notice == PAUSES


@step
def await_resumption(w: "World", contract: "Contract") -> None:
    """A pause that begins now has its end."""
    if present(w.inputs.pause):
        contract.due = months_after(w.inputs.starts, w.now, w.inputs.pause.months)


@step
def resumes(w: "World", who: "Account", contract: "Contract") -> bool:
    """A pause ends: the customer goes on at the price that it had, for a new term of the same length, or is lost."""
    if not present(w.inputs.pause):
        return False
    back = uniform(w, RETURN, who.key, int(contract.met)) < w.inputs.pause.returns
    end_pause(w, who, contract, not back)
    contract.notice = UNDECIDED
    if not back:
        before = who.mrr
        pay(w, who, -before)
        note(w, CHURNED, who, 0, -1, -before, 0, 0.0)
        claw_back(w, who, contract, before)
        return False
    if contract.introduced > 0:
        passed = int(contract.months) + int(contract.term)
        left = introduction_left(int(contract.introduced), passed, w.inputs.pause.months)
        if left == 0:
            end_introduction(w, who, contract)
        contract.introduced = left
    else:
        contract.introduced = 0
    if contract.introduced == 0:
        contract.regain = 0.0
    contract.began = w.now
    contract.months, contract.aged, contract.billed, contract.raised = 0, 0, 0, 0
    contract.grown, contract.shrunk, contract.returned = 0, 0, contract.met
    invoice(w, who, contract)
    return True
