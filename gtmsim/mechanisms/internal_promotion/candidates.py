"""Who of another team takes a position that opens now."""

from typing import TYPE_CHECKING

from gtmsim.engine.port import begins, child_key, ends, gone, has_risen, move_out, people, position, post, rise, uniform
from gtmsim.engine.step import purpose, step
from gtmsim.mechanisms.internal_promotion.rows import PROMOTED, RISES
from gtmsim.mechanisms.internal_promotion.rules import NOBODY, is_better, is_offered_inside, tenure
from gtmsim.mechanisms.staff.rows import EMPLOYEE_LEFT
from gtmsim.rules.calendar import DAY

if TYPE_CHECKING:
    from gtmsim.engine.reference.world import World

OFFERED, TENURE = purpose("OFFERED_INSIDE"), purpose("TENURE_ON_DAY_0")


@step
def promotes(w: "World", team: int) -> bool:
    """Are positions of a team offered to people of another?"""
    return len(w.inputs.promotes) > 0 and w.inputs.promotes[team].source >= 0


@step
def ramp_of(w: "World", team: int, person: int) -> float:
    """Time until somebody works at full speed [day], who needs less if promoted from another team."""
    if has_risen(w, team, person):
        return float(w.inputs.promotes[team].ramp)
    return float(w.inputs.teams[team].ramp)


@step
def served(w: "World", team: int, person: int) -> int:
    """Time [microseconds] in the team from which people are promoted into `team`."""
    said = w.inputs.promotes[team]
    source, u = said.source, 0.5
    named = w.inputs.teams[source].persons
    found = person < len(named) and not named[person].hired
    if found:
        u = uniform(w, TENURE, child_key(w.inputs.teams[source].key, position(w, source, person)), 0)
    return tenure(begins(w, source, person), found, said.found, w.now, u)


@step
def next_to_rise(w: "World", team: int) -> int:
    """Who has served longest of those who may be promoted into a team now, and of those the first; or nobody."""
    first, longest, source = NOBODY, 0, w.inputs.promotes[team].source
    for person in range(people(w, source)):
        end = ends(w, source, person)
        if begins(w, source, person) <= w.now and not gone(w, source, person) and not 0 <= end <= w.now:
            time = served(w, team, person)
            if is_better(time, longest, w.inputs.promotes[team].after):
                first, longest = person, time
    return first


@step
def who_rises(w: "World", team: int, number: int, before: int) -> int:
    """Who of another team takes a position that opens now, as the n-th to hold it; nobody: somebody has to be hired."""
    if not promotes(w, team):
        return NOBODY
    key = child_key(w.inputs.teams[team].key, number)
    if not is_offered_inside(w.inputs.promotes[team].share, uniform(w, OFFERED, key, before)):
        return NOBODY
    return next_to_rise(w, team)


@step
def promote(w: "World", team: int, person: int, who: int) -> None:
    """Somebody of another team leaves it, after the task in hand, and is the person of this one who begins now."""
    source = w.inputs.promotes[team].source
    days, there = served(w, team, who) / DAY, (w.now - begins(w, source, who)) / DAY
    post(w, EMPLOYEE_LEFT, RISES, -1, -1, source, 0, who, there)
    post(w, PROMOTED, source, -1, -1, team, 0, person, days)
    move_out(w, source, who)
    rise(w, team, person)
