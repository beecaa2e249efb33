"""People leave of their own accord; whoever takes their position is a new hire."""

from typing import TYPE_CHECKING

from gtmsim.engine.port import (
    begins,
    child_key,
    closing,
    ends,
    hold_back,
    holder,
    leave_on,
    people,
    position,
    post,
    replace,
    resigned,
    sought_since,
    succeed,
    uniform,
)
from gtmsim.engine.step import purpose, step
from gtmsim.mechanisms.attrition.rows import HEADCOUNT
from gtmsim.mechanisms.attrition.rules import resigns_at, vacant_within
from gtmsim.mechanisms.internal_promotion.candidates import promote, who_rises
from gtmsim.mechanisms.internal_promotion.rules import NOBODY
from gtmsim.mechanisms.recruiting.steps import is_drawn
from gtmsim.mechanisms.staff.rules import first_day
from gtmsim.rules.calendar import DAY

if TYPE_CHECKING:
    from gtmsim.engine.reference.world import World

RESIGNATION = purpose("RESIGNATION")


@step
def closes(w: "World", team: int, number: int) -> int:
    """When the plan closes a position [microseconds], -1 for never."""
    return closing(w, team, number) if number >= 0 else -1


@step
def leaves(w: "World", team: int, number: int, before: int, start: int) -> int:
    """When whoever begins in a position as the n-th leaves [microseconds]: of their own accord or by the plan."""
    closed, rate = closes(w, team, number), w.inputs.attrition[team].rate
    if rate > 0.0:
        key = child_key(w.inputs.teams[team].key, number)
        end = resigns_at(start, rate, uniform(w, RESIGNATION, key, before))
        if closed < 0 or end < closed:
            return end
    return closed


@step
def await_resignation(w: "World", team: int, person: int) -> None:
    """Somebody is hired, or found on day 0: it is settled when they leave."""
    if len(w.inputs.attrition) == 0:
        return
    number, before = position(w, team, person), holder(w, team, person)
    end = leaves(w, team, number, before, begins(w, team, person))
    # Whom the plan names leaves by the plan anyhow.
    if 0 <= end < w.inputs.horizon and (before > 0 or end != closes(w, team, number)):
        leave_on(w, team, person, end)


@step
def resigns(w: "World", team: int, person: int) -> bool:
    """Does somebody who leaves by no policy do so of their own accord?"""
    return ends(w, team, person) != closes(w, team, position(w, team, person))


@step
def filled(w: "World", left: int) -> int:
    """When the replacement begins of somebody who has left at an instant [microseconds]."""
    return first_day(left, w.inputs.hiring_lag)


@step
def is_filled(w: "World", team: int, number: int, left: int) -> bool:
    """Is anybody hired for a position that was left? Only who would begin before it, or the run, ends."""
    start, closed = filled(w, left), closes(w, team, number)
    wanted = len(w.inputs.attrition) > 0 and w.inputs.attrition[team].backfill and w.frozen == 0
    return wanted and start < w.inputs.horizon and (closed < 0 or start < closed)


@step
def is_wanted(w: "World", team: int, number: int) -> bool:
    """Is anybody to hold a position that is left now?"""
    closed = closes(w, team, number)
    return len(w.inputs.attrition) > 0 and w.inputs.attrition[team].backfill and (closed < 0 or w.now < closed)


@step
def is_replaced(w: "World", team: int, person: int) -> bool:
    """Will somebody leave of their own accord, and is anybody hired then?"""
    if not resigns(w, team, person):
        return False
    return is_filled(w, team, position(w, team, person), ends(w, team, person))


@step
def backfill(w: "World", team: int, person: int) -> None:
    """Fill the position of somebody who leaves now: by whoever is promoted into it, and then theirs, or by a hire."""
    if w.frozen == 1:
        wait_for_thaw(w, team, person)
        return
    while person != NOBODY:
        number, who = position(w, team, person), NOBODY
        if is_wanted(w, team, number):
            who = who_rises(w, team, number, holder(w, team, person) + 1)
        if who != NOBODY:
            replace(w, team, person, w.now, closes(w, team, number))
            succeed(w, team, person)
            promote(w, team, people(w, team) - 1, who)
            await_resignation(w, team, people(w, team) - 1)
            team = w.inputs.promotes[team].source
        elif is_filled(w, team, number, w.now):
            replace(w, team, person, filled(w, w.now), closes(w, team, number))
            await_resignation(w, team, people(w, team) - 1)
        person = who


@step
def wait_for_thaw(w: "World", team: int, person: int) -> None:
    """Hiring is frozen: the position of somebody who leaves now is none until the freeze ends."""
    if is_wanted(w, team, position(w, team, person)):
        hold_back(w, team, person, 1)
        succeed(w, team, person)


@step
def post_headcount(w: "World", month: int) -> None:
    """Write how many people each team had in a month, and for how long positions waited for somebody."""
    if not is_drawn(w):
        return
    first, last = w.inputs.months[month], w.inputs.months[month + 1]
    for team in range(len(w.inputs.teams)):
        employed, vacant = 0, 0
        for person in range(people(w, team)):
            end = ends(w, team, person)
            employed += max(0, (min(end, last) if end >= 0 else last) - max(begins(w, team, person), first))
            since = sought_since(w, team, person)
            if since >= 0:
                vacant += vacant_within(since, begins(w, team, person), end, first, last)
            if resigned(w, team, person) and w.inputs.attrition[team].backfill:
                vacant += vacant_within(end, filled(w, end), closes(w, team, position(w, team, person)), first, last)
        post(w, HEADCOUNT, month, -1, -1, team, 0, employed // DAY, vacant / DAY)
