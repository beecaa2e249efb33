"""What a step may ask about people and change of them, as the readable engine answers: a part of `engine.port`."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gtmsim.engine.reference.world import World


def people(w: "World", team: int) -> int:
    """How many have been in a team or will be: those of the plan, then those hired by a policy or as replacements."""
    return len(w.teams[team].persons)


def begins(w: "World", team: int, person: int) -> int:
    """When somebody begins [microseconds]."""
    return w.teams[team].persons[person].start


def ends(w: "World", team: int, person: int) -> int:
    """When somebody ends [microseconds], -1 for never."""
    return w.teams[team].persons[person].end


def gone(w: "World", team: int, person: int) -> bool:
    """Has somebody left?"""
    return person in w.teams[team].left


def resigned(w: "World", team: int, person: int) -> bool:
    """Has somebody left of their own accord, or for another team, whose position was not filled at once?"""
    return w.teams[team].persons[person].resigned


def succeed(w: "World", team: int, person: int) -> None:
    """The position of somebody who leaves now is filled at once."""
    w.teams[team].persons[person].resigned = False


def has_risen(w: "World", team: int, person: int) -> bool:
    """Was somebody promoted from another team?"""
    return w.teams[team].persons[person].risen


def rise(w: "World", team: int, person: int) -> None:
    """Somebody who begins now is promoted from another team."""
    w.teams[team].persons[person].risen = True


def move_out(w: "World", team: int, person: int) -> None:
    """Somebody leaves for another team now, after the task in hand."""
    one = w.teams[team].persons[person]
    one.end, one.resigned = w.now, True
    w.teams[team].leave(person)


def hold_back(w: "World", team: int, person: int, held: int) -> None:
    """A freeze holds back somebody's position, or that of who has left (1), or not any more (0)."""
    w.teams[team].persons[person].held = held


def is_held(w: "World", team: int, person: int) -> bool:
    """Does a freeze hold back somebody's position?"""
    return w.teams[team].persons[person].held == 1


def dismiss(w: "World", team: int, person: int) -> None:
    """Somebody is there no more from now on, or never will be."""
    w.teams[team].persons[person].end = w.now
    w.teams[team].leave(person)


def open_on(w: "World", team: int, person: int, when: int) -> None:
    """A position of the plan will open at an instant [microseconds]."""
    w.open_on(w, team, person, when)


def join_on(w: "World", team: int, person: int, when: int) -> None:
    """Somebody will begin at an instant [microseconds]."""
    w.join_on(w, team, person, when)


def position(w: "World", team: int, person: int) -> int:
    """The position that somebody holds: from 0 one of the plan, below 0 one that a policy has made."""
    return w.teams[team].persons[person].position


def holder(w: "World", team: int, person: int) -> int:
    """How many have held somebody's position before."""
    return w.teams[team].persons[person].holder


def closing(w: "World", team: int, person: int) -> int:
    """When the plan closes the position of somebody whom it names [microseconds], -1 for never."""
    return w.teams[team].persons[person].closes


def close_on(w: "World", team: int, person: int, when: int) -> None:
    """The plan closes the position of somebody whom it names on another day [microseconds], or never (-1)."""
    one = w.teams[team].persons[person]
    one.closes = one.end = when


def sought_since(w: "World", team: int, person: int) -> int:
    """Since when somebody is looked for who begins later than the position is opened [microseconds], else -1."""
    return w.teams[team].persons[person].sought


def seek(w: "World", team: int, person: int, since: int, start: int) -> None:
    """Somebody is looked for since an instant, and will begin at another [microseconds]."""
    one = w.teams[team].persons[person]
    one.sought, one.start = since, start


def offer_on(w: "World", team: int, person: int, when: int, offer: int) -> None:
    """The n-th offer for somebody's position will be declined at an instant [microseconds]."""
    w.offer_on(w, team, person, when, offer)


def away_since(w: "World", team: int, person: int) -> int:
    """Since when somebody is absent [microseconds], PRESENT, or IN_TASK: once the task in hand is done."""
    return w.teams[team].persons[person].away


def set_away(w: "World", team: int, person: int, since: int) -> None:
    """Somebody is absent since an instant [microseconds], or as `away_since` says."""
    w.teams[team].persons[person].away = since


def spell_of(w: "World", team: int, person: int) -> int:
    """Which spell of absence of somebody is running, or comes next."""
    return w.teams[team].persons[person].spell


def back_on(w: "World", team: int, person: int) -> int:
    """When that spell ends [microseconds]."""
    return w.teams[team].persons[person].back


def note_spell(w: "World", team: int, person: int, spell: int, back: int) -> None:
    """Somebody's n-th spell of absence is running or comes next, and ends at an instant [microseconds]."""
    one = w.teams[team].persons[person]
    one.spell, one.back = spell, back


def absence_on(w: "World", team: int, person: int, when: int, ends: int) -> None:
    """Somebody's spell of absence begins (0) or ends (1) at an instant [microseconds]."""
    w.absence_on(w, team, person, when, ends)


def is_free(w: "World", team: int, person: int) -> bool:
    """Is somebody there without a task in hand?"""
    return person in w.teams[team].free


def take_off(w: "World", team: int, person: int) -> None:
    """Somebody who is free serves nobody until given back."""
    w.teams[team].take_off(person)


def give_back(w: "World", team: int, person: int) -> None:
    """Somebody is free again, unless they have left."""
    w.teams[team].give(person)


def won(w: "World", team: int, person: int, period: int) -> int:
    """Annual value [cents] that somebody has won in a period of quotas."""
    one = w.teams[team].persons[person]
    return one.won if one.period == period else 0


def credit(w: "World", team: int, person: int, period: int, amount: int) -> None:
    """Somebody has won so much more [cents] in a period of quotas."""
    one = w.teams[team].persons[person]
    one.won, one.period = won(w, team, person, period) + amount, period


def leave_on(w: "World", team: int, person: int, when: int) -> None:
    """Somebody will leave at an instant [microseconds], unless they are gone by then."""
    w.leave_on(w, team, person, when)


def replace(w: "World", team: int, person: int, start: int, end: int) -> None:
    """One more is hired for the position of somebody, begins later, and ends with the position [microseconds]."""
    w.replace(w, team, person, start, end)


def hire(w: "World", team: int, start: int) -> None:
    """One more is hired by the latest answer, and begins later."""
    w.hire(w, team, start)


def let_leave(w: "World", team: int, person: int) -> None:
    """Somebody leaves now by the latest answer, after the task in hand."""
    w.let_leave(w, team, person)
