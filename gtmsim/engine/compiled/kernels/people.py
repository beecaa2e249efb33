"""Who is in a team: those of the plan, then those hired by a policy or as replacements."""

from gtmsim.engine.agenda import CALENDAR
from gtmsim.engine.compiled.constants import ABSENCE, DECLINING, OPENING_POSITION, STAFF
from gtmsim.engine.compiled.jit import kernel
from gtmsim.engine.compiled.kernels.agenda import put
from gtmsim.engine.compiled.kernels.rows import NO_ENTITY, row
from gtmsim.engine.compiled.kernels.teams import employee, free_remove, give
from gtmsim.engine.facts import HIRING
from gtmsim.engine.reference.people import ABSENCES, DECLINED, OPENING
from gtmsim.mechanisms.absence.rules import PRESENT
from gtmsim.mechanisms.recruiting.rows import POSITION_CLOSED
from gtmsim.mechanisms.recruiting.rules import MOST_OFFERS
from gtmsim.mechanisms.staff.rows import EMPLOYEE_LEFT
from gtmsim.rules.calendar import DAY


@kernel
def people(w, team):
    """How many have been in a team or will be."""
    return len(w.inputs.teams[team].persons) + w.desks[team].hired


@kernel
def begins(w, team, person):
    """When a person begins."""
    return employee(w, team, person).start


@kernel
def ends(w, team, person):
    """When a person ends, -1 for never."""
    return employee(w, team, person).end


@kernel
def gone(w, team, person):
    """Has a person left?"""
    return employee(w, team, person).left == 1


@kernel
def resigned(w, team, person):
    """Has a person left of their own accord, or for another team, whose position was not filled at once?"""
    return employee(w, team, person).resigned == 1


@kernel
def succeed(w, team, person):
    """The position of somebody who leaves now is filled at once."""
    employee(w, team, person).resigned = 0


@kernel
def has_risen(w, team, person):
    """Was a person promoted from another team?"""
    return employee(w, team, person).risen == 1


@kernel
def rise(w, team, person):
    """A person who begins now is promoted from another team."""
    employee(w, team, person).risen = 1


@kernel
def move_out(w, team, person):
    """A person leaves for another team now, after the task in hand."""
    one = employee(w, team, person)
    one.end, one.resigned, one.left = w.now, 1, 1
    free_remove(w, team, person)


@kernel
def hold_back(w, team, person, held):
    """A freeze holds back somebody's position, or that of who has left (1), or not any more (0)."""
    employee(w, team, person).held = held


@kernel
def is_held(w, team, person):
    """Does a freeze hold back somebody's position?"""
    return employee(w, team, person).held == 1


@kernel
def dismiss(w, team, person):
    """Somebody is there no more from now on, or never will be."""
    one = employee(w, team, person)
    one.end, one.left = w.now, 1
    free_remove(w, team, person)


@kernel
def open_on(w, team, person, when):
    """A position of the plan will open at an instant."""
    put(w, when, CALENDAR, 1, OPENING + (team << 20) + person, OPENING_POSITION, team, person)


@kernel
def join_on(w, team, person, when):
    """Somebody will begin at an instant."""
    later(w, team, person, 1, when)


@kernel
def position(w, team, person):
    """The position that a person holds: from 0 one of the plan, below 0 one that a policy has made."""
    return employee(w, team, person).position


@kernel
def holder(w, team, person):
    """How many have held a person's position before."""
    return employee(w, team, person).holder


@kernel
def closing(w, team, person):
    """When the plan closes the position of somebody whom it names, -1 for never."""
    return employee(w, team, person).closes


@kernel
def close_on(w, team, person, when):
    """The plan closes it on another day, or never."""
    one = employee(w, team, person)
    one.closes, one.end = when, when


@kernel
def sought_since(w, team, person):
    """Since when somebody is looked for who begins later than the position is opened, else -1."""
    return employee(w, team, person).sought


@kernel
def seek(w, team, person, since, start):
    """Somebody is looked for since an instant, and will begin at another."""
    one = employee(w, team, person)
    one.sought, one.start = since, start


