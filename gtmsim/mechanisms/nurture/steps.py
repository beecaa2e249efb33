"""What becomes of a lead that gave up or did not qualify: it is forgotten, or written to and perhaps answers again."""

from typing import TYPE_CHECKING

from gtmsim.engine.facts import NURTURE, nurture_facts
from gtmsim.engine.port import decide, note_by, present, uniform
from gtmsim.engine.step import purpose, step
from gtmsim.mechanisms.buying_windows.steps import next_need
from gtmsim.mechanisms.qualification.rows import ABANDONED, DISQUALIFIED
from gtmsim.mechanisms.qualification.steps import UNQUALIFIED
from gtmsim.rules.calendar import NEVER, microseconds

if TYPE_CHECKING:
    from gtmsim.engine.reference.entities import Account
    from gtmsim.engine.reference.world import World

ANSWERS = purpose("ANSWERS")
FORGET = 0  # what becomes of a lead that has ended
GAVE_UP, FAILED = range(2)  # how it ended
BEYOND = NEVER - 1  # after the end of any run


@step
def end_lead(w: "World", who: "Account", outcome: int, waited: float) -> int:
    """A lead has ended after a wait [day]; when it answers again [microseconds], beyond the run too, or NEVER."""
    fate, delay, _ = decide(w, NURTURE, who, nurture_facts(w, who, outcome))
    if outcome == GAVE_UP:
        note_by(w, NURTURE, ABANDONED, who, 0, -1, 0, 0, waited)
    else:
        note_by(w, NURTURE, DISQUALIFIED, who, UNQUALIFIED, -1, 0, 0, 0.0)
    forgotten = int(fate) == FORGET
    share = w.inputs.alone if forgotten else w.inputs.answers
    if share == 0.0 or not uniform(w, ANSWERS, who.key, who.rounds) < share:
        return NEVER
    when = w.now + (0 if forgotten else microseconds(delay))
    if present(w.inputs.need) and who.company >= 0:
        if w.companies[who.company].buys == 0:
            return NEVER
        # Nobody comes unasked in the window in which they have just been turned away.
        when = min(BEYOND, next_need(w, who.company, when, int(forgotten)))
    return when
