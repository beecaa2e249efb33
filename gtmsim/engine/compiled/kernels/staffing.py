"""People come and go, as `reference.people` tells it."""

from gtmsim.engine.compiled.kernels.people import depart
from gtmsim.engine.compiled.kernels.rows import NO_ENTITY, row
from gtmsim.engine.compiled.kernels.teams import employee, give
from gtmsim.engine.compiled.stepping import kernel
from gtmsim.engine.facts import HIRING
from gtmsim.mechanisms.absence.steps import await_absence
from gtmsim.mechanisms.attrition.rows import BACKFILL, OWN_ACCORD
from gtmsim.mechanisms.attrition.steps import backfill, resigns
from gtmsim.mechanisms.productivity.steps import tell_productivity
from gtmsim.mechanisms.staff.rows import EMPLOYEE_JOINED
from gtmsim.rules.calendar import DAY


@kernel
def join(w, team, person):
    """Somebody starts, unless the position is closed by now, or was filled before from within."""
    one = employee(w, team, person)
    if one.left == 1 or one.start != w.now:
        return
    detail = BACKFILL if one.holder > 0 else 0
    table = HIRING if one.position < 0 and one.holder == 0 else -1
    days = 0.0
    if one.sought >= 0:
        days = (w.now - one.sought) / DAY
    row(w, EMPLOYEE_JOINED, NO_ENTITY, detail, -1, -1, team, 0, person, days, table, one.row)
    tell_productivity(w, team, person)
    give(w, team, person)
    await_absence(w, team, person)


@kernel
def leave(w, team, person):
    """Somebody leaves by no policy; who has left before does not leave again."""
    one = employee(w, team, person)
    if one.left == 1 or one.end != w.now:
        return  # whoever begins later than planned leaves later
    if one.held == 1:
        one.held, one.left = 0, 1  # the position closes before it has opened
        return
    begun = one.sought < 0 or one.start < w.now
    if begun and resigns(w, team, person):
        one.resigned = 1
        depart(w, team, person, OWN_ACCORD, (w.now - one.start) / DAY, -1, -1)
        backfill(w, team, person)
    else:
        depart(w, team, person, 0, 0.0, -1, -1)
