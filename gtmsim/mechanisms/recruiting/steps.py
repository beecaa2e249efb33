"""Positions are opened and looked for: when somebody begins in them, and which are closed before."""

from typing import TYPE_CHECKING

from gtmsim.engine.port import (
    begins,
    child_key,
    close_on,
    closing,
    ends,
    gone,
    hire,
    offer_on,
    people,
    position,
    post,
    seek,
    sought_since,
    uniform,
)
from gtmsim.engine.step import purpose, step
from gtmsim.mechanisms.internal_promotion.candidates import promotes
from gtmsim.mechanisms.recruiting.rows import OFFER_DECLINED
from gtmsim.mechanisms.recruiting.rules import answered_at, begins_at, is_declined_by
from gtmsim.rules.calendar import DAY, NEVER

if TYPE_CHECKING:
    from gtmsim.engine.reference.world import World

TIME_TO_FILL, OFFER = purpose("TIME_TO_FILL"), purpose("OFFER")


@step
def is_drawn(w: "World") -> bool:
    """Do people come or go on days that are drawn, and not on those of the plan?"""
    return len(w.inputs.attrition) > 0 or len(w.inputs.recruiting) > 0 or w.inputs.may_freeze


@step
def recruits(w: "World", team: int) -> bool:
    """Are the positions of a team filled later than they are opened?"""
    return len(w.inputs.recruiting) > 0 and w.inputs.recruiting[team].on


@step
def answered(w: "World", team: int, number: int, offer: int, since: int) -> int:
    """When the n-th offer for a position is answered, for which the search began at an instant [microseconds]."""
    key = child_key(w.inputs.teams[team].key, number)
    return answered_at(since, w.inputs.recruiting[team].time, uniform(w, TIME_TO_FILL, key, offer))


@step
def is_declined(w: "World", team: int, number: int, offer: int) -> bool:
    """Is the n-th offer for a position declined?"""
    key = child_key(w.inputs.teams[team].key, number)
    return is_declined_by(offer, w.inputs.recruiting[team].accepted, uniform(w, OFFER, key, offer))


@step
def first_day_in(w: "World", team: int, number: int, opened: int) -> int:
    """Midnight at which somebody begins in a position that is opened at an instant [microseconds]."""
    offer, at = 0, answered(w, team, number, 0, opened)
    while is_declined(w, team, number, offer):
        offer += 1
        at = answered(w, team, number, offer, at)
    return begins_at(opened, at, w.inputs.recruiting[team].notice)


@step
def await_answer(w: "World", team: int, person: int, offer: int, since: int) -> None:
    """An offer that will be declined is told when it is; the day of one that is accepted is known."""
    number = position(w, team, person)
    at = answered(w, team, number, offer, since)
    if is_declined(w, team, number, offer) and at < w.inputs.horizon:
        offer_on(w, team, person, at, offer)


@step
def answered_of(w: "World", team: int, person: int, offer: int) -> int:
    """When the n-th offer for a position is answered in which somebody is looked for now."""
    number, at = position(w, team, person), sought_since(w, team, person)
    for each in range(offer + 1):
        at = answered(w, team, number, each, at)
    return at


@step
def decline(w: "World", team: int, person: int, offer: int) -> None:
    """An offer is declined, and the search begins again; none for a position that is closed, or filled from within."""
    if gone(w, team, person) or sought_since(w, team, person) < 0:
        return
    if w.inputs.may_freeze and w.now != answered_of(w, team, person, offer):
        return  # the position was held back, and the search began anew
    days = (w.now - sought_since(w, team, person)) / DAY
    post(w, OFFER_DECLINED, offer + 1, -1, -1, team, 0, person, days)
    await_answer(w, team, person, offer + 1, w.now)


@step
def recruit(w: "World", team: int) -> None:
    """A policy opens a position."""
    hire(w, team, first_day_in(w, team, -(w.desks[team].opened + 1), w.now))
    person = people(w, team) - 1
    seek(w, team, person, w.now, begins(w, team, person))
    await_answer(w, team, person, 0, w.now)


@step
def open_positions(w: "World", team: int) -> None:
    """Day 0: settle when somebody begins in each position that the plan opens later, or on this day."""
    if not recruits(w, team):
        return
    for person in range(len(w.inputs.teams[team].persons)):
        if w.inputs.teams[team].persons[person].hired:
            opened = int(w.inputs.teams[team].persons[person].start)
            seek(w, team, person, opened, first_day_in(w, team, person, opened))
            await_answer(w, team, person, 0, opened)
    close_positions(w, team)


@step
def close_positions(w: "World", team: int) -> None:
    """Where the plan has fewer people, the last positions close in which nobody has begun, and then the last others."""
    for person in range(len(w.inputs.teams[team].persons)):
        close_on(w, team, person, -1)
    at = next_closing(w, team, -1)
    while at < NEVER:
        count = 0
        for person in range(len(w.inputs.teams[team].persons)):
            count += int(w.inputs.teams[team].persons[person].end == at)
        for begun in range(2):
            for person in range(len(w.inputs.teams[team].persons) - 1, -1, -1):
                is_there = w.inputs.teams[team].persons[person].start <= at and closing(w, team, person) < 0
                # Who holds which is known on the day alone, where people are promoted.
                waits = begins(w, team, person) >= at and not promotes(w, team)
                if count > 0 and is_there and (begun == 1 or waits):
                    close_on(w, team, person, at)
                    count -= 1
        at = next_closing(w, team, at)


@step
def next_closing(w: "World", team: int, after: int) -> int:
    """When the plan has fewer people for the first time after an instant [microseconds]; NEVER if it does not."""
    first = NEVER
    for person in range(len(w.inputs.teams[team].persons)):
        end = int(w.inputs.teams[team].persons[person].end)
        if after < end < first:
            first = end
    return first


@step
def is_sought(w: "World", team: int, person: int) -> bool:
    """Is a position open since before today in which somebody is yet to begin, so that nobody has to go?"""
    since, end = sought_since(w, team, person), ends(w, team, person)
    open_now = 0 <= since < w.now < begins(w, team, person) and not 0 <= end <= w.now
    return open_now and not gone(w, team, person)
