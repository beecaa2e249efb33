"""A task: waiting for a person, doing it, handing the person back."""

from gtmsim.engine.agenda import COMPLETION, GIVE_UP
from gtmsim.engine.compiled.agenda import put
from gtmsim.engine.compiled.constants import (
    ASKED,
    DROPPED,
    NEVER,
    NOBODY,
    STEP,
    TASK_ENDED,
    TASK_STARTED,
    TIMER,
    WORKING,
)
from gtmsim.engine.compiled.jit import compiled
from gtmsim.engine.compiled.rows import note
from gtmsim.engine.compiled.spaces import account_at, desk_at
from gtmsim.engine.compiled.teams import call, finish, give, queue_push, worked_before, working
from gtmsim.engine.reference.tasks import CLOSING, QUALIFYING
from gtmsim.machine.jit import kernel
from gtmsim.rules import calendar
from gtmsim.rules.calendar import DAY, HOUR

microseconds = compiled(calendar.microseconds)


@kernel
def ask(T, S, slot, team, rank, sub, until):
    """Wait for a person of the team, or until `until`."""
    a = account_at(S, slot)
    S.token += 1
    a.token, a.queued, a.phase = S.token, S.now, ASKED
    queue_push(S, team, rank, S.now, a.key, sub, a.token, slot)
    if until < NEVER:
        put(S, until, GIVE_UP, a.key, sub, TIMER, slot, a.token)
    if desk_at(S, team).free_size > 0:
        call(T, S, team)


@kernel
def begin_work(T, S, slot, person):
    """Start the task in hand; True if it is over at once."""
    a, now = account_at(S, slot), S.now
    team = T.sdr if a.stage == QUALIFYING else T.ae
    waited = (now - a.queued) / DAY
    if a.stage != QUALIFYING:
        a.waited += waited
    a.person, a.started = person, now
    note(S, TASK_STARTED, a, a.stage, team, 0, person, waited)
    a.finish = now + microseconds(a.hours / 24.0) if person == NOBODY else finish(T, S, team, person, a.hours)
    a.in_time = 1 if a.finish <= a.closes else 0
    if a.in_time == 0:
        a.phase = DROPPED
        put(S, a.closes, GIVE_UP, a.key, CLOSING, STEP, slot, 0)
        return False
    a.phase = WORKING
    if a.finish > now:
        put(S, a.finish, COMPLETION, a.key, a.stage, STEP, slot, 0)
        return False
    return True


@kernel
def end_work(T, S, slot):
    """The task in hand is done."""
    a = account_at(S, slot)
    team = T.sdr if a.stage == QUALIFYING else T.ae
    spent = a.hours
    if a.person != NOBODY:
        w = working(T, team)
        spent = (worked_before(w, a.finish) - worked_before(w, a.started)) / HOUR
    note(S, TASK_ENDED, a, a.stage, team, 0, a.person, spent)
    if a.person != NOBODY:
        give(T, S, team, a.person)
