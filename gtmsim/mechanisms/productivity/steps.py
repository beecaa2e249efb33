"""People of a team are not equally quick: each has a productivity of their own, which they keep."""

from typing import TYPE_CHECKING

from gtmsim.engine.port import child_key, holder, position, post, uniform
from gtmsim.engine.step import purpose, step
from gtmsim.mechanisms.productivity.rows import PRODUCTIVITY
from gtmsim.mechanisms.productivity.rules import productivity

if TYPE_CHECKING:
    from gtmsim.engine.reference.world import World

LUCK = purpose("PRODUCTIVITY")


@step
def productivity_in(w: "World", team: int, number: int, before: int) -> float:
    """Productivity [1] of whoever holds a position as the n-th; 1 where all are alike."""
    spread = w.inputs.teams[team].spread
    if spread == 0.0:
        return 1.0
    return productivity(spread, uniform(w, LUCK, child_key(w.inputs.teams[team].key, number), before))


@step
def productivity_of(w: "World", team: int, person: int) -> float:
    """Productivity of a person [1]."""
    return productivity_in(w, team, position(w, team, person), holder(w, team, person))


@step
def tell_productivity(w: "World", team: int, person: int) -> None:
    """Write how quick somebody is who is found on day 0, or starts."""
    if w.inputs.teams[team].spread > 0.0:
        post(w, PRODUCTIVITY, 0, -1, -1, team, 0, person, productivity_of(w, team, person))
