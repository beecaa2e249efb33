"""The firm ends: everybody is let go, deals are closed, customers are cut off, and nothing costs money any more."""

from typing import TYPE_CHECKING

from gtmsim.engine.port import begins, dismiss, gone, lose, people, post, sought_since, wind_up
from gtmsim.engine.step import step
from gtmsim.mechanisms.cash_policy.rows import FIRM_ENDED
from gtmsim.mechanisms.recruiting.rows import POSITION_CLOSED
from gtmsim.mechanisms.recruiting.steps import is_sought
from gtmsim.mechanisms.selling.rows import NO_DECISION
from gtmsim.mechanisms.staff.rows import EMPLOYEE_LEFT
from gtmsim.mechanisms.subscription.rules import PAUSES
from gtmsim.mechanisms.subscription.steps import breaks_off
from gtmsim.rules.calendar import DAY, NEVER

if TYPE_CHECKING:
    from gtmsim.engine.reference.customer import Contract
    from gtmsim.engine.reference.entities import Account
    from gtmsim.engine.reference.world import World

OWN_END = -2  # detail of NO_DECISION


@step
def end_firm(w: "World", month: int) -> None:
    """The firm stops as a month begins; what customers still owe is all that is waited for."""
    w.ended, w.throttle = 1, 0.0
    post(w, FIRM_ENDED, month, -1, -1, -1, 0, 0, 0.0)
    for team in range(len(w.inputs.teams)):
        for person in range(people(w, team)):
            if not gone(w, team, person):
                if begins(w, team, person) < w.now:
                    post(w, EMPLOYEE_LEFT, 0, -1, -1, team, 0, person, 0.0)
                elif is_sought(w, team, person):
                    days = (w.now - sought_since(w, team, person)) / DAY
                    post(w, POSITION_CLOSED, 0, -1, -1, team, 0, person, days)
                dismiss(w, team, person)
    wind_up(w)


@step
def end_deal(w: "World", who: "Account") -> None:
    """An open deal is closed without a winner."""
    lose(w, who, NO_DECISION, OWN_END)


@step
def is_subscribed(who: "Account", contract: "Contract") -> bool:
    """Does an account pay, or will it perhaps again when its pause ends?"""
    return not who.gone and (who.mrr > 0 or contract.notice == PAUSES)


@step
def end_subscription(w: "World", who: "Account", contract: "Contract") -> None:
    """A customer is cut off, and what is not served is credited."""
    contract.cut, contract.fails = w.now, NEVER
    breaks_off(w, who, contract)
