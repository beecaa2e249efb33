"""From a lead to the stages of its deal, as `reference.qualification` and `reference.selling` tell it."""

from gtmsim.engine.agenda import ARRIVAL
from gtmsim.engine.compiled.accounts import handling_of, law_of, lose, part, release, today, wait
from gtmsim.engine.compiled.agenda import put
from gtmsim.engine.compiled.brand import known_of
from gtmsim.engine.compiled.companies import in_need, named_key, next_need, until_the_end, window_at
from gtmsim.engine.compiled.constants import (
    APPROVING,
    NEVER,
    NOBODY,
    NURTURED,
    P_ANSWERS,
    P_GOES_ON,
    P_PATIENCE,
    P_QUALIFIES,
    P_QUALIFYING_WORK,
    P_SCREEN,
    P_STAGE_WORK,
    P_VALUE,
    P_WINDOW,
    STEP,
)
from gtmsim.engine.compiled.decisions import (
    answer,
    know_discount,
    know_effort,
    know_qualified,
    know_routing,
    know_stage,
    note_by,
    settled,
)
from gtmsim.engine.compiled.jit import compiled
from gtmsim.engine.compiled.luck import uniform
from gtmsim.engine.compiled.rows import note
from gtmsim.engine.compiled.spaces import (
    account_at,
    company_at,
    company_of,
    latest_at,
    month_of_channel_at,
    qualified_at,
    set_known,
    set_qualified,
)
from gtmsim.engine.compiled.work import ask, begin_work
from gtmsim.engine.compiled.world import channel_at, day_at, handling_at, segment_at, stage_at, team_at, touch_at
from gtmsim.engine.reference.decisions import (
    DISCOUNT,
    DISQUALIFICATION,
    EFFORT,
    ESCALATION,
    LEAD_ROUTING,
    NURTURE,
)
from gtmsim.engine.reference.qualification import DROPPED, FORGET, OPEN, REFUSED, SDR, UNQUALIFIED, UNSCREENED, UNWANTED
from gtmsim.engine.reference.tasks import ANSWERING, APPROVAL, COMMITTEE, QUALIFYING
from gtmsim.engine.reference.world import REMEMBERED
from gtmsim.machine.jit import kernel
from gtmsim.mechanisms.qualification.rows import ABANDONED, DISQUALIFIED, MQL, SQL
from gtmsim.mechanisms.selling.rows import LOST, OPPORTUNITY, QUOTED, STAGE_PASSED
from gtmsim.rules import calendar, chance, qualification, selling, staffing, subscription
from gtmsim.rules.calendar import DAY

annual_price = compiled(selling.annual_price)
discount_logarithm = compiled(selling.discount_logarithm)
discounted = compiled(selling.discounted)
effort_logit = compiled(selling.effort_logit)
goes_on = compiled(selling.goes_on)
law_quantile = compiled(chance.law_quantile)
microseconds = compiled(calendar.microseconds)
passes_screen = compiled(qualification.passes_screen)
priority = compiled(staffing.priority)
qualifies = compiled(qualification.qualifies)
rank = compiled(staffing.rank)
shifted = compiled(subscription.shifted)


@kernel
def lead(T, S, slot):
    """From arrival to the queue; True if the account goes on at once."""
    a = account_at(S, slot)
    if not passes_screen(handling_of(T, a), uniform(S, P_SCREEN, a.key, 0)):
        note(S, DISQUALIFIED, a, UNSCREENED, -1, 0, 0, 0.0)
        part(S, slot, 0)
        release(S, slot)
        return False
    return enter(T, S, slot, MQL)


