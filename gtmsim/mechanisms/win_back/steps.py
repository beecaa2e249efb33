"""Customers that were lost and come back."""

from typing import TYPE_CHECKING

from gtmsim.engine.port import present, uniform
from gtmsim.engine.step import purpose, step
from gtmsim.mechanisms.subscription.rules import UNDECIDED, shifted, step_of
from gtmsim.mechanisms.subscription.steps import invoice
from gtmsim.mechanisms.success.rules import covered_share, uncovered_shift
from gtmsim.mechanisms.success.steps import join
from gtmsim.mechanisms.win_back.rows import REACTIVATED
from gtmsim.rules.calendar import NEVER as NO_END
from gtmsim.rules.calendar import microseconds
from gtmsim.rules.chance import law_quantile

if TYPE_CHECKING:
    from gtmsim.engine.reference.customer import Contract
    from gtmsim.engine.reference.entities import Account
    from gtmsim.engine.reference.world import World

RETURNS, DELAY = purpose("RETURNS"), purpose("RETURN_DELAY")
NEVER = -1  # it does not come back


@step
def comes_back_at(w: "World", who: "Account", contract: "Contract") -> int:
    """When a lost customer comes back [microseconds], NEVER if it does not or if its firm closes before."""
    if not present(w.inputs.returns):
        return NEVER
    said, covered = w.inputs.returns, covered_share(who.attention, w.coverage)
    chance = shifted(said.chance, -uncovered_shift(w.inputs.success.reactivation, covered))
    if not uniform(w, RETURNS, who.key, contract.met) < chance:
        return NEVER
    when = w.now + microseconds(law_quantile(said.delay, uniform(w, DELAY, who.key, contract.met)))
    return NEVER if contract.fails <= when else when


@step
def comes_back(w: "World", who: "Account", contract: "Contract") -> None:
    """A new contract with a lost customer."""
    if not present(w.inputs.returns):
        return
    mrr = step_of(contract.mrr_before, w.inputs.returns.value)
    join(w, REACTIVATED, who, mrr, 0.0, int(contract.renewals), 0)
    contract.began = w.now
    contract.months, contract.aged, contract.billed, contract.raised = 0, 0, 0, 0
    contract.introduced, contract.regain, contract.notice = 0, 0.0, UNDECIDED
    contract.grown, contract.returned = 0, contract.met
    contract.shrunk, contract.added = 0, 0
    contract.cut = NO_END  # whoever comes back begins anew
    invoice(w, who, contract)
