"""From a lead to the stages of its deal, as `reference.qualification` and `reference.selling` tell it."""

from gtmsim.engine.agenda import ARRIVAL
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
from gtmsim.engine.compiled.jit import compiled
from gtmsim.engine.compiled.kernels.accounts import handling_of, lose, release, today, wait
from gtmsim.engine.compiled.kernels.agenda import put
from gtmsim.engine.compiled.kernels.columns import present
from gtmsim.engine.compiled.kernels.decisions import (
    answer,
    know_discount,
    know_effort,
    know_qualified,
    know_routing,
    know_stage,
    note_by,
    settled,
)
from gtmsim.engine.compiled.kernels.luck import uniform
from gtmsim.engine.compiled.kernels.rows import note
from gtmsim.engine.compiled.kernels.work import ask, begin_work
from gtmsim.engine.facts import (
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
from gtmsim.mechanisms.accounts import steps as accounts_steps
from gtmsim.mechanisms.brand import steps as brand_steps
from gtmsim.mechanisms.buying_windows import steps as buying_windows_steps
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
known_of = compiled(brand_steps.known_of)
in_need = compiled(accounts_steps.in_need)
luck_key = compiled(accounts_steps.luck_key)
next_need = compiled(buying_windows_steps.next_need)
until_the_end = compiled(accounts_steps.until_the_end)
window_at = compiled(buying_windows_steps.window_at)
let_go = compiled(accounts_steps.let_go)


@kernel
def lead(w, a):
    """From arrival to the queue; True if the account goes on at once."""
    if not passes_screen(handling_of(w, a).handling, uniform(w, P_SCREEN, a.key, 0)):
        note(w, DISQUALIFIED, a, UNSCREENED, -1, 0, 0, 0.0)
        let_go(w, a, 0)
        release(w, a)
        return False
    return enter(w, a, MQL)


@kernel
def enter(w, a, kind):
    """A lead queues for whom it is routed to; True if the account goes on at once."""
    if not settled(w, LEAD_ROUTING):
        know_routing(w, a)
        answer(w, LEAD_ROUTING)
    to, points = int(w.given0), int(w.given1)
    if a.rounds > 0 or to != DROPPED:
        note_by(w, LEAD_ROUTING, kind, a, a.rounds, -1, 0, 0, 0.0)
    if to == DROPPED:
        note_by(w, LEAD_ROUTING, DISQUALIFIED, a, UNWANTED, -1, 0, 0, 0.0)
        let_go(w, a, 0)
        release(w, a)
        return False
    until = NEVER
    if present(handling_of(w, a).patience):
        until = w.now + microseconds(law_quantile(handling_of(w, a).patience, uniform(w, P_PATIENCE, a.key, a.rounds)))
    u = uniform(w, P_QUALIFYING_WORK, a.key, a.rounds)
    a.hours = law_quantile(handling_of(w, a).work, u)
    if 0 <= a.channel < len(w.inputs.channels):
        a.hours *= w.inputs.channels[a.channel].work
    a.stage, a.closes, a.queued = QUALIFYING, NEVER, w.now
    a.team = w.inputs.sdr if to == SDR else w.inputs.ae
    if a.team >= 0:
        place = rank(points, priority(w.inputs.teams[a.team].order, int(a.active), 0, 0, w.now))
        ask(w, a, a.team, place, QUALIFYING, until)
        return False
    return begin_work(w, a, NOBODY)


@kernel
def talked(w, a):
    """The talk is over: True if a deal is opened."""
    waited = (a.started - a.queued) / DAY
    talked_well = qualifies(handling_of(w, a).handling, waited, uniform(w, P_QUALIFIES, a.key, a.rounds))
    if not talked_well or not in_need(w, a):
        ended(w, a, 1)
        return False
    if not settled(w, DISQUALIFICATION):
        know_qualified(w, a, waited)
        answer(w, DISQUALIFICATION)
    if int(w.given0) != OPEN:
        note_by(w, DISQUALIFICATION, DISQUALIFIED, a, REFUSED, -1, 0, 0, 0.0)
        let_go(w, a, 0)
        release(w, a)
        return False
    note_by(w, DISQUALIFICATION, SQL, a, 0, -1, 0, 0, 0.0)
    if w.now < 0:  # the deals that day 0 finds are those of its pipeline
        remember(w, a)
        let_go(w, a, 1)
        release(w, a)
        return False
    closes = NEVER
    if present(w.inputs.need):
        _, _, closes, _ = window_at(w, w.companies[a.company], w.now)
    elif present(w.inputs.window):
        closes = w.now + microseconds(law_quantile(w.inputs.window, uniform(w, P_WINDOW, a.key, 0)))
    open_deal(w, a, 0, until_the_end(w, a, closes))
    return True


@kernel
def remember(w, a):
    """Before day 0: who has qualified? The deals that day 0 finds came of leads like the latest of these."""
    g = a.segment
    here = w.latest[g * REMEMBERED + w.qualified[g] % REMEMBERED]
    here.left = NEVER
    if present(w.inputs.need):
        _, _, closes, _ = window_at(w, w.companies[a.company], w.now)
        here.left = closes - w.now
    here.first = w.inputs.channels[a.channel].head_start if a.channel < len(w.inputs.channels) else 0
    here.active, here.fit, here.seen, here.trust, here.score = a.active, a.fit, a.seen, a.trust, a.score
    w.qualified[g] = w.qualified[g] + 1


@kernel
def ended(w, a, outcome):
    """A lead gave up (0) or did not qualify (1); perhaps it is nurtured and answers again."""
    if not settled(w, NURTURE):
        know_routing(w, a)
        w.known[6] = outcome
        answer(w, NURTURE)
    if outcome == 0:
        note_by(w, NURTURE, ABANDONED, a, 0, -1, 0, 0, (w.now - a.queued) / DAY)
    else:
        note_by(w, NURTURE, DISQUALIFIED, a, UNQUALIFIED, -1, 0, 0, 0.0)
    forgotten = int(w.given0) == FORGET
    share = w.inputs.alone if forgotten else w.inputs.answers
    if share > 0.0 and uniform(w, P_ANSWERS, a.key, a.rounds) < share:
        when = w.now + (0 if forgotten else microseconds(w.given1))
        buys = True
        if present(w.inputs.need):
            buys = w.companies[a.company].buys == 1
            when = next_need(w, a.company, when, int(forgotten))
        if buys:
            if when < w.inputs.horizon:
                a.phase = NURTURED
                put(w, when, ARRIVAL, a.key, ANSWERING, STEP, a.slot, 0)
            elif w.now < 0:
                a.phase = NURTURED
            else:
                release(w, a)
            return
    let_go(w, a, 0)
    release(w, a)


@kernel
def open_deal(w, a, found, closes):
    """Put a deal on the table."""
    day = today(w)
    a.found, a.closes, a.opened = found, closes, w.now
    a.amount = annual_price(
        w.inputs.segments[a.segment].median,
        w.inputs.segments[a.segment].sigma,
        w.inputs.price[day],
        uniform(w, P_VALUE, luck_key(w, a), 0),
    )
    a.log_price = w.inputs.log_price[day]
    known_of(w, a)
    if not settled(w, EFFORT):
        know_effort(w, a, a.amount)
        answer(w, EFFORT)
    a.effort, a.points, a.log_effort = w.given0, int(w.given1), 0.0
    if w.inputs.shifts and 0 <= a.channel < len(w.inputs.channels) and w.closed < w.inputs.n_months:
        w.channel_months[a.channel * w.inputs.n_months + w.closed].opened += 1
    if found == 0:
        note_by(w, EFFORT, OPPORTUNITY, a, 0, -1, a.amount, 0, 0.0)


@kernel
def next_stage(w, a, number):
    """Queue for a stage of the sale; True if the account goes on at once."""
    a.stage, a.team = number, w.inputs.ae
    a.hours = w.inputs.segments[a.segment].effort * law_quantile(
        w.inputs.stages[number].work, uniform(w, P_STAGE_WORK, a.key, w.inputs.stages[number].key)
    )
    a.queued = w.now
    if w.inputs.ae >= 0:
        place = rank(int(a.points), priority(w.inputs.teams[w.inputs.ae].order, int(a.active), number, a.amount, w.now))
        ask(w, a, w.inputs.ae, place, number, a.closes)
        return False
    return begin_work(w, a, NOBODY)


@kernel
def thought(w, a):
    """The buyer has thought: True if he goes on."""
    number = a.stage
    share = shifted(w.inputs.stages[number].goes_on, w.inputs.touches[a.touch].goes_on)
    if not goes_on(share, uniform(w, P_GOES_ON, a.key, w.inputs.stages[number].key)):
        lose(w, a, LOST, number)
        release(w, a)
        return False
    if number + 1 == len(w.inputs.stages):
        note(w, STAGE_PASSED, a, number, -1, 0, 0, 0.0)
        return True
    if not settled(w, ESCALATION):
        know_stage(w, a, number + 1, 0)
        answer(w, ESCALATION)
    a.points = max(int(a.points), int(w.given0))
    a.effort *= w.given1
    note_by(w, ESCALATION, STAGE_PASSED, a, number, -1, 0, 0, 0.0)
    return True


@kernel
def offered(w, a):
    """Put a price on the table, when whoever must has approved of it: as `wait` answers."""
    if not settled(w, DISCOUNT):
        know_discount(w, a)
        answer(w, DISCOUNT)
    discount, approval = w.given0, w.given1
    a.amount = discounted(a.amount, discount)
    a.log_price += discount_logarithm(discount)
    a.trust += effort_logit(w.inputs.effort_return, a.log_effort, len(w.inputs.stages))
    note_by(w, DISCOUNT, QUOTED, a, 0, -1, a.amount, 0, discount)
    return wait(w, a, w.now + microseconds(approval), APPROVAL, APPROVING, COMMITTEE)