@kernel
def enter(T, S, slot, kind):
    """A lead queues for whom it is routed to; True if the account goes on at once."""
    a = account_at(S, slot)
    if not settled(T, S, LEAD_ROUTING):
        know_routing(T, S, a)
        answer(T, S, LEAD_ROUTING)
    to, points = int(S.given0), int(S.given1)
    if a.rounds > 0 or to != DROPPED:
        note_by(S, LEAD_ROUTING, kind, a, a.rounds, -1, 0, 0, 0.0)
    if to == DROPPED:
        note_by(S, LEAD_ROUTING, DISQUALIFIED, a, UNWANTED, -1, 0, 0, 0.0)
        part(S, slot, 0)
        release(S, slot)
        return False
    until = NEVER
    if handling_at(T, a.active).patience >= 0:
        until = S.now + microseconds(
            law_quantile(law_of(T, handling_at(T, a.active).patience), uniform(S, P_PATIENCE, a.key, a.rounds))
        )
    u = uniform(S, P_QUALIFYING_WORK, a.key, a.rounds)
    a.hours = law_quantile(law_of(T, handling_at(T, a.active).qualifying), u)
    if 0 <= a.channel < T.n_channels:
        a.hours *= channel_at(T, a.channel).work
    a.stage, a.closes, a.queued = QUALIFYING, NEVER, S.now
    a.team = T.sdr if to == SDR else T.ae
    if a.team >= 0:
        place = rank(points, priority(team_at(T, a.team).order, int(a.active), 0, 0, S.now))
        ask(T, S, slot, a.team, place, QUALIFYING, until)
        return False
    return begin_work(T, S, slot, NOBODY)


@kernel
def talked(T, S, slot):
    """The talk is over: True if a deal is opened."""
    a = account_at(S, slot)
    waited = (a.started - a.queued) / DAY
    talked_well = qualifies(handling_of(T, a), waited, uniform(S, P_QUALIFIES, a.key, a.rounds))
    if not talked_well or not in_need(T, S, slot):
        ended(T, S, slot, 1)
        return False
    if not settled(T, S, DISQUALIFICATION):
        know_qualified(T, S, a, waited)
        answer(T, S, DISQUALIFICATION)
    if int(S.given0) != OPEN:
        note_by(S, DISQUALIFICATION, DISQUALIFIED, a, REFUSED, -1, 0, 0, 0.0)
        part(S, slot, 0)
        release(S, slot)
        return False
    note_by(S, DISQUALIFICATION, SQL, a, 0, -1, 0, 0, 0.0)
    if S.now < 0:  # the deals that day 0 finds are those of its pipeline
        remember(T, S, slot)
        part(S, slot, 1)
        release(S, slot)
        return False
    closes = NEVER
    if T.needs == 1:
        _, _, closes, _ = window_at(T, S, company_at(S, company_of(S, slot)), S.now)
    elif T.window >= 0:
        closes = S.now + microseconds(law_quantile(law_of(T, T.window), uniform(S, P_WINDOW, a.key, 0)))
    open_deal(T, S, slot, 0, until_the_end(S, slot, closes))
    return True


@kernel
def remember(T, S, slot):
    """Before day 0: who has qualified? The deals that day 0 finds came of leads like the latest of these."""
    a = account_at(S, slot)
    g = a.segment
    here = latest_at(S, g * REMEMBERED + qualified_at(S, g) % REMEMBERED)
    here.left = NEVER
    if T.needs == 1:
        _, _, closes, _ = window_at(T, S, company_at(S, company_of(S, slot)), S.now)
        here.left = closes - S.now
    here.first = channel_at(T, a.channel).head_start if a.channel < T.n_channels else 0
    here.active, here.fit, here.seen, here.trust, here.score = a.active, a.fit, a.seen, a.trust, a.score
    set_qualified(S, g, qualified_at(S, g) + 1)


