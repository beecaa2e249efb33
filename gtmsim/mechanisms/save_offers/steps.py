"""Customers who are about to leave, and what is offered to keep them."""

from typing import TYPE_CHECKING

from gtmsim.engine.facts import SAVE_PLAY, renewal_facts
from gtmsim.engine.port import decide, note_by, present, uniform
from gtmsim.engine.step import purpose, step
from gtmsim.mechanisms.money.steps import pay
from gtmsim.mechanisms.pausing.steps import begin_pause, takes_pause
from gtmsim.mechanisms.save_offers.rows import NOTICE_WITHDRAWN, SAVED
from gtmsim.mechanisms.subscription.rows import CHURNED, NOTICE_GIVEN
from gtmsim.mechanisms.subscription.rules import shifted

if TYPE_CHECKING:
    from gtmsim.engine.reference.entities import Account
    from gtmsim.engine.reference.world import World

SAVES = purpose("SAVES")
LOST, ON_PAUSE = -1.0, -2.0  # instead of a discount


@step
def saved(w: "World", who: "Account", renewals: int, occasion: int, covered: float, noticed: bool) -> float:
    """Perhaps a customer who wants to leave is kept: the discount that it was given, or it is LOST or ON_PAUSE."""
    tries, discount, _ = decide(w, SAVE_PLAY, who, renewal_facts(who, renewals, covered))
    if tries > 0.0 and present(w.inputs.saving):
        w.saving_hours += w.inputs.saving.hours
        if uniform(w, SAVES, who.key, occasion) < shifted(w.inputs.saving.chance, w.inputs.saving.discount * discount):
            note_by(w, SAVE_PLAY, NOTICE_WITHDRAWN if noticed else SAVED, who, renewals, -1, 0, who.mrr, discount)
            return discount
    if noticed:
        note_by(w, SAVE_PLAY, NOTICE_GIVEN, who, renewals, -1, 0, who.mrr, tries)
        return LOST
    if takes_pause(w, who, occasion):
        begin_pause(w, who, False, tries)
        return ON_PAUSE
    before = who.mrr
    pay(w, who, -before)
    note_by(w, SAVE_PLAY, CHURNED, who, 0, -1, -before, 0, tries)
    return LOST
