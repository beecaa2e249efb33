"""People leave of their own accord; whoever takes their position is a new hire."""

from typing import TYPE_CHECKING

from gtmsim.engine.port import (
    begins,
    child_key,
    ends,
    holder,
    leave_on,
    people,
    position,
    post,
    replace,
    resigned,
    uniform,
)
from gtmsim.engine.step import purpose, step
from gtmsim.mechanisms.attrition.rows import HEADCOUNT
from gtmsim.mechanisms.attrition.rules import resigns_at, vacant_within
from gtmsim.mechanisms.staff.rules import first_day
from gtmsim.rules.calendar import DAY

if TYPE_CHECKING:
    from gtmsim.engine.reference.world import World

RESIGNATION = purpose("RESIGNATION")


@step
def closes(w: "World", team: int, person: int) -> int:
    """When the plan closes the position that somebody holds [microseconds], -1 for never."""
    number = position(w, team, person)
    return w.inputs.teams[team].persons[number].end if number >= 0 else -1


@step
def await_resignation(w: "World", team: int, person: int) -> None:
    """Somebody begins, or is found on day 0: it is known when they leave, of their own accord or by the plan."""
    if len(w.inputs.attrition) == 0:
        return
    end, rate = ends(w, team, person), w.inputs.attrition[team].rate
    if rate > 0.0:
        key = child_key(w.inputs.teams[team].key, position(w, team, person))
        leaves = resigns_at(begins(w, team, person), rate, uniform(w, RESIGNATION, key, holder(w, team, person)))
        if leaves < w.inputs.horizon and (end < 0 or leaves < end):
            leave_on(w, team, person, leaves)
            return
    if holder(w, team, person) > 0 and 0 <= end < w.inputs.horizon:
        leave_on(w, team, person, end)  # whom the plan names leaves by the plan anyhow


@step
def resigns(w: "World", team: int, person: int) -> bool:
    """Does somebody who leaves by no policy do so of their own accord?"""
    return ends(w, team, person) != closes(w, team, person)


@step
def filled(w: "World", left: int) -> int:
    """When the replacement begins of somebody who has left at an instant [microseconds]."""
    return first_day(left, w.inputs.hiring_lag)


@step
def is_replaced(w: "World", team: int, person: int) -> bool:
    """Is anybody hired for the position of somebody who leaves? Only who would begin before it, or the run, ends."""
    start, closed = filled(w, ends(w, team, person)), closes(w, team, person)
    wanted = len(w.inputs.attrition) > 0 and w.inputs.attrition[team].backfill
    return wanted and start < w.inputs.horizon and (closed < 0 or start < closed)


@step
def backfill(w: "World", team: int, person: int) -> None:
    """Hire a replacement for somebody who leaves of their own accord now."""
    if is_replaced(w, team, person):
        replace(w, team, person, filled(w, w.now), closes(w, team, person))


@step
def post_headcount(w: "World", month: int) -> None:
    """Write how many people each team had in a month, and for how long positions waited for a replacement."""
    if len(w.inputs.attrition) == 0:
        return
    first, last = w.inputs.months[month], w.inputs.months[month + 1]
    for team in range(len(w.inputs.teams)):
        employed, vacant = 0, 0
        for person in range(people(w, team)):
            end = ends(w, team, person)
            employed += max(0, (min(end, last) if end >= 0 else last) - max(begins(w, team, person), first))
            if w.inputs.attrition[team].backfill and resigned(w, team, person):
                vacant += vacant_within(end, filled(w, end), closes(w, team, person), first, last)
        post(w, HEADCOUNT, month, -1, -1, team, 0, employed // DAY, vacant / DAY)
