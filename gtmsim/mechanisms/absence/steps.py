"""People are absent for spells of days, after the task in hand; what their team misses by it."""

from typing import TYPE_CHECKING

from gtmsim.engine.port import (
    absence_on,
    away_since,
    back_on,
    begins,
    child_key,
    ends,
    give_back,
    gone,
    holder,
    is_free,
    note_spell,
    people,
    position,
    post,
    present,
    set_away,
    spell_of,
    take_off,
    this_month,
    uniform,
)
from gtmsim.engine.step import purpose, step
from gtmsim.mechanisms.absence.rows import ABSENCE, ABSENT
from gtmsim.mechanisms.absence.rules import IN_TASK, PRESENT, goes_at, kind_of, returns_at
from gtmsim.mechanisms.staff.rules import hours_within
from gtmsim.rules.calendar import DAY

if TYPE_CHECKING:
    from gtmsim.engine.reference.world import World

LUCK, SICKNESS, RECOVERY = purpose("ABSENCE"), purpose("SICKNESS"), purpose("RECOVERY")
LOOKED_BACK = 400  # days before day 0 from which those are followed whom it finds


@step
def whose(w: "World", team: int, number: int, before: int) -> int:
    """Names the luck of whoever holds a position as the n-th."""
    return child_key(child_key(w.inputs.teams[team].key, number), before)


@step
def goes(w: "World", key: int, spell: int, since: int) -> int:
    """When the n-th spell of absence begins of somebody who is there since an instant [microseconds]."""
    return goes_at(since, w.inputs.absence.rate, uniform(w, LUCK, key, spell))


@step
def spell_kind(w: "World", key: int, spell: int) -> int:
    """Is the n-th spell one of sickness?"""
    return kind_of(w.inputs.absence.sick, uniform(w, SICKNESS, key, spell))


@step
def returns(w: "World", key: int, spell: int, away: int) -> int:
    """When the n-th spell ends that has begun at an instant [microseconds]."""
    return returns_at(away, spell_kind(w, key, spell), w.inputs.absence, uniform(w, RECOVERY, key, spell))


@step
def followed_from(w: "World", team: int, person: int) -> int:
    """Since when somebody's absences are followed [microseconds]: who is found on day 0 may be absent then."""
    named = w.inputs.teams[team].persons
    if person < len(named) and not named[person].hired:
        return -LOOKED_BACK * DAY
    return begins(w, team, person)


@step
def await_absence(w: "World", team: int, person: int) -> None:
    """Somebody begins, or is found on day 0: it is settled when they are absent next, or they are now."""
    if not present(w.inputs.absence):
        return
    key = whose(w, team, position(w, team, person), holder(w, team, person))
    spell, away = 0, goes(w, key, 0, followed_from(w, team, person))
    back = returns(w, key, 0, away)
    while back <= w.now:
        spell += 1
        away = goes(w, key, spell, back)
        back = returns(w, key, spell, away)
    note_spell(w, team, person, spell, back)
    if away <= w.now:
        go_away(w, team, person)
    elif away < w.inputs.horizon:
        absence_on(w, team, person, away, 0)


@step
def go_away(w: "World", team: int, person: int) -> None:
    """A spell begins: somebody is absent at once, or when the task in hand is done."""
    if gone(w, team, person):
        return
    absence_on(w, team, person, back_on(w, team, person), 1)
    if is_free(w, team, person):
        take_off(w, team, person)
        be_away(w, team, person)
    else:
        set_away(w, team, person, IN_TASK)


@step
def be_away(w: "World", team: int, person: int) -> None:
    """Somebody is absent from now on."""
    key = whose(w, team, position(w, team, person), holder(w, team, person))
    kind, days = spell_kind(w, key, spell_of(w, team, person)), (back_on(w, team, person) - w.now) / DAY
    set_away(w, team, person, w.now)
    post(w, ABSENT, kind, -1, -1, team, 0, person, days)


@step
def come_back(w: "World", team: int, person: int) -> None:
    """A spell ends; who had a task in hand all the time has missed none."""
    if gone(w, team, person):
        return
    since, spell = away_since(w, team, person), spell_of(w, team, person) + 1
    set_away(w, team, person, PRESENT)
    if since >= 0:
        desk, month = w.desks[team], w.inputs.months[this_month(w)]
        desk.missed += hours_within(w.inputs.teams[team].working, max(since, month), w.now)
        give_back(w, team, person)
    key = whose(w, team, position(w, team, person), holder(w, team, person))
    away = goes(w, key, spell, w.now)
    note_spell(w, team, person, spell, returns(w, key, spell, away))
    if away < w.inputs.horizon:
        absence_on(w, team, person, away, 0)


@step
def hand_back(w: "World", team: int, person: int) -> None:
    """Somebody has finished a task: they are free, or absent if a spell has begun meanwhile."""
    if away_since(w, team, person) == IN_TASK and not gone(w, team, person):
        be_away(w, team, person)
    else:
        give_back(w, team, person)


@step
def post_absence(w: "World", month: int) -> None:
    """Write the hours that each team has missed in a month."""
    if not present(w.inputs.absence):
        return
    first, last = w.inputs.months[month], w.inputs.months[month + 1]
    for team in range(len(w.inputs.teams)):
        missed = w.desks[team].missed
        for person in range(people(w, team)):
            since, end = away_since(w, team, person), ends(w, team, person)
            if since >= 0:
                until = min(last, end) if end >= 0 else last
                missed += hours_within(w.inputs.teams[team].working, max(since, first), until)
        w.desks[team].missed, w.desks[team].lost = 0.0, missed
        if missed > 0.0:
            post(w, ABSENCE, month, -1, -1, team, 0, 0, missed)


@step
def hours_away(w: "World", team: int, number: int, before: int, since: int, begin: int, until: int) -> float:
    """Working time [hour] over [begin, until) for which whoever holds a position as the n-th will be absent."""
    total, spell = 0.0, 0
    if not present(w.inputs.absence) or until <= begin:
        return total
    key = whose(w, team, number, before)
    away = goes(w, key, 0, since)
    while away < until:
        back = returns(w, key, spell, away)
        total += hours_within(w.inputs.teams[team].working, max(away, begin), min(back, until))
        spell += 1
        away = goes(w, key, spell, back)
    return total
