"""Ways to talk to a buyer: message, phone, face to face, each with its work, its thinking time and its effect."""

from typing import TYPE_CHECKING

from gtmsim.engine.facts import TOUCH, touch_facts
from gtmsim.engine.influence import ADVANCE, TRUST, influence, trusts
from gtmsim.engine.port import decide, note, note_by, tell
from gtmsim.engine.step import step
from gtmsim.mechanisms.quota.rules import NOBODY
from gtmsim.mechanisms.selling.rows import SALES_EXPENSE
from gtmsim.mechanisms.staff.rows import TASK_STARTED
from gtmsim.mechanisms.subscription.rules import shifted
from gtmsim.rules.maths import log

if TYPE_CHECKING:
    from gtmsim.engine.reference.deal import Deal
    from gtmsim.engine.reference.entities import Account
    from gtmsim.engine.reference.world import World

TRUSTED = influence("touch", "the way in which we talked to it", TRUST)
ADVANCED = influence("touch", "the way in which we talked to it", ADVANCE)
UNTOUCHED = 3  # the touch of a stage that began before day 0: the neutral one, after those that a policy chooses from


@step
def begin_stage(w: "World", who: "Account", deal: "Deal", team: int, person: int, waited: float) -> None:
    """A stage of the sale begins after a wait [day], in one way or another to talk to the buyer."""
    who.waited += waited
    if team == w.inputs.ae:
        if who.seller == NOBODY and person != NOBODY:
            w.desks[team].deals += 1
        who.seller = person
    touch, _, _ = decide(w, TOUCH, who, touch_facts(w, who, int(deal.stage), deal.amount, deal.opened))
    deal.touch = int(touch)
    trusts(w, who, TRUSTED, w.inputs.touches[deal.touch].trust)
    if deal.effort != 1.0:
        deal.log_effort += log(deal.effort)
    deal.hours = deal.hours * deal.effort * w.inputs.touches[deal.touch].work
    note_by(w, TOUCH, TASK_STARTED, who, deal.stage, team, 0, person, waited)
    if w.inputs.touches[deal.touch].expense != 0:
        note(w, SALES_EXPENSE, who, deal.stage, team, w.inputs.touches[deal.touch].expense, 0, 0.0)


@step
def share_that_goes_on(w: "World", who: "Account", deal: "Deal") -> float:
    """Share of buyers that go on after a stage, talked to in this way."""
    tell(w, who, ADVANCED, w.inputs.touches[deal.touch].goes_on)
    return shifted(w.inputs.stages[deal.stage].goes_on, w.inputs.touches[deal.touch].goes_on)
