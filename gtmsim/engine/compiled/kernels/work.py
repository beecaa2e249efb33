"""A task: waiting for a person, doing it, handing the person back."""

from gtmsim.engine.agenda import COMPLETION, GIVE_UP
from gtmsim.engine.compiled.constants import ASKED, DROPPED, NEVER, NOBODY, STEP, TIMER, WORKING
from gtmsim.engine.compiled.kernels.agenda import put
from gtmsim.engine.compiled.kernels.rows import note
from gtmsim.engine.compiled.kernels.teams import call, employee, queue_push, working
from gtmsim.engine.compiled.stepping import kernel
from gtmsim.engine.reference.tasks import CLOSING
from gtmsim.mechanisms.absence.steps import hand_back
from gtmsim.mechanisms.internal_promotion.candidates import ramp_of
from gtmsim.mechanisms.productivity.steps import productivity_of
from gtmsim.mechanisms.qualification.steps import QUALIFYING
from gtmsim.mechanisms.staff.rows import TASK_ENDED, TASK_STARTED
from gtmsim.mechanisms.staff.rules import speed
from gtmsim.mechanisms.touch.steps import begin_stage
from gtmsim.rules.calendar import DAY, HOUR, finish_at, microseconds, worked_before


@kernel
def ask(w, a, team, rank, sub, until):
    """Wait for a person of the team, or until `until`."""
    w.token += 1
    w.desks[team].waiting += 1
    a.token, a.queued, a.phase = w.token, w.now, ASKED
    queue = team
    if sub != QUALIFYING and a.seller == NOBODY and w.inputs.teams[team].open_deals > 0:
        queue = w.n_teams  # for a place among the deals that may be open, too
    queue_push(w, queue, rank, w.now, a.key, sub, a.token, a.slot)
    if until < NEVER:
        put(w, until, GIVE_UP, a.key, sub, TIMER, a.slot, a.token)
    if w.desks[team].free_size > 0:
        call(w, team)


@kernel
def finish(w, team, person, hours):
    """When this person is done with work that starts now [microseconds]."""
    said, one, now = w.inputs.teams[team], employee(w, team, person), w.now
    ramp = ramp_of(w, team, person)
    days = ramp
    if one.hired == 1:
        days = (now - one.start) / DAY
    return finish_at(
        working(w, team),
        now,
        hours,
        speed(said.productive, ramp, said.ramp_from, days, said.s_curve) * productivity_of(w, team, person),
    )


@kernel
def begin_work(w, a, person):
    """Start the task in hand; True if it is over at once."""
    now, team = w.now, int(a.team)
    waited = (now - a.queued) / DAY
    a.person, a.started = person, now
    if a.stage == QUALIFYING:
        note(w, TASK_STARTED, a, QUALIFYING, team, 0, person, waited)
    else:
        begin_stage(w, a, a, team, person, waited)
    if person != NOBODY:
        w.desks[team].begun += 1
        w.desks[team].waits += waited
    a.finish = now + microseconds(a.hours / 24.0) if person == NOBODY else finish(w, team, person, a.hours)
    a.in_time = 1 if a.finish <= a.closes else 0
    if a.in_time == 0:
        a.phase = DROPPED
        put(w, a.closes, GIVE_UP, a.key, CLOSING, STEP, a.slot, 0)
        return False
    a.phase = WORKING
    if a.finish > now:
        put(w, a.finish, COMPLETION, a.key, a.stage, STEP, a.slot, 0)
        return False
    return True


@kernel
def end_work(w, a):
    """The task in hand is done; of one that was begun before day 0 the books know the hours since."""
    team = int(a.team)
    if team >= len(w.inputs.teams):
        return  # one that was there until day 0: what it did for whom nobody sees is told nowhere
    begun = max(0, a.started) if a.finish >= 0 else a.started
    spent = a.hours if begun == a.started else a.finish / HOUR
    if a.person != NOBODY:
        calendar_ = working(w, team)
        spent = (worked_before(calendar_, a.finish) - worked_before(calendar_, begun)) / HOUR
    if a.started >= 0 or a.told == 1:
        note(w, TASK_ENDED, a, a.stage, team, 0, a.person, spent)
    if a.person != NOBODY:
        w.desks[team].worked += spent
        hand_back(w, team, a.person)