@kernel
def offer_on(w, team, person, when, offer):
    """The n-th offer for somebody's position will be declined at an instant."""
    put(w, when, CALENDAR, 1, DECLINED + (team << 20) + person, DECLINING, team, MOST_OFFERS * person + offer)


@kernel
def won(w, team, person, period):
    """What a person has won in a period of quotas."""
    one = employee(w, team, person)
    return one.won if one.period == period else 0


@kernel
def credit(w, team, person, period, amount):
    """A person has won so much more in a period of quotas."""
    one = employee(w, team, person)
    one.won, one.period = won(w, team, person, period) + amount, period


@kernel
def later(w, team, person, joins, when):
    """Have somebody join or leave at an instant."""
    put(w, when, CALENDAR, 1, (team << 20) + 2 * person + joins, STAFF, team, 2 * person + joins)


@kernel
def take_on(w, team, start, end, position, holder, held):
    """One more is hired, by the row of a policy or -1, and begins later."""
    person = people(w, team)
    one = employee(w, team, person)
    one.start, one.end, one.row, one.position, one.holder = start, end, held, position, holder
    one.hired, one.left, one.resigned, one.risen = 1, 0, 0, 0
    one.won, one.period, one.closes, one.sought = 0, -1, end, -1
    one.away, one.spell, one.back, one.held = PRESENT, 0, -1, 0
    w.desks[team].hired += 1
    w.crew = max(w.crew, person + 1)
    if start < w.inputs.horizon:
        later(w, team, person, 1, start)


@kernel
def hire(w, team, start):
    """One more is hired by the latest answer, and begins later."""
    w.desks[team].opened += 1
    take_on(w, team, start, -1, -w.desks[team].opened, 0, w.held)


@kernel
def replace(w, team, person, start, end):
    """One more is hired for the position of somebody, and begins later."""
    take_on(w, team, start, end, position(w, team, person), holder(w, team, person) + 1, -1)


@kernel
def leave_on(w, team, person, when):
    """Somebody will leave at an instant."""
    employee(w, team, person).end = when
    later(w, team, person, 0, when)


@kernel
def let_leave(w, team, person):
    """Somebody leaves now by the latest answer."""
    employee(w, team, person).end = w.now
    depart(w, team, person, 0, 0.0, HIRING, w.held)


@kernel
def depart(w, team, person, detail, days, table, held):
    """Somebody leaves, after the task in hand; the position of who is yet to begin is closed."""
    one = employee(w, team, person)
    if one.sought >= 0 and w.now <= one.start:
        row(w, POSITION_CLOSED, NO_ENTITY, 0, -1, -1, team, 0, person, (w.now - one.sought) / DAY, table, held)
    else:
        row(w, EMPLOYEE_LEFT, NO_ENTITY, detail, -1, -1, team, 0, person, days, table, held)
    employee(w, team, person).left = 1
    free_remove(w, team, person)


@kernel
def away_since(w, team, person):
    """Since when a person is absent, or PRESENT, or IN_TASK."""
    return employee(w, team, person).away


@kernel
def set_away(w, team, person, since):
    """A person is absent since an instant, or as `away_since` says."""
    employee(w, team, person).away = since


@kernel
def spell_of(w, team, person):
    """Which spell of absence is running, or comes next."""
    return employee(w, team, person).spell


@kernel
def back_on(w, team, person):
    """When that spell ends."""
    return employee(w, team, person).back


@kernel
def note_spell(w, team, person, spell, back):
    """The n-th spell of absence is running or comes next, and ends at an instant."""
    one = employee(w, team, person)
    one.spell, one.back = spell, back


@kernel
def absence_on(w, team, person, when, ends):
    """A spell of absence will begin or end at an instant."""
    put(w, when, CALENDAR, 1, ABSENCES + (team << 20) + 2 * person + ends, ABSENCE, team, 2 * person + ends)


@kernel
def is_free(w, team, person):
    """Is a person there without a task in hand?"""
    bench, found = team * w.persons, 0
    for i in range(w.desks[team].free_size):
        found += int(w.benches[bench + i].free == person)
    return found > 0


@kernel
def take_off(w, team, person):
    """A person who is free serves nobody until given back."""
    free_remove(w, team, person)


@kernel
def give_back(w, team, person):
    """A person is free again, unless they have left."""
    give(w, team, person)
