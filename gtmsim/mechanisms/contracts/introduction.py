"""A new customer pays less at first, for some months or until a date, and then the full price."""

from typing import TYPE_CHECKING

from gtmsim.engine.port import note
from gtmsim.engine.step import step
from gtmsim.mechanisms.contracts.rows import INTRODUCED
from gtmsim.mechanisms.contracts.rules import LONGEST, regained
from gtmsim.mechanisms.subscription.rules import repriced
from gtmsim.rules.calendar import NEVER, months_after

if TYPE_CHECKING:
    from gtmsim.engine.reference.customer import Contract
    from gtmsim.engine.reference.entities import Account
    from gtmsim.engine.reference.world import World


@step
def introductory_months(w: "World", who: "Account") -> int:
    """Months for which a contract that is signed now is cheaper at first; a date ends them with a contract month."""
    if len(w.inputs.offers) == 0:
        return 0
    said = w.inputs.offers[who.segment].agreements[who.agreed]
    if said.introductory == 0.0 or said.lasts > 0:
        return int(said.lasts)
    months = 0
    while months < LONGEST and months_after(w.inputs.starts, w.now, months) < said.until:
        months += 1
    return months


@step
def introduce(w: "World", who: "Account", contract: "Contract", full: int) -> int:
    """What a win begins to pay a month [cents]: the full MRR or, with an introductory discount, less."""
    contract.introduced, contract.regain = 0, 0.0
    months = introductory_months(w, who)
    if months == 0:
        return full
    discount = w.inputs.offers[who.segment].agreements[who.agreed].introductory
    mrr = repriced(full, -discount)
    if mrr < full:
        contract.introduced, contract.regain = months, regained(full, mrr)
        note(w, INTRODUCED, who, months, -1, full - mrr, full, discount)
    return mrr


@step
def introduction_of(contract: "Contract") -> int:
    """Months of the running term after which an introductory discount ends, or ended; 0 where there is none in it."""
    months = abs(int(contract.introduced)) - int(contract.months)
    return months if 0 < months <= contract.term else 0


@step
def introduction_ends(w: "World", contract: "Contract") -> int:
    """When an introductory discount ends within the running term [microseconds]; NEVER where it does not."""
    months = introduction_of(contract)
    if contract.introduced <= 0 or not 0 < months < contract.term:
        return NEVER
    return months_after(w.inputs.starts, contract.began, int(contract.introduced))


@step
def introduction_met(contract: "Contract") -> float:
    """Rise of the price [1] that a customer meets at the end of the running term, as it is no longer a new one."""
    if contract.introduced == 0 or contract.introduced > contract.months + contract.term:
        return 0.0
    return float(contract.regain)
