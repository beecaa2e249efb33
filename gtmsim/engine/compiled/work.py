"""A task: waiting for a person, doing it, handing the person back."""

from gtmsim.engine.agenda import COMPLETION, GIVE_UP
from gtmsim.engine.compiled.agenda import put
from gtmsim.engine.compiled.constants import ASKED, DROPPED, NEVER, NOBODY, STEP, TIMER, WORKING
from gtmsim.engine.compiled.decisions import answer, know_stage, note_by, settled
from gtmsim.engine.compiled.jit import compiled
from gtmsim.engine.compiled.rows import note
from gtmsim.engine.compiled.spaces import account_at, desk_at
from gtmsim.engine.compiled.teams import call, finish, give, queue_push, worked_before, working
from gtmsim.engine.compiled.world import touch_at
from gtmsim.engine.reference.decisions import TOUCH
from gtmsim.engine.reference.tasks import CLOSING, QUALIFYING
from gtmsim.machine.jit import kernel
from gtmsim.mechanisms.selling.rows import SALES_EXPENSE
from gtmsim.mechanisms.staff.rows import TASK_ENDED, TASK_STARTED
from gtmsim.rules import calendar, maths
from gtmsim.rules.calendar import DAY, HOUR

log = compiled(maths.log)
microseconds = compiled(calendar.microseconds)


@kernel
def ask(T, S, slot, team, rank, sub, until):
    """Wait for a person of the team, or until `until`."""
    a = account_at(S, slot)
    S.token += 1
    desk_at(S, team).waiting += 1
    a.token, a.queued, a.phase = S.token, S.now, ASKED
    queue_push(S, team, rank, S.now, a.key, sub, a.token, slot)
    if until < NEVER:
        put(S, until, GIVE_UP, a.key, sub, TIMER, slot, a.token)
    if desk_at(S, team).free_size > 0:
        call(T, S, team)


@kernel
def begin_stage(T, S, a, person, waited):
    """A stage of the sale begins, in one way or another to talk to the buyer."""
    a.waited += waited
    if not settled(T, S, TOUCH):
        know_stage(S, a, a.stage, 1)
        answer(T, S, TOUCH)
    a.touch = int(S.given0)
    way = touch_at(T, a.touch)
    a.trust += way.trust
    if a.effort != 1.0:
        a.log_effort += log(a.effort)
    a.hours = a.hours * a.effort * way.work
    note_by(S, TOUCH, TASK_STARTED, a, a.stage, a.team, 0, person, waited)
    if way.expense != 0:
        note(S, SALES_EXPENSE, a, a.stage, a.team, way.expense, 0, 0.0)


@kernel
def begin_work(T, S, slot, person):
    """Start the task in hand; True if it is over at once."""
    a, now, team = account_at(S, slot), S.now, account_at(S, slot).team
    waited = (now - a.queued) / DAY
    a.person, a.started = person, now
    if a.stage == QUALIFYING:
        note(S, TASK_STARTED, a, QUALIFYING, team, 0, person, waited)
    else:
        begin_stage(T, S, a, person, waited)
    if person != NOBODY:
        desk_at(S, team).begun += 1
        desk_at(S, team).waits += waited
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
    """The task in hand is done; of one that was begun before day 0 the books know the hours since."""
    a, team = account_at(S, slot), account_at(S, slot).team
    begun = max(0, a.started) if a.finish >= 0 else a.started
    spent = a.hours if begun == a.started else a.finish / HOUR
    if a.person != NOBODY:
        w = working(T, team)
        spent = (worked_before(w, a.finish) - worked_before(w, begun)) / HOUR
    if a.started >= 0 or a.told == 1:
        note(S, TASK_ENDED, a, a.stage, team, 0, a.person, spent)
    if a.person != NOBODY:
        desk_at(S, team).worked += spent
        give(T, S, team, a.person)
