"""The lives of accounts as steps from wait to wait; each mirrors a process of the reference engine."""

from gtmsim.engine.agenda import COMPLETION
from gtmsim.engine.compiled.constants import (
    APPROVING,
    AT_ONCE,
    BILLING,
    BREAKING_OFF,
    DISPATCHING,
    DO_BALLOT,
    DO_COMMITTEE,
    DO_CUSTOMER,
    DO_END_WORK,
    DO_MEET,
    DO_MET,
    DO_PRESS,
    DO_STAGE,
    DO_THOUGHT,
    DO_VOTES,
    DROPPED,
    FAILING,
    LIVING,
    MEETING_ON,
    NURTURED,
    PAUSING,
    PRESSING,
    RENEWING,
    RETURNING,
    REVIEWING,
    STEP,
    THINKING_ON,
    WORKING,
)
from gtmsim.engine.compiled.kernels.accounts import lose, release, wait
from gtmsim.engine.compiled.kernels.agenda import put
from gtmsim.engine.compiled.kernels.committee import decides
from gtmsim.engine.compiled.kernels.customer import await_due, goes_live, leaves, next_wait, pauses
from gtmsim.engine.compiled.kernels.rows import note
from gtmsim.engine.compiled.kernels.selling import ended, enter, next_stage, offered, talked, thought
from gtmsim.engine.compiled.kernels.teams import first_queue, free_pop, queue_pop
from gtmsim.engine.compiled.kernels.work import begin_work, end_work
from gtmsim.engine.compiled.stepping import kernel
from gtmsim.engine.reference.tasks import MEETING, REVIEW, THINKING
from gtmsim.mechanisms.committee.rows import COMMITTEE_MET
from gtmsim.mechanisms.committee.steps import COMMITTEE, cast_vote, come_before, open_ballot
from gtmsim.mechanisms.nurture.rows import RECYCLED
from gtmsim.mechanisms.nurture.steps import GAVE_UP
from gtmsim.mechanisms.pausing.resumption import is_paused, resumes
from gtmsim.mechanisms.qualification.steps import QUALIFYING
from gtmsim.mechanisms.quarter_end.steps import ballot_is_hastened, is_before_committee, next_meeting, pressed
from gtmsim.mechanisms.selling.rows import NO_DECISION
from gtmsim.mechanisms.selling.steps import first_stage, thinking_time
from gtmsim.mechanisms.subscription.renewal import renews
from gtmsim.mechanisms.subscription.steps import breaks_off, goes_on, invoice
from gtmsim.mechanisms.win_back.steps import comes_back
from gtmsim.rules.calendar import microseconds


@kernel
def takes_time(w, a, until, about, phase):
    """Let time pass, as `wait` answers; nobody having voted yet, the deal may be pressed meanwhile."""
    while a.vote == 0 and a.press_at < until:
        if a.press_at > w.now:
            a.awaits = until
            return wait(w, a, a.press_at, about, PRESSING, COMMITTEE)
        until = pressed(w, a, a, until)
    return wait(w, a, until, about, phase, COMMITTEE)


@kernel
def go_on(w, a, do):
    """Let an account live until it has to wait."""
    while True:
        if do == DO_END_WORK:
            end_work(w, a)
            if a.in_time == 0:
                release(w, a)
                return
            if a.stage == QUALIFYING:
                if not talked(w, a):
                    return
                a.stage, do = first_stage(w, a), DO_STAGE
                continue
            until = w.now + microseconds(thinking_time(w, a, a))
            if wait(w, a, until, THINKING + a.stage, THINKING_ON, a.stage) != 1:
                return
            do = DO_THOUGHT
        elif do == DO_THOUGHT:
            if not thought(w, a):
                return
            a.stage, do = a.stage + 1, DO_STAGE
        elif do == DO_STAGE:
            if a.stage < len(w.inputs.stages):
                if not next_stage(w, a, a.stage):
                    return
                do = DO_END_WORK
            else:
                if offered(w, a) != 1:
                    return
                do = DO_COMMITTEE
        elif do == DO_COMMITTEE:
            come_before(w, a, a)
            is_before_committee(w, a, a)
            do = DO_MEET
        elif do == DO_MEET:
            if a.meeting >= a.count:
                do = DO_BALLOT
                continue
            if takes_time(w, a, next_meeting(w, a, a), MEETING, MEETING_ON) != 1:
                return
            do = DO_MET
        elif do == DO_PRESS:
            votes = a.meeting >= a.count
            if takes_time(w, a, a.awaits, REVIEW if votes else MEETING, REVIEWING if votes else MEETING_ON) != 1:
                return
            do = DO_VOTES if votes else DO_MET
        elif do == DO_MET:
            a.meeting += 1
            note(w, COMMITTEE_MET, a, a.meeting, -1, 0, 0, 0.0)
            do = DO_MEET
        elif do == DO_BALLOT:
            open_ballot(w, a, a)
            ballot_is_hastened(w, a, a)
            do = DO_VOTES
        elif do == DO_VOTES:
            over = False
            while a.vote < a.members and not over:
                if takes_time(w, a, w.ballots[a.slot * w.seats + a.vote].time, REVIEW, REVIEWING) != 1:
                    return
                over = cast_vote(w, a, a)
            if not decides(w, a):
                return
            do = DO_CUSTOMER
        else:
            next_wait(w, a)
            return


