"""The time before day 0, and what day 0 finds of it under way, as `reference.warm_up` tells it."""

from gtmsim.engine.agenda import ARRIVAL, CALENDAR
from gtmsim.engine.compiled.accounts import law_of
from gtmsim.engine.compiled.agenda import put
from gtmsim.engine.compiled.brand import open_brand
from gtmsim.engine.compiled.community import gather
from gtmsim.engine.compiled.companies import tell_whom, until_the_end
from gtmsim.engine.compiled.constants import (
    ASKED,
    BIRTH,
    CANDIDATES,
    DO_COMMITTEE,
    DO_END_WORK,
    DO_STAGE,
    DROPPED,
    NEVER,
    NOBODY,
    P_FIT,
    P_LATEST,
    P_PLACE,
    P_WINDOW,
    P_WINDOW_LENGTH,
    P_WINDOW_SHARE,
    WORKING,
)
from gtmsim.engine.compiled.contacts import tell_contact
from gtmsim.engine.compiled.firm import cover, found, found_customer, open_books, seat_people, take_customers
from gtmsim.engine.compiled.jit import compiled
from gtmsim.engine.compiled.lives import go_on
from gtmsim.engine.compiled.luck import child_key, uniform
from gtmsim.engine.compiled.referrals import begin_referring
from gtmsim.engine.compiled.rows import note
from gtmsim.engine.compiled.seen import look
from gtmsim.engine.compiled.selling import open_deal
from gtmsim.engine.compiled.spaces import account_at, desk_at, in_hand_at, latest_at, pipeline_at, qualified_at
from gtmsim.engine.compiled.teams import queue_pop
from gtmsim.engine.compiled.work import begin_work
from gtmsim.engine.compiled.world import channel_at, segment_at
from gtmsim.engine.reference.warm_up import IN_WORK, WAITING
from gtmsim.engine.reference.warm_up import NURTURED as WRITTEN_TO
from gtmsim.engine.reference.world import BORN, REMEMBERED
from gtmsim.machine.jit import kernel
from gtmsim.mechanisms.qualification.rows import OPENING_LEAD
from gtmsim.mechanisms.selling.rows import OPPORTUNITY
from gtmsim.mechanisms.staff.rows import TASK_STARTED
from gtmsim.rules import calendar, chance, maths
from gtmsim.rules.calendar import DAY

law_quantile = compiled(chance.law_quantile)
microseconds = compiled(calendar.microseconds)
normal_quantile = compiled(maths.normal_quantile)
residual_quantile = compiled(chance.residual_quantile)


@kernel
def warm_up(T, S):
    """Begin with the time before day 0."""
    open_brand(T, S)
    seat_people(T, S)
    for slot in range(take_customers(T, S)):
        found_customer(T, S, slot)
        begin_referring(T, S, slot)
    gather(T, S, 0)
    S.informed = 0.0  # what has leaked is part of what is to come
    cover(T, S, 0)
    for c in range(T.n_channels):
        if channel_at(T, c).touched < 0:
            put(S, channel_at(T, c).touched * DAY, CALENDAR, 2, c, CANDIDATES, c, channel_at(T, c).touched)
    for n in range(S.places):
        place = pipeline_at(S, n)
        span = segment_at(T, place.segment).span
        if span > 0.0:
            when = T.deals_from + microseconds(uniform(S, P_PLACE, place.key, 0) * span)
            put(S, when, ARRIVAL, child_key(place.key, 0), BORN, BIRTH, n, 0)


@kernel
def birth(T, S, n):
    """The next deal of a place is opened."""
    go_on(T, S, opened(T, S, n), DO_STAGE)


@kernel
def opened(T, S, n):
    """A deal of the pipeline that day 0 finds, as if it had come of one of the leads that qualified last."""
    place = pipeline_at(S, n)
    key = child_key(place.key, place.count)
    slot = found(T, S, place.segment, key, place.number)
    a, closes, first = account_at(S, slot), NEVER, 0
    if T.lists == 0:
        a.fit = normal_quantile(uniform(S, P_FIT, key, 0))
    look(T, S, a)
    known = min(REMEMBERED, qualified_at(S, place.segment))
    like = place.segment * REMEMBERED + int(uniform(S, P_LATEST, key, 0) * known)
    if known > 0:
        lead = latest_at(S, like)
        a.active, a.trust, a.score, first = lead.active, lead.trust, lead.score, lead.first
        if T.lists == 0:
            a.fit, a.seen = lead.fit, lead.seen
    if T.window >= 0:
        closes = S.now + left_of_window(T, S, key, like if known > 0 else -1)
    open_deal(T, S, slot, 1, until_the_end(S, slot, closes))
    a.place, a.stage = n, first
    place.slot = slot
    if T.people == 1 and S.now < 0:
        tell_contact(T, S, slot, 0)
    return slot


@kernel
def left_of_window(T, S, key, like):
    """How long the window is in which a deal begins: of an account the rest of one."""
    if T.needs == 0:
        return microseconds(law_quantile(law_of(T, T.window), uniform(S, P_WINDOW, key, 0)))
    if like >= 0:
        return latest_at(S, like).left
    length, share = uniform(S, P_WINDOW_LENGTH, key, 0), uniform(S, P_WINDOW_SHARE, key, 0)
    return microseconds(residual_quantile(law_of(T, T.window), length, share))


@kernel
def begin(T, S):
    """Day 0: the books are opened, and it is told what is under way, deals first."""
    open_books(T, S)
    for n in range(S.places):
        if pipeline_at(S, n).slot < 0:  # deals take no time: this one is decided now
            account_at(S, opened(T, S, n)).stage = T.n_stages
        slot = pipeline_at(S, n).slot
        a = account_at(S, slot)
        stage = T.n_stages if a.stage < 0 else a.stage
        note(S, OPPORTUNITY, a, 1, -1, a.amount, stage, (S.now - a.opened) / DAY)
        tell_whom(T, S, slot)
        if T.people == 1:
            tell_contact(T, S, slot, 0)
        tell_task(T, S, slot)
    for i in range(S.leads):
        slot = in_hand_at(S, i)
        a = account_at(S, slot)
        state = WAITING if a.phase == ASKED else IN_WORK if a.phase == WORKING else WRITTEN_TO
        note(S, OPENING_LEAD, a, a.active, -1, 0, state, (S.now - a.opened) / DAY)
        tell_whom(T, S, slot)
        tell_task(T, S, slot)
    for team in range(T.n_teams, S.teams):
        close(T, S, team)
    for c in range(T.n_channels):
        put(S, 0, CALENDAR, 2, c, CANDIDATES, c, 0)
    for n in range(S.places):
        slot = pipeline_at(S, n).slot
        if account_at(S, slot).opened == S.now:
            go_on(T, S, slot, DO_COMMITTEE)


@kernel
def tell_task(T, S, slot):
    """Say the task in hand; where its team is there no more, nobody's."""
    a = account_at(S, slot)
    a.told = 1
    if a.phase not in (WORKING, DROPPED):
        return
    if a.team >= T.n_teams:
        a.team, a.person = -1, NOBODY
    note(S, TASK_STARTED, a, a.stage, a.team, 0, a.person, (a.started - a.queued) / DAY)


@kernel
def close(T, S, team):
    """A team is there no more: whoever waits has to wait no longer."""
    while desk_at(S, team).queue_size > 0:
        token, slot = queue_pop(S, team)
        a = account_at(S, slot)
        if a.token == token:
            a.token, a.team = -1, -1
            desk_at(S, team).waiting -= 1
            if begin_work(T, S, slot, NOBODY):
                go_on(T, S, slot, DO_END_WORK)
