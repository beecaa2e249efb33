"""Positions that the plan opens are offered inside on the day on which they open."""

from typing import TYPE_CHECKING

from gtmsim.engine.port import is_held, join_on, open_on, position, seek, sought_since
from gtmsim.engine.step import step
from gtmsim.mechanisms.attrition.steps import await_resignation, backfill
from gtmsim.mechanisms.internal_promotion.candidates import promote, promotes, who_rises
from gtmsim.mechanisms.internal_promotion.rules import NOBODY

if TYPE_CHECKING:
    from gtmsim.engine.reference.world import World


@step
def await_openings(w: "World", team: int) -> None:
    """Day 0: each position that the plan opens, then or later, will be offered inside."""
    if not promotes(w, team):
        return
    for person in range(len(w.inputs.teams[team].persons)):
        opened = int(w.inputs.teams[team].persons[person].start)
        if w.inputs.teams[team].persons[person].hired and opened < w.inputs.horizon:
            open_on(w, team, person, opened)


@step
def open_position(w: "World", team: int, person: int) -> None:
    """A position of the plan opens now: somebody of another team takes it, or whoever is hired begins as planned."""
    if is_held(w, team, person):
        return
    who = who_rises(w, team, position(w, team, person), 0)
    if who == NOBODY:
        return
    if sought_since(w, team, person) >= 0:
        seek(w, team, person, -1, w.now)
        join_on(w, team, person, w.now)
        await_resignation(w, team, person)
    promote(w, team, person, who)
    backfill(w, w.inputs.promotes[team].source, who)
