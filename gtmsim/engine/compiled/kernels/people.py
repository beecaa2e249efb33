"""Who is in a team: those of the plan, then those hired by a policy."""

from gtmsim.engine.agenda import CALENDAR
from gtmsim.engine.compiled.constants import STAFF
from gtmsim.engine.compiled.jit import kernel
from gtmsim.engine.compiled.kernels.agenda import put
from gtmsim.engine.compiled.kernels.rows import NO_ENTITY, post, row
from gtmsim.engine.compiled.kernels.teams import free_remove, give
from gtmsim.engine.facts import HIRING
from gtmsim.mechanisms.staff.rows import EMPLOYEE_JOINED, EMPLOYEE_LEFT


@kernel
def planned(w, team):
    """How many people the plan names."""
    return len(w.inputs.teams[team].persons)


@kernel
def people(w, team):
    """How many have been in a team or will be."""
    return planned(w, team) + w.desks[team].hired


@kernel
def begins(w, team, person):
    """When a person begins."""
    if person < planned(w, team):
        return w.inputs.teams[team].persons[person].start
    return w.hired[team * w.spare + person - planned(w, team)].start


@kernel
def ends(w, team, person):
    """When a person ends, -1 for never."""
    if person < planned(w, team):
        return w.released[team * w.persons + person]
    return w.hired[team * w.spare + person - planned(w, team)].end


@kernel
def gone(w, team, person):
    """Has a person left?"""
    return w.benches[team * w.persons + person].left == 1


@kernel
def hire(w, team, start):
    """One more is hired by the latest answer, and begins later."""
    person = people(w, team)
    one = w.hired[team * w.spare + w.desks[team].hired]
    one.start, one.end, one.row = start, -1, w.held
    w.desks[team].hired += 1
    put(w, start, CALENDAR, 1, (team << 20) + 2 * person + 1, STAFF, team, 2 * person + 1)


@kernel
def let_leave(w, team, person):
    """Somebody leaves now by the latest answer."""
    if person < planned(w, team):
        w.released[team * w.persons + person] = w.now
    else:
        w.hired[team * w.spare + person - planned(w, team)].end = w.now
    leave(w, team, person, HIRING, w.held)


@kernel
def leave(w, team, person, table, held):
    """Somebody leaves, after the task in hand; who was let go before does not leave again."""
    if w.benches[team * w.persons + person].left == 1:
        return
    row(w, EMPLOYEE_LEFT, NO_ENTITY, 0, -1, -1, team, 0, person, 0.0, table, held)
    w.benches[team * w.persons + person].left = 1
    free_remove(w, team, person)


@kernel
def join(w, team, person):
    """Somebody starts."""
    if person < planned(w, team):
        post(w, EMPLOYEE_JOINED, 0, -1, -1, team, 0, person, 0.0)
    else:
        held = w.hired[team * w.spare + person - planned(w, team)].row
        row(w, EMPLOYEE_JOINED, NO_ENTITY, 0, -1, -1, team, 0, person, 0.0, HIRING, held)
    give(w, team, person)