@kernel
def ended(T, S, slot, outcome):
    """A lead gave up (0) or did not qualify (1); perhaps it is nurtured and answers again."""
    a = account_at(S, slot)
    if not settled(T, S, NURTURE):
        know_routing(T, S, a)
        set_known(S, 6, outcome)
        answer(T, S, NURTURE)
    if outcome == 0:
        note_by(S, NURTURE, ABANDONED, a, 0, -1, 0, 0, (S.now - a.queued) / DAY)
    else:
        note_by(S, NURTURE, DISQUALIFIED, a, UNQUALIFIED, -1, 0, 0, 0.0)
    forgotten = int(S.given0) == FORGET
    share = T.alone if forgotten else T.answers
    if share > 0.0 and uniform(S, P_ANSWERS, a.key, a.rounds) < share:
        when = S.now + (0 if forgotten else microseconds(S.given1))
        buys = True
        if T.needs == 1:
            buys = company_at(S, company_of(S, slot)).buys == 1
            when = next_need(T, S, company_of(S, slot), when, int(forgotten))
        if buys:
            if when < T.horizon:
                a.phase = NURTURED
                put(S, when, ARRIVAL, a.key, ANSWERING, STEP, slot, 0)
            elif S.now < 0:
                a.phase = NURTURED
            else:
                release(S, slot)
            return
    part(S, slot, 0)
    release(S, slot)


@kernel
def open_deal(T, S, slot, found, closes):
    """Put a deal on the table."""
    a = account_at(S, slot)
    day = today(T, S)
    a.found, a.closes, a.opened = found, closes, S.now
    a.amount = annual_price(
        segment_at(T, a.segment).median,
        segment_at(T, a.segment).sigma,
        day_at(T, day).price,
        uniform(S, P_VALUE, named_key(S, slot), 0),
    )
    a.log_price = day_at(T, day).log_price
    known_of(T, S, a)
    if not settled(T, S, EFFORT):
        know_effort(T, S, a, a.amount)
        answer(T, S, EFFORT)
    a.effort, a.points, a.log_effort = S.given0, int(S.given1), 0.0
    if T.shifts == 1 and 0 <= a.channel < T.n_channels and S.closed < T.n_months:
        month_of_channel_at(S, a.channel * T.n_months + S.closed).opened += 1
    if found == 0:
        note_by(S, EFFORT, OPPORTUNITY, a, 0, -1, a.amount, 0, 0.0)


@kernel
def next_stage(T, S, slot, number):
    """Queue for a stage of the sale; True if the account goes on at once."""
    a = account_at(S, slot)
    a.stage, a.team = number, T.ae
    a.hours = segment_at(T, a.segment).effort * law_quantile(
        law_of(T, stage_at(T, number).work), uniform(S, P_STAGE_WORK, a.key, stage_at(T, number).key)
    )
    a.queued = S.now
    if T.ae >= 0:
        place = rank(int(a.points), priority(team_at(T, T.ae).order, int(a.active), number, a.amount, S.now))
        ask(T, S, slot, T.ae, place, number, a.closes)
        return False
    return begin_work(T, S, slot, NOBODY)


@kernel
def thought(T, S, slot):
    """The buyer has thought: True if he goes on."""
    a = account_at(S, slot)
    number = a.stage
    share = shifted(stage_at(T, number).goes_on, touch_at(T, a.touch).goes_on)
    if not goes_on(share, uniform(S, P_GOES_ON, a.key, stage_at(T, number).key)):
        lose(S, slot, LOST, number)
        release(S, slot)
        return False
    if number + 1 == T.n_stages:
        note(S, STAGE_PASSED, a, number, -1, 0, 0, 0.0)
        return True
    if not settled(T, S, ESCALATION):
        know_stage(S, a, number + 1, 0)
        answer(T, S, ESCALATION)
    a.points = max(int(a.points), int(S.given0))
    a.effort *= S.given1
    note_by(S, ESCALATION, STAGE_PASSED, a, number, -1, 0, 0, 0.0)
    return True


@kernel
def offered(T, S, slot):
    """Put a price on the table, when whoever must has approved of it: as `wait` answers."""
    a = account_at(S, slot)
    if not settled(T, S, DISCOUNT):
        know_discount(T, S, a)
        answer(T, S, DISCOUNT)
    discount, approval = S.given0, S.given1
    a.amount = discounted(a.amount, discount)
    a.log_price += discount_logarithm(discount)
    a.trust += effort_logit(T.effort_return, a.log_effort, T.n_stages)
    note_by(S, DISCOUNT, QUOTED, a, 0, -1, a.amount, 0, discount)
    return wait(S, slot, S.now + microseconds(approval), APPROVAL, APPROVING, COMMITTEE)
