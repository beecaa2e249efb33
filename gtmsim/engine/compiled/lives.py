"""The lives of accounts as steps from wait to wait; each mirrors a process of the reference engine."""

from gtmsim.engine.agenda import COMPLETION
from gtmsim.engine.compiled.accounts import law_of, lose, release, wait
from gtmsim.engine.compiled.agenda import put
from gtmsim.engine.compiled.committee import cast, next_gap, order_votes, to_committee, verdict
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
    DO_STAGE,
    DO_THOUGHT,
    DO_VOTES,
    DROPPED,
    FAILING,
    LIVING,
    MEETING_ON,
    NURTURED,
    P_THINKING,
    RENEWING,
    RETURNING,
    REVIEWING,
    STEP,
    THINKING_ON,
    WORKING,
)
from gtmsim.engine.compiled.customer import await_due, comes_back, fails, goes_live, invoice, leaves, next_wait, renews
from gtmsim.engine.compiled.jit import compiled
from gtmsim.engine.compiled.luck import uniform
from gtmsim.engine.compiled.rows import note
from gtmsim.engine.compiled.selling import ended, enter, next_stage, offered, talked, thought
from gtmsim.engine.compiled.spaces import account_at, ballot_at, desk_at
from gtmsim.engine.compiled.teams import free_pop, queue_pop
from gtmsim.engine.compiled.work import begin_work, end_work
from gtmsim.engine.compiled.world import channel_at, stage_at, touch_at
from gtmsim.engine.reference.tasks import COMMITTEE, MEETING, QUALIFYING, REVIEW, THINKING
from gtmsim.machine.jit import kernel
from gtmsim.mechanisms.committee.rows import COMMITTEE_MET
from gtmsim.mechanisms.nurture.rows import RECYCLED
from gtmsim.mechanisms.selling.rows import NO_DECISION
from gtmsim.rules import calendar, chance

law_quantile = compiled(chance.law_quantile)
microseconds = compiled(calendar.microseconds)


@kernel
def go_on(T, S, slot, do):
    """Let an account live until it has to wait."""
    while True:
        a = account_at(S, slot)
        if do == DO_END_WORK:
            end_work(T, S, slot)
            if a.in_time == 0:
                release(S, slot)
                return
            if a.stage == QUALIFYING:
                if not talked(T, S, slot):
                    return
                known = 0 <= a.channel < T.n_channels
                a.stage, do = channel_at(T, a.channel).head_start if known else 0, DO_STAGE
                continue
            stage = stage_at(T, a.stage)
            think = law_quantile(law_of(T, stage.think), uniform(S, P_THINKING, a.key, stage.key))
            until = S.now + microseconds(think * touch_at(T, a.touch).think)
            if wait(S, slot, until, THINKING + a.stage, THINKING_ON, a.stage) != 1:
                return
            do = DO_THOUGHT
        elif do == DO_THOUGHT:
            if not thought(T, S, slot):
                return
            a.stage, do = a.stage + 1, DO_STAGE
        elif do == DO_STAGE:
            if a.stage < T.n_stages:
                if not next_stage(T, S, slot, a.stage):
                    return
                do = DO_END_WORK
            else:
                if offered(T, S, slot) != 1:
                    return
                do = DO_COMMITTEE
        elif do == DO_COMMITTEE:
            to_committee(T, S, slot)
            do = DO_MEET
        elif do == DO_MEET:
            if a.meeting >= a.count:
                do = DO_BALLOT
                continue
            until = S.now + microseconds(next_gap(T, S, a))
            if wait(S, slot, until, MEETING, MEETING_ON, COMMITTEE) != 1:
                return
            do = DO_MET
        elif do == DO_MET:
            a.meeting += 1
            note(S, COMMITTEE_MET, a, a.meeting, -1, 0, 0, 0.0)
            do = DO_MEET
        elif do == DO_BALLOT:
            a.vote, a.yes, a.noes, a.blocked, a.deciding = 0, 0.0, 0, 0, 0
            order_votes(T, S, a)
            do = DO_VOTES
        elif do == DO_VOTES:
            over = False
            while a.vote < a.members and not over:
                waits = wait(S, slot, ballot_at(S, a.first + a.vote).time, REVIEW, REVIEWING, COMMITTEE)
                if waits != 1:
                    return
                over = cast(T, S, a, a.vote)
                a.vote += 1
            if not verdict(T, S, slot):
                return
            do = DO_CUSTOMER
        else:
            next_wait(T, S, slot)
            return


@kernel
def step(T, S, slot):
    """The wait of an account is over."""
    a = account_at(S, slot)
    phase = a.phase
    if phase == WORKING:
        go_on(T, S, slot, DO_END_WORK)
    elif phase == DROPPED:
        lose(S, slot, NO_DECISION, a.stage)
        a.phase = WORKING
        if a.finish > S.now:
            put(S, a.finish, COMPLETION, a.key, a.stage, STEP, slot, 0)
        else:
            go_on(T, S, slot, DO_END_WORK)
    elif phase == THINKING_ON:
        go_on(T, S, slot, DO_THOUGHT)
    elif phase == APPROVING:
        go_on(T, S, slot, DO_COMMITTEE)
    elif phase == MEETING_ON:
        go_on(T, S, slot, DO_MET)
    elif phase == REVIEWING:
        go_on(T, S, slot, DO_VOTES)
    elif phase == BREAKING_OFF:
        lose(S, slot, NO_DECISION, a.stage)
        release(S, slot)
    elif phase == LIVING:
        goes_live(S, a)
        await_due(T, S, slot)
    elif phase == FAILING:
        fails(S, slot)
    elif phase == RENEWING:
        a.renewals += 1
        a.met += 1
        a.mrr_before = a.mrr
        if renews(T, S, slot):
            a.term_start, a.billed = S.now, 0
            invoice(T, S, a)
            next_wait(T, S, slot)
        elif leaves(T, S, slot):
            comes_back(T, S, a)
            next_wait(T, S, slot)
    elif phase == BILLING:
        invoice(T, S, a)
        next_wait(T, S, slot)
    elif phase == RETURNING:
        comes_back(T, S, a)
        next_wait(T, S, slot)
    elif phase == NURTURED:
        a.rounds += 1
        if enter(T, S, slot, RECYCLED):
            go_on(T, S, slot, DO_END_WORK)


@kernel
def timer(T, S, slot, token):
    """Somebody's patience ends; nothing happens if he has been answered."""
    a = account_at(S, slot)
    if a.token != token:
        return
    a.token = -1
    desk_at(S, a.team).waiting -= 1
    if a.stage == QUALIFYING:
        ended(T, S, slot, 0)
        return
    lose(S, slot, NO_DECISION, a.stage)
    release(S, slot)


@kernel
def dispatch(T, S, team, again):
    """Serve the first in the queue, and go on with the next before anything else happens.

    Who is served may live on for many rows; so that there is room for them, each is an event of its own.
    """
    if again == 0:
        desk_at(S, team).called = 0
    while desk_at(S, team).free_size > 0 and desk_at(S, team).queue_size > 0:
        token, slot = queue_pop(S, team)
        if account_at(S, slot).token == token:
            account_at(S, slot).token = -1
            desk_at(S, team).waiting -= 1
            person = free_pop(S, team)
            if begin_work(T, S, slot, person):
                go_on(T, S, slot, DO_END_WORK)
            break
    if desk_at(S, team).free_size > 0 and desk_at(S, team).queue_size > 0:
        put(S, S.now, AT_ONCE, team, 0, DISPATCHING, team, 1)
        S.events_left += 1  # it is the same dispatch
