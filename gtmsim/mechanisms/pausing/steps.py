"""A customer who would leave pauses, and its pause ends."""

from typing import TYPE_CHECKING

from gtmsim.engine.facts import SAVE_PLAY
from gtmsim.engine.port import note, note_by, present, uniform
from gtmsim.engine.step import purpose, step
from gtmsim.mechanisms.money.steps import pay
from gtmsim.mechanisms.pausing.rows import PAUSE_ENDED, PAUSED
from gtmsim.mechanisms.pausing.rules import may_pause

if TYPE_CHECKING:
    from gtmsim.engine.reference.customer import Contract
    from gtmsim.engine.reference.entities import Account
    from gtmsim.engine.reference.world import World

PAUSE = purpose("PAUSE")


@step
def takes_pause(w: "World", who: "Account", occasion: int) -> bool:
    """Does a customer whose term ends, and who would leave, pause instead?"""
    if not present(w.inputs.pause):
        return False
    luck = uniform(w, PAUSE, who.key, occasion)
    return may_pause(int(who.pauses), w.inputs.pause.most, w.inputs.pause.acceptance, luck)


@step
def begin_pause(w: "World", who: "Account", noticed: bool, tries: float) -> None:
    """A customer pays nothing from now on; what was tried to keep it, if not before at its notice, is told with it."""
    if not present(w.inputs.pause):
        return
    before = who.mrr
    who.pauses += 1
    pay(w, who, -before)
    if noticed:
        note(w, PAUSED, who, w.inputs.pause.months, -1, -before, 0, 0.0)
    else:
        note_by(w, SAVE_PLAY, PAUSED, who, w.inputs.pause.months, -1, -before, 0, tries)


@step
def end_pause(w: "World", who: "Account", contract: "Contract", lost: bool) -> None:
    """A pause is over: what is paid again, or is lost at once, is what was paid before."""
    pay(w, who, int(contract.mrr_before))
    note(w, PAUSE_ENDED, who, int(lost), -1, who.mrr, who.mrr, 0.0)