@kernel
def step(w, a):
    """The wait of an account is over."""
    phase = a.phase
    if phase == WORKING:
        go_on(w, a, DO_END_WORK)
    elif phase == DROPPED:
        lose(w, a, NO_DECISION, a.stage)
        a.phase = WORKING
        if a.finish > w.now:
            put(w, a.finish, COMPLETION, a.key, a.stage, STEP, a.slot, 0)
        else:
            go_on(w, a, DO_END_WORK)
    elif phase == THINKING_ON:
        go_on(w, a, DO_THOUGHT)
    elif phase == APPROVING:
        go_on(w, a, DO_COMMITTEE)
    elif phase == MEETING_ON:
        go_on(w, a, DO_MET)
    elif phase == PRESSING:
        go_on(w, a, DO_PRESS)
    elif phase == REVIEWING:
        go_on(w, a, DO_VOTES)
    elif phase == BREAKING_OFF:
        lose(w, a, NO_DECISION, a.stage)
        release(w, a)
    elif phase == LIVING:
        goes_live(w, a)
        await_due(w, a)
    elif phase == FAILING:
        breaks_off(w, a, a)
        release(w, a)
    elif phase == RENEWING:
        a.renewals += 1
        a.met += 1
        if renews(w, a, a):
            a.billed = 0
            invoice(w, a, a)
            next_wait(w, a)
        elif is_paused(a):
            pauses(w, a)
        elif leaves(w, a):
            comes_back(w, a, a)
            next_wait(w, a)
    elif phase == PAUSING:
        if resumes(w, a, a):
            next_wait(w, a)
        elif leaves(w, a):
            comes_back(w, a, a)
            next_wait(w, a)
    elif phase == BILLING:
        goes_on(w, a, a)
        next_wait(w, a)
    elif phase == RETURNING:
        comes_back(w, a, a)
        next_wait(w, a)
    elif phase == NURTURED:
        a.rounds += 1
        if enter(w, a, RECYCLED):
            go_on(w, a, DO_END_WORK)


@kernel
def timer(w, a, token):
    """Somebody's patience ends; nothing happens if he has been answered."""
    if a.token != token:
        return
    a.token = -1
    w.desks[a.team].waiting -= 1
    if a.stage == QUALIFYING:
        ended(w, a, GAVE_UP)
        return
    lose(w, a, NO_DECISION, a.stage)
    release(w, a)


@kernel
def dispatch(w, team, again):
    """Serve the first in the queue, and go on with the next before anything else happens.

    Who is served may live on for many rows; so that there is room for them, each is an event of its own.
    """
    if again == 0:
        if w.desks[team].called == 0 or w.desks[team].serves != w.now:
            return  # the plan that opened now holds no more
        w.desks[team].called = 0
    while w.desks[team].free_size > 0:
        queue = first_queue(w, team)
        if queue < 0:
            return
        token, slot = queue_pop(w, queue)
        a = w.accounts[slot]
        if a.token == token:
            a.token = -1
            w.desks[team].waiting -= 1
            person = free_pop(w, team)
            if begin_work(w, a, person):
                go_on(w, a, DO_END_WORK)
            break
    if w.desks[team].free_size > 0 and first_queue(w, team) >= 0:
        put(w, w.now, AT_ONCE, team, 0, DISPATCHING, team, 1)
        w.events_left += 1  # it is the same dispatch
