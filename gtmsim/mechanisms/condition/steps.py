"""How a firm's business goes: it moves from month to month, and is only worked out where a decision looks at it."""

from typing import TYPE_CHECKING

from gtmsim.engine.port import note, present, this_month, today, uniform
from gtmsim.engine.step import purpose, step
from gtmsim.mechanisms.accounts.steps import luck_key
from gtmsim.mechanisms.condition.rows import CONDITION
from gtmsim.rules.condition import deviation
from gtmsim.rules.maths import normal_quantile

if TYPE_CHECKING:
    from gtmsim.engine.reference.world import Account, World

NEWS = purpose("CONDITION")


@step
def condition_of(w: "World", who: "Account", renewal: int) -> float:
    """The condition [1] that a decision looks at: the outlook of the day and what is its own; 0 where it is off."""
    if not present(w.inputs.condition):
        return 0.0
    said, key, now = w.inputs.condition, luck_key(w, who), this_month(w)
    if who.deviates < 0:
        who.deviates, who.deviation = 0, normal_quantile(uniform(w, NEWS, key, 0))
    while who.deviates < now:
        who.deviates += 1
        who.deviation = deviation(said.condition, who.deviation, normal_quantile(uniform(w, NEWS, key, who.deviates)))
    found = said.outlook[today(w)] + who.deviation
    note(w, CONDITION, who, renewal, -1, 0, 0, found)
    return found
