"""People who do the work: who is served first."""

from typing import TYPE_CHECKING

from gtmsim.engine.step import step
from gtmsim.mechanisms.staff.rules import priority, rank

if TYPE_CHECKING:
    from gtmsim.engine.reference.world import Account, World


@step
def place_in_queue(w: "World", who: "Account", team: int, points: int, stage: int, amount: int) -> int:
    """Rank of an account in a team's queue, lowest first."""
    return rank(points, priority(w.inputs.teams[team].order, int(who.active), stage, amount, w.now))
